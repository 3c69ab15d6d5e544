"""What each page means for a pull: every way on, to an end or into trouble."""

import attrs
import pytest

from oneroster_classlink.wire.decode import Rows
from oneroster_classlink.wire.proof import End
from oneroster_classlink.wire.pull.paging import Ask, Paging
from oneroster_classlink.wire.pull.trail import News
from oneroster_classlink.wire.pull.verdict import MOST_READINGS, Trouble, after, distrusted, probed

BEGUN = Paging(page_size=10)
ONE = attrs.evolve(BEGUN, position=10, overlap=1, step=10, edge=19, last=10, most=10, reached=10, pages=1)
TWO = attrs.evolve(ONE, position=19, edge=28, reached=19, pages=2)
APART = attrs.evolve(ONE, linked=False, overlap=0, edge=20, last=10, chain=7)
NEXT, SECOND = Ask(9, 10), Ask(18, 10)
MOVED = {"moved": True, "rejoined": 1}
SEEN = {"last", "reached", "idle", "total", "counted"}
ANEW = {"reading": 2, "position": 0, "edge": 0}
AGAIN = {**ANEW, "reached": 0, "overlap": 0}


def page(received=10, new=None, **over):
    """Return the news of a page of which, if not said, all but the row that was asked for again is new."""
    new = max(0, received - 1) if new is None else new
    facts = {"distinct": received, "joins": True, "exact": True, "repeats": False, "goes_back": False, "by_id": True}
    return News(
        **{"rows": Rows(structs=[], received=new), "received": received, "tail": 0, "chain": 0, **facts, **over}
    )


def moved(new=4, **over):
    """Return the news of a page that joins but begins with another row than was asked for."""
    return page(new=new, exact=False, **over)


def changed(state, news, *, ask=NEXT, total=None, halved=False, **over):
    """Return what is another after the page, but for the number of pages."""
    before = attrs.evolve(state, **over)
    found = after(before, news, ask=ask, total=total, halved=halved)
    assert before.pages + 1 == found.pages
    return changes(before, found, but=("pages",))


def changes(before, found, *, but=()):
    was, now = attrs.asdict(before, recurse=False), attrs.asdict(found, recurse=False)
    return {name: value for name, value in now.items() if value != was[name] and name not in but}


def test_after__a_full_first_page():
    expected = {
        "position": 10,
        "overlap": 1,
        "edge": 19,
        "step": 10,
        "last": 10,
        "most": 10,
        "reached": 10,
        "total": 90,
        "first": 90,
        "counted": True,
    }

    assert expected == changed(BEGUN, page(new=10), ask=Ask(0, 10), total=90)


def test_after__a_page_that_joins():
    assert {"position": 19, "edge": 28, "reached": 19} == changed(ONE, page())


@pytest.mark.parametrize(
    ("ask", "received", "last", "step", "expected"),
    [
        (NEXT, 10, 10, None, 10),
        (NEXT, 11, 10, None, 10),
        (NEXT, 9, 10, None, None),
        (NEXT, 9, 9, None, 9),
        (NEXT, 9, 9, 5, 5),
        (Ask(9, 4), 4, 10, None, 10),
        (Ask(9, 4), 3, 10, None, None),
    ],
)
def test_after__the_page_size_is_known_by_a_full_page_or_two_of_the_same_size(ask, received, last, step, expected):
    assert expected == after(attrs.evolve(ONE, last=last, step=step), page(received), ask=ask, total=None).step


@pytest.mark.parametrize(
    ("limit", "step", "halved", "ask", "expected"),
    [
        (None, 10, True, Ask(9, 5), 5),
        (4, 10, True, Ask(9, 2), 2),
        (None, 10, False, NEXT, None),
        (2, 10, False, Ask(9, 2), 4),
        (4, 10, False, Ask(9, 4), 8),
        (5, 10, False, Ask(9, 5), None),
        (6, 10, False, Ask(9, 6), None),
        (4, None, False, Ask(9, 5), 8),
        (5, None, False, Ask(9, 6), None),
        (4, 8, False, Ask(9, 4), None),
    ],
)
def test_after__pages_are_halved_and_grow_back(limit, step, halved, ask, expected):
    state = attrs.evolve(ONE, limit=limit, step=step, last=99)

    assert expected == after(state, page(3), ask=ask, total=None, halved=halved).limit


