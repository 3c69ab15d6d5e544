"""Events of people: who comes, who goes, who moves, who takes over."""

import re
from collections.abc import Collection, Iterable
from random import Random

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.alive.event import Happened, begin, by_id, identified, record, today_of
from oneroster_classlink.sandbox.alive.events.orgs import at_home, homes, is_student, known_org
from oneroster_classlink.sandbox.alive.references import ref_id, replaced, without
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.made_up.names import STAFF_DOMAIN, STUDENT_DOMAIN, email, person_name, phone
from oneroster_classlink.sandbox.service.render import roles_of

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PARENTS = ("parent", "guardian")


def transfer(district: District, *, student: str | None = None, school: str | None = None) -> Happened:
    """Move a student to another school, into the classes of one who is in the same grade there.

    Without a *school* it is one that teaches the grade, if another does.

    Raises:
        UsageError: There is no such student, or no other school.
    """
    rng = begin(district, "transfer")
    row = _one(district, rng, student, [row for row in active(district) if is_student(row) and homes(row)])
    to = _one_school(district, rng, school or _school_of_grade(district, rng, row), leaving=homes(row)[0])
    gone = [seat["sourcedId"] for seat in seats_of(district, row["sourcedId"])]
    moved = replaced(
        without(district, enrollments=gone),
        users=[at_home(user, to) if user is row else user for user in district.rows["users"]],
    )
    model = like(district, rng, row, org=to)
    return record("transfer", before=district, after=_seated(moved, row["sourcedId"], model=model))


def staff_change(district: District, *, teacher: str | None = None) -> Happened:
    """Let a teacher leave, and a new one take over all classes.

    Raises:
        UsageError: There is no such teacher.
    """
    rng = begin(district, "staff_change")
    row = _one(district, rng, teacher, [row for row in active(district) if has_role(row, {"teacher"})])
    return record("staff_change", before=district, after=relieved(district, row))


def relieved(district: District, row: Row) -> District:
    """Return *district* with a new user who took over from the one with *row*."""
    return without(joined(district, row), users=(row["sourcedId"],))


def new_student(district: District, *, school: str | None = None) -> Happened:
    """Let a student come, into the classes of one who is there already.

    Raises:
        UsageError: There is nobody to take after.
    """
    rng = begin(district, "new_student")
    students = [row for row in active(district) if is_student(row) and school in {None, *homes(row)}]
    model = _one(district, rng, None, students)
    return record("new_student", before=district, after=joined(district, model))


def joined(district: District, model: Row) -> District:
    """Return *district* with a new user who is where and what *model* is, in the same classes."""
    new = newcomer(district, begin(district, "joined"), model)
    return _seated(_with_person(district, new, like=model), new["sourcedId"], model=model["sourcedId"])


def leave(district: District, *, users: Collection[str]) -> Happened:
    """Let *users* go, with their seats."""
    begin(district, "leave")
    return record("leave", before=district, after=without(district, users=users))


def new_guardian(district: District, *, student: str | None = None) -> Happened:
    """Give a student another guardian, linked from both sides.

    Raises:
        UsageError: There is no such student, or no guardian to take after.
    """
    rng = begin(district, "new_guardian")
    child = _one(district, rng, student, [row for row in active(district) if is_student(row)])
    model = _one(district, rng, None, [row for row in active(district) if has_role(row, _PARENTS)])
    return record("new_guardian", before=district, after=guarded(district, child["sourcedId"], model=model))


def guarded(district: District, student: str, *, model: Row) -> District:
    """Return *district* with another guardian of *student*, who is what *model* is."""
    child = by_id(district, "users")[student]
    new = newcomer(district, begin(district, "guarded"), model)
    links = {"agents": [_ref(student)], "familyName": child.get("familyName", "")}
    new = at_home(new, homes(child)[0]) | links if homes(child) else new | links
    linked = {**child, "agents": [*child.get("agents", ()), _ref(new["sourcedId"])]}
    users = [linked if row is child else row for row in district.rows["users"]]
    return _with_person(replaced(district, users=users), new, like=model)


def enroll(district: District, *, user: str, klass: str, role: str = "student") -> Happened:
    """Give a user a seat in a class.

    Raises:
        UsageError: There is no such user or class.
    """
    begin(district, "enroll")
    classes = by_id(district, "classes")
    if user not in by_id(district, "users") or klass not in classes:
        raise UsageError("There is no such user or class in this district: give their ids.")
    seat = {"role": role, "primary": "false", "class": {"sourcedId": klass, "type": "class"}}
    school = {"school": classes[klass]["school"]} if "school" in classes[klass] else {}
    return record("enroll", before=district, after=with_seats(district, [(user, seat | school)]))


def withdraw(district: District, *, enrollments: Collection[str]) -> Happened:
    """Take seats away."""
    begin(district, "withdraw")
    return record("withdraw", before=district, after=without(district, enrollments=enrollments))


def seats_of(district: District, user: str) -> list[Row]:
    """Return the enrollments of *user*."""
    return [row for row in identified(district, "enrollments") if ref_id(row.get("user")) == user]


