"""What a page means for a pull: whether it joins, whether the end was reached, what can no longer be proven.

Each page is asked for from the last row of the one before it. A page that begins with a row that has come *joins*:
nothing lies between, whatever was inserted or removed meanwhile. The end is a page that joins, brings nothing new and
has room for more. Where the rows come in an order of the server's own, that holds only if nothing moved; so there a
reading in which something moved is followed by another. Where pages cannot overlap, two equal readings are the proof.
"""

from enum import StrEnum

import attrs

from oneroster_classlink.wire.proof import End
from oneroster_classlink.wire.pull.paging import Ask, Paging
from oneroster_classlink.wire.pull.sheet import Ids
from oneroster_classlink.wire.pull.trail import News

MOST_READINGS = 4
_MOST_IDLE = 30
_MOST_REPEATS = 3
_FIRST_STEP_BACK = 16


class Trouble(StrEnum):
    """Why a pull cannot be proven complete."""

    REPEATS = "a page repeats, so the server may ignore where a page is to begin"
    MOVING = "the roster moves, and the server does not sort by id, so that it cannot be followed"
    DOUBLED = "rows come twice on a page, so that nobody knows where the next begins"
    STUCK = "pages do not join, or page after page brings nothing new"
    RESUMED = "too much has moved to go on from a mark: begin anew"


def after(state: Paging, news: News, *, ask: Ask, total: int | None, halved: bool = False) -> Paging:
    """Return where the pull stands after *ask* was answered.

    Args:
        state: Where it stood.
        news: What the page brought.
        ask: The page as it was asked for in the end.
        total: The server's count on it, if it gave one.
        halved: Whether fewer rows were asked for than planned, because the server was overburdened.
    """
    claimed = state.total if total is None else total
    seen = max(state.position, ask.offset + news.received)
    blind = news.tail == news.distinct > 0
    state = attrs.evolve(
        state,
        pages=state.pages + 1,
        most=max(state.most, news.distinct),
        last=news.received,
        step=state.step or _settled(state, news.received, ask=ask),
        limit=ask.limit if halved else _regrown(state),
        total=_plausible(claimed, seen=seen),
        counted=total is not None,
        first=state.first if state.position else _plausible(total, seen=seen),
        reached=max(state.reached, seen),
        idle=0 if not blind and (seen > state.reached or news.rows.received) else state.idle + 1,
    )
    if state.idle > _MOST_IDLE + state.pages - state.idle:
        return attrs.evolve(state, trouble=Trouble.STUCK)
    if state.resumed and not (news.by_id and (news.joins or ask.offset)):
        return _again(state)
    if not state.linked:
        return _unlinked(state, news, ask=ask)
    if news.repeats and not news.exact and state.position <= max(state.most, state.last):
        return _doubted(state, ask=ask)
    return _linked(state, news, ask=ask) if news.joins else _apart(state, news)


def _plausible(total: int | None, *, seen: int) -> int | None:
    """Return the server's *total* unless more has been *seen*."""
    return total if total is not None and total >= seen else None


def _settled(state: Paging, received: int, *, ask: Ask) -> int | None:
    """Return the server's page size: a full page, or two short ones of the same size (it caps ``limit``)."""
    if received >= ask.limit:
        return state.page_size
    return received if received == state.last else None


def _regrown(state: Paging) -> int | None:
    """Return the rows to ask for after a page that came without trouble: twice as many, up to the usual."""
    if state.limit is None or state.limit * 2 >= (state.step or state.page_size):
        return None
    return state.limit * 2


def _apart(state: Paging, news: News) -> Paging:
    """Go on after a page that begins beyond the last row: rows before it were removed, or the order is another."""
    if not (state.sorts and news.by_id):
        return _again(state)
    back = max(_FIRST_STEP_BACK, 2 * state.back)
    return attrs.evolve(state, back=back, rejoined=state.rejoined + 1, moved=True)


def _linked(state: Paging, news: News, *, ask: Ask) -> Paging:
    """Go on after a page that joins."""
    by_id = state.sorts and news.by_id
    beyond = news.distinct - state.overlap if news.exact else news.rows.received
    state = attrs.evolve(state, moved=_has_moved(state, news, beyond=beyond, by_id=by_id))
    if state.moved and not by_id:
        return _again(state)
    if not news.received and state.most:
        return _again(state)
    if not beyond and (news.received < min(ask.limit, state.most) or not state.most):
        return _ended(state, End.LAST_ROW if state.most else End.EMPTY_PAGE, length=ask.offset + news.received)
    repeats = state.repeats + (not beyond and news.repeats)
    if repeats > _MOST_REPEATS:
        return attrs.evolve(state, trouble=Trouble.REPEATS)
    return _gone_on(attrs.evolve(state, repeats=repeats), news, ask=ask)


