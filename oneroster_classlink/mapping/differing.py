"""Which persons and classes of one snapshot can differ between two mappings, told by columns: few need be made."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import ne
from typing import Any

from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.people.persons.known import Known

_POLICY = ("guardians", "mobile", "language_key")
"""What every person depends on; where it differs, all may."""


def persons_that_may_differ(before: Evidence, after: Evidence) -> set[int]:
    """Return the user rows whose persons can differ; of those who are a person only once nothing is said."""
    one, other = before.people.known, after.people.known
    links = [known.belonging.guardianship.guardians for known in (one, other)]
    if links[0] != links[1] or any(getattr(one.policy, name) != getattr(other.policy, name) for name in _POLICY):
        return set(range(len(one.facts)))
    moving = {*_kinds(one, other), *_places(one, other)}
    near = (row for moved in moving for pairs in _pairs(one) for row in pairs.of(moved))
    return {*moving, *near, *_qualities(one, other)}


def classes_that_may_differ(before: Evidence, after: Evidence, *, seats: Sequence[int]) -> set[int]:
    """Return the rows of classes that can differ.

    Args:
        before: What one mapping was decided from.
        after: What the other was.
        seats: The rows of the seats with another outcome.
    """
    common = set(before.taken.rows).intersection(after.taken.rows)
    if before.users.merged != after.users.merged:
        return common
    one, other = before.taken.names, after.taken.names
    names = {row for row in common if (one.name(row), one.named_by(row)) != (other.name(row), other.named_by(row))}
    return names.union(map(before.seats.class_row, seats))


def _kinds(one: Known, other: Known) -> Iterator[int]:
    """Yield who is judged otherwise: by roles, schools, standing."""
    differ = {
        pair: one.users.kinds[pair[0]] != other.users.kinds[pair[1]]
        for pair in set(zip(one.users.codes, other.users.codes, strict=True))
    }
    pairs = zip(one.users.codes, other.users.codes, strict=True)
    return compress(range(len(one.facts)), map(differ.__getitem__, pairs))


def _places(one: Known, other: Known) -> Iterator[int]:
    """Yield who becomes a person or not, or belongs elsewhere."""
    yield from _differing(one.is_person, other.is_person)
    yield from _differing(one.belonging.own, other.belonging.own)
    yield from _differing_keys(one.belonging.seated, other.belonging.seated)


def _qualities(one: Known, other: Known) -> Iterator[int]:
    """Yield who differs in what concerns nobody else: age, contact points, account, what is merged."""
    for name in ("bands", "creatable", "guarded"):
        yield from _differing(getattr(one, name), getattr(other, name))
    for point, held in one.contacts.held.items():
        theirs = other.contacts.held[point]
        yield from _differing(held.states, theirs.states)
        yield from _differing(held.fields, theirs.fields)
        yield from _differing_keys(held.sources, theirs.sources)
    yield from _differing(one.contacts.links.places, other.contacts.links.places)
    yield from _differing_keys(one.parts, other.parts)


def _pairs(known: Known) -> Sequence[Any]:
    return known.belonging.guardianship.guardians, known.belonging.guardianship.students


def _differing(one: Sequence[int], other: Sequence[int]) -> Iterator[int]:
    """Yield the rows at which two columns of the same length differ."""
    return iter(()) if one == other else compress(range(len(one)), map(ne, one, other))


def _differing_keys(one: Mapping[int, Any], other: Mapping[int, Any]) -> Iterator[int]:
    return (row for row in one.keys() | other.keys() if one.get(row) != other.get(row))
