"""A made-up district as JSON rows that are as long and as varied as real ones (OneRoster 1.1, ClassLink's spelling)."""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import msgspec

HREF = "https://oneroster.district.example/ims/oneroster/v1p1"
BEGAN = datetime(2026, 8, 1, tzinfo=UTC)
NAMES = tuple(f"{first}{last}" for first in ("Ada", "Ben", "Cleo", "Dov", "Eva") for last in map(str, range(400)))
SCHOOLS, PER_CLASS = 40, 25
RACES = (
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
    "demographicRaceTwoOrMoreRaces",
    "hispanicOrLatinoEthnicity",
)


@attrs.frozen(kw_only=True)
class Size:
    """How large the district is, and how its rows are stamped.

    Attributes:
        users: Its users.
        enrollments: Its enrollments.
        own_stamps: Whether each row has a ``dateLastModified`` of its own; ClassLink stamps each import run.
    """

    users: int = 50_000
    enrollments: int = 200_000
    own_stamps: bool = False

    @property
    def classes(self) -> int:
        """Its classes."""
        return max(1, self.users // PER_CLASS)


def ids(kind: str, count: int) -> list[str]:
    """Return *count* sorted ids of one *kind* in the form of UUIDs, the same ones each time."""
    seeded = random.Random(kind)  # noqa: S311 - made-up ids
    return sorted(str(uuid.UUID(int=seeded.getrandbits(128), version=4)) for _ in range(count))


def encoded(collection: str, size: Size) -> list[bytes]:
    """Return the rows of *collection* as JSON, sorted by id."""
    encode = msgspec.json.Encoder().encode
    return [encode(row) for row in rows(collection, size)]


def rows(collection: str, size: Size) -> Iterator[dict[str, Any]]:
    """Yield the rows of *collection*, sorted by id."""
    count, make, owner = _kinds(size)[collection]
    known = _Known(size)
    for number, sourced_id in enumerate(ids(owner, count)):
        micro = number * 7_919 % 86_400_000 if size.own_stamps else number % 3 * 1_000
        stamp = (BEGAN + timedelta(milliseconds=micro)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        yield {"sourcedId": sourced_id, "status": "active", "dateLastModified": stamp, **make(known, number)}


def _kinds(size: Size) -> dict[str, tuple[int, Callable[["_Known", int], dict[str, Any]], str]]:
    return {
        "orgs": (SCHOOLS, _org, "orgs"),
        "academicSessions": (6, _session, "sessions"),
        "courses": (200, _course, "courses"),
        "classes": (size.classes, _class, "classes"),
        "users": (size.users, _user, "users"),
        "enrollments": (size.enrollments, _enrollment, "enrollments"),
        "demographics": (size.users, _demographics, "users"),
    }


class _Known:
    """The ids that rows refer to."""

    def __init__(self, size: Size) -> None:
        self.orgs = ids("orgs", SCHOOLS)
        self.sessions = ids("sessions", 6)
        self.courses = ids("courses", 200)
        self.classes = ids("classes", size.classes)
        self.users = ids("users", size.users)


def _ref(path: str, kind: str, sourced_id: str) -> dict[str, str]:
    return {"href": f"{HREF}/{path}/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def _pick(found: list[str], number: int) -> str:
    return found[number * 2_654_435_761 % len(found)]


def _org(_: _Known, number: int) -> dict[str, Any]:
    return {"name": f"School {number}", "type": "school", "identifier": f"{5_500_000 + number}"}


def _session(_: _Known, number: int) -> dict[str, Any]:
    days = {"startDate": "2026-08-15", "endDate": "2027-06-15", "schoolYear": "2027"}
    return {"title": f"Term {number}", "type": "term", **days}


def _course(_: _Known, number: int) -> dict[str, Any]:
    return {"title": f"Course {number}", "courseCode": f"CRS-{number:04}", "grades": [f"{number % 12 + 1:02}"]}


def _class(known: _Known, number: int) -> dict[str, Any]:
    return {
        "title": f"Class {number} {NAMES[number % len(NAMES)]}",
        "classCode": f"CRS-{number % 200:04}-{number}",
        "classType": "scheduled",
        "location": f"Room {number % 300}",
        "grades": [f"{number % 12 + 1:02}"],
        "subjects": ["Mathematics"] if number % 3 else ["English", "Literature"],
        "course": _ref("courses", "course", _pick(known.courses, number)),
        "school": _ref("orgs", "org", _pick(known.orgs, number)),
        "terms": [_ref("academicSessions", "academicSession", known.sessions[number % 6])],
        "periods": [f"{number % 8 + 1}"],
    }


def _user(known: _Known, number: int) -> dict[str, Any]:
    given, family = NAMES[number % len(NAMES)], NAMES[number * 31 % len(NAMES)]
    return {
        "username": f"{given}.{family}{number}".lower(),
        "userIds": [{"type": "SIS", "identifier": f"{300_000 + number}"}],
        "enabledUser": "true",
        "givenName": given,
        "familyName": family,
        "middleName": "" if number % 2 else "Quinn",
        "role": "teacher" if number % 15 == 0 else "student",
        "identifier": f"{300_000 + number}",
        "email": f"{given}.{family}{number}@students.district.example".lower(),
        "sms": "",
        "phone": f"555-01{number % 100:02}" if number % 4 == 0 else "",
        "agents": [],
        "orgs": [_ref("orgs", "org", _pick(known.orgs, number))],
        "grades": [f"{number % 12 + 1:02}"],
        "password": "",
    }


def _enrollment(known: _Known, number: int) -> dict[str, Any]:
    return {
        "role": "teacher" if number % PER_CLASS == 0 else "student",
        "primary": "true" if number % PER_CLASS == 0 else "false",
        "user": _ref("users", "user", _pick(known.users, number)),
        "class": _ref("classes", "class", _pick(known.classes, number)),
        "school": _ref("orgs", "org", _pick(known.orgs, number)),
        "beginDate": "2026-08-15",
        "endDate": "2027-06-15",
    }


def _demographics(_: _Known, number: int) -> dict[str, Any]:
    born = (BEGAN - timedelta(days=2_000 + number * 17 % 5_000)).date().isoformat()
    flags = {race: "true" if number % (place + 2) == 0 else "false" for place, race in enumerate(RACES)}
    birth = {"countryOfBirthCode": "US", "stateOfBirthAbbreviation": "CA", "cityOfBirth": "Springfield"}
    sex = "female" if number % 2 else "male"
    return {"birthDate": born, "sex": sex, **flags, **birth, "publicSchoolResidenceStatus": ""}
