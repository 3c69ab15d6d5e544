"""R1, R6 and the terms: which classes are taken."""

import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.classes import class_findings, judge_classes, take_schools
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Policy, Window, field_in, predicate
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.models import OrgType, Status
from tests.records import make_class, make_org, make_session, make_snapshot

TODAY = date(2026, 10, 1)
ORGS = [
    make_org("S1"),
    make_org("S2"),
    make_org("S0", status=Status.TOBEDELETED),
    make_org("D1", type=OrgType.DISTRICT),
    make_org("X1", type=None),
]
TERMS = [
    make_session("T1"),
    make_session("T0", start_date=date(2026, 1, 5), end_date=date(2026, 6, 5)),
    make_session("T2", start_date=date(2027, 1, 5), end_date=date(2027, 6, 5)),
    make_session("T9", status=Status.TOBEDELETED),
]


def judged(*classes, **policy):
    """Return for each class its standing, and what there is to say of it."""
    snapshot, policy = make_snapshot(*ORGS, *TERMS, *classes), Policy(**policy)
    schools, _ = take_schools(snapshot.orgs, policy)
    found = judge_classes(snapshot, schools=schools, policy=policy, today=TODAY)
    rows = class_findings(pickle.loads(pickle.dumps(found)), snapshot.classes)  # noqa: S301 - our own
    said = {each.klass: each for code in rows.counts() for each in rows.of(code)}
    assert len(said) == sum(rows.counts().values())
    return {
        klass.sourced_id: (found.of(row).standing, said.get(klass.sourced_id))
        for row, klass in enumerate(snapshot.classes)
    }


def one(klass, **policy):
    standing, finding = judged(klass, **policy)["C1"]
    return standing, finding and finding.code, dict(finding.facts) if finding else {}


def test_judge_classes__each_active_class_of_a_taken_school_is_taken():
    assert (Standing.TAKEN, None, {}) == one(make_class("C1", terms=("T0",)))


@pytest.mark.parametrize(
    ("klass", "standing", "code"),
    [
        ({"school": "S9", "status": Status.TOBEDELETED}, Standing.TOBEDELETED, Code.CLASS_TOBEDELETED),
        ({"school": "S9"}, Standing.NOT_TAKEN, Code.CLASS_SCHOOL_MISSING),
        ({"school": None}, Standing.NOT_TAKEN, Code.CLASS_SCHOOL_MISSING),
        ({"school": "D1"}, Standing.NOT_TAKEN, Code.CLASS_NOT_IN_SCHOOL),
        ({"school": "S0"}, Standing.NOT_TAKEN, Code.CLASS_NOT_IN_SCHOOL),
        ({"school": "S2"}, Standing.NOT_TAKEN, Code.CLASS_SCHOOL_NOT_TAKEN),
    ],
)
def test_judge_classes__each_reason_why_not(klass, standing, code):
    found = judged(make_class("C1", **klass), schools=["S1"])["C1"]

    assert (standing, code, klass["school"]) == (found[0], found[1].code, found[1].school)


@pytest.mark.parametrize(
    ("school", "expected"),
    [
        ("D1", "active district"),
        ("S0", "tobedeleted school"),
        ("X1", "active org"),
    ],
)
def test_judge_classes__an_org_that_is_no_active_school_is_named(school, expected):
    assert (Standing.NOT_TAKEN, Code.CLASS_NOT_IN_SCHOOL, {"type": expected}) == one(make_class("C1", school=school))


def test_judge_classes__the_policys_predicate_leaves_out():
    policy = {"classes": ~field_in("class_type", "homeroom")}

    assert (Standing.TAKEN, None, {}) == one(make_class("C1"), **policy)
    assert (Standing.EXCLUDED, Code.CLASS_EXCLUDED, {"predicate": "not class_type is homeroom"}) == one(
        make_class("C1", class_type="homeroom"), **policy
    )


def test_judge_classes__the_predicate_sees_only_what_would_be_taken():
    seen = []

    def sees(klass):
        seen.append(klass.sourced_id)
        return False

    classes = [make_class("C1"), make_class("C2", school="D1"), make_class("C3", status=Status.TOBEDELETED)]
    found = judged(*classes, classes=predicate("sees", sees))

    assert ["C1"] == seen
    assert [Code.CLASS_EXCLUDED, Code.CLASS_NOT_IN_SCHOOL, Code.CLASS_TOBEDELETED] == [
        finding.code for _, finding in found.values()
    ]


@pytest.mark.parametrize(
    ("terms", "window", "expected"),
    [
        (("T1",), Window(), (Standing.TAKEN, None, {})),
        (("T0", "T2", "T1"), Window(), (Standing.TAKEN, None, {})),
        (
            ("T0",),
            Window(),
            (Standing.EXCLUDED, Code.CLASS_ENDED, {"session": "T0", "date": "2026-06-05"}),
        ),
        (("T0",), Window(after=120), (Standing.TAKEN, None, {})),
        (
            ("T0", "T2"),
            Window(),
            (Standing.EXCLUDED, Code.CLASS_NOT_BEGUN, {"session": "T2", "date": "2027-01-05"}),
        ),
        (
            ("T9", "T8"),
            Window(),
            (
                Standing.TAKEN,
                Code.CLASS_TERM_UNKNOWN,
                {},
            ),
        ),
        (
            (),
            Window(without_term=False),
            (
                Standing.EXCLUDED,
                Code.CLASS_NO_TERM,
                {},
            ),
        ),
    ],
)
def test_judge_classes__by_date(terms, window, expected):
    assert expected == one(make_class("C1", terms=terms), window=window)
    assert (Standing.TAKEN, None, {}) == one(make_class("C1", terms=terms))


def test_judge_classes__the_place_and_the_predicate_come_before_the_date():
    policy = {"window": Window(), "classes": field_in("class_type", "scheduled")}
    classes = [make_class("C1", terms=("T0",), class_type="homeroom"), make_class("C2", terms=("T0",), school="D1")]

    assert [Code.CLASS_EXCLUDED, Code.CLASS_NOT_IN_SCHOOL] == [
        finding.code for _, finding in judged(*classes, **policy).values()
    ]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["S1", "S2", "S0", "D1", "S9", None]),
            st.sampled_from(Status),
            st.sets(st.sampled_from(["T1", "T0", "T2", "T9", "T8"])).map(sorted).map(tuple),
            st.sampled_from(["homeroom", "scheduled"]),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_judge_classes__every_class_is_taken_or_told_in_any_order(facts, dated):
    classes = [
        make_class(f"C{place}", school=school, status=status, terms=terms, class_type=kind)
        for place, (school, status, terms, kind) in enumerate(facts)
    ]
    policy = {"schools": ["S1"], "classes": field_in("class_type", "scheduled"), "window": Window() if dated else None}
    found = judged(*classes, **policy)

    assert found == judged(*classes[::-1], **policy)
    assert all((standing is Standing.TAKEN) or finding for standing, finding in found.values())