@pytest.mark.parametrize(
    ("known", "said", "expected", "counted"),
    [
        (None, None, None, False),
        (None, 90, 90, True),
        (90, None, 90, False),
        (90, 95, 95, True),
        (90, 18, None, True),
        (18, None, None, False),
        (90, 19, 19, True),
        (90, 0, None, True),
    ],
)
def test_after__a_total_is_believed_until_more_came(known, said, expected, counted):
    found = after(attrs.evolve(ONE, total=known), page(), ask=NEXT, total=said)

    assert (expected, counted) == (found.total, found.counted)


@pytest.mark.parametrize(("position", "said", "expected"), [(0, 30, 30), (0, 18, None), (0, None, None), (10, 30, 20)])
def test_after__the_first_total_of_a_reading_is_kept(position, said, expected):
    state = attrs.evolve(ONE, first=20, position=position)

    assert expected == after(state, page(), ask=NEXT, total=said).first


def test_after__what_was_seen_is_never_less_than_before():
    """A page from further back may end before what had come."""
    state = attrs.evolve(TWO, back=16, total=25)

    assert (19, 25) == tuple(
        getattr(after(state, moved(), ask=Ask(2, 10), total=None), name) for name in ("reached", "total")
    )


@pytest.mark.parametrize(
    ("news", "ask", "reached", "expected"),
    [
        (page(), NEXT, 10, 0),
        (page(new=0), NEXT, 18, 0),
        (page(new=0), NEXT, 19, 6),
        (page(new=1), NEXT, 19, 0),
    ],
)
def test_after__idle_is_a_page_that_brings_nothing_and_reaches_no_further(news, ask, reached, expected):
    assert expected == after(attrs.evolve(ONE, idle=5, reached=reached, pages=50), news, ask=ask, total=None).idle


@pytest.mark.parametrize(
    ("idle", "pages", "trouble"),
    [(30, 30, Trouble.STUCK), (29, 29, None), (30, 31, None), (31, 32, Trouble.STUCK)],
)
def test_after__too_many_idle_pages_are_a_trouble(idle, pages, trouble):
    """Thirty, and as many more as there were others."""
    state = attrs.evolve(ONE, idle=idle, pages=pages, reached=99)

    assert trouble == after(state, page(new=0), ask=NEXT, total=None).trouble


@pytest.mark.parametrize(
    ("back", "expected"),
    [(0, 16), (16, 32), (32, 64), (3, 16)],
)
def test_after__a_page_that_does_not_join_is_followed_by_one_from_further_back(back, expected):
    found = changed(TWO, moved(joins=False), ask=SECOND, back=back)

    assert {"back": expected, "moved": True, "rejoined": 1, "reached": 28} == found


@pytest.mark.parametrize(("sorts", "news"), [(False, moved(joins=False)), (True, moved(joins=False, by_id=False))])
def test_after__where_rows_are_not_sorted_a_page_that_does_not_join_means_another_reading(sorts, news):
    assert AGAIN == changed(ONE, news, sorts=sorts)


def test_after__after_stepping_back_it_goes_on_from_there():
    found = changed(TWO, moved(), ask=Ask(2, 10), back=16, **MOVED)

    assert {"back": 0, "position": 12, "edge": 21} == found


@pytest.mark.parametrize(
    ("state", "total", "news", "by_id", "own"),
    [
        ({}, None, page(), False, False),
        ({"moved": True}, None, page(), True, True),
        ({}, None, moved(), True, True),
        ({}, None, page(new=8), False, True),
        ({"reading": 2}, None, page(new=8), False, False),
        ({"first": 90}, 90, page(), False, False),
        ({"first": 90}, 91, page(), False, True),
        ({"first": 90, "total": 91}, None, page(), False, False),
        ({"first": None}, 91, page(), False, False),
        ({"first": 90}, 5, page(), False, False),
    ],
)
def test_after__what_shows_that_something_moved(state, total, news, by_id, own):
    """Rows that are sorted are followed; in an order of the server's own the reading is in vain."""
    state = attrs.evolve(ONE, **state)
    followed = after(state, news, ask=NEXT, total=total)
    unsorted = after(state, attrs.evolve(news, by_id=False), ask=NEXT, total=total)
    unasked = after(attrs.evolve(state, sorts=False), news, ask=NEXT, total=total)

    assert (by_id, state.reading) == (followed.moved, followed.reading)
    assert (False, state.reading + own) == (unsorted.moved, unsorted.reading)
    assert (False, state.reading + own) == (unasked.moved, unasked.reading)


