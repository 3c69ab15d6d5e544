"""What each page brings: whether it joins what has come, and which of its rows are new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.wire.pull.order import Order
from oneroster_classlink.wire.pull.sheet import AGAIN
from oneroster_classlink.wire.pull.trail import News, Trail
from tests.wire.pull.rows import entry, rows

OWN = Order(())


def trail_of(*pages, **over):
    """Return the trail after *pages*, each of which begins with the last row of the one before."""
    trail, start = Trail(collection="orgs", **over), 0
    for page in pages:
        trail.read(rows(page, start=start), overlap=int(start > 0), start=start)
        start += len(page.split()) - 1
    return trail


def read(trail, text, *, overlap=1, start=2):
    return trail.read(rows(text, start=start), overlap=overlap, start=start)


def test_read__the_first_page():
    trail = trail_of()
    expected = News(
        rows=rows("a b* !"),
        received=3,
        distinct=3,
        joins=True,
        exact=True,
        repeats=False,
        goes_back=False,
        by_id=True,
        tail=1,
        chain=hash((hash((hash((0, "a")), "b")), None)),
    )

    assert expected == read(trail, "a b* !", overlap=0, start=0)
    assert ("b", ["a", "b", None]) == (trail.anchor, trail.before)


@pytest.mark.parametrize(
    ("pages", "page", "overlap", "exact", "new"),
    [
        (["a b c"], "c d e", 1, True, "d e"),
        (["a b c"], "c", 1, True, ""),
        (["a b c"], "b c d", 2, True, "d"),
        (["a b c"], "c ! d", 1, True, "! d"),
        (["a b !"], "b ! c", 2, True, "c"),
        (["a b !"], "b ! ! c", 2, True, "! c"),
        (["a b c"], "b c d", 1, False, "d"),
        (["a b c"], "a b", 1, False, ""),
        (["a c"], "a d", 1, False, "d"),
        (["a c"], "a b ! d", 1, False, "b ! d"),
        (["b d"], "a b c e", 1, False, "c e"),
        (["b d"], "! a b ! c ! d ! e", 1, False, "c ! e"),
        (["a b c"], "! b ! d", 1, False, "! d"),
        (["a c", "c d"], "b c", 1, False, ""),
        (["a b c!"], "c! d", 1, True, "d"),
        (["a b c"], "c d! e*", 1, True, "d! e*"),
    ],
)
def test_read__a_page_in_order_that_joins(pages, page, overlap, exact, new):
    trail = trail_of(*pages)
    news = read(trail, page, overlap=overlap)

    assert (True, exact, True) == (news.joins, news.exact, news.by_id)
    assert rows(new).structs == news.rows.structs
    assert (len(new.split()), new.count("!") + new.count("*")) == (news.rows.received, len(news.rows.ledger))


@pytest.mark.parametrize(
    ("pages", "page", "by_id"),
    [
        (["a b c"], "d e", True),
        (["a c"], "b d", True),
        (["a b c"], "", True),
        (["a b c"], "!", True),
        (["b c a"], "d a", False),
        (["b c a"], "c a d", False),
        (["a b c"], "b a", False),
        (["1 2 3"], "10 11", True),
        (["a b"], "C D", True),
    ],
)
def test_read__a_page_that_does_not_join_brings_nothing_and_is_forgotten(pages, page, by_id):
    trail = trail_of(*pages)
    anchor, before = trail.anchor, trail.before
    news = read(trail, page)

    assert (False, False, by_id) == (news.joins, news.exact, news.by_id)
    assert rows("") == news.rows
    assert (len(page.split()), anchor, before) == (news.received, trail.anchor, trail.before)


def test_read__the_first_rows_of_all_join_whatever_was_removed():
    """Nothing can lie before them."""
    news = read(trail_of("a b c"), "d e", start=0)

    assert (True, False, rows("d e")) == (news.joins, news.exact, news.rows)


def test_read__an_order_that_is_not_known_for_sure_is_settled_by_a_page_from_further_back():
    trail = trail_of("1 2 3")
    unclear = read(trail, "10 11", start=2)
    clear = read(trail, "2 10 11", start=1)

    assert (False, True, rows("10 11", start=2)) == (unclear.joins, clear.joins, clear.rows)


def test_read__an_order_that_nothing_settles_is_none_and_rows_are_told_apart_by_what_came():
    trail = trail_of("1 2 3")
    news = read(trail, "10 11", start=0)
    later = read(trail, "3 11 20", start=0)

    assert (True, False, rows("10 11")) == (news.joins, news.by_id, news.rows)
    assert (False, rows("20", start=2)) == (later.by_id, later.rows)


@pytest.mark.parametrize(
    ("page", "exact", "new"),
    [("a d e", True, "d e"), ("a b e", True, "e"), ("a ! d", True, "! d"), ("a", True, ""), ("d e", False, "d e")],
)
def test_read__in_the_servers_own_order_new_is_what_has_not_come(page, exact, new):
    news = read(trail_of("b c a", order=OWN), page, start=2 if exact else 0)

    assert (True, exact, False) == (news.joins, news.exact, news.by_id)
    assert rows(new).structs == news.rows.structs
    assert len(new.split()) == news.rows.received


def test_read__once_the_order_breaks_what_had_come_in_order_stays_known():
    news = read(trail_of("a b c", "c d"), "d b a 0", start=3)

    assert (False, rows("0").structs) == (news.by_id, news.rows.structs)


def test_read__a_row_that_was_inserted_before_the_last_one_comes_late_and_is_no_anchor():
    trail = trail_of("a d")
    late = read(trail, "a b c", start=0)
    anchor = trail.anchor
    beyond = read(trail, "c d e", start=3)

    assert (rows("b c").structs, "d") == (late.rows.structs, anchor)
    assert (rows("e").structs, True, "e") == (beyond.rows.structs, beyond.exact, trail.anchor)


@pytest.mark.parametrize(
    ("pages", "expected"), [([], True), (["a b !"], True), (["a b", "b c"], True), (["a c", "a b"], False)]
)
def test_is_at_front__unless_rows_came_that_are_beyond_the_last_page(pages, expected):
    assert expected is trail_of(*pages).is_at_front


def test_read__a_row_that_only_seems_to_be_before_the_last_one_is_not_lost():
    """This server sorts in a way of its own, which shows late: after ``aa`` comes ``Ab``."""
    trail = trail_of("D a aa")
    unclear = read(trail, "Ab c", start=2)
    clear = read(trail, "aa Ab c", start=1)

    assert (False, True, False) == (unclear.joins, unclear.by_id, clear.by_id)


@pytest.mark.parametrize(
    ("page", "start", "joins", "new"),
    [
        ("d e", 3, True, "e"),
        ("d", 3, True, ""),
        ("c d ! e", 2, True, "! e"),
        ("b e", 1, True, "e"),
        ("a0 b e", 0, True, "e"),
        ("a0", 3, False, ""),
        ("a0 e", 1, False, ""),
        ("a0 e", 0, False, ""),
        ("e", 0, False, ""),
    ],
)
def test_read__after_a_mark_a_page_joins_by_the_rows_that_the_mark_knows(page, start, joins, new):
    """What is before the first of them came as well, or was not there all the time."""
    trail = Trail(collection="orgs", anchor="d", before=["b", None, "c", "d"], resumed=True)
    news = read(trail, page, start=start)

    assert (joins, True) == (news.joins, news.by_id)
    assert (rows(new).structs, len(new.split())) == (news.rows.structs, news.rows.received)


@pytest.mark.parametrize(("page", "by_id"), [("b c c1 d e", False), ("a0 c d e", True)])
def test_read__after_a_mark_a_late_row_may_have_come_before_it(page, by_id):
    trail = Trail(collection="orgs", anchor="d", before=["b", "c", "d"], resumed=True)

    assert by_id is read(trail, page, start=1).by_id


def test_read__after_a_mark_no_row_comes_twice():
    trail = Trail(collection="orgs", anchor="c", before=["c"], resumed=True)
    first = read(trail, "c d e", start=2)
    second = read(trail, "d e f", start=4)

    assert (rows("d e", start=3), rows("f", start=6)) == (first.rows, second.rows)


@pytest.mark.parametrize(
    ("page", "repeats", "goes_back", "tail"),
    [
        ("a b c", True, True, 0),
        ("a b", False, True, 0),
        ("c d", False, True, 0),
        ("d c", False, False, 0),
        ("! a", False, True, 0),
        ("b ! !", False, True, 2),
        ("d ! e", False, False, 0),
        ("!", False, False, 1),
        ("", False, False, 0),
    ],
)
def test_read__what_a_page_shares_with_the_one_before(page, repeats, goes_back, tail):
    news = read(trail_of("a b c"), page)

    assert (repeats, goes_back, tail) == (news.repeats, news.goes_back, news.tail)


def test_read__an_empty_page_repeats_nothing():
    assert read(trail_of(""), "", start=0).repeats is False


def test_read__a_row_that_comes_twice_on_one_page_is_taken_once():
    news = read(trail_of("a b"), "b c c* d")

    assert rows("c d").structs == news.rows.structs
    assert (4, 3, 2) == (news.received, news.distinct, news.rows.received)
    assert (entry(4, "c", repairs=(AGAIN,)),) == news.rows.ledger


def test_read__a_row_that_is_odd_and_one_that_comes_twice_are_both_told_of():
    news = read(trail_of("a b"), "b c* d d", start=1)

    assert [(2, ("mended",)), (4, (AGAIN,))] == [(found.index, found.repairs) for found in news.rows.ledger]


def test_read__a_row_that_comes_twice_on_a_page_that_is_out_of_order():
    assert 3 == read(trail_of(), "b a c a", overlap=0, start=0).distinct


@pytest.mark.parametrize(("anchored", "expected"), [(False, True), (True, False)])
def test_read__pages_that_do_not_overlap_must_follow_each_other(anchored, expected):
    trail = trail_of("d e") if anchored else trail_of()

    assert expected is read(trail, "a b", overlap=0, start=0).by_id


def chain_of(*pages):
    trail, start = trail_of(), 0
    for page in pages:
        news = read(trail, page, overlap=0, start=start)
        start += len(page.split())
    return news.chain


@given(ids=st.lists(st.sampled_from(["a", "b", "c", "!"]), min_size=1, max_size=8, unique=True), cut=st.integers(0, 8))
def test_chain__is_the_same_wherever_the_pages_end(ids, cut):
    assert chain_of(" ".join(ids)) == chain_of(" ".join(ids[:cut]), " ".join(ids[cut:]))


@pytest.mark.parametrize("other", ["a b c", "b a", "a", "a c", "a b !", ""])
def test_chain__is_another_for_other_rows(other):
    assert chain_of("a b") != chain_of(other)


def test_chain__pages_that_overlap_are_not_counted():
    trail = trail_of("a b")

    assert chain_of("a b") == read(trail, "b c").chain


def test_restart__another_reading_brings_what_was_not_seen():
    trail = trail_of("a ! b", "b d")
    trail.restart()
    first = read(trail, "a ! c", overlap=0, start=0)
    second = read(trail, "c d ! e", start=2)

    assert (OWN, None) == (trail.order, trail.anchor)
    assert (rows("c", start=2), rows("e", start=5)) == (first.rows, second.rows)
    assert (True, False, False) == (second.exact, first.by_id, first.repeats)


def test_restart__the_chain_begins_anew():
    trail = trail_of("a b")
    trail.restart()

    assert chain_of("a b") == read(trail, "a b", overlap=0, start=0).chain


def test_news__a_repr_shows_no_row():
    shown = repr(read(trail_of(), "a", overlap=0, start=0))

    assert shown.startswith("News(received=1, ")
    assert "Rows" not in shown


def test_trail__a_repr_shows_no_digest():
    assert "_came" not in repr(trail_of("a"))
