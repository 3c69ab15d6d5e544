"""What the page shows, as values."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import attrs

from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.classlink import ClassLink
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.faults import FAULTS, Fault
from oneroster_classlink.sandbox.pages.switches import Switch, switches
from oneroster_classlink.sandbox.service.routes import BASES
from oneroster_classlink.sandbox.world import Seen, World

SHOWN = 50
"""How many requests the page shows."""


@attrs.frozen(kw_only=True)
class Count:
    """How many rows of a collection there are.

    Attributes:
        name: The collection.
        shared: Rows that are shared.
        total: Rows that the district has.
    """

    name: str
    shared: int
    total: int


@attrs.frozen(kw_only=True)
class SchoolSeen:
    """A school of the district.

    Attributes:
        id: Its id.
        name: Its name.
        shared: Whether it is shared.
    """

    id: str
    name: str
    shared: bool


@attrs.frozen(kw_only=True)
class FaultSeen:
    """A fault, on or off.

    Attributes:
        name: Its name.
        says: What it does.
        options: What can be set, as ``key=default``.
        on: The orders of it that are on, as texts.
    """

    name: str
    says: str
    options: str
    on: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Sight:
    """The whole page.

    Attributes:
        origin: Where the sandbox is, as the browser addressed it.
        revision: The world's revision.
        counts: Rows by collection.
        schools: The schools.
        switches: The permissions.
        faults: The faults.
        bases: Version and address of each base path.
        opens: What opens the sandbox, by name.
        commands: Commands to copy, by what they are for.
        seen: The latest requests with their time in UTC, the newest first.
    """

    origin: str
    revision: int
    counts: tuple[Count, ...]
    schools: tuple[SchoolSeen, ...]
    switches: tuple[Switch, ...]
    faults: tuple[FaultSeen, ...]
    bases: tuple[tuple[str, str], ...]
    opens: Mapping[str, str]
    commands: Mapping[str, str]
    seen: tuple[tuple[str, Seen], ...]


def look(world: World, *, origin: str, credentials: SandboxCredentials, classlink: ClassLink) -> Sight:
    """Return what the page of *world* at *origin* shows now."""
    shared = world.service.district
    return Sight(
        origin=origin,
        revision=world.revision,
        counts=tuple(_counts(shared, world.district)),
        schools=tuple(_schools(shared, world.district)),
        switches=tuple(switches(world.permissions)),
        faults=tuple(_faults(world.faults.on)),
        bases=tuple((str(version), f"{origin}{base}") for base, (version, _) in BASES.items()),
        opens=_opens(credentials, classlink=classlink, origin=origin),
        commands=_commands(credentials, origin=origin),
        seen=tuple((_clock(seen.at), seen) for seen in list(world.seen)[: -SHOWN - 1 : -1]),
    )


def school_rows(district: District) -> Iterator[Row]:
    """Yield the schools of *district* that have an id."""
    orgs = district.rows.get("orgs", ())
    return (row for row in orgs if row.get("type") == "school" and isinstance(row.get("sourcedId"), str))


def _counts(shared: District, whole: District) -> Iterator[Count]:
    for name, rows in whole.rows.items():
        yield Count(name=name, shared=len(shared.rows.get(name, ())), total=len(rows))


def _schools(shared: District, whole: District) -> Iterator[SchoolSeen]:
    ids = {row["sourcedId"] for row in school_rows(shared)}
    for row in school_rows(whole):
        yield SchoolSeen(id=row["sourcedId"], name=str(row.get("name", "")), shared=row["sourcedId"] in ids)


def _faults(on: Iterable[Fault]) -> Iterator[FaultSeen]:
    orders: dict[str, list[str]] = {}
    for fault in on:
        orders.setdefault(fault.name, []).append(order_of(fault))
    for name, kind in FAULTS.items():
        options = ", ".join(f"{key}={option.default}" for key, option in kind.all_options.items())
        yield FaultSeen(name=name, says=kind.says, options=options, on=tuple(orders.get(name, ())))


def order_of(fault: Fault) -> str:
    """Return the text that orders *fault*, without what is at its default."""
    defaults = {key: option.default for key, option in fault.kind.all_options.items()}
    chosen = {key: value for key, value in fault.options.items() if value != defaults[key]}
    collection = {"collection": fault.collection} if fault.collection else {}
    pairs = ",".join(f"{key}={value}" for key, value in {**collection, **chosen}.items())
    return f"{fault.name}:{pairs}" if pairs else fault.name


def _opens(credentials: SandboxCredentials, *, classlink: ClassLink, origin: str) -> dict[str, str]:
    return {
        "OAuth 1 key": credentials.key,
        "OAuth 1 secret": credentials.secret,
        "Bearer": credentials.bearer,
        "Token URL (key and secret)": credentials.token_url,
        "ClassLink's applications": f"{origin}/applications",
        "ClassLink's partner key": classlink.partner_key,
    }


def _commands(credentials: SandboxCredentials, *, origin: str) -> dict[str, str]:
    header = shlex.quote(f"Authorization: Bearer {credentials.bearer}")
    return {
        "curl": f"curl -H {header} '{origin}/ims/oneroster/v1p1/users?limit=3'",
        "Python": "from oneroster_classlink import Client, OAuth1, Snapshot\n\n"
        f"with Client({origin!r}, auth=OAuth1(key={credentials.key!r}, secret={credentials.secret!r})) as client:\n"
        "    print(Snapshot.load(client).certificate)",
        "Shell": f"printf %s {shlex.quote(credentials.bearer)} | "
        f"oneroster-classlink plan --url {origin} --secret-file -",
    }


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%H:%M:%S")