@pytest.mark.parametrize(
    ("ask", "news", "over", "end"),
    [
        (NEXT, page(1), {}, End.LAST_ROW),
        (NEXT, page(9, new=8), {}, None),
        (NEXT, page(2, new=0), {"overlap": 2}, End.LAST_ROW),
        (NEXT, page(3, new=0), {"overlap": 2}, None),
        (NEXT, page(1, new=1), {}, End.LAST_ROW),
        (NEXT, moved(received=9, new=0), {}, End.LAST_ROW),
        (NEXT, moved(received=9, new=1), {}, None),
        (NEXT, moved(received=10, new=0), {}, None),
        (Ask(9, 9), moved(received=9, new=0), {}, None),
        (Ask(9, 9), moved(received=8, new=0), {}, End.LAST_ROW),
        (NEXT, moved(received=8, new=0), {"most": 8}, None),
        (NEXT, moved(received=7, new=0), {"most": 8}, End.LAST_ROW),
        (Ask(0, 10), page(0), {"position": 0, "overlap": 0, "most": 0, "edge": 0}, End.EMPTY_PAGE),
        (Ask(0, 10), page(0), {"position": 0, "overlap": 0, "edge": 0}, None),
    ],
)
def test_after__the_end_is_a_page_that_joins_brings_nothing_and_has_room(ask, news, over, end):
    found = after(attrs.evolve(ONE, **over), news, ask=ask, total=None)

    assert (end, None) == (found.end, found.trouble)


def test_after__the_end_moves_nothing_else():
    assert {"end": End.LAST_ROW, "last": 1, "idle": 1} == changed(ONE, page(1))


@pytest.mark.parametrize(
    ("known", "said", "moved_before", "trouble"),
    [
        (None, 10, False, None),
        (None, 11, False, "10 of 11 rows came"),
        (11, None, False, "10 of 11 rows came"),
        (11, 10, False, None),
        (11, None, True, None),
        (10, 11, True, "10 of 11 rows came"),
    ],
)
def test_after__an_end_before_the_total_is_a_trouble(known, said, moved_before, trouble):
    """A total from before something moved no longer counts."""
    found = after(attrs.evolve(ONE, total=known, moved=moved_before), page(1), ask=NEXT, total=said)

    assert (trouble, None if trouble else End.LAST_ROW) == (found.trouble, found.end)


@pytest.mark.parametrize(
    ("repeats", "news", "expected", "trouble"),
    [
        (0, page(new=0, repeats=True, exact=False), 1, None),
        (2, page(new=0, repeats=True, exact=False), 3, None),
        (3, page(new=0, repeats=True, exact=False), 3, Trouble.REPEATS),
        (3, page(new=0, repeats=False, exact=False), 3, None),
        (3, page(repeats=True), 3, None),
    ],
)
def test_after__a_page_that_keeps_repeating_is_a_trouble(repeats, news, expected, trouble):
    found = after(attrs.evolve(TWO, repeats=repeats), news, ask=SECOND, total=None)

    assert (expected, trouble) == (found.repeats, found.trouble)


@pytest.mark.parametrize(
    ("most", "position", "news", "probe"),
    [
        (10, 10, page(new=0, repeats=True, exact=False), Ask(2, 2)),
        (10, 9, page(new=0, repeats=True, exact=False), Ask(2, 2)),
        (10, 11, page(new=0, repeats=True, exact=False), None),
        (10, 10, page(new=0, repeats=True), None),
        (10, 10, page(new=0, exact=False), None),
        (3, 3, page(3, new=0, repeats=True, exact=False), Ask(2, 2)),
        (2, 2, page(2, new=0, repeats=True, exact=False), Ask(1, 1)),
    ],
)
def test_after__a_first_page_that_repeats_is_probed_by_a_part_of_itself(most, position, news, probe):
    state = attrs.evolve(ONE, most=most, position=position)

    assert probe == after(state, news, ask=Ask(position - 1, 10), total=None).probe


def test_after__while_a_probe_is_wanted_nothing_else_happens():
    assert {"probe", "idle", "reached"} >= set(changed(ONE, page(new=0, repeats=True, exact=False), ask=Ask(1, 10)))


@pytest.mark.parametrize(("most", "offset", "trouble"), [(2, 0, Trouble.REPEATS), (2, 1, None), (3, 0, None)])
def test_after__pages_of_two_that_were_asked_for_from_the_beginning_cannot_be_probed(most, offset, trouble):
    state = attrs.evolve(ONE, most=most, position=2)
    found = after(state, page(2, new=0, repeats=True, exact=False), ask=Ask(offset, 2), total=None)

    assert (trouble, trouble is None) == (found.trouble, found.probe is not None)


FIRST = list("abcdefghij")
PROBING = attrs.evolve(ONE, probe=Ask(2, 2), limit=4)


