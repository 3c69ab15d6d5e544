"""The law of a pull, where the server sorts by id in a way of its own, and where a pull goes on from a mark."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.wire.structs import read_id
from tests.rest.fake import Said, client_of

KEYS = {"points": str, "folded": lambda item: (item.casefold(), item), "numbers": lambda item: (len(item), item)}
KEYS |= {"backwards": lambda item: item[::-1]}
NUMBERS = [str(number) for number in range(1, 13)]
WORDS = ["a", "B", "c", "D", "e", "F", "aa", "Ab", "cc", "DD"]


class Sorting:
    """Answers pages of orgs in the order of a key; before some requests, rows are removed or come back.

    Attributes:
        always: The ids that are there all the time.
    """

    def __init__(self, ids, *, key, moves=(), total=True):
        self.shown = f"Sorting({sorted(ids)}, key={key!r}, moves={dict(moves)})"
        self.ids, self.key, self.moves, self.total = set(ids), KEYS[key], dict(moves), total
        self.always, self.ever, self.requests = set(ids), set(ids), 0

    def __repr__(self):
        return self.shown

    def __call__(self, asked):
        self.ids ^= self.moves.get(self.requests, set())
        self.always &= self.ids
        self.ever |= self.ids
        self.requests += 1
        rows = sorted(self.ids, key=self.key, reverse=asked.asks.get("orderBy") == "desc")
        page = rows[int(asked.asks["offset"]) :][: int(asked.asks["limit"])]
        body = {"orgs": [{"sourcedId": item, "name": item, "type": "school"} for item in page]}
        return Said(json.dumps(body).encode(), headers={"X-Total-Count": str(len(rows))} if self.total else {})


@st.composite
def servers(draw):
    """Draw a server where each row is put in or taken away at most once."""
    pool = draw(st.sampled_from([NUMBERS, WORDS]))
    moves, moved = (
        draw(st.dictionaries(st.integers(1, 9), st.sets(st.sampled_from(pool), max_size=9), max_size=3)),
        set(),
    )
    for request in sorted(moves):
        moves[request] = moves[request] - moved
        moved |= moves[request]
    return Sorting(draw(st.sets(st.sampled_from(pool))), key=draw(st.sampled_from(sorted(KEYS))), moves=moves)


@settings(deadline=None)
@given(server=servers(), page_size=st.integers(1, 5))
def test_orgs__in_any_order_every_row_that_stays_comes_once_or_the_pull_raises(server, page_size):
    """Where pages cannot overlap, two equal readings are a proof only if no row that was removed returns."""
    client, _ = client_of(server, page_size=page_size, in_flight=1)
    came = []
    try:
        came.extend(org.sourced_id for org in client.orgs())
    except IncompletePull:
        return

    assert sorted(set(came)) == sorted(came)
    assert server.always <= set(came) <= server.ever


@pytest.mark.parametrize(
    ("ids", "key", "gone"),
    [(NUMBERS, "numbers", NUMBERS[2:9]), (["a", "b", "c", "d", "F", "G", "H"], "folded", ["b", "c", "d"])],
)
@pytest.mark.parametrize("page_size", [2, 3])
def test_orgs__an_order_that_the_first_page_does_not_settle_loses_nothing(ids, key, gone, page_size):
    """What was removed leaves open on which side of the last row the next one is: 10 after 3, or 3 after 10."""
    server = Sorting(ids, key=key, moves={1: set(gone)})
    client, _ = client_of(server, page_size=page_size, in_flight=1)

    assert server.ever - set(gone) <= {org.sourced_id for org in client.orgs()}


@settings(deadline=None)
@given(server=servers(), page_size=st.integers(1, 5), taken=st.integers(1, 3))
def test_batches_after__what_goes_on_from_a_mark_ends_with_each_row_once_or_raises(server, page_size, taken):
    came, mark = [], None
    client, _ = client_of(server, page_size=page_size, in_flight=1)
    with suppress(IncompletePull):
        for number, batch in enumerate(client.batches("orgs"), 1):
            came.extend(map(read_id, batch.structs))
            mark = batch.mark if batch.end is None else None
            if number == taken:
                break
    if mark is None:
        return
    client, _ = client_of(server, page_size=page_size, in_flight=1)
    try:
        for batch in client.batches_after("orgs", mark=mark):
            came.extend(map(read_id, batch.structs))
    except IncompletePull:
        return

    assert sorted(set(came)) == sorted(came)
    assert server.always <= set(came) <= server.ever
