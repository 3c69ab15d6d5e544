"""Each check alone, by values: a little evidence in, an outcome and its sentence out."""

from datetime import date

import pytest

from oneroster_classlink.checkup import Outcome
from oneroster_classlink.checkup.checks import access, births, judge, people, seats
from oneroster_classlink.checkup.checks.judge import RULES
from oneroster_classlink.checkup.evidence import NOTHING, Evidence, Look, together
from oneroster_classlink.checkup.fingerprint import Fingerprint
from tests.records import make_class, make_demographics, make_enrollment, make_org, make_session, make_user

OK, WARNING, MISSING, UNKNOWN = Outcome.OK, Outcome.WARNING, Outcome.MISSING, Outcome.UNKNOWN
TODAY = date(2026, 10, 1)
FILTERS = Fingerprint(filter=True, filter_and=True)
NONE = Look(status=200, total=0, whole=True)


def seen(*rows, total=None, whole=True, **more):
    """Look at *rows*, which are all there are unless said otherwise."""
    return Look(status=200, rows=rows, received=len(rows), total=total, whole=whole, **more)


def part(*rows, total=None):
    """Look at *rows*, which are not all."""
    return seen(*rows, total=total, whole=False)


def denied(status):
    return Look(status=status)


def evidence(**looks):
    return Evidence(today=TODAY, **looks)


def teachers(count, *, email="t@school.example"):
    return [make_user(f"T{number}", email=email) for number in range(count)]


def guardians(count, **over):
    return [make_user(f"G{number}", role="guardian", **over) for number in range(count)]


def owners(count, *, primary=True, start=0):
    return [make_enrollment(f"E{start + number}", role="teacher", primary=primary) for number in range(count)]


def test_look__counts_by_the_server_or_if_it_is_whole():
    assert (7, 0, None) == (part(make_org(), total=7).count, seen().count, part(make_org()).count)
    assert ("7", "at least 1") == (part(make_org(), total=7).said, part(make_org()).said)


def test_look__nothing_is_not_empty():
    assert (False, False, True) == (NOTHING.is_empty, denied(403).is_empty, NONE.is_empty)


def test_together__adds_up():
    found = together([part(make_org("A"), total=5), seen(make_org("B"))])

    assert (2, None, False, 200) == (found.received, found.total, found.whole, found.status)
    assert 12 == together([part(total=5), part(total=7)]).total
    assert 500 == together([seen(), denied(500), seen()]).status


@pytest.mark.parametrize(
    ("refused", "credentials", "enabled"), [(None, OK, OK), (401, MISSING, UNKNOWN), (403, OK, MISSING)]
)
def test_access(refused, credentials, enabled):
    found = evidence(refused=refused)

    assert (credentials, enabled) == (access.credentials(found)[0], access.app_enabled(found)[0])


@pytest.mark.parametrize(
    ("look", "outcome", "sentence"),
    [
        (seen(make_org(), make_org("S2")), OK, "2 schools are shared."),
        (part(make_org(), total=1_200), OK, "1,200 schools are shared."),
        (part(make_org()), OK, "at least 1 schools are shared."),
        (NONE, MISSING, "No org of type school is shared."),
        (denied(403), MISSING, "Schools are refused with status 403: they are not shared."),
        (denied(404), MISSING, "Schools are refused with status 404: they are not shared."),
        (denied(500), UNKNOWN, "Schools could not be looked at: the answer has status 500."),
        (NOTHING, UNKNOWN, "Schools could not be looked at: no readable answer came."),
    ],
)
def test_schools(look, outcome, sentence):
    assert (outcome, sentence) == access.schools(evidence(schools=look))


@pytest.mark.parametrize(("known", "outcome"), [(4, OK), (2, OK), (1, WARNING), (0, WARNING)])
def test_school_ids__half_of_them_are_enough(known, outcome):
    rows = [make_org(f"S{number}", identifier="9900001" if number < known else None) for number in range(4)]

    assert outcome is access.school_ids(evidence(schools=seen(*rows)))[0]
    assert UNKNOWN is access.school_ids(evidence(schools=NONE))[0]