@pytest.mark.parametrize(
    ("probe", "ids", "first", "expected"),
    [
        (Ask(2, 2), FIRST, FIRST, {"end": End.WHOLE_LIST}),
        (Ask(2, 2), list("cd"), FIRST, {"linked": False, "overlap": 0, "limit": None, "edge": 20}),
        (Ask(2, 2), list("cde"), FIRST, {"linked": False, "overlap": 0, "limit": None, "edge": 20}),
        (
            Ask(2, 2),
            list("c"),
            list("abc"),
            {"linked": False, "overlap": 0, "limit": None, "position": 3, "step": 3, "edge": 6},
        ),
        (Ask(2, 2), list("ab"), FIRST, AGAIN),
        (Ask(2, 2), list("c"), FIRST, AGAIN),
        (Ask(2, 2), [], FIRST, AGAIN),
        (Ask(2, 2), FIRST[:9], FIRST, AGAIN),
        (Ask(2, 2), ["x", *FIRST[:9]], FIRST, {"end": End.WHOLE_LIST}),
        (Ask(2, 2), list("ab"), list("ab"), AGAIN),
        (
            Ask(1, 1),
            list("b"),
            list("ab"),
            {"linked": False, "overlap": 0, "limit": None, "position": 2, "step": 2, "edge": 4},
        ),
        (Ask(1, 1), list("ab"), list("ab"), {"end": End.WHOLE_LIST}),
        (None, list("ab"), [], AGAIN),
        (Ask(0, 10), ["a"], ["a"], {"end": End.WHOLE_LIST}),
        (Ask(0, 10), ["b"], ["a"], AGAIN),
        (Ask(0, 10), ["a", "b"], ["a"], AGAIN),
    ],
)
def test_probed__by_what_the_part_brings(probe, ids, first, expected):
    """The whole list again, the part as it is where pages are counted, or something else."""
    state = attrs.evolve(PROBING, probe=probe, last=len(first))

    assert expected == changes(state, probed(state, ids, first=first), but=("probe",))
    assert probed(state, ids, first=first).probe is None


def test_probed__rows_that_came_twice_leave_in_doubt_where_the_next_page_begins():
    state = attrs.evolve(PROBING, probe=Ask(2, 2), last=4)

    assert {"probe": None, "trouble": Trouble.DOUBLED} == changes(state, probed(state, list("c"), first=list("abc")))


def test_after__a_lone_row_that_came_twice_is_a_trouble():
    found = after(BEGUN, page(2, distinct=1, new=2), ask=Ask(0, 10), total=None)

    assert Trouble.DOUBLED == found.trouble


@pytest.mark.parametrize("first", [FIRST, ["a"]])
def test_probed__a_server_that_ignores_where_a_page_begins_is_a_trouble_in_the_end(first):
    last = attrs.evolve(PROBING, reading=MOST_READINGS)

    assert {"probe": None, "trouble": Trouble.REPEATS} == changes(last, probed(last, list("xy"), first=first))


@pytest.mark.parametrize(
    ("ask", "news", "over", "expected"),
    [
        (NEXT, page(), {}, {"position": 19, "edge": 28}),
        (NEXT, page(5), {}, {"position": 14}),
        (NEXT, page(10), {"edge": 20}, {"position": 19}),
        (NEXT, page(10), {"edge": 20, "limit": 2}, {"position": 19, "edge": 22}),
        (NEXT, page(10), {"edge": 20, "back": 16}, {"position": 19, "edge": 28, "back": 0}),
        (NEXT, page(10), {"edge": 19}, {"position": 19, "edge": 28}),
        (NEXT, page(10, distinct=9), {}, {"position": 19, "edge": 28}),
        (NEXT, page(12, distinct=11), {}, {"position": 20, "edge": 29}),
        (NEXT, page(tail=1), {}, {"position": 19, "edge": 27, "overlap": 2}),
        (NEXT, page(tail=9), {}, {"position": 19, "edge": 20, "overlap": 9}),
        (NEXT, page(3, tail=3), {"edge": 0}, {"position": 12, "edge": 19, "overlap": 3}),
        (NEXT, page(tail=2), {"overlap": 3}, {"position": 19, "edge": 26}),
        (NEXT, page(2), {"most": 2, "step": 2, "edge": 11}, {"position": 11, "edge": 12}),
    ],
)
def test_after__where_it_goes_on(ask, news, over, expected):
    """From the last row that has an id; what is left of a stretch is read first."""
    found = changed(ONE, news, ask=ask, **over)

    expected = {name: value for name, value in expected.items() if value != getattr(attrs.evolve(ONE, **over), name)}
    assert expected == {name: found[name] for name in ("position", "edge", "overlap", "back") if name in found}


