"""Every rule does what its table of cases says; the pages show the same tables."""

from pathlib import Path

import pytest

from docs._ext.cases import OUTCOMES, case_rows, path_of, read_cases, rule_names
from oneroster_classlink.mapping.engine import map_roster
from oneroster_classlink.mapping.findings import Code, Subject
from tests.mapping.cases import accounts_of, policy_of, snapshot_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.rst"
CASES = [
    pytest.param(rule, case, id=f"{rule}: {case.name}") for rule in rule_names() for case in read_cases(rule).cases
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_cases__come_out_as_the_table_says(rule, case):
    mapping = map_roster(snapshot_of(case), policy_of(case), accounts=accounts_of(case))

    got = {name: FOUND[name](mapping, expected) for name, expected in case.then.items() if name in FOUND}
    assert {name: case.then[name] for name in got} == got
    assert sorted(case.then.get("findings", ())) == _findings(mapping, set(read_cases(rule).codes))
    assert set() == set(case.then.get("sentences", ())) - {found.sentence for found in mapping.findings}


@pytest.mark.parametrize("rule", rule_names())
def test_cases__name_known_codes_that_their_rule_may_give(rule):
    found = read_cases(rule)
    named = {finding.split()[0] for case in found.cases for finding in case.then.get("findings", ())}

    assert set() == set(found.codes) - set(Code)
    assert set() == named - set(found.codes)
    assert len(found.cases) == len({case.name for case in found.cases})


def test_cases__of_every_rule_are_on_the_page():
    page = PAGE.read_text(encoding="utf-8")

    assert {"r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r10", "r11", "r12", "r13"} <= set(rule_names())
    assert [] == [rule for rule in rule_names() if f".. cases:: {rule}\n" not in page]


def test_case_rows__name_records_and_outcome():
    rows = {name: more for name, *more in case_rows("r3")}

    assert [
        "| users: ``T1 teacher``\n| seats: ``T1 C1 student primary``\n| policy: ``deciding = user``",
        "| owners of C1: ``T1``\n| findings: ``seat-roles-disagree E1``",
    ] == rows["by policy the user's role decides"]
    assert "| owners of C1: none\n" in rows["zero primaries: primary is absent"][1]


def test_read_cases__refuses_a_word_that_no_case_has(tmp_path, monkeypatch):
    (tmp_path / "r0.toml").write_text('says = ""\ncodes = []\n[[case]]\nname = ""\nthen.ownerz = ""\n')
    monkeypatch.setattr("docs._ext.cases.FOLDER", tmp_path)

    assert tmp_path / "r0.toml" == path_of("r0")
    with pytest.raises(ValueError, match="no case has ownerz"):
        read_cases("r0")


def _ids(values):
    return " ".join(sorted(values))


def _people(mapping, test):
    return _ids(person.sourced_id for person in mapping.roster.people if test(person))


def _each(values, expected, read):
    found = {value.sourced_id: value for value in values}
    return {key: read(found[key]) for key in expected}


def _of_people(read):
    return lambda mapping, expected: _each(mapping.roster.people, expected, read)


def _of_classes(read):
    return lambda mapping, expected: _each(mapping.roster.classes, expected, read)


def _of_schools(read):
    return lambda mapping, expected: _each(mapping.roster.schools, expected, read)


def _school_roles(person):
    pairs = zip(person.schools, person.school_roles, strict=True)
    return "; ".join(f"{school}: {' '.join(roles)}" for school, roles in pairs)


def _findings(mapping, codes):
    return sorted(_said(found) for found in mapping.findings if found.code in codes)


def _said(found):
    about = {
        Subject.SCHOOL: found.school,
        Subject.CLASS: found.klass,
        Subject.SEAT: found.enrollment,
        Subject.USER: found.user,
    }
    return f"{found.code} {about.get(found.subject, '')}".strip()


FOUND = {
    "schools": lambda mapping, _: _ids(school.sourced_id for school in mapping.roster.schools),
    "classes": lambda mapping, _: _ids(klass.sourced_id for klass in mapping.roster.classes),
    "people": lambda mapping, _: _people(mapping, lambda _: True),
    "school_names": _of_schools(lambda school: school.name),
    "school_name_length": _of_schools(lambda school: len(school.name)),
    "names": _of_classes(lambda klass: klass.name),
    "name_length": _of_classes(lambda klass: len(klass.name)),
    "named_by": _of_classes(lambda klass: klass.named_by),
    "owners": _of_classes(lambda klass: " ".join(klass.owners)),
    "members": _of_classes(lambda klass: " ".join(klass.members)),
    "seats": lambda mapping, expected: {key: mapping.decisions[key].outcome for key in expected},
    "role": _of_people(lambda person: person.role),
    "roles": _of_people(lambda person: " ".join(person.roles)),
    "school_roles": _of_people(_school_roles),
    "schools_of": _of_people(lambda person: " ".join(person.schools)),
    "age": _of_people(lambda person: person.age or "none"),
    "guardians": _of_people(lambda person: " ".join(person.guardians)),
    "reachable": _of_people(lambda person: person.guardian_reachable),
    "suspended": lambda mapping, _: _people(mapping, lambda person: person.suspended),
    "not_creatable": lambda mapping, _: _people(mapping, lambda person: not person.creatable),
    "email": lambda mapping, _: _people(mapping, lambda person: person.email),
    "mobile": lambda mapping, _: _people(mapping, lambda person: person.mobile),
    "linked": _of_people(lambda person: person.account or "none"),
    "merged": _of_people(lambda person: " ".join(person.merged)),
    "tombstones": lambda mapping, _: sorted(" ".join(found) for found in mapping.roster.tombstones),
}
"""How each outcome of a case is read off a mapping; findings and sentences are compared as sets."""


def test_outcomes__each_is_compared():
    assert set(OUTCOMES) == {*FOUND, "findings", "sentences"}
