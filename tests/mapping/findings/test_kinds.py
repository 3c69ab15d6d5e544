"""Every code has a sentence of ids and documented facts, and says what to do."""

import pytest

from oneroster_classlink.mapping.findings import FACTS, IDS, KINDS, Code, Finding, Severity, Subject, listing


def test_kinds__know_every_code_in_order():
    assert list(Code) == list(KINDS)


@pytest.mark.parametrize("code", Code)
def test_kinds__are_sentences_of_ids_and_documented_facts(code):
    kind = KINDS[code]

    assert set() == set(kind.facts) - set(FACTS)
    assert (".", ".") == (kind.text[-1], kind.advice[-1])
    assert kind.text[0].isupper()
    assert "{" not in Finding(code=code, facts=tuple((fact, "1") for fact in kind.facts)).sentence


@pytest.mark.parametrize("code", Code)
def test_kinds__name_their_subject(code):
    """The sentence names the record that it is about, so that a person finds it."""
    named = {Subject.SCHOOL: "{school}", Subject.CLASS: "{klass}", Subject.USER: "{user}"}
    text = KINDS[code].text

    assert named.get(KINDS[code].subject, "") in text
    assert KINDS[code].subject is not Subject.SEAT or "{enrollment}" in text or ("{user}" in text and "{klass}" in text)


def test_facts__none_is_left_unused():
    assert set(FACTS) == {fact for kind in KINDS.values() for fact in kind.facts}
    assert set() == set(FACTS) & set(IDS)


def test_finding__says_itself():
    finding = Finding(code=Code.STUDENT_MANY_GUARDIANS, user="P1", school="S1", facts=(("count", "6"),))

    assert (Severity.ALERT, Subject.USER) == (finding.severity, finding.subject)
    assert "alert: Student P1 has 6 guardians." == str(finding)
    assert finding.advice.startswith("Check in the SIS")


def test_finding__names_an_id_that_it_has_not():
    assert "Class none has no member." == Finding(code=Code.CLASS_NO_MEMBER).sentence


def test_listing__each_once_or_none():
    assert "teacher, parent" == listing(["teacher", "parent", "teacher"])
    assert "none" == listing([])
