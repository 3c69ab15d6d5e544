"""The preflight sees what each permission takes away, alone and with each other one, and nothing else."""

from itertools import combinations

import pytest

from oneroster_classlink.checkup import Outcome, preflight
from oneroster_classlink.checkup.checks.judge import RULES
from oneroster_classlink.sandbox import make_district
from oneroster_classlink.sandbox.sharing import Permissions
from tests.checkup.conftest import SCHOOLS, TODAY, client_of, thinned

MISSING, WARNING, UNKNOWN = Outcome.MISSING, Outcome.WARNING, Outcome.UNKNOWN
NO_SEATS = {"primary_flags": UNKNOWN, "co_teachers": UNKNOWN}
NO_USERS = {
    "role_student": MISSING,
    "role_teacher": MISSING,
    "role_guardian": MISSING,
    "role_administrator": WARNING,
    "role_aide": WARNING,
    "teacher_emails": UNKNOWN,
    "guardians_reachable": UNKNOWN,
    "unenrolled_users": UNKNOWN,
    "demographics": UNKNOWN,
    "birth_dates": UNKNOWN,
}
NOTHING = {rule.name: UNKNOWN for rule in RULES if rule.name != "credentials"}

# What is switched, and what is then not ok.
SWITCHES = {
    "app not enabled": ({"enabled": False}, NOTHING | {"app_enabled": MISSING}),
    "only orgs": ({"only_orgs": True}, NO_SEATS | NO_USERS | {"active_classes": MISSING}),
    "one school": ({"schools": SCHOOLS[:1]}, {}),
    "no classes": ({"classes": ()}, NO_SEATS | {"active_classes": MISSING}),
    "enrolled only": (
        {"unenrolled_users": False},
        {"unenrolled_users": MISSING, "role_guardian": MISSING, "guardians_reachable": UNKNOWN},
    ),
    "demographics 403": ({"demographics": "403"}, {"demographics": MISSING, "birth_dates": UNKNOWN}),
    "demographics 404": ({"demographics": "404"}, {"demographics": MISSING, "birth_dates": UNKNOWN}),
    "demographics empty": ({"demographics": "empty"}, {"demographics": MISSING, "birth_dates": UNKNOWN}),
    "no birthDate": ({"birth_dates": "nobody"}, {"birth_dates": MISSING}),
    "birthDate of students": ({"birth_dates": "students"}, {"birth_dates": MISSING}),
    "no email": ({"withheld_fields": {"users.email"}}, {"teacher_emails": MISSING}),
    "no sms and phone": ({"withheld_fields": {"users.sms", "users.phone"}}, {}),
    "no identifier": ({"withheld_fields": {"orgs.identifier"}}, {"school_ids": WARNING}),
    "no students": ({"withheld_roles": {"student"}}, {"role_student": MISSING}),
    "no teachers": ({"withheld_roles": {"teacher"}}, {"role_teacher": MISSING, "teacher_emails": UNKNOWN}),
    "no guardians": (
        {"withheld_roles": {"parent", "guardian"}},
        {"role_guardian": MISSING, "guardians_reachable": UNKNOWN},
    ),
    "no administrators": ({"withheld_roles": {"administrator"}}, {"role_administrator": WARNING}),
    "no aides": ({"withheld_roles": {"aide"}}, {"role_aide": WARNING}),
    "no co-teachers": ({"co_teachers": False}, {"co_teachers": WARNING}),
    "no primary": ({"primary_flags": False}, {"primary_flags": MISSING, "co_teachers": UNKNOWN}),
    "no agents": ({"agents": False}, {"guardians_reachable": MISSING}),
}
# Where two switches together do more, or say more, than each alone.
TOGETHER = {
    ("no email", "no sms and phone"): {"guardians_reachable": MISSING},
    ("no classes", "enrolled only"): NO_USERS,  # nobody has a seat, so nobody is left
    ("only orgs", "demographics 403"): {"demographics": MISSING},  # a refusal tells what an empty list does not
    ("only orgs", "demographics 404"): {"demographics": MISSING},
}
RANK = (None, WARNING, MISSING, UNKNOWN)
"""What hides what: a check that hangs on something missing cannot tell anything."""


def together(*names):
    """Return the permissions of one or two switches; ``None`` if both set the same value."""
    found = {}
    for name in names:
        for key, value in SWITCHES[name][0].items():
            if key in found and not key.startswith("withheld"):
                return None
            found[key] = value | found.get(key, set()) if key.startswith("withheld") else value
    return found


def expected(*names):
    """Return what is not ok, from the tables alone."""
    found = {}
    for name in names:
        for check, outcome in SWITCHES[name][1].items():
            found[check] = max(found.get(check), outcome, key=RANK.index)
    return found | TOGETHER.get(names, {})


SINGLES = [(name,) for name in SWITCHES]
PAIRS = [pair for pair in combinations(SWITCHES, 2) if together(*pair)]


def not_ok(district, *, version="1.1", **permissions):
    client, _ = client_of(district, permissions=Permissions(**permissions), version=version)
    outcomes = preflight(client, today=TODAY).outcomes
    return {name: outcome for name, outcome in outcomes.items() if outcome is not Outcome.OK}


@pytest.mark.parametrize("names", SINGLES + PAIRS, ids=" + ".join)
def test_preflight__each_permission_and_each_pair(district, names):
    """21 switches alone and 206 pairs of them: 227 cases."""
    assert expected(*names) == not_ok(district, **together(*names))


def test_preflight__the_number_of_cases():
    assert (21, 206) == (len(SINGLES), len(PAIRS))


@pytest.mark.parametrize("names", SINGLES, ids=" + ".join)
def test_preflight__each_permission_in_12(district, names):
    assert expected(*names) == not_ok(district, version="1.2", **together(*names))


@pytest.mark.parametrize(("seed", "version"), [(2, "1.1"), (3, "1.2"), (4, "1.1"), (5, "1.2")])
def test_preflight__no_false_alarm(seed, version):
    """Districts with their oddities: teachers without e-mail, students without birth date, unreadable rows."""
    found = thinned(make_district(seed=seed, today=TODAY))

    assert {} == not_ok(found, version=version)


def test_preflight__no_false_alarm_on_a_whole_district(whole):
    assert {} == not_ok(whole)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize(("co_teachers", "expected"), [(True, Outcome.OK), (False, Outcome.WARNING)])
@pytest.mark.parametrize("seed", [1, 7])
def test_preflight__co_teachers_where_some_flags_are_in_another_form(seed, co_teachers, expected, version):
    """Some primary flags of the made-up district are ``TRUE``, which a filter by text takes for not primary."""
    district = make_district(seed=seed, today=TODAY)
    client, _ = client_of(district, permissions=Permissions(co_teachers=co_teachers), version=version)
    found = preflight(client, today=TODAY)

    assert expected is found.outcomes["co_teachers"]
