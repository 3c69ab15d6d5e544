"""What holds for every list of applications and every address."""

from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import IncompletePull, UnsafeAddress
from oneroster_classlink.rest.classlink.applications import walk
from oneroster_classlink.rest.classlink.hosts import check_endpoint

ROWS = st.lists(st.sampled_from([True, True, True, False]), max_size=40)
LABELS = st.sampled_from(["127.0.0.1", "10.0.0.1", "::1", "localhost", "a.example", "x.local", "2130706433", "0x7f.1"])
STARTS = st.sampled_from(["https://", "http://", "//"])
JUNK = st.text("u:@[]/?#\\%. 1", max_size=4)
URLS = st.one_of(st.text(max_size=40), st.builds("{}{}{}{}".format, STARTS, JUNK, LABELS, JUNK))


def row(place, *, good):
    return {"tenant_id": place, "oneroster_application_id": f"a{place}"} if good else {"id": place}


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(2, 12), st.lists(st.integers(2, 12), min_size=1, max_size=5))
def test_walk__every_good_row_once_in_order_however_pages_are_cut(good, limit, cuts):
    rows = [row(place, good=each) for place, each in enumerate(good)]
    asked = []

    def page(offset, most):
        asked.append(offset)
        return rows[offset:][: min(most, cuts[len(asked) % len(cuts)])]

    assert [str(place) for place, each in enumerate(good) if each] == [
        district.tenant_id for district in walk(page, limit=limit)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(2, 12), st.lists(st.lists(st.integers(0, 39), max_size=3), max_size=12))
def test_walk__every_row_that_stays_however_others_leave(count, limit, leaves):
    """Or the list is said to be incomplete."""
    live, staying, left = list(range(count)), set(range(count)), iter(leaves)

    def page(offset, most):
        for place in next(left, ()):
            staying.discard(live.pop(place) if place < len(live) else -1)
        return [row(place, good=True) for place in live[offset:][:most]]

    with suppress(IncompletePull):
        found = [int(district.tenant_id) for district in walk(page, limit=limit)]

        assert staying <= set(found)
        assert len(set(found)) == len(found)


@settings(max_examples=150, deadline=None)
@given(URLS)
def test_check_endpoint__what_it_takes_is_https_and_public(url):
    with suppress(UnsafeAddress):
        parts = urlsplit(check_endpoint(url, allow=(), resolve=lambda _: ("8.8.8.8",)))

        assert "https" == parts.scheme
        assert "@" not in parts.netloc
        assert parts.hostname not in {"localhost", "x.local"}
        with suppress(ValueError):
            assert ip_address(parts.hostname).is_global
