"""Rows that cannot be read, and rows that can be read only after mending."""

from datetime import date

from oneroster_classlink.sandbox.made_up.draft import Draft
from oneroster_classlink.sandbox.made_up.odd.people import demographics_of

_MONTHS = 12


def _lost(draft: Draft) -> None:
    (seat,) = draft.pick("enrollments", 1, where=lambda row: row["role"] == "student")
    del seat["user"]
    draft.mark("enrollment_without_user", [seat])
    draft.oddities["header_row"] = ["sourcedId"]
    draft.add("users", "sourcedId", {"status": "status", "role": "role", "orgs": "orgSourcedIds", "email": "email"})
    draft.oddities["user_without_id"] = [""]
    (nameless,) = draft.pick_users("student")
    draft.rows["users"].append({key: value for key, value in nameless.items() if key != "sourcedId"})


def _unreadable_birth_date(draft: Draft) -> None:
    rows = draft.pick_users("student")
    for row in demographics_of(draft, rows):
        row["birthDate"] = "31/31/2015"
    draft.mark("unreadable_birth_date", rows)


def _other_date_form(draft: Draft) -> None:
    rows = draft.pick_users("student", 2)
    for row in demographics_of(draft, rows):
        born = date.fromisoformat(row["birthDate"])
        # A day above 12 cannot be taken for a month.
        day = born.day if born.day > _MONTHS else born.day + _MONTHS
        row["birthDate"] = f"{born.month:02}/{day:02}/{born.year}"
    draft.mark("other_date_form", rows)


def _upper_case_flag(draft: Draft) -> None:
    users = draft.pick_users("teacher", 2)
    seats = draft.seats_of(draft.pick_classes(3), role="teacher")
    for row in users:
        row["enabledUser"] = "TRUE"
    for row in seats:
        row["primary"] = "TRUE"
    draft.mark("upper_case_flag", [*users, *seats])


def _comma_list(draft: Draft) -> None:
    rows = draft.pick_classes(2)
    for row in rows:
        row["grades"] = "09,10"
    draft.mark("comma_list", rows)


BROKEN = (_unreadable_birth_date, _other_date_form, _upper_case_flag, _comma_list, _lost)