ENDED = make_session(start_date=date(2025, 8, 1), end_date=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("classes", "sessions", "outcome"),
    [
        (seen(make_class()), seen(make_session()), OK),
        (seen(make_class()), seen(make_session(start_date=None, end_date=None)), OK),
        (seen(make_class()), seen(make_session(start_date=date(2026, 10, 1))), OK),
        (seen(make_class()), seen(make_session(start_date=date(2026, 10, 2))), WARNING),
        (seen(make_class()), seen(ENDED), WARNING),
        (seen(make_class(terms=("T0", "T1"))), seen(make_session("T0"), ENDED), OK),
        (seen(make_class(terms=())), seen(ENDED), OK),
        (seen(make_class()), NONE, OK),
        (seen(make_class()), denied(403), OK),
        (seen(make_class(status="tobedeleted")), seen(make_session()), WARNING),
        (part(make_class(), total=700), seen(ENDED), WARNING),
        (part(make_class()), seen(ENDED), UNKNOWN),
        (NONE, seen(make_session()), MISSING),
        (denied(403), NOTHING, MISSING),
        (denied(502), NOTHING, UNKNOWN),
    ],
)
def test_active_classes(classes, sessions, outcome):
    """A class runs from the first day of a term to the day before its end; without a known term it runs."""
    assert outcome is access.active_classes(evidence(classes=classes, sessions=sessions))[0]


@pytest.mark.parametrize(
    ("parent", "guardian", "users", "outcome", "sentence"),
    [
        (NONE, seen(*guardians(2)), seen(), OK, "parent: 0, guardian: 2."),
        (seen(make_user(role="parent")), NONE, seen(), OK, "parent: 1, guardian: 0."),
        (NONE, NONE, seen(), WARNING, "No user with the role parent or guardian is shared."),
        (NONE, part(), part(make_user(), total=900), UNKNOWN, "No parent or guardian is in the sample of 1 users"),
        (NOTHING, NOTHING, denied(403), MISSING, "Users are refused with status 403"),
        (NOTHING, NOTHING, denied(500), UNKNOWN, "Users could not be looked at"),
    ],
)
def test_role__one_of_its_names_is_enough(parent, guardian, users, outcome, sentence):
    judged = people.role("parent", "guardian", absent=WARNING)
    found, said = judged(evidence(roles={"parent": parent, "guardian": guardian}, users=users))

    assert outcome is found
    assert sentence in said


USERS = seen(make_user())


@pytest.mark.parametrize(
    ("unenrolled", "others", "users", "outcome"),
    [
        ((True,), NOTHING, USERS, OK),
        ((False, False, True), seen(*teachers(3)), USERS, OK),
        ((False, False), seen(*teachers(2)), USERS, MISSING),
        ((), NONE, USERS, MISSING),
        ((), seen(*teachers(2)), USERS, UNKNOWN),
        ((False,), part(*teachers(2)), USERS, UNKNOWN),
        ((False,), NOTHING, USERS, UNKNOWN),
        ((), NOTHING, NONE, UNKNOWN),
        ((), NOTHING, denied(403), UNKNOWN),
    ],
)
def test_unenrolled(unenrolled, others, users, outcome):
    assert outcome is people.unenrolled(evidence(unenrolled=unenrolled, others=others, users=users))[0]


@pytest.mark.parametrize(
    ("with_email", "without", "outcome"),
    [(97, 3, OK), (4, 1, OK), (3, 1, WARNING), (1, 99, WARNING), (0, 100, MISSING)],
)
def test_teacher_emails__four_in_five_are_enough(with_email, without, outcome):
    rows = [*teachers(with_email), *teachers(without, email=None)]

    assert outcome is people.teacher_emails(evidence(roles={"teacher": seen(*rows)}))[0]


