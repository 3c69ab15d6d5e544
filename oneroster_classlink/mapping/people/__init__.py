"""Who becomes a person, and what each lacks."""

from oneroster_classlink.mapping.people.accounts import Account
from oneroster_classlink.mapping.people.judge import judge_users
from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.people.persons import CoverageRow, JudgedPeople, coverage, judge_people

__all__ = [
    "Account",
    "CoverageRow",
    "JudgedPeople",
    "JudgedUsers",
    "UserKind",
    "coverage",
    "judge_people",
    "judge_users",
]
