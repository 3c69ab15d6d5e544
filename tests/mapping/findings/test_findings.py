"""All findings: counted without being made, in order, school by school."""

import gc
import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.findings import Code, Finding, Findings, Given, Rows, Severity
from oneroster_classlink.mapping.findings import order as ordering

NOTE = Finding(code=Code.CLASS_TOBEDELETED, klass="C1")
SECOND = Finding(code=Code.CLASS_NO_OWNER, klass="C2", school="S1")
FIRST = Finding(code=Code.CLASS_NO_OWNER, klass="C1", school="S1")
ELSEWHERE = Finding(code=Code.CLASS_NO_OWNER, klass="C0", school="S2")
ERROR = Finding(code=Code.STAFF_NO_EMAIL, user="T1", school="S2", facts=(("roles", "teacher"),))
OTHER = Finding(code=Code.CLASS_NO_MEMBER, klass="C1")
IN_ORDER = (ERROR, FIRST, SECOND, ELSEWHERE, NOTE)


def make_seat(code, row):
    """Make a finding about a seat, as a table's part would: a function that can be pickled."""
    school = f"S{row % 3}" if row % 3 else None
    return Finding(code=code, school=school, klass=f"C{row % 7}", user=f"U{row % 11}", enrollment=f"E{row}")


def make_user(code, row):
    return Finding(code=code, user=f"U{row}")


def school_of_seat(_code, row):
    return f"S{row % 3}" if row % 3 else None


def seats(rows, **options):
    return Rows(rows={Code.SEAT_TOBEDELETED: rows}, make=make_seat, **options)


def order_of(findings):
    return sorted(findings, key=lambda found: (found.school or "", found.klass or "", found.user, found.enrollment))


def test_findings__errors_first_then_by_code_school_and_ids():
    findings = Findings.given([NOTE, SECOND, ELSEWHERE, FIRST, ERROR])

    assert IN_ORDER == tuple(findings)
    assert findings == Findings([Given([FIRST, ERROR]), Given([ELSEWHERE, NOTE]), Given([SECOND])])
    assert findings != Findings.given([NOTE])
    assert findings != IN_ORDER


def test_findings__are_counted_by_code_severity_and_value():
    findings = Findings.given([NOTE, SECOND, ELSEWHERE, FIRST, ERROR, ERROR])

    assert {Code.STAFF_NO_EMAIL: 2, Code.CLASS_NO_OWNER: 3, Code.CLASS_TOBEDELETED: 1} == findings.counts
    assert (6, 3, 0, 2, 1) == (
        len(findings),
        findings.count(Code.CLASS_NO_OWNER),
        findings.count(Code.CLASS_NO_MEMBER),
        findings.count(Severity.ERROR),
        findings.count(NOTE),
    )
    assert "Findings(2 errors, 3 alerts, 1 notes)" == repr(findings)


def test_findings__of_a_school():
    findings = Findings.given([NOTE, SECOND, ELSEWHERE, FIRST, ERROR])

    assert (None, "S1", "S2") == findings.schools
    assert {Code.STAFF_NO_EMAIL: 1, Code.CLASS_NO_OWNER: 1} == findings.by_school["S2"]
    assert [[ERROR, ELSEWHERE], [NOTE], []] == [list(findings.of_school(school)) for school in ("S2", None, "S3")]


def test_findings__of_a_code():
    findings = Findings.given([NOTE, SECOND, ELSEWHERE, FIRST, ERROR])

    assert (FIRST, SECOND, ELSEWHERE) == findings.of("class-no-owner")
    assert () == findings.of(Code.CLASS_NO_MEMBER)
    with pytest.raises(ValueError, match="class-of-42"):
        findings.of("class-of-42")


@pytest.mark.parametrize("cut", [slice(1, 4), slice(None, None, -1), slice(4, 0, -2), slice(9, None), slice(-2, None)])
def test_findings__are_a_sequence(cut):
    findings = Findings.given(reversed(IN_ORDER))

    assert IN_ORDER[cut] == findings[cut]
    assert [IN_ORDER[place] for place in range(-5, 5)] == [findings[place] for place in range(-5, 5)]
    assert (3, True, False) == (findings.index(ELSEWHERE), NOTE in findings, OTHER in findings)
    for beyond in (5, -6):
        with pytest.raises(IndexError):
            findings[beyond]


def test_findings__none():
    assert (0, (), (), "Findings(0 errors, 0 alerts, 0 notes)") == (
        len(Findings()),
        tuple(Findings()),
        Findings().schools,
        repr(Findings()),
    )


@pytest.mark.parametrize("options", [{}, {"school": school_of_seat}])
def test_rows__are_made_in_order_in_blocks_of_any_size(monkeypatch, options):
    """It makes no difference whether findings are sorted at once or class by class."""
    rows = random.Random(1).sample(range(500), 500)  # noqa: S311 - an order, no secret
    expected = order_of(make_seat(Code.SEAT_TOBEDELETED, row) for row in rows)
    at_once = list(Findings([seats(rows, **options)]))
    monkeypatch.setattr(ordering, "MOST_AT_ONCE", 2)

    assert expected == at_once
    assert expected == list(Findings([seats(rows[:90], **options), seats(rows[90:], **options)]))
    assert expected[140:160] == list(Findings([seats(rows, **options)])[140:160])
    assert expected == order_of(seats(rows).of(Code.SEAT_TOBEDELETED))
    assert [FIRST] == list(Given([FIRST, NOTE]).of(Code.CLASS_NO_OWNER))


def test_rows__few_are_alive_at_a_time():
    """Going through very many findings never holds more than a block of them."""
    findings = Findings([Rows(rows={Code.USER_NOT_IN_SCHOOL: range(25_000)}, make=make_user)])
    most = 0
    for number, _ in enumerate(findings):
        if number % 5_000 == 0:
            most = max(most, sum(isinstance(thing, Finding) for thing in gc.get_objects()))

    assert 25_000 == len(findings)
    assert ordering.MOST_AT_ONCE > most


class Plain:
    """A part that can only count and make its findings."""

    def counts(self):
        return Given([SECOND, FIRST]).counts()

    def of(self, code):
        return Given([SECOND, FIRST]).of(code)


def test_findings__of_a_part_that_makes_all_at_once():
    findings = Findings([Plain(), Given([NOTE, ERROR, ELSEWHERE])])

    assert IN_ORDER == tuple(findings)
    assert [FIRST, SECOND] == list(findings.of_school("S1"))


def test_findings__can_be_pickled():
    findings = Findings([seats(range(20)), Given(IN_ORDER)])

    assert findings == pickle.loads(pickle.dumps(findings))  # noqa: S301 - our own


def test_findings__reprs_show_no_finding():
    assert "Rows()" == repr(seats([1]))
    assert "Given()" == repr(Given([FIRST]))


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.integers(0, 60), unique=True), data=st.data())
def test_findings__do_not_depend_on_the_order_of_rows_or_parts(rows, data):
    mixed = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    one, two = Findings([seats(rows)]), Findings([seats(mixed[:cut]), seats(mixed[cut:], school=school_of_seat)])

    assert one == two
    assert one.by_school == two.by_school
    assert len(rows) == sum(len(list(one.of_school(school))) for school in one.schools)