@pytest.mark.parametrize(
    ("look", "outcome"),
    [(NONE, UNKNOWN), (part(*teachers(4, email=None)), UNKNOWN), (part(*teachers(5, email=None)), MISSING),
     (seen(*teachers(1, email=None)), MISSING)],
)  # fmt: skip
def test_teacher_emails__few_of_a_sample_do_not_speak_for_the_rest(look, outcome):
    assert outcome is people.teacher_emails(evidence(roles={"teacher": look}))[0]


LINKED = {"agents": ("P1",)}
STUDENT = make_user("P1", role="student")
NOBODY = {"email": None, "sms": None, "phone": None}


@pytest.mark.parametrize(
    ("family", "student", "outcome"),
    [
        (guardians(4, **LINKED), STUDENT, OK),
        (guardians(4), make_user("P1", role="student", agents=("G1",)), OK),
        (guardians(4, email=None, sms="+15550100", **LINKED), STUDENT, OK),
        (guardians(4, email=None, phone="+15550100", **LINKED), STUDENT, OK),
        ([*guardians(2, **LINKED), *guardians(2, **LINKED | NOBODY)], STUDENT, OK),
        ([*guardians(2, **LINKED), *guardians(3, **LINKED | NOBODY)], STUDENT, WARNING),
        (guardians(4, **LINKED | NOBODY), STUDENT, MISSING),
        (guardians(4), STUDENT, MISSING),
        ([], STUDENT, UNKNOWN),
    ],
)
def test_guardians__linked_from_either_side_and_half_with_a_contact_point(family, student, outcome):
    roles = {"guardian": seen(*family), "parent": NONE, "student": seen(student)}

    assert outcome is people.guardians(evidence(roles=roles))[0]


TEACHERS = seen(*owners(3))


@pytest.mark.parametrize(
    ("looks", "outcome"),
    [
        ({"seats": TEACHERS, "primaries": TEACHERS}, OK),
        ({"seats": part(*owners(20, primary=False), total=300), "primaries": part(*owners(1), total=9)}, OK),
        ({"seats": seen(*owners(2, primary=False), *owners(1, start=5))}, OK),
        ({"seats": seen(*owners(3, primary=None)), "primaries": NONE}, MISSING),
        ({"seats": seen(*owners(3, primary=False))}, MISSING),
        ({"seats": part(*owners(20, primary=False))}, MISSING),
        ({"seats": part(*owners(19, primary=False))}, UNKNOWN),
        ({"seats": NONE, "primaries": NONE}, UNKNOWN),
        ({"enrollments": denied(403)}, MISSING),
        ({"enrollments": denied(500)}, UNKNOWN),
    ],
)
def test_primary_flags(looks, outcome):
    assert outcome is seats.primary_flags(evidence(**{"enrollments": seen(*owners(1)), **looks}))[0]


@pytest.mark.parametrize(
    ("looks", "outcome"),
    [
        ({"seats": part(*owners(3), total=40), "primaries": part(*owners(3), total=38),
          "seconds": seen(*owners(2, primary=False, start=50))}, OK),
        ({"seats": part(*owners(3), total=40), "primaries": part(*owners(3), total=38), "seconds": NONE}, OK),
        ({"seats": part(*owners(3), total=40), "primaries": part(*owners(3), total=40), "seconds": NONE}, WARNING),
        ({"seats": seen(*owners(3), *owners(1, primary=None, start=9))}, OK),
        ({"seats": seen(*owners(3))}, WARNING),
        ({"seats": part(*owners(3))}, UNKNOWN),
        ({"seats": seen(*owners(3, primary=False)), "primaries": NONE, "seconds": NONE}, UNKNOWN),
        ({"seats": NONE}, UNKNOWN),
    ],
)  # fmt: skip
def test_co_teachers(looks, outcome):
    """A seat that is not primary, or does not say whether it is, is a second teacher's."""
    assert outcome is seats.co_teachers(evidence(**looks))[0]


