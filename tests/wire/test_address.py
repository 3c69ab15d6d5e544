"""Base URLs: what is understood, and what is refused without being repeated."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.wire.address import parse_address
from oneroster_classlink.wire.endpoints import Service, Version

HOST = "https://d.example"


@pytest.mark.parametrize(
    ("url", "root", "version"),
    [
        (HOST, HOST, None),
        (f" {HOST}/ ", HOST, None),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", None),
        (f"{HOST}/district/7", f"{HOST}/district/7", None),
        (f"{HOST}/MoYPlyQWmG0%3D/", f"{HOST}/MoYPlyQWmG0%3D", None),
        (f"{HOST}/ims/oneroster", HOST, None),
        (f"{HOST}/ims/oneroster/v1p1", HOST, Version.V1_1),
        (f"{HOST}/p/ims/oneroster/v1p1/", f"{HOST}/p", Version.V1_1),
        (f"{HOST}/ims/oneroster/rostering/v1p2", HOST, Version.V1_2),
        (f"{HOST}/ims/oneroster/gradebook/v1p2", HOST, Version.V1_2),
    ],
)
def test_parse_address__what_is_understood(url, root, version):
    found = parse_address(url)

    assert (root, version) == (found.root, found.version)


@pytest.mark.parametrize("version", ["1.2", Version.V1_2])
def test_parse_address__version_by_argument(version):
    assert Version.V1_2 is parse_address(HOST, version=version).version
    assert Version.V1_2 is parse_address(f"{HOST}/ims/oneroster/rostering/v1p2", version=version).version


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "begin with https"),
        ("district.example", "begin with https"),
        ("ftp://d.example", "begin with https"),
        ("https://", "no host"),
        ("https:///ims", "no host"),
        ("https://[::1", "cannot be read"),
        ("https://d.example:port", "cannot be read"),
        ("https://key:s3cret@d.example", "user name or password"),
        (f"{HOST}?token=s3cret", "query"),
        (f"{HOST}#s3cret", "fragment"),
        (f"{HOST}/ims/oneroster/v1p1/users", "reaches into OneRoster"),
        (f"{HOST}/ims/oneroster/v1p0", "reaches into OneRoster"),
        (None, "must be a string"),
        (b"https://d.example", "must be a string"),
    ],
)
def test_parse_address__what_is_refused_is_not_repeated(url, reason):
    with pytest.raises(UsageError, match=reason) as caught:
        parse_address(url)

    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("version", ["1.0", "v1p1", 1.1, ""])
def test_parse_address__unknown_versions(version):
    with pytest.raises(UsageError, match=r"'1.1' or '1.2'"):
        parse_address(HOST, version=version)


def test_parse_address__two_versions_disagree():
    with pytest.raises(UsageError, match=r"OneRoster 1.1, the version argument of 1.2"):
        parse_address(f"{HOST}/ims/oneroster/v1p1", version="1.2")


def test_url__of_a_service_in_a_version():
    address = parse_address(f"{HOST}/app%3D")

    assert f"{HOST}/app%3D/ims/oneroster/v1p1/lineItems?limit=1" == address.url(
        "/lineItems", service=Service.GRADEBOOK, version=Version.V1_1, query="limit=1"
    )
    assert f"{HOST}/app%3D/ims/oneroster/gradebook/v1p2/lineItems" == address.url(
        "/lineItems", service=Service.GRADEBOOK, version=Version.V1_2
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://d.example", False),
        ("http://d.example", True),
        ("http://localhost:80", False),
        ("http://127.0.0.1", False),
        ("http://[::1]:8080/x", False),
        ("HTTP://D.example", True),
    ],
)
def test_is_open__what_is_sent_can_be_read_on_the_way(url, expected):
    assert expected is parse_address(url).is_open
