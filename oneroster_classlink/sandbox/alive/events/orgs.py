"""Events of schools: one is not shared any more, and ClassLink's "Set Primary Org"."""

from collections import Counter, defaultdict
from collections.abc import Collection

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.alive.event import Happened, begin, by_id, identified, record
from oneroster_classlink.sandbox.alive.references import ref_id, replaced, repointed, without
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.service.render import roles_of


def unshare_school(district: District, school: str) -> Happened:
    """Take a *school* away, with its classes, their seats, and the users who belong to no other.

    Its courses go to the org above it.

    Raises:
        UsageError: There is no such school.
    """
    begin(district, "unshare_school")
    row = known_org(district, school)
    above = ref_id(row.get("parent"))
    courses = [
        repointed("courses", course, lambda target, item: above if (target, item) == ("orgs", school) else item)
        for course in district.rows.get("courses", ())
    ]
    users = [row["sourcedId"] for row in identified(district, "users") if set(homes(row)) == {school}]
    after = without(replaced(district, courses=courses), orgs=(school,), users=users)
    return record("unshare_school", before=district, after=after)


def set_primary_org(district: District, *, users: Collection[str] | None = None, org: str | None = None) -> Happened:
    """Move students to another school on paper alone, as ClassLink's setting does.

    Args:
        district: The district.
        users: Ids of those who are moved; every student by default.
        org: Where to; by default, each to the school of most of its seats ("Most Enrollments").

    Raises:
        UsageError: There is no such org.
    """
    begin(district, "set_primary_org")
    if org is not None:
        known_org(district, org)
    seats: dict[str, Counter[str]] = defaultdict(Counter)
    for seat in identified(district, "enrollments"):
        user, school = ref_id(seat.get("user")), ref_id(seat.get("school"))
        if user and school:
            seats[user][school] += 1

    def placed(row: Row) -> Row:
        item = ref_id(row) or ""
        chosen = is_student(row) if users is None else item in users
        most = org or next((school for school, _ in seats[item].most_common(1)), None)
        return at_home(row, most) if chosen and most else row

    after = replaced(district, users=[placed(row) for row in district.rows.get("users", ())])
    return record("set_primary_org", before=district, after=after)


def known_org(district: District, org: str) -> Row:
    """Return the row of *org*.

    Raises:
        UsageError: There is none.
    """
    found = by_id(district, "orgs").get(org)
    if found is None:
        raise UsageError("There is no such org in this district: give the id of one of its orgs.")
    return found


def homes(row: Row) -> list[str]:
    """Return the orgs of a user."""
    return [org for _, org in roles_of(row) if org]


def is_student(row: Row) -> bool:
    """Tell whether a user is a student."""
    return any(role == "student" for role, _ in roles_of(row))


def at_home(row: Row, org: str) -> Row:
    """Return a user's *row* with *org* in place of its first org; if it has *org* already, as the first."""
    found = homes(row)
    if not found or found[0] == org:
        return row
    first = found[0]
    swapped = {first: org, org: first if org in found else org}
    return repointed("users", row, lambda target, item: swapped.get(item, item) if target == "orgs" else item)
