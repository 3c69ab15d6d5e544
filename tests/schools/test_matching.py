"""Proposals for schools, and what a person accepted of them."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models import OrgType, Status
from oneroster_classlink.schools import School, Verdict, match_schools, schools_to_match
from tests.records import make_org, make_snapshot


def proposed(ours, theirs):
    return [
        (match.verdict, match.proposal.id if match.proposal else None, match.reasons)
        for match in match_schools(ours, theirs).matches
    ]


def test_match_schools__by_identifier_and_name():
    ours = [School("1", "Lincoln Elem", identifiers=("0612",))]
    theirs = [School("A", "Lincoln Elementary School", identifiers=("0612",)), School("B", "Lincoln Middle School")]

    assert [(Verdict.MATCHED, "A", ("same identifier", "same name"))] == proposed(ours, theirs)
    assert (theirs[1],) == match_schools(ours, theirs).left_over


def test_match_schools__by_name_alone():
    assert [(Verdict.MATCHED, "A", ("same name",))] == proposed(
        [School("1", "St. Mary HS")], [School("A", "Saint Mary High School")]
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        (
            [School("1", "Lincoln Elementary", identifiers=("7",))],
            [School("A", "Lincoln Middle", identifiers=("7",))],
            "level differs",
        ),
        (
            [School("1", "Lincoln", level="high")],
            [School("A", "Lincoln", level="middle")],
            "level differs",
        ),
        (
            [School("1", "Lincoln Elementary", identifiers=("7",))],
            [School("A", "Lincoln Elementary", identifiers=("8",))],
            "identifiers differ",
        ),
        (
            [School("1", "Lincoln", identifiers=("7",))],
            [School("A", "Roosevelt", identifiers=("7",))],
            "names have nothing in common",
        ),
    ],
)
def test_match_schools__a_contradiction_asks_for_a_look(ours, theirs, reason):
    ((verdict, proposal, reasons),) = proposed(ours, theirs)

    assert (Verdict.REVIEW, "A") == (verdict, proposal)
    assert reason in reasons


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([School("1", "Lincoln")], [School("A", "Lincoln"), School("B", "Lincoln School")]),
        ([School("1", "Lincoln"), School("2", "Lincoln School")], [School("A", "Lincoln")]),
        (
            [School("1", "Lincoln", identifiers=("7",)), School("2", "Lincoln East", identifiers=("7",))],
            [School("A", "Lincoln", identifiers=("7",))],
        ),
    ],
)
def test_match_schools__what_is_not_unique_asks_for_a_look(ours, theirs):
    assert {Verdict.REVIEW} == {verdict for verdict, _, _ in proposed(ours, theirs)}


def test_match_schools__two_of_ours_for_one_of_theirs():
    """One by the identifier, another by the name: neither is safe."""
    ours = [School("1", "Lincoln Annex", identifiers=("7",)), School("2", "Lincoln")]
    found = proposed(ours, [School("A", "Lincoln", identifiers=("7",))])

    assert [Verdict.REVIEW, Verdict.REVIEW] == [verdict for verdict, _, _ in found]
    assert all("proposed for two of our schools" in reasons for _, _, reasons in found)


def test_match_schools__rivals_are_shown():
    theirs = [School("A", "Lincoln"), School("B", "Lincoln School"), School("C", "Roosevelt")]
    matches = match_schools([School("1", "Lincoln"), School("2", "Washington")], theirs)

    assert ((theirs[1],), ()) == tuple(match.rivals for match in matches.matches)
    assert (Verdict.UNMATCHED, None) == (matches.matches[1].verdict, matches.matches[1].proposal)
    assert (theirs[1], theirs[2]) == matches.left_over


def test_match_schools__empty_lists():
    assert ((), ()) == (match_schools([], []).matches, match_schools([], []).left_over)


def test_confirmed__only_what_a_person_accepted():
    ours, theirs = [School("1", "Lincoln"), School("2", "Washington")], [School("A", "Lincoln"), School("B", "Adams")]
    matches = match_schools(ours, theirs)

    assert frozenset() == matches.confirmed
    assert {"A", "B"} == matches.confirm([("1", "A"), ("2", "B")]).confirmed
    assert {"B"} == match_schools(ours, theirs, decisions=[("1", "B")]).confirmed


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([("9", "A")], "School 9 is in neither list"),
        ([("1", "Z")], "School Z is in neither list"),
        ([("1", "A"), ("2", "A")], "School A of the district was accepted for two"),
    ],
)
def test_confirm__refuses_what_cannot_be_meant(decisions, expected):
    with pytest.raises(UsageError, match=expected):
        match_schools([School("1", "Lincoln"), School("2", "Adams")], [School("A", "Lincoln")], decisions=decisions)


def test_school__from_an_org():
    assert School("S1", "North", identifiers=("0612",)) == School.from_org(
        make_org("S1", name="North", identifier="0612")
    )
    assert () == School.from_org(make_org("S1", identifier=None)).identifiers


def test_schools_to_match__only_active_schools():
    snapshot = make_snapshot(
        make_org("S1"), make_org("S2", status=Status.TOBEDELETED), make_org("D1", type=OrgType.DISTRICT)
    )

    assert (School("S1", "School S1"),) == schools_to_match(snapshot)
