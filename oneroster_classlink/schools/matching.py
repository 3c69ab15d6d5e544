"""Which of the district's schools each of the product's schools is: a proposal, and what a person accepted of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.schools.names import comparable, level_of
from oneroster_classlink.schools.school import School


class Verdict(StrEnum):
    """What is thought of a proposal, before a person has looked at it."""

    MATCHED = "matched"
    REVIEW = "review"
    UNMATCHED = "unmatched"


@attrs.frozen(kw_only=True)
class SchoolMatch:
    """One of our schools and what is proposed for it.

    Attributes:
        ours: Our school.
        verdict: Whether the proposal is safe, wants a look, or there is none.
        proposal: The district's school that is proposed.
        reasons: What speaks for and against it.
        rivals: Other schools of the district that come into question.
    """

    ours: School
    verdict: Verdict
    proposal: School | None = None
    reasons: tuple[str, ...] = ()
    rivals: tuple[School, ...] = ()


@attrs.frozen(kw_only=True)
class SchoolMatches:
    """The proposals for every school of ours, and a person's decisions.

    Attributes:
        matches: One for each of our schools, in our order.
        left_over: Schools of the district that are proposed for none of ours.
        decisions: What a person accepted: the district's school id by ours.
    """

    matches: tuple[SchoolMatch, ...]
    left_over: tuple[School, ...]
    decisions: tuple[tuple[str, str], ...] = ()

    @property
    def confirmed(self) -> frozenset[str]:
        """The ``sourcedId`` of every school that a person accepted; a mere proposal is never among them."""
        return frozenset(theirs for _, theirs in self.decisions)

    def confirm(self, decisions: Iterable[tuple[str, str]]) -> "SchoolMatches":
        """Return these matches with a person's *decisions*: pairs of our school's id and the district's.

        Raises:
            UsageError: A decision names a school that is in neither list, or one of the district's twice.
        """
        accepted = tuple(decisions)
        ours = {match.ours.id for match in self.matches}
        theirs = {school.id for match in self.matches if (school := match.proposal)} | {
            school.id for school in self.left_over
        }
        unknown = [
            item for one, other in accepted for item, known in ((one, ours), (other, theirs)) if item not in known
        ]
        if unknown:
            raise UsageError(f"School {unknown[0]} is in neither list: decide about schools that were matched.")
        twice = [key for key, times in Counter(other for _, other in accepted).items() if times > 1]
        if twice:
            raise UsageError(f"School {twice[0]} of the district was accepted for two of ours: choose one.")
        return attrs.evolve(self, decisions=accepted)


def match_schools(
    ours: Sequence[School], theirs: Sequence[School], *, decisions: Iterable[tuple[str, str]] = ()
) -> SchoolMatches:
    """Propose for each of *ours* the right one of *theirs*.

    A shared identifier that is unique on both sides decides; else a name that is the same after common
    abbreviations and unique on both sides. A name or a level that contradicts, or a rival, asks for a look.

    Args:
        ours: The product's schools.
        theirs: The district's schools.
        decisions: What a person accepted earlier: pairs of our school's id and the district's.

    Raises:
        UsageError: A decision names a school that is in neither list, or one of the district's twice.
    """
    by_id, by_name = _by_identifier(theirs), _by_name(theirs)
    shared_ids = {key for school in ours for key in school.identifiers if _count(ours, key) > 1}
    shared_names = {key for key, found in _by_name(ours).items() if len(found) > 1}
    matches = [_propose(school, by_id=by_id, by_name=by_name, ambiguous=shared_ids | shared_names) for school in ours]
    settled = tuple(_without_contest(matches))
    proposed = {match.proposal.id for match in settled if match.proposal is not None}
    left_over = tuple(school for school in theirs if school.id not in proposed)
    return SchoolMatches(matches=settled, left_over=left_over).confirm(decisions)


def _by_identifier(schools: Iterable[School]) -> dict[str, list[School]]:
    found: dict[str, list[School]] = defaultdict(list)
    for school in schools:
        for key in dict.fromkeys(school.identifiers):
            found[key].append(school)
    return found


def _by_name(schools: Iterable[School]) -> dict[str, list[School]]:
    found: dict[str, list[School]] = defaultdict(list)
    for school in schools:
        found[comparable(school.name)].append(school)
    return found


def _count(schools: Iterable[School], identifier: str) -> int:
    return sum(identifier in school.identifiers for school in schools)


def _propose(
    ours: School, *, by_id: dict[str, list[School]], by_name: dict[str, list[School]], ambiguous: set[str]
) -> SchoolMatch:
    same_id = [school for key in ours.identifiers for school in by_id.get(key, ())]
    same_name = by_name.get(comparable(ours.name), [])
    found = list(dict.fromkeys([*same_id, *same_name]))
    if not found:
        return SchoolMatch(ours=ours, verdict=Verdict.UNMATCHED, reasons=("no school with this id or name",))
    best = found[0]
    against = tuple(_against(ours, best, same_id=same_id, same_name=same_name, ambiguous=ambiguous))
    reasons = (*(["same identifier"] if best in same_id else []), *(["same name"] if best in same_name else []))
    verdict = Verdict.REVIEW if against or len(found) > 1 else Verdict.MATCHED
    return SchoolMatch(ours=ours, verdict=verdict, proposal=best, reasons=(*reasons, *against), rivals=tuple(found[1:]))


def _against(
    ours: School, theirs: School, *, same_id: list[School], same_name: list[School], ambiguous: set[str]
) -> Iterable[str]:
    levels = {level for level in (level_of(ours.name) or ours.level, level_of(theirs.name) or theirs.level) if level}
    if len(levels) > 1:
        yield "level differs"
    if not ambiguous.isdisjoint({*ours.identifiers, comparable(ours.name)}):
        yield "another of our schools has the same id or name"
    if theirs not in same_id and ours.identifiers and theirs.identifiers:
        yield "identifiers differ"
    if theirs not in same_name and not set(comparable(ours.name).split()) & set(comparable(theirs.name).split()):
        yield "names have nothing in common"


def _without_contest(matches: list[SchoolMatch]) -> Iterable[SchoolMatch]:
    """Let no school of the district be matched with two of ours unseen."""
    times = Counter(match.proposal.id for match in matches if match.proposal is not None)
    for match in matches:
        if match.proposal is not None and times[match.proposal.id] > 1:
            reasons = (*match.reasons, "proposed for two of our schools")
            yield attrs.evolve(match, verdict=Verdict.REVIEW, reasons=reasons)
        else:
            yield match
