"""A district as an app sees it: what is not shared is left out, and references to it dangle, as in ClassLink."""

from collections.abc import Collection, Sequence

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.service.filters import values_at
from oneroster_classlink.sandbox.service.render import ADMINISTRATORS, roles_of
from oneroster_classlink.sandbox.sharing.permissions import BirthDates, Demographics, Permissions

Rows = dict[str, Sequence[Row]]
_GONE = "tobedeleted"


def share(district: District, permissions: Permissions) -> District:
    """Return the part of *district* that *permissions* let an app see.

    Raises:
        UsageError: The district is too large to be narrowed (see `check_shareable`).
    """
    if permissions == Permissions():
        return district
    check_shareable(district, permissions)
    rows: Rows = dict(district.rows)
    if permissions.only_orgs:
        rows = {name: found if name == "orgs" else () for name, found in rows.items()}
    for narrow in (_scope, _seats, _users, _demographics):
        narrow(rows, permissions)
    return attrs.evolve(district, rows=_without_fields(rows, permissions.withheld))


def check_shareable(district: District, permissions: Permissions) -> None:
    """Make sure that *district* can be narrowed: one whose rows are not kept can only be shared in whole collections.

    Raises:
        UsageError: It cannot.
    """
    rest = attrs.evolve(permissions, enabled=True, only_orgs=False, demographics=Demographics.SHARED)
    if district.is_lazy and rest != Permissions():
        raise UsageError(
            "The rows of a large district are not kept, so that it cannot be narrowed: switch whole collections off "
            "(enabled, only_orgs, demographics), or serve a small or medium one."
        )


def _scope(rows: Rows, permissions: Permissions) -> None:
    """Leave out the schools and classes that were not chosen, and what belongs to them alone."""
    if permissions.schools is None and permissions.classes is None:
        return
    orgs = _drop(rows, "orgs", [row for row in rows.get("orgs", ()) if not _is_chosen_org(row, permissions)])
    _drop(rows, "courses", [row for row in rows.get("courses", ()) if orgs & _at(row, "org")])
    if permissions.schools is not None:
        _keep(rows, "classes", "school", of="orgs")
    _drop(rows, "classes", [row for row in rows.get("classes", ()) if not _is_chosen_class(row, permissions)])
    for collection in ("enrollments", "scoreScales", "lineItems"):
        _keep(rows, collection, "class", of="classes")
    _keep(rows, "results", "lineItem", of="lineItems")
    seated = _seated(rows)
    _drop_users(rows, [row for row in rows.get("users", ()) if _id(row) not in seated and _is_of(row, orgs)])


def _is_chosen_org(row: Row, permissions: Permissions) -> bool:
    return row.get("type") != "school" or permissions.schools is None or _id(row) in permissions.schools


def _is_chosen_class(row: Row, permissions: Permissions) -> bool:
    chosen = permissions.classes
    return chosen is None or bool(chosen(row) if callable(chosen) else _id(row) in chosen)


def _is_of(row: Row, orgs: Collection[str]) -> bool:
    """Tell whether every org of a user is one of *orgs*; a user without any belongs to no school that was left out."""
    paths = (("orgs", "sourcedId"), ("roles", "org", "sourcedId"), ("primaryOrg", "sourcedId"))
    homes = {value for path in paths for value in values_at(row, path)}
    return bool(homes) and homes <= set(orgs)


def _seats(rows: Rows, permissions: Permissions) -> None:
    if not permissions.co_teachers:
        seats = rows.get("enrollments", ())
        _drop(rows, "enrollments", [row for row in seats if row.get("role") == "teacher" and not _is_primary(row)])


def _is_primary(row: Row) -> bool:
    return str(row.get("primary")).lower() == "true"


def _users(rows: Rows, permissions: Permissions) -> None:
    """Leave out users by role and, where only enrolled ones are shared, those without a seat."""
    users = rows.get("users", ())
    if permissions.withheld_roles:
        _drop_users(rows, [row for row in users if _is_withheld(row, permissions.withheld_roles)])
    if not permissions.unenrolled_users:
        seated = _seated(rows)
        _drop_users(rows, [row for row in users if _id(row) not in seated])


def _is_withheld(row: Row, roles: Collection[str]) -> bool:
    found = {"administrator" if role in ADMINISTRATORS else role for role, _ in roles_of(row)}
    return bool(found) and found <= set(roles)


def _seated(rows: Rows) -> set[str]:
    seats = (row for row in rows.get("enrollments", ()) if row.get("status") != _GONE)
    return {value for row in seats for value in _at(row, "user")}


def _drop_users(rows: Rows, users: list[Row]) -> None:
    """Leave out *users* with their demographics and results; their seats stay and dangle."""
    gone = _drop(rows, "users", users)
    _drop(rows, "demographics", [row for row in rows.get("demographics", ()) if _id(row) in gone])
    _drop(rows, "results", [row for row in rows.get("results", ()) if gone & _at(row, "student")])


def _demographics(rows: Rows, permissions: Permissions) -> None:
    if permissions.demographics is not Demographics.SHARED:
        rows["demographics"] = ()
    if permissions.birth_dates is BirthDates.STUDENTS:
        students = {_id(row) for row in rows.get("users", ()) if any(role == "student" for role, _ in roles_of(row))}
        rows["demographics"] = tuple(
            row if _id(row) in students else _without(row, {"birthDate"}) for row in rows.get("demographics", ())
        )


def _without_fields(rows: Rows, withheld: Collection[str]) -> Rows:
    names: dict[str, set[str]] = {}
    for collection, _, field in (name.partition(".") for name in withheld):
        names.setdefault(collection, set()).add(field)
    fewer = {name: tuple(_without(row, names[name]) for row in rows[name]) for name in names.keys() & rows.keys()}
    return rows | fewer


def _without(row: Row, fields: Collection[str]) -> Row:
    return {key: value for key, value in row.items() if key not in fields}


def _at(row: Row, field: str) -> set[str]:
    """Return the ids that the reference *field* of a row points at."""
    return set(values_at(row, (field, "sourcedId")))


def _keep(rows: Rows, collection: str, field: str, *, of: str) -> None:
    """Leave out of a *collection* the rows that point at nothing of another that is shared."""
    known = set(map(_id, rows.get(of, ())))
    _drop(rows, collection, [row for row in rows.get(collection, ()) if known.isdisjoint(_at(row, field))])


def _drop(rows: Rows, collection: str, gone: list[Row]) -> set[str]:
    """Leave *gone* out of a *collection*, and return the ids that are no more."""
    if not gone:
        return set()
    objects = set(map(id, gone))
    rows[collection] = tuple(row for row in rows[collection] if id(row) not in objects)
    return {_id(row) for row in gone} - {_id(row) for row in rows[collection]} - {""}


def _id(row: Row) -> str:
    return str(row.get("sourcedId") or "")
