"""A district and what its server has of it: every night an import, if no setting holds it back."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.alive.event import Event, Happened, by_id, record, today_of
from oneroster_classlink.sandbox.alive.events.night import night
from oneroster_classlink.sandbox.alive.references import replaced
from oneroster_classlink.sandbox.district import District, Row


class Import(StrEnum):
    """How the server takes in what changed."""

    FULL = "import"
    LIMITED = "limited_import"
    NONE = "blackout"


@attrs.frozen(kw_only=True)
class Life:
    """A district that changes, and the server that follows it.

    Attributes:
        truth: The district as its schools have it.
        imported: What of it the server took in.
        served: The same, each row with the stamp of the import that brought it; a full one brings all.
        blackout_until: The first day on which there are imports again (ClassLink's Blackout Dates).
        limited_until: The first day on which imports bring more than new rows (ClassLink's Limited Imports).
        history: What happened, the newest last: what changed in the district, and what each import brought.
    """

    truth: District
    imported: District
    served: District
    blackout_until: date | None = None
    limited_until: date | None = None
    history: tuple[Event, ...] = ()

    @classmethod
    def of(cls, district: District) -> "Life":
        """Begin with *district* as it is served."""
        return cls(truth=district, imported=district, served=district)

    @property
    def today(self) -> date:
        """The day.

        Raises:
            UsageError: The district cannot change.
        """
        return today_of(self.truth)


def advance(life: Life, *, days: int) -> Life:
    """Let *days* pass, each with its night and its import.

    Raises:
        UsageError: The district cannot change, or *days* is no whole number from 0 up.
    """
    today_of(life.truth)  # refuses a district that cannot change
    for _ in range(_need_days(days)):
        life = _took_in(_with(life, night(life.truth)), is_night=True)
    return life


def happen(life: Life, happened: Happened) -> Life:
    """Let something happen to the truth, followed at once by an import."""
    return _took_in(_with(life, happened), is_night=False)


def black_out(life: Life, *, days: int) -> Life:
    """Let no import take place for *days* nights: the server shows what it has, with its old stamps."""
    return attrs.evolve(life, blackout_until=life.today + timedelta(days=_need_days(days) + 1))


def limit_imports(life: Life, *, days: int) -> Life:
    """Let imports bring new rows only for *days* nights; the changes and removals come in one burst afterwards."""
    return attrs.evolve(life, limited_until=life.today + timedelta(days=_need_days(days) + 1))


def _need_days(days: object) -> int:
    if not isinstance(days, int) or isinstance(days, bool) or days < 0:
        raise UsageError("Time does not go back, nor by parts of days: give 0 days or more, as a whole number.")
    return days


def _with(life: Life, happened: Happened) -> Life:
    truth, event = happened
    return attrs.evolve(life, truth=truth, history=(*life.history, event))


def _kind(life: Life) -> Import:
    if life.blackout_until is not None and life.today < life.blackout_until:
        return Import.NONE
    if life.limited_until is not None and life.today < life.limited_until:
        return Import.LIMITED
    return Import.FULL


def _took_in(life: Life, *, is_night: bool) -> Life:
    """Return *life* after an import; only a nightly one stamps what did not change."""
    kind = _kind(life)
    if kind is Import.NONE:
        nothing = Event(name=kind, day=life.today)
        return attrs.evolve(life, history=(*life.history, nothing))
    before = attrs.evolve(life.imported, today=life.today)
    wanted = life.truth if kind is Import.FULL else _with_new(before, life.truth)
    imported, event = record(kind, before=before, after=wanted)
    served = _stamped(life, imported, event, everything=is_night and kind is Import.FULL)
    return attrs.evolve(life, imported=imported, served=served, history=(*life.history, event))


def _with_new(old: District, truth: District) -> District:
    """Return *old* with the rows of *truth* that it does not have."""
    rows = {}
    for collection, found in truth.rows.items():
        known = by_id(old, collection)
        new = [row for row in found if row.get("sourcedId") and row["sourcedId"] not in known]
        rows[collection] = [*old.rows.get(collection, ()), *new] if new else old.rows.get(collection, ())
    return attrs.evolve(replaced(old, **rows), today=truth.today)


def _stamped(life: Life, imported: District, event: Event, *, everything: bool) -> District:
    """Return *imported* with stamps: the one of today on what *event* brought or on *everything*, else the old ones."""
    stamp = {"dateLastModified": f"{life.today.isoformat()}T02:15:00.000Z"}
    if everything:
        return replaced(imported, **{name: [{**row, **stamp} for row in rows] for name, rows in imported.rows.items()})
    rows: dict[str, Sequence[Row]] = {}
    for name, found in imported.rows.items():
        if name in event.added or name in event.changed or name in event.removed:
            fresh = {*event.added.get(name, ()), *event.changed.get(name, ())}
            rows[name] = _partly(found, stamp, fresh=fresh, old=life.served.rows.get(name, ()))
        else:
            rows[name] = life.served.rows.get(name, ())
    return replaced(imported, **rows)


def _partly(rows: Sequence[Row], stamp: Row, *, fresh: set[str], old: Sequence[Row]) -> list[Row]:
    """Return *rows* with the *stamp* on those with *fresh* ids, and as they were in *old* for the rest."""
    known = {row.get("sourcedId"): row for row in old}
    stamped = [{**row, **stamp} if row.get("sourcedId") in fresh else row for row in rows]
    return [row if row.get("sourcedId") in fresh else known.get(row.get("sourcedId"), row) for row in stamped]
