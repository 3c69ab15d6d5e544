"""The client on a recorded wire: each test plays the cassette of its name."""

from pathlib import Path

import msgspec
import pytest

from oneroster_classlink import Bearer, Client, ClientCredentials, Field, OAuth1, Snapshot
from oneroster_classlink.bundle import read_folder
from oneroster_classlink.cli.secrets import default_scopes
from oneroster_classlink.errors import BadRequest, NotFound, Unauthorized
from oneroster_classlink.models import Role
from oneroster_classlink.rest import Version
from tests.cassettes.conftest import CREDENTIALS, FOLDER
from tests.records import NOW
from tests.small_district import small_lists

KEY, SECRET = CREDENTIALS.key, CREDENTIALS.secret


def written(folder: Path) -> Path:
    """Write the recorded district into *folder*."""
    for name, rows in small_lists().items():
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(rows))
    return folder


def test_snapshot__pulled_equals_the_same_lists_read_from_a_folder(url, tmp_path):
    """Two rows a page, so that every collection is paged; the version is found out."""
    with Client(url, auth=OAuth1(key=KEY, secret=SECRET), page_size=2, in_flight=1) as client:
        pulled = Snapshot.load(client, now=NOW)
    read = Snapshot.load(read_folder(written(tmp_path)), now=NOW)

    assert Version.V1_1 is client.version
    assert read.enrollments == pulled.enrollments
    assert read.users == pulled.users
    assert ["missing @ $.user"] == [what for entry in pulled.ledger for what in entry.problems]
    assert (3, 1, 3) == tuple(
        getattr(pulled.certificate.collections["enrollments"], name) for name in ("rows", "lost", "pages")
    )


def test_client_credentials__fetch_a_token_once(url):
    auth = ClientCredentials(f"{url}/token", key=KEY, secret=SECRET, scopes=default_scopes("1.2"))
    with Client(url, auth=auth, version="1.2") as client:
        assert ["S1", "S2"] == [org.sourced_id for org in client.schools()]
        assert ["T1"] == [user.sourced_id for user in client.teachers(klass="C1")]


def test_bearer__reads_nested_and_single_records(url):
    with Client(url, auth=Bearer(CREDENTIALS.bearer), version="1.1") as client:
        assert ["C1"] == [klass.sourced_id for klass in client.classes(school="S1")]
        assert Role.TEACHER is client.teacher("T1").role
        with pytest.raises(NotFound) as raised:
            client.org("S9")
    assert ("/ims/oneroster/v1p1/orgs/S9", 404) == (raised.value.path, raised.value.status)


def test_filter__is_answered_or_refused(url):
    with Client(url, auth=OAuth1(key=KEY, secret=SECRET), version="1.2") as client:
        students = client.users(filter=(Field("roles.role") == "student") & (Field("status") == "active"))
        assert ["P1"] == [user.sourced_id for user in students]
        with pytest.raises(BadRequest):
            list(client.users(filter="nonsense"))


def test_wrong_secret__is_refused(url):
    with (
        Client(url, auth=OAuth1(key=KEY, secret="wrong"), version="1.1") as client,
        pytest.raises(Unauthorized) as raised,
    ):
        list(client.orgs())
    assert 401 == raised.value.status


def test_cassettes__hold_no_credential():
    """What opened the sandbox while it was recorded is in no file."""
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")

        assert not any(secret in text for secret in (SECRET, CREDENTIALS.bearer, KEY, "oauth_", "Basic "))
        assert "<AUTHORIZATION>" in text
