"""The job that is N: msgspec decodes every page, row by row, into structs of the fields that rules read."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Raw, Struct, field, json

from speed.jobs.rules.watch import Watch


class Ref(Struct, rename="camel"):
    """A reference."""

    sourced_id: str


class Row(Struct, rename="camel"):
    """What every row has."""

    sourced_id: str
    status: str | None = None


class Org(Row, rename="camel"):
    """An org."""

    name: str | None = None
    type: str | None = None
    parent: Ref | None = None


class Session(Row, rename="camel"):
    """An academic session."""

    type: str | None = None
    start_date: date | None = None
    end_date: date | None = None


class Course(Row, rename="camel"):
    """A course."""

    title: str | None = None


class Klass(Row, rename="camel"):
    """A class."""

    title: str | None = None
    course: Ref | None = None
    school: Ref | None = None
    terms: list[Ref] | None = None


class User(Row, rename="camel"):
    """A user."""

    enabled_user: str | bool | None = None
    role: str | None = None
    orgs: list[Ref] | None = None
    agents: list[Ref] | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    sms: str | None = None
    phone: str | None = None


class Enrollment(Row, rename="camel", kw_only=True):
    """A seat."""

    user: Ref
    klass: Ref = field(name="class")
    school: Ref | None = None
    role: str | None = None
    primary: str | bool | None = None
    begin_date: date | None = None
    end_date: date | None = None


class Demographics(Row, rename="camel"):
    """The demographics of a user."""

    birth_date: date | None = None


KINDS: dict[str, type[Row]] = {
    "orgs": Org,
    "academicSessions": Session,
    "courses": Course,
    "classes": Klass,
    "users": User,
    "enrollments": Enrollment,
    "demographics": Demographics,
}
LENGTH = 8


def measured(folder: str) -> dict[str, float]:
    """Return the seconds that it takes."""
    with Watch() as watch:
        rows = sum(decoded(Path(folder) / name, json.Decoder(kind).decode) for name, kind in KINDS.items())
    return {**watch.told, "rows": rows}


def decoded(path: Path, decode: Callable[[Any], Any]) -> int:
    """Decode every page at *path*; return its rows."""
    count = 0
    split = json.Decoder(dict[str, list[Raw]]).decode
    for body in bodies(path):
        for rows in split(body).values():
            count += len([decode(row) for row in rows])
    return count


def bodies(path: Path) -> Iterator[bytes]:
    """Yield each page at *path*."""
    with path.open("rb") as file:
        while length := file.read(LENGTH):
            yield file.read(int.from_bytes(length))
