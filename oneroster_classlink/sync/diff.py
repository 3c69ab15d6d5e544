"""The difference of two rosters as a plan; absence counts as removal only where it is proven."""

from collections.abc import Iterator
from typing import Any

import attrs

from oneroster_classlink.mapping import Outcome, Roster
from oneroster_classlink.sync.plan import Action, Change, Plan, Thing

_Key = tuple[Thing, tuple[str, ...]]


def diff(*, before: Roster | None, after: Roster) -> Plan:
    """Return the plan that turns *before* into *after*; a *before* of ``None`` is the first sync (R11).

    What *after* lacks is removed if its own record, its class or its user is marked tobedeleted, or if the pull
    behind *after* was proven complete; else it is only missing.
    """
    old, new = _things(before or Roster()), _things(after)
    gone: dict[bool, list[Change]] = {True: [], False: []}
    for key in old.keys() - new.keys():
        gone[_is_proven(key, after)].append(_removal(key, old[key]))
    changes = [*_creates(old, new), *_updates(old, new), *gone[True]]
    return Plan(changes=tuple(sorted(changes, key=_rank)), missing=tuple(sorted(gone[False], key=_rank)))


def _is_proven(key: _Key, after: Roster) -> bool:
    if after.complete:
        return True
    thing, ids = key
    marks = {(str(thing), *ids)}
    if thing is Thing.SEAT:
        marks |= {(str(Thing.CLASS), ids[0]), (str(Thing.PERSON), ids[1])}
    return not after.tombstones.isdisjoint(marks)


def _things(roster: Roster) -> dict[_Key, Any]:
    found: dict[_Key, Any] = {(Thing.SCHOOL, (school.sourced_id,)): school for school in roster.schools}
    for klass in roster.classes:
        key = klass.sourced_id
        found[Thing.CLASS, (key,)] = attrs.evolve(klass, owners=(), members=())
        found.update({(Thing.SEAT, (key, user)): Outcome.OWNER for user in klass.owners})
        found.update({(Thing.SEAT, (key, user)): Outcome.MEMBER for user in klass.members})
    found.update({(Thing.PERSON, (person.sourced_id,)): person for person in roster.people})
    return found


def _creates(old: dict[_Key, Any], new: dict[_Key, Any]) -> Iterator[Change]:
    for (thing, key), value in new.items():
        if (thing, key) not in old:
            yield Change(action=Action.CREATE, thing=thing, key=key, after=value)


def _updates(old: dict[_Key, Any], new: dict[_Key, Any]) -> Iterator[Change]:
    for (thing, key), value in new.items():
        earlier = old.get((thing, key), value)
        if earlier != value:
            fields = _changed(earlier, value)
            yield Change(action=Action.UPDATE, thing=thing, key=key, before=earlier, after=value, fields=fields)


def _changed(before: Any, after: Any) -> tuple[str, ...]:
    if not attrs.has(type(after)):
        return ("outcome",)
    names = (field.name for field in attrs.fields(type(after)))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _removal(key: _Key, value: Any) -> Change:
    return Change(action=Action.REMOVE, thing=key[0], key=key[1], before=value)


def _rank(change: Change) -> tuple[int, int, tuple[str, ...]]:
    actions, things = list(Action), list(Thing)
    thing = things.index(change.thing)
    return actions.index(change.action), -thing if change.action is Action.REMOVE else thing, change.key
