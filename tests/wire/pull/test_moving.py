"""The law of a pull: every row that was there all the time comes exactly once, or the pull raises."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import IncompletePull
from tests.rest.fake import client_of
from tests.wire.pull.moving import HEADERS, OFFSETS, Moving

MOVES = st.lists(st.tuples(st.sampled_from(["insert", "remove"]), st.integers(0, 99)), min_size=1, max_size=4)
SERVERS = st.builds(
    Moving,
    st.integers(0, 30).map(lambda count: [f"{number * 3:02}" for number in range(count)]),
    moves=st.dictionaries(st.integers(1, 25), MOVES, max_size=4),
    most=st.sampled_from([1_000, 1_000, 1, 2, 3, 5]),
    headers=st.sampled_from(sorted(HEADERS)),
    offsets=st.sampled_from(["rows", "rows", "rows", *sorted(OFFSETS)]),
    by_id=st.sampled_from([True, True, False]),
    seed=st.integers(0, 9),
)


@settings(deadline=None)
@given(server=SERVERS, page_size=st.integers(1, 12), in_flight=st.sampled_from([1, 1, 1, 3]))
def test_orgs__every_row_that_stays_comes_once_or_the_pull_raises(server, page_size, in_flight):
    """A server that answers everything with one and the same row cannot be told from one that has no other."""
    assume(server.by_id or server.most > 1 or server.offsets(1, 1))
    client, _ = client_of(server, page_size=page_size, in_flight=in_flight)
    try:
        came = [org.sourced_id for org in client.orgs()]
    except IncompletePull:
        return

    assert sorted(set(came)) == sorted(came)
    assert server.always <= set(came) <= server.ever


IDS = st.integers(0, 30).map(lambda count: [f"{number * 3:02}" for number in range(count)])
SORTED = st.builds(
    Moving,
    IDS,
    moves=st.dictionaries(st.integers(1, 25), MOVES, max_size=4),
    most=st.sampled_from([1_000, 5, 7]),
    headers=st.sampled_from(sorted({*HEADERS} - {"low"})),
)


@settings(deadline=None)
@given(server=SORTED, page_size=st.integers(5, 12), in_flight=st.sampled_from([1, 1, 3]))
def test_orgs__a_server_that_sorts_by_id_is_followed_whatever_moves(server, page_size, in_flight):
    """But for a collection that is suddenly empty: an empty page may be anything."""
    client, _ = client_of(server, page_size=page_size, in_flight=in_flight)
    try:
        came = [org.sourced_id for org in client.orgs()]
    except IncompletePull:
        assert not server.ids
        return

    assert sorted(set(came)) == sorted(came)
    assert server.always <= set(came) <= server.ever


STILL = st.builds(
    Moving,
    IDS,
    most=st.sampled_from([1_000, 1, 2, 3, 5]),
    headers=st.sampled_from(sorted(HEADERS)),
    offsets=st.sampled_from(["rows", "rows", "page"]),
    by_id=st.booleans(),
    seed=st.integers(0, 9),
)


@settings(deadline=None)
@given(server=STILL, page_size=st.integers(3, 12), in_flight=st.sampled_from([1, 1, 3]))
def test_orgs__a_server_where_nothing_moves_is_read_whole_in_its_own_order(server, page_size, in_flight):
    client, _ = client_of(server, page_size=page_size, in_flight=in_flight)

    assert server.ids == [org.sourced_id for org in client.orgs()]