def _has_moved(state: Paging, news: News, *, beyond: int, by_id: bool) -> bool:
    """Tell whether rows came or went during this reading; in an order of the server's own, a count may tell."""
    if state.moved or not news.exact:
        return True
    again = state.reading == 1 and news.rows.received < beyond
    return not by_id and (
        again or (state.counted and None not in {state.first, state.total} and state.first != state.total)
    )


def _doubted(state: Paging, *, ask: Ask) -> Paging:
    """Look closer at a server that sent the first page again, although a later one was asked for.

    It may know no paging at all, ignore ``offset``, or count it in pages: asking for a small part of the page tells.
    """
    part = min(2, state.most - 1)
    if part == 1 and not ask.offset:
        return attrs.evolve(state, trouble=Trouble.REPEATS)
    return attrs.evolve(state, probe=Ask(part, part))


def probed(state: Paging, ids: Ids, *, first: Ids) -> Paging:
    """Return where the pull stands after its probe brought *ids*, where *first* are the ids of the first page.

    The probe of a lone row asks for the other end of the collection.
    """
    probe, asked = attrs.evolve(state, probe=None), state.probe or Ask(0, 0)
    if len(first) == 1:
        lone = list(ids) == list(first)
        return _ended(probe, End.WHOLE_LIST, length=1) if lone else _again(probe, otherwise=Trouble.REPEATS)
    if len(ids) == len(first) > asked.limit:
        return attrs.evolve(probe, end=End.WHOLE_LIST)
    expected = list(first[asked.offset : asked.offset + asked.limit])
    if not expected or list(ids[: len(expected)]) != expected:
        return _again(probe, otherwise=Trouble.REPEATS)
    if len(first) != state.last:
        return attrs.evolve(probe, trouble=Trouble.DOUBLED)
    size = len(first)
    return attrs.evolve(probe, linked=False, overlap=0, step=size, limit=None, position=size, edge=2 * size)


def _gone_on(state: Paging, news: News, *, ask: Ask) -> Paging:
    position = ask.offset + (news.received if news.received <= ask.limit else news.distinct)
    if state.most <= 1:
        if news.received != news.distinct:
            return attrs.evolve(state, trouble=Trouble.DOUBLED)
        return attrs.evolve(state, position=position, linked=False, step=1, limit=None, edge=position + 1)
    overlap = min(1 + news.tail, news.distinct, state.most - 1)
    kept = position < state.edge and not state.back and state.limit is None
    edge = state.edge if kept else position - overlap + state.size
    return attrs.evolve(state, position=position, overlap=overlap, edge=edge, back=0)


def _unlinked(state: Paging, news: News, *, ask: Ask) -> Paging:
    """Go on where pages cannot overlap: two equal readings prove it, if each page tells where the next begins."""
    if news.received != news.distinct:
        return attrs.evolve(state, trouble=Trouble.DOUBLED)
    if news.goes_back and news.distinct == state.position == 1:
        return attrs.evolve(state, probe=Ask(0, max(2, state.page_size)))
    if news.goes_back and news.distinct == state.most:
        return _again(state, otherwise=Trouble.REPEATS)
    if news.goes_back and not news.repeats:
        return _again(state)
    if news.distinct and not news.goes_back:
        position = ask.offset + news.received
        state = attrs.evolve(state, position=position, edge=position + state.size)
        return _read_twice(state) if news.chain == state.chain else state
    return _read_twice(state) if news.chain == state.chain else _again(state, chain=news.chain)


def _read_twice(state: Paging) -> Paging:
    """End where two readings are equal, unless the server counts more rows by now."""
    ended = _ended(state, End.TWICE, length=state.position)
    return ended if ended.end is not None else _again(state)


def _again(state: Paging, *, chain: int | None = None, otherwise: Trouble = Trouble.MOVING) -> Paging:
    """Read the whole once more, if its rows are known and it was not read too often."""
    if state.resumed:
        return attrs.evolve(state, trouble=Trouble.RESUMED)
    if state.reading >= MOST_READINGS:
        return attrs.evolve(state, trouble=otherwise)
    return attrs.evolve(
        state,
        reading=state.reading + 1,
        position=0,
        reached=0,
        overlap=0,
        edge=0,
        back=0,
        moved=False,
        chain=chain,
        end=None,
        trouble=None,
        linked=state.linked or state.most <= 1,
        step=None if state.most <= 1 else state.step,
    )


def _ended(state: Paging, end: End, *, length: int) -> Paging:
    """End at a collection of *length* rows, unless the server counts more."""
    if state.total is not None and state.total > length and (state.counted or not state.moved):
        return attrs.evolve(state, trouble=f"{length} of {state.total} rows came")
    return attrs.evolve(state, end=end)


def distrusted(state: Paging) -> Paging:
    """Return where the pull stands once it is known that the server does not sort: something may have slipped."""
    return _again(attrs.evolve(state, sorts=False))
