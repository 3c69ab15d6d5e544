"""Which rows come: a person twice, teachers among students, nothing deleted (ONEROSTER 5.7, 7.21, 7.23).

They look at the rows as they are sent, so a choice of fields without role or status blinds them.
"""

from http import HTTPStatus

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused, Request
from oneroster_classlink.sandbox.faults.kind import Kind, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.reading.moving import changes_whole, pages_of
from oneroster_classlink.sandbox.faults.reading.page import Page, Row, changes_page
from oneroster_classlink.sandbox.faults.visit import Turn
from oneroster_classlink.sandbox.service.query import Query
from oneroster_classlink.sandbox.service.render import roles_of

_GONE = "tobedeleted"
_AT_SCHOOL = frozenset({"student", "teacher"})


def _twice(turn: Turn, rows: list[Row]) -> list[Row]:
    """Put the first student there twice, once for each of two schools; both rows name both."""
    roles = (next(roles_of(row), ("", None))[0] for row in rows)
    place = next((place for place, role in enumerate(roles) if role == "student"), None)
    if turn.visit.place != "users" or place is None:
        return rows
    row = _of_two_schools(rows[place], others=rows)
    return [*rows[:place], row, {**row, "sourcedId": f"{row.get('sourcedId')}-twin"}, *rows[place + 1 :]]


def _of_two_schools(row: Row, *, others: list[Row]) -> Row:
    own = {org for _, org in roles_of(row)}
    seen = (org for other in others for role, org in roles_of(other) if role in _AT_SCHOOL)
    school = next((org for org in seen if org is not None and org not in own), None)
    if school is None or len(own) > 1:
        return row
    ref = {"sourcedId": school, "type": "org"}
    if isinstance(row.get("orgs"), list):
        return {**row, "orgs": [*row["orgs"], ref]}
    return {**row, "roles": [*row["roles"], {**row["roles"][0], "org": ref}]}


def _seated(turn: Turn) -> Answer:
    # The path of the students of a class ends in classes, its id, students.
    if turn.visit.request.path.split("/")[-3::2] != ["classes", "students"]:
        return turn.usual()
    return changes_whole(_with_teachers)(turn)


def _with_teachers(turn: Turn, rows: list[Row]) -> list[Row]:
    request = _for_teachers(turn.visit.request)
    pages = pages_of(attrs.evolve(turn, visit=attrs.evolve(turn.visit, request=request)))
    more = [row for page in pages for row in page.rows if row not in rows]
    query = Query.of(request)
    return sorted([*rows, *more], key=lambda row: str(row.get(query.sort)), reverse=query.descending)


def _for_teachers(request: Request) -> Request:
    _, mark, query = request.target.partition("?")
    return attrs.evolve(request, target=f"{request.path.removesuffix('students')}teachers{mark}{query}")


def _hidden(turn: Turn) -> Answer:
    change = changes_page(_not_found) if turn.visit.single else changes_whole(_without_deleted)
    return change(turn)


def _not_found(_turn: Turn, page: Page) -> Page:
    if page.rows[0].get("status") == _GONE:
        raise Refused(HTTPStatus.NOT_FOUND, "unknownobject", "There is no such record.")
    return page


def _without_deleted(_turn: Turn, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.get("status") != _GONE]


SELECTIONS: Table = {
    "person_twice": Kind(
        says="One student is two users: another sourcedId, the same identifiers and names, both schools on both.",
        stage=Stage.WHOLE,
        act=changes_whole(_twice),
        reads=Reads.WHOLES,
    ),
    "teachers_as_students": Kind(
        says="The students of a class come with its teachers among them.",
        stage=Stage.WHOLE,
        act=_seated,
        reads=Reads.LISTS,
    ),
    "deletions_hidden": Kind(says="Rows that are marked as tobedeleted never come.", stage=Stage.WHOLE, act=_hidden),
}