def test_after__pages_of_one_row_cannot_overlap():
    expected = {"position": 1, "linked": False, "step": 1, "edge": 2, "last": 1, "most": 1, "reached": 1}

    assert expected == changed(BEGUN, page(1, new=1), ask=Ask(0, 10))


@pytest.mark.parametrize(
    ("news", "over", "expected"),
    [
        (page(10, chain=8), {}, {"position": 20, "edge": 30}),
        (page(4, chain=8), {}, {"position": 14, "edge": 24}),
        (page(10, distinct=9, chain=8), {}, {"trouble": Trouble.DOUBLED}),
        (page(10, chain=7), {}, {"position": 20, "edge": 30, "end": End.TWICE}),
        (page(0, chain=7), {}, {"end": End.TWICE}),
        (page(9, goes_back=True, repeats=True, chain=7), {}, {"end": End.TWICE}),
        (page(9, goes_back=True, chain=7), {}, {**ANEW, "chain": None}),
        (page(0, chain=8), {}, {**ANEW, "chain": 8}),
        (page(9, goes_back=True, repeats=True, chain=8), {}, {**ANEW, "chain": 8}),
        (page(10, goes_back=True, chain=7), {}, {**ANEW, "chain": None}),
        (page(0, chain=8), {"reading": 4}, {"trouble": Trouble.MOVING}),
        (page(10, goes_back=True, chain=8), {"reading": 4}, {"trouble": Trouble.REPEATS}),
        (page(0, chain=8), {"most": 1, "step": 1}, {**ANEW, "chain": 8, "linked": True, "step": None}),
        (page(0, chain=8), {"chain": None}, {**ANEW, "chain": 8}),
        (page(0, chain=7), {"total": 11, "moved": False}, {**ANEW, "chain": None}),
        (page(0, chain=7), {"total": 10}, {"end": End.TWICE}),
        (page(10, chain=7), {"total": 21}, {**ANEW, "chain": None}),
    ],
)
def test_after__where_pages_cannot_overlap_two_equal_readings_are_the_proof(news, over, expected):
    found = changed(APART, news, ask=Ask(10, 10), **over)

    assert expected == {name: value for name, value in found.items() if name not in SEEN}


@pytest.mark.parametrize(
    ("position", "news", "probe"),
    [
        (1, page(1, goes_back=True), Ask(0, 10)),
        (1, page(1, goes_back=False), None),
        (1, page(2, goes_back=True), None),
        (2, page(1, goes_back=True), None),
    ],
)
def test_after__a_lone_row_that_repeats_is_probed(position, news, probe):
    state = attrs.evolve(APART, position=position, most=1, step=1)

    assert probe == after(state, news, ask=Ask(1, 1), total=None).probe


AWAY = attrs.evolve(
    TWO, back=16, moved=True, chain=7, trouble=None, limit=5, total=90, first=80, idle=2, repeats=1, rejoined=3
)


def test_distrusted__it_is_read_once_more_and_not_taken_for_sorted():
    expected = {**AGAIN, "sorts": False, "back": 0, "moved": False, "chain": None}

    assert expected == changes(AWAY, distrusted(AWAY))


def test_distrusted__an_end_or_a_trouble_is_taken_back():
    over = attrs.evolve(AWAY, end=End.LAST_ROW, trouble="some")
    found = distrusted(over)

    assert (None, None) == (found.end, found.trouble)


def test_distrusted__at_most_four_readings():
    """What was read before does not count as an end."""
    state, readings = AWAY, []
    while state.trouble is None:
        readings.append(state.reading)
        state = distrusted(state)

    assert ([1, 2, 3, 4], Trouble.MOVING) == (readings, state.trouble)


@pytest.mark.parametrize(
    ("ask", "news", "trouble"),
    [
        (NEXT, page(), None),
        (NEXT, page(by_id=False), Trouble.RESUMED),
        (NEXT, moved(joins=False, by_id=False), Trouble.RESUMED),
        (NEXT, moved(joins=False), None),
        (Ask(1, 10), moved(joins=False), None),
        (Ask(0, 10), moved(joins=False), Trouble.RESUMED),
        (Ask(0, 10), moved(), None),
    ],
)
def test_after__what_was_resumed_must_stay_sorted_and_find_a_row_that_it_knows(ask, news, trouble):
    found = after(attrs.evolve(ONE, resumed=True), news, ask=ask, total=None)

    assert (trouble, 1) == (found.trouble, found.reading)


def test_distrusted__what_was_resumed_cannot_be_read_anew():
    assert Trouble.RESUMED == distrusted(attrs.evolve(ONE, resumed=True)).trouble
