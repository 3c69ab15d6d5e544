"""The patient lane: what it mends, what it gives up, and what it says of both."""

import pytest
from cattrs.errors import ClassValidationError

from oneroster_classlink.models import Class, Demographics, Enrollment, LedgerEntry, Org, Role, User, make_converter
from oneroster_classlink.models.converter import BadRow, repairs, structure
from oneroster_classlink.models.keys import standing_in, vendor_keys

SEAT = {"sourcedId": "E1", "user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}}


def test_structure__a_clean_row_needs_no_repair():
    expected = (Enrollment(sourced_id="E1", user="U1", klass="C1", role=Role.STUDENT), ())

    assert expected == structure(SEAT | {"role": "student"}, model=Enrollment, converter=make_converter())


def test_structure__says_what_it_repaired_by_the_wires_keys():
    row = SEAT | {"primary": 1, "beginDate": "8/15/2026", "endDate": "2026-12-20", "school": "S1"}

    record, said = structure(row, model=Enrollment, converter=make_converter())

    assert ("S1", True) == (record.school, record.primary)
    assert (
        "reference in another form @ $.school",
        "true or false in another form @ $.primary",
        "date in another form @ $.beginDate",
    ) == said


def test_structure__unreadable_dates_are_left_out_and_kept_raw():
    """A text that should have been a date is kept as it came, out of sight, and written back as it came."""
    converter = make_converter()

    record, said = structure({"sourcedId": "U1", "birthDate": "spring"}, model=Demographics, converter=converter)

    assert (None, {"birthDate": "spring"}) == (record.birth_date, record.extensions)
    assert ("unreadable date left out @ $.birthDate",) == said
    assert "spring" not in repr(record)
    assert "spring" == converter.unstructure(record)["birthDate"]


def test_structure__what_of_roles_dates_is_left_out_is_said_by_its_place():
    dates = [{"role": "aide", "beginDate": "2026-08-15", "endDate": ""}, "x", {"role": "aide", "endDate": "3/4/2026"}]

    _, said = structure({"sourcedId": "U1", "roles": dates}, model=User, converter=make_converter())

    assert ("roles in another form @ $.roles", "ambiguous date left out @ $.roles[2].endDate") == said


@pytest.mark.parametrize("keep", [True, False])
def test_structure__passwords_are_kept_on_demand(keep):
    profiles = [{"profileId": "p", "credentials": [{"type": "x", "username": "u", "password": "w"}]}]
    user = make_converter(keep_passwords=keep).structure(
        {"sourcedId": "U1", "password": "w", "userProfiles": profiles}, User
    )

    assert ["w" if keep else None] * 2 == [user.password, user.user_profiles[0].credentials[0].password]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, ("missing @ $.sourcedId", "missing @ $.user", "missing @ $.class")),
        (SEAT | {"sourcedId": ""}, ("unreadable id @ $.sourcedId",)),
        (SEAT | {"user": None}, ("unreadable reference @ $.user",)),
        (SEAT | {"class": [1]}, ("unreadable text @ $.class",)),
        ([], ("not an object @ $",)),
        ("row", ("not an object @ $",)),
        (None, ("not an object @ $",)),
    ],
)
def test_structure__gives_a_row_up_by_naming_what_and_where(row, expected):
    with pytest.raises(BadRow) as caught:
        structure(row, model=Enrollment, converter=make_converter())

    assert expected == caught.value.problems
    assert "; ".join(expected) == str(caught.value)


def test_structure__an_error_repeats_no_value():
    with pytest.raises(BadRow) as caught:
        structure({"sourcedId": ["Zoe"], "givenName": "Zoe"}, model=User, converter=make_converter())

    assert "Zoe" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_converter__raises_cattrs_own_error_on_a_bad_row():
    with pytest.raises(ClassValidationError):
        make_converter().structure({"sourcedId": "E1"}, Enrollment)


