"""The law of silence: no name, contact point or birth date is said, whatever is asked."""

from hypothesis import given

from oneroster_classlink.mapping import KINDS, Policy, compare
from tests.mapping.laws.districts import CLASSES, MODEST, USERS, districts, personal_data_in


@MODEST
@given(districts())
def test_findings_and_values__show_no_personal_data(district):
    mapping = district.mapped()
    shown = [mapping, mapping.roster, *mapping.roster.people, *mapping.roster.classes, mapping.decisions]
    told = [text for found in mapping.findings for text in (str(found), repr(found), found.sentence, found.advice)]

    assert [] == personal_data_in(" ".join([*map(repr, shown), *told, repr(mapping.evidence), repr(mapping.coverage)]))
    assert all(found.code in KINDS for found in mapping.findings)


@MODEST
@given(districts())
def test_why__answers_for_anything_and_shows_no_personal_data(district):
    mapping = district.mapped()
    users, classes = [*USERS, "U99"], [*CLASSES, "C99"]
    answers = [
        *(mapping.why(user=user) for user in users),
        *(mapping.why(klass=klass) for klass in classes),
        *(mapping.why(user=user, klass=klass) for user in users for klass in classes),
    ]

    assert [] == personal_data_in(" ".join([*map(str, answers), *map(repr, answers)]))
    for answer in answers:
        said = str(answer)
        assert said[0].isupper()
        assert said.endswith(".")
        assert ".." not in said
        assert all(step.passed for step in answer.steps[:-1]) or not answer.known


@MODEST
@given(districts(hosted=False))
def test_compare__shows_no_personal_data(district):
    found = compare(district.snapshot(), Policy(), district.policy)

    assert [] == personal_data_in(str(found) + repr(found))
    assert bool(found) == (str(found) != "Nothing moves.")
