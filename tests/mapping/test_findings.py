"""Findings: a stable code, a severity, a sentence of ids."""

from oneroster_classlink.mapping import KINDS, Code, Finding, Severity
from oneroster_classlink.mapping.findings import in_order, listing


def test_kinds__know_every_code():
    assert set(Code) == set(KINDS)
    assert all(kind.text.endswith(".") and kind.advice.endswith(".") for kind in KINDS.values())


def test_finding__says_itself():
    finding = Finding(code=Code.STUDENT_MANY_GUARDIANS, user="P1", school="S1", facts=(("count", "6"),))

    assert Severity.ALERT is finding.severity
    assert "alert: Student P1 has 6 guardians." == str(finding)
    assert finding.advice.startswith("Check in the SIS")


def test_in_order__errors_first_then_by_ids():
    note = Finding(code=Code.CLASS_TOBEDELETED, klass="C1")
    later, alert = (Finding(code=Code.CLASS_NO_OWNER, klass=klass) for klass in ("C2", "C1"))
    error = Finding(code=Code.STAFF_NO_EMAIL, user="T1")

    assert (error, alert, later, note) == in_order([note, later, alert, error])


def test_listing__each_once_or_none():
    assert "teacher, parent" == listing(["teacher", "parent", "teacher"])
    assert "none" == listing([])