@pytest.mark.parametrize(
    ("look", "users", "outcome"),
    [
        (seen(make_demographics()), USERS, OK),
        (NONE, USERS, MISSING),
        (NONE, NONE, UNKNOWN),
        (denied(403), USERS, MISSING),
        (denied(404), NONE, MISSING),
        (denied(503), USERS, UNKNOWN),
    ],
)
def test_demographics(look, users, outcome):
    assert outcome is births.demographics(evidence(demographics=look, users=users))[0]


BORN, BLANK = make_demographics(), make_demographics("U2", birth_date=None)
ALL, NOT = (True, True), (False, False)


@pytest.mark.parametrize(
    ("rows", "born", "outcome"),
    [
        ([BORN], {"students": ALL, "staff": ALL, "guardians": ALL}, OK),
        ([BORN], {"students": (True, False, None), "staff": (None, True), "guardians": ()}, OK),
        ([BORN] * 4 + [BLANK], {"students": ALL}, OK),
        ([BORN] * 3 + [BLANK], {"students": ALL}, WARNING),
        ([BORN], {"students": ALL, "staff": NOT, "guardians": ALL}, MISSING),
        ([BORN], {"students": ALL, "staff": (None, None)}, MISSING),
        ([BORN], {"students": (None,), "staff": (None, None)}, UNKNOWN),
        ([BORN], {}, UNKNOWN),
        ([BORN], {"students": ()}, UNKNOWN),
        ([BLANK], {}, MISSING),
        ([BLANK], {"students": NOT}, MISSING),
        ([], {}, UNKNOWN),
    ],
)
def test_birth_dates__of_every_group(rows, born, outcome):
    assert outcome is births.birth_dates(evidence(demographics=seen(*rows), born=born))[0]


def counted(**roles):
    return {name: Look(status=200, total=count, received=1) for name, count in roles.items()}


@pytest.mark.parametrize(
    ("dates", "users", "roles", "fingerprint", "covers"),
    [
        (2_937, 2_949, counted(student=2_029, teacher=130, administrator=21, parent=345, guardian=375), FILTERS, True),
        (2_029, 2_180, counted(student=2_029, teacher=130, administrator=21, parent=0, guardian=0), FILTERS, False),
        (95, 100, counted(student=95, teacher=5, administrator=0, parent=0, guardian=0), FILTERS, False),
        (98, 100, counted(student=95, teacher=5, administrator=0, parent=0, guardian=0), FILTERS, True),
        (98, 100, counted(student=95, teacher=5, administrator=0, parent=0, guardian=0), Fingerprint(), False),
        (98, 100, counted(student=95, teacher=5, administrator=0, parent=0), FILTERS, False),
        (None, 100, counted(student=95), FILTERS, False),
        (98, None, counted(student=95), FILTERS, False),
    ],
)
def test_covers_births__so_few_lack_that_no_group_can(dates, users, roles, fingerprint, covers):
    found = evidence(births=Look(status=200, total=dates), users=Look(status=200, total=users), roles=roles,
                     fingerprint=fingerprint, demographics=seen(BORN))  # fmt: skip

    assert covers is found.covers_births
    assert not covers or OK is births.birth_dates(found)[0]


def test_judge__names_each_check_once():
    checks = judge(evidence())

    assert [rule.name for rule in RULES] == [check.name for check in checks]
    assert len(checks) == len({check.name for check in checks}) == len({check.title for check in checks})


def test_judge__says_where_to_switch_on_what_is_not_ok_and_by_both_names_of_the_menu():
    found = evidence(demographics=denied(403), schools=seen(make_org()))
    told = {check.name: check for check in judge(found)}

    assert "Filter Fields (in other consoles Shared Fields) > Demographics" in told["demographics"].remedy
    assert "for all users" in next(rule.remedy for rule in RULES if rule.name == "birth_dates")
    assert ("", "") == (told["schools"].remedy, told["birth_dates"].remedy)
    assert told["school_ids"].remedy


def test_evidence__shows_no_person():
    found = evidence(users=seen(make_user()), roles={"teacher": seen(make_user())})

    assert "GivenU1" not in repr(found)
    assert "school.example" not in repr(found)