def with_seats(district: District, seats: Iterable[tuple[str, Row]]) -> District:
    """Return *district* with more seats: each a user and a row that says the rest."""
    wanted = list(seats)
    ids = fresh_ids(district, "enrollments", count=len(wanted), prefix="E")
    added = [
        {"sourcedId": item, "status": "active", "dateLastModified": _stamp(district), **seat, "user": _ref(user)}
        for item, (user, seat) in zip(ids, wanted, strict=True)
    ]
    return replaced(district, enrollments=[*district.rows.get("enrollments", ()), *added])


def without_id(seat: Row) -> Row:
    """Return what one *seat* has in common with another one in its class."""
    return {name: value for name, value in seat.items() if name not in {"sourcedId", "status", "dateLastModified"}}


def fresh_ids(district: District, collection: str, *, count: int, prefix: str) -> list[str]:
    """Return *count* ids that no record of *collection* has, made of *prefix* and the day."""
    start = f"{prefix}{today_of(district):%y%m%d}-"
    taken = {row["sourcedId"] for row in identified(district, collection) if row["sourcedId"].startswith(start)}
    free = (f"{start}{number:04}" for number in range(1, len(taken) + count + 1))
    return [item for item in free if item not in taken][:count]


def newcomer(district: District, rng: Random, model: Row, *, number: int = 0) -> Row:
    """Return a made-up user who is where and what *model* is, the one with *number* of those who come at once."""
    given, family = person_name(rng)
    item = fresh_ids(district, "users", count=number + 1, prefix="NEW")[number]
    serial = int(re.sub(r"\D", "", item))
    domain = STUDENT_DOMAIN if is_student(model) else STAFF_DOMAIN
    return {
        **model,
        "sourcedId": item,
        "status": "active",
        "enabledUser": "true",
        "dateLastModified": _stamp(district),
        "username": f"{given.lower()}{serial}",
        "userIds": [{"type": "StateID", "identifier": f"98{serial}"}],
        "givenName": given,
        "familyName": family,
        "identifier": str(serial),
        "email": email(given, number=serial, domain=domain) if model.get("email") else "",
        "sms": phone(serial % 70_000) if model.get("sms") else "",
        "phone": phone(serial % 70_000) if model.get("phone") else "",
        "password": "",
        "agents": [],
    }


def born_like(district: District, rng: Random, new: str, *, like: str) -> list[Row]:
    """Return demographics for the user *new*, of the age of the user *like*; none if nobody knows that."""
    known = next((row for row in identified(district, "demographics") if row["sourcedId"] == like), {})
    born = known.get("birthDate")
    if not isinstance(born, str) or not _DATE.fullmatch(born):
        return []
    day = f"{born[:8]}{rng.randrange(1, 29):02}"
    return [{**known, "sourcedId": new, "status": "active", "dateLastModified": _stamp(district), "birthDate": day}]


def like(district: District, rng: Random, row: Row, *, org: str) -> str | None:
    """Return the id of a student in *org* who is in the grade of *row*, if there is one."""
    mates = [mate["sourcedId"] for mate in active(district) if is_student(mate) and homes(mate)[:1] == [org]
             and mate.get("grades") == row.get("grades")]  # fmt: skip
    return rng.choice(mates) if mates else None


def _school_of_grade(district: District, rng: Random, row: Row) -> str | None:
    """Return another school with a student in the grade of *row*, if there is one."""
    mates = (user for user in active(district) if is_student(user) and user.get("grades") == row.get("grades"))
    schools = sorted({homes(mate)[0] for mate in mates if homes(mate)} - {homes(row)[0]})
    return rng.choice(schools) if schools else None


def _with_person(district: District, new: Row, *, like: Row) -> District:
    rng = begin(district, new["sourcedId"])
    born = born_like(district, rng, new["sourcedId"], like=like["sourcedId"])
    return replaced(
        district,
        users=[*district.rows["users"], new],
        demographics=[*district.rows.get("demographics", ()), *born],
    )


def _seated(district: District, user: str, *, model: str | None) -> District:
    """Return *district* with *user* in every class that *model* is in."""
    seats = seats_of(district, model) if model else []
    return with_seats(district, [(user, without_id(seat)) for seat in seats])


def active(district: District) -> list[Row]:
    """Return the users who are not marked as deleted."""
    return [row for row in identified(district, "users") if row.get("status", "active") == "active"]


def has_role(row: Row, roles: Collection[str]) -> bool:
    """Tell whether a user has one of *roles*."""
    return any(role in roles for role, _ in roles_of(row))


def _one(district: District, rng: Random, wanted: str | None, rows: list[Row]) -> Row:
    found = [by_id(district, "users").get(wanted)] if wanted is not None else rows and [rng.choice(rows)]
    row = found[0] if found else None
    if row is None:
        raise UsageError("There is no such user in this district, or nobody whom this could happen to.")
    return row


def _one_school(district: District, rng: Random, wanted: str | None, *, leaving: str) -> str:
    if wanted is not None:
        return str(known_org(district, wanted)["sourcedId"])
    schools = [row["sourcedId"] for row in identified(district, "orgs") if row.get("type") == "school"]
    others = [school for school in schools if school != leaving]
    if not others:
        raise UsageError("There is no other school in this district.")
    return str(rng.choice(others))


def _ref(user: str) -> Row:
    return {"sourcedId": user, "type": "user"}


def _stamp(district: District) -> str:
    return f"{today_of(district).isoformat()}T02:15:00.000Z"
