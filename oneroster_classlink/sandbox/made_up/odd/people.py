"""What is odd about people: statuses, contact points, birth dates, names."""

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures.published import ITINERANT
from oneroster_classlink.sandbox.made_up.names import STAFF_DOMAIN


def _statuses(draft: Draft) -> None:
    gone, disabled = draft.pick_users("student", 3), draft.pick_users("student", 3)
    for row in gone:
        row["status"] = "tobedeleted"
    for row in disabled:
        row["enabledUser"] = "false"
    draft.mark("user_tobedeleted", gone)
    draft.mark("user_disabled", disabled)


def _shared_email(draft: Draft) -> None:
    rows = [*draft.pick_users("teacher"), *draft.pick_users("guardian")]
    for row in rows:
        row["email"] = f"shared.address@{STAFF_DOMAIN}"
    draft.mark("shared_email", rows)


def _teachers_without_email(draft: Draft) -> None:
    rows = draft.pick_users("teacher", 3)
    for row in rows:
        row["email"] = ""
    draft.mark("teacher_without_email", rows)


def _birth_dates(draft: Draft) -> None:
    blank, absent = draft.pick_users("student", 4), draft.pick_users("student", 4)
    draft.mark("student_without_birth_date", blank)
    draft.mark("student_without_demographics", absent)
    for row in demographics_of(draft, blank):
        row["birthDate"] = ""
    for row in demographics_of(draft, absent):
        draft.rows["demographics"].remove(row)


def _names(draft: Draft) -> None:
    (accent, apostrophe) = draft.pick_users("student", 2)
    accent["familyName"] = f"Ö{accent['familyName'].lower()}"
    apostrophe["familyName"] = f"O'{apostrophe['familyName']}"
    draft.mark("name_with_accent", [accent])
    draft.mark("name_with_apostrophe", [apostrophe])


def _two_schools(draft: Draft) -> None:
    teachers = sum(row.get("role") == "teacher" for row in draft.rows["users"])
    rows = draft.pick_users("teacher", round(ITINERANT * teachers))
    for row in rows:
        other = next(org for org in draft.rows["orgs"][1:] if org["sourcedId"] != row["orgs"][0]["sourcedId"])
        row["orgs"].append(ref(other["sourcedId"], "org"))
    draft.mark("teacher_in_two_schools", rows)


def _two_roles(draft: Draft) -> None:
    rows = draft.pick("users", 1, where=lambda row: row["sourcedId"] in draft.oddities["role_principal"])
    other = draft.rows["orgs"][0]["sourcedId"]
    for row in rows:
        row["roles"].append({"roleType": "secondary", "role": "districtAdministrator", "org": ref(other, "org")})
    draft.mark("user_with_two_roles", rows)


def _passwords(draft: Draft) -> None:
    rows = draft.pick_users("student", 2)
    for row in rows:
        row["password"] = "made-up-password"  # noqa: S105 - it must be seen to be dropped
    draft.mark("user_with_password", rows)


def demographics_of(draft: Draft, users: list[Row]) -> list[Row]:
    """Return the demographics of *users*."""
    ids = {row["sourcedId"] for row in users}
    return [row for row in draft.rows["demographics"] if row["sourcedId"] in ids]


PEOPLE = (
    _statuses,
    _shared_email,
    _teachers_without_email,
    _birth_dates,
    _names,
    _two_schools,
    _two_roles,
    _passwords,
)
