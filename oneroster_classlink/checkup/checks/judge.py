"""Every check, with its title and where to switch on what it asks for."""

import attrs

from oneroster_classlink.checkup.checks import access, births, people, seats
from oneroster_classlink.checkup.checks.check import Check, Judge, Outcome
from oneroster_classlink.checkup.evidence import FAMILY, Evidence

_APP = "ClassLink: Apps > Roster Server > the app's dots"
_FIELDS = f"{_APP} > Filter Fields (in other consoles Shared Fields)"
_RULES = f"{_APP} > Permissions"


@attrs.frozen(kw_only=True)
class Rule:
    """One check.

    Attributes:
        name: What programs call it.
        title: What people call it.
        judge: Judges the evidence.
        remedy: Where to switch it on.
    """

    name: str
    title: str
    judge: Judge
    remedy: str


def _role(name: str, *names: str, title: str, absent: Outcome = Outcome.MISSING, also: str = "") -> Rule:
    remedy = f"{_RULES}: share the users with this role.{also}"
    return Rule(name=name, title=title, judge=people.role(*names, absent=absent), remedy=remedy)


RULES = (
    Rule(
        name="credentials",
        title="Credentials",
        judge=access.credentials,
        remedy="ClassLink: Apps > Roster Server > Actions (the vertical dots) > API Key and Secret. Check this "
        "machine's clock too.",
    ),
    Rule(
        name="app_enabled",
        title="App enabled",
        judge=access.app_enabled,
        remedy=f"{_APP} > Enable: adding an app does not enable it.",
    ),
    Rule(
        name="schools",
        title="Schools",
        judge=access.schools,
        remedy=f"{_RULES}: choose the schools, by rules or as Full Permissions.",
    ),
    Rule(
        name="school_ids",
        title="School ids",
        judge=access.school_ids,
        remedy=f"{_FIELDS} > Orgs > identifier, filled in the student information system.",
    ),
    Rule(
        name="active_classes",
        title="Active classes",
        judge=access.active_classes,
        remedy=f"{_RULES}: include the active classes. Between terms see Roster Server's Blackout Dates.",
    ),
    _role("role_student", "student", title="Students"),
    _role("role_teacher", "teacher", title="Teachers"),
    _role(
        "role_guardian",
        *FAMILY[::-1],
        title="Parents and guardians",
        also=" They have no classes: Unenrolled Users must be on.",
    ),
    _role(
        "role_administrator",
        "administrator",
        title="Administrators",
        absent=Outcome.WARNING,
        also=" Those without a class need Unenrolled Users.",
    ),
    _role("role_aide", "aide", title="Aides", absent=Outcome.WARNING, also=" The district may have none."),
    Rule(
        name="unenrolled_users",
        title="Unenrolled users",
        judge=people.unenrolled,
        remedy=f"{_RULES} > Unenrolled Users: switch it on; it is off by default.",
    ),
    Rule(
        name="primary_flags",
        title="Primary flags",
        judge=seats.primary_flags,
        remedy=f"{_FIELDS} > Enrollments > primary; the student information system must mark primary teachers.",
    ),
    Rule(
        name="co_teachers",
        title="Co-teachers",
        judge=seats.co_teachers,
        remedy="ClassLink: Roster Server's import from the student information system; with PowerSchool > Pull "
        "Secondary Teachers, with their Role IDs listed.",
    ),
    Rule(
        name="teacher_emails",
        title="Teachers' e-mail",
        judge=people.teacher_emails,
        remedy=f"{_FIELDS} > Users > email.",
    ),
    Rule(
        name="guardians_reachable",
        title="Guardians reachable",
        judge=people.guardians,
        remedy=f"{_FIELDS} > Users > agents, email, sms and phone.",
    ),
    Rule(
        name="demographics",
        title="Demographics",
        judge=births.demographics,
        remedy=f"{_FIELDS} > Demographics > Enable Demographics > Save > Confirm.",
    ),
    Rule(
        name="birth_dates",
        title="Birth dates",
        judge=births.birth_dates,
        remedy=f"{_FIELDS} > Demographics > Optional Fields > birthDate > Save > Confirm, for all users and not for "
        "students alone.",
    ),
)
"""Every check, what comes first first."""
_FIRST = ("credentials", "app_enabled")


def judge(found: Evidence) -> tuple[Check, ...]:
    """Return every check of the evidence; where every read is refused, only the first two can tell anything."""
    return tuple(_check(rule, found) for rule in RULES)


def _check(rule: Rule, found: Evidence) -> Check:
    outcome, evidence = rule.judge(found)
    if found.refused is not None and rule.name not in _FIRST:
        outcome, evidence = Outcome.UNKNOWN, "Nothing could be looked at."
    remedy = rule.remedy if outcome in {Outcome.MISSING, Outcome.WARNING} else ""
    return Check(name=rule.name, title=rule.title, outcome=outcome, evidence=evidence, remedy=remedy)
