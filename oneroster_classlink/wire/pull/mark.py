"""Where a pull can go on later, as a text."""

import attrs
import msgspec

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.kinds import Order as DateOrder
from oneroster_classlink.wire.decode import Seen
from oneroster_classlink.wire.pull.order import Order
from oneroster_classlink.wire.pull.paging import Paging
from oneroster_classlink.wire.pull.trail import Trail

_LAST = 64


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What must be known of a pull to go on with it; only one whose rows come sorted by id can."""

    position: int
    overlap: int
    step: int | None
    most: int
    pages: int
    rejoined: int
    moved: bool
    order: tuple[int, ...]
    anchor: str
    before: tuple[str | None, ...]
    dates: tuple[str, ...] = ()


def write_mark(state: Paging, trail: Trail, *, dates: Seen) -> str | None:
    """Write down where a pull stands; ``None`` where it can only be begun anew.

    Args:
        state: Where it stands.
        trail: What has come.
        dates: In which order its dates are known to be written.
    """
    if not (state.sorts and state.linked and trail.order.is_by_id and trail.is_at_front) or trail.anchor is None:
        return None
    mark = Mark(
        position=state.position,
        overlap=state.overlap,
        step=state.step,
        most=state.most,
        pages=state.pages,
        rejoined=state.rejoined,
        moved=state.moved,
        order=trail.order.numbers,
        anchor=trail.anchor,
        before=tuple(trail.before[-max(_LAST, state.overlap) :]),
        dates=tuple(sorted(order.name for order in dates.orders)),
    )
    return msgspec.json.encode(mark).decode()


def read_mark(text: str, *, collection: str, page_size: int) -> tuple[Paging, Trail, Seen]:
    """Return where the pull of *collection* stands that was written down as *text*, and what is known of its dates.

    Raises:
        UsageError: It is no such text.
    """
    try:
        mark = msgspec.json.decode(text, type=Mark)
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise UsageError("mark must be what a batch of this collection carried.") from None
    kept = {name: getattr(mark, name) for name in ("position", "overlap", "step", "most", "pages", "rejoined", "moved")}
    state = Paging(page_size=page_size, resumed=True, **kept)
    state = attrs.evolve(state, edge=state.position - state.overlap + state.size)
    order = Order.of(mark.order).after([mark.anchor])
    trail = Trail(collection=collection, order=order, anchor=mark.anchor, before=mark.before, resumed=True)
    dates = Seen(frozenset(order for order in DateOrder if order.name in mark.dates))
    return state, trail, dates
