"""Where credentials may go."""

import socket

import pytest

from oneroster_classlink.errors import UnsafeAddress, UsageError
from oneroster_classlink.rest.classlink.hosts import check_endpoint, check_given, resolved


def endpoint(url, *, allow=(), found=()):
    return check_endpoint(url, allow=allow, resolve=lambda _: found)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("https://a-ut-v2.rosterserver.com", "https://a-ut-v2.rosterserver.com"),
        ("https://a-ut-v2.rosterserver.com", " HTTPS://a-ut-v2.rosterserver.com/ "),
        ("https://a.example:8443/prefix", "https://a.example:8443/prefix/"),
        ("https://8.8.8.8", "https://8.8.8.8"),
        ("https://[2606:4700::1111]", "https://[2606:4700::1111]"),
        ("https://[::ffff:8.8.8.8]", "https://[::ffff:8.8.8.8]"),
        ("https://a.example.", "https://a.example."),
        ("https://a.example/x", "https://a.example/x/ims/oneroster/v1p1/"),
        ("https://a.example", "https://a.example/ims/oneroster"),
    ],
)
def test_check_endpoint__public_hosts(expected, url):
    assert expected == endpoint(url, found=["8.8.8.8"])


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://a.example", "it is http"),
        ("ftp://a.example", "no http or https URL"),
        ("https://user:pa55@a.example", "a user name or password"),
        ("https://a.example?x=1", "a query or a fragment"),
        ("https://a.example#x", "a query or a fragment"),
        ("https://127.0.0.1", "no public address"),
        ("https://127.1", "no public address"),
        ("https://2130706433", "no public address"),
        ("https://0x7f000001", "no public address"),
        ("https://127.0.0.1.", "no public address"),
        ("https://10.1.2.3", "no public address"),
        ("https://192.168.0.1", "no public address"),
        ("https://169.254.169.254", "no public address"),
        ("https://100.64.0.1", "no public address"),
        ("https://0.0.0.0", "no public address"),
        ("https://224.0.0.1", "no public address"),
        ("https://[::1]", "no public address"),
        ("https://[fe80::1]", "no public address"),
        ("https://[fd00::1]", "no public address"),
        ("https://[fec0::1]", "no public address"),
        ("https://[::ffff:127.0.0.1]", "no public address"),
        ("https://[::127.0.0.1]", "no public address"),
        ("https://[::8.8.8.8]", "no public address"),
        ("https://[::ffff:0:127.0.0.1]", "no public address"),
        ("https://[64:ff9b:1::7f00:1]", "no public address"),
        ("https://[1::1]", "no public address"),
        ("https://[4000::1]", "no public address"),
        ("https://[5f00::1]", "no public address"),
        ("https://[3fff::1]", "no public address"),
        ("https://[2001:db8::1]", "no public address"),
        ("https://[2001:20::1]", "no public address"),
        ("https://[2001:0:7f00:1::]", "no public address"),
        ("https://[ff0e::1]", "no public address"),
        ("https://192.0.0.8", "no public address"),
        ("https://192.0.0.9", "no public address"),
        ("https://192.88.99.1", "no public address"),
        ("https://[::ffff:7f00:1]", "no public address"),
        ("https://[64:ff9b::7f00:1]", "no public address"),
        ("https://[2002:7f00:1::]", "no public address"),
        ("https://localhost", "a private network"),
        ("https://localhost.", "a private network"),
        ("https://roster", "a private network"),
        ("https://roster.internal", "a private network"),
        ("https://roster.local", "a private network"),
        ("https://a.localhost", "a private network"),
        ("https://roster.home.arpa", "a private network"),
    ],
)
def test_check_endpoint__refused(url, problem):
    with pytest.raises(UnsafeAddress, match=problem) as caught:
        endpoint(url)
    assert "pa55" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        None,
        7,
        "",
        "a.example",
        "https://",
        "https://a.example:port",
        "https://[::1",
        "https://\uff11\uff12\uff17.0.0.1",
        "https://a b",
        "https://[v1.x]",
        "https://[::1%25lo]",
        "https://[a.example]",
        "https://a..b.example",
        "https://.",
    ],
)
def test_check_endpoint__no_url_of_a_host(url):
    with pytest.raises(UnsafeAddress, match="it is no URL of a host") as caught:
        endpoint(url)
    assert "" == caught.value.host
    assert str(caught.value).endswith(
        "Have the district mend its address in ClassLink, or use the proxy, `classlink.client`."
    )


@pytest.mark.parametrize(
    "found",
    [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["fe80::1%eth0"], ["no address"], ["::127.0.0.1"], ["192.0.0.9"]],
)
def test_check_endpoint__a_name_that_leads_inside(found):
    with pytest.raises(UnsafeAddress, match="its name leads to an address that is not public") as caught:
        endpoint("https://a.example", found=found)
    assert "a.example" == caught.value.host


def test_check_endpoint__a_name_that_leads_nowhere():
    """Behind a proxy only the proxy knows what it means, so it is for the caller to say."""
    with pytest.raises(UnsafeAddress, match=r"leads to no address\. If that is meant, name the host in allow_hosts"):
        endpoint("https://a.example")
    assert "https://a.example" == endpoint("https://a.example", allow={"a.example"})


@pytest.mark.parametrize("found", [["8.8.8.8", "2606:4700::1111"], ["64:ff9b::808:808"]])
def test_check_endpoint__a_name_that_leads_outside(found):
    """A network with IPv6 alone sees every IPv4 host as one of NAT64."""
    assert "https://a.example" == endpoint("https://a.example", found=found)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:81/a", "https://roster.internal", "http://[::1]", "http://a.example"]
)
def test_check_endpoint__allowed_by_name(url):
    assert url == endpoint(url, allow={"127.0.0.1", "roster.internal", "::1", "a.example"}, found=["10.0.0.1"])


@pytest.mark.parametrize("url", ["http://user@127.0.0.1", "http://127.0.0.1?x=1", "ftp://127.0.0.1"])
def test_check_endpoint__what_no_name_allows(url):
    with pytest.raises(UnsafeAddress, match=r"^(?!.*allow_hosts)"):
        endpoint(url, allow={"127.0.0.1"})


@pytest.mark.parametrize("url", ["http://127.0.0.1:81", "http://localhost", "http://[::1]:5", "https://10.0.0.1/a"])
def test_check_given__a_caller_knows_where(url):
    assert url == check_given(f"{url}/", what="host")


@pytest.mark.parametrize("url", ["http://proxy.example", "proxy.example", "https://u:p@proxy.example", None])
def test_check_given__open_or_no_url(url):
    with pytest.raises(UsageError):
        check_given(url, what="host")


def test_resolved__the_systems_addresses(monkeypatch):
    answers = {"a.example": [(2, 1, 6, "", ("8.8.8.8", 0)), (10, 1, 6, "", ("2606:4700::1111", 0, 0, 0))]}

    def look(host, *_, **__):
        if host not in answers:
            raise socket.gaierror(-2, "unknown")
        return answers[host]

    monkeypatch.setattr(socket, "getaddrinfo", look)

    assert ("8.8.8.8", "2606:4700::1111") == resolved("a.example")
    assert () == resolved("b.example")