@pytest.mark.parametrize(
    ("model", "row", "field", "expected"),
    [
        (Enrollment, {"sourcedId": "E1", "userSourcedId": "U1", "classSourcedId": "C1"}, "klass", "C1"),
        (Class, {"sourcedId": "C1", "termSourcedIds": "T1,T2"}, "terms", ("T1", "T2")),
        (Class, {"sourcedId": "C1", "schoolSourcedId": "S1"}, "school", "S1"),
        (User, {"sourcedId": "U1", "role": "teacher", "orgSourcedIds": "S1,S2"}, "orgs", ("S1", "S2")),
        (User, {"sourcedId": "U1", "agentSourcedIds": "U2"}, "agents", ("U2",)),
        (Org, {"sourcedId": "S1", "parentSourcedId": "D1"}, "parent", "D1"),
        (Class, {"sourcedId": "C1", "termSourcedId": "T1"}, "terms", ("T1",)),
        (Class, {"sourcedId": "C1", "terms": [], "termSourcedIds": "T1"}, "terms", ("T1",)),
        (Class, {"sourcedId": "C1", "terms": None, "termSourcedId": "T1"}, "terms", ("T1",)),
        (Class, {"sourcedId": "C1", "school": "", "schoolSourcedId": "S1"}, "school", "S1"),
        (User, {"sourcedId": "U1", "role": "teacher", "orgSourcedId": "S1"}, "orgs", ("S1",)),
        (Enrollment, {"sourcedId": "E1", "userSourcedId": "U1", "class": None, "classSourcedId": "C1"}, "klass", "C1"),
    ],
)
def test_structure__csv_style_keys_stand_in_for_references(model, row, field, expected):
    record, said = structure(row, model=model, converter=make_converter())

    assert expected == getattr(record, field)
    assert {} == record.extensions
    assert {f"flattened reference @ $.{key}" for key in row if "SourcedId" in key} == set(said)


@pytest.mark.parametrize("nothing", [None, "", []])
def test_standing_in__nothing_does_not_stand_in_for_nothing(nothing):
    row = {"school": None, "schoolSourcedId": nothing}

    assert {} == standing_in(row, model=Enrollment)


def test_standing_in__the_real_key_wins():
    row = {"class": {"sourcedId": "C1"}, "classSourcedId": "C2", "schoolSourcedId": "S1"}

    assert {"schoolSourcedId": "school"} == standing_in(row, model=Enrollment)
    assert {"classSourcedId": "C2"} == vendor_keys(row, model=Enrollment)


def test_vendor_keys__drop_whatever_is_called_a_password_at_any_depth():
    row = {"sourcedId": "U1", "userPassword": "w", "lms": {"Password": "w", "seats": [{"password": "w", "n": 1}]}}

    assert {"lms": {"seats": [{"n": 1}]}} == vendor_keys(row, model=User)


@pytest.mark.parametrize(("keep", "expected"), [(False, None), (True, "secret-word")])
def test_make_converter__keeps_a_password_only_when_asked(keep, expected):
    row = {"sourcedId": "U1", "password": "secret-word"}

    record = make_converter(keep_passwords=keep).structure(row, User)

    assert (expected, {}) == (record.password, record.extensions)


def test_unstructure__writes_1_2_without_absent_values():
    row = {
        "sourcedId": "U1",
        "role": "teacher",
        "orgs": [{"sourcedId": "S1", "href": "/orgs/S1"}],
        "givenName": "Ana",
        "familyName": "Berg",
        "email": "",
        "agents": [],
        "metadata": None,
        "vendor": 1,
    }
    expected = {
        "vendor": 1,
        "sourcedId": "U1",
        "status": "active",
        "roles": [{"roleType": "primary", "role": "teacher", "org": {"sourcedId": "S1", "type": "org"}}],
        "givenName": "Ana",
        "familyName": "Berg",
    }
    converter = make_converter()

    assert expected == converter.unstructure(converter.structure(row, User))


def test_repairs__fields_of_several_keys_are_named_by_the_last_one_given():
    assert ("roles in another form @ $.orgs",) == repairs({"sourcedId": "U1", "role": "aide", "orgs": "S1"}, model=User)


@pytest.mark.parametrize(("problems", "expected"), [((), False), (("missing @ $.user",), True)])
def test_ledger_entry__is_lost_when_it_has_problems(problems, expected):
    entry = LedgerEntry(collection="enrollments", index=3, sourced_id="E1", problems=problems)

    assert expected is entry.is_lost
