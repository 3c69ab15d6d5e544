"""The records of the gradebook and resources services."""

from datetime import date, datetime
from typing import Any

import attrs

from oneroster_classlink.models.entity import Entity, field
from oneroster_classlink.models.enums import Importance, Role, ScoreStatus
from oneroster_classlink.models.kinds import (
    DAY,
    FLAG,
    LABEL,
    MOMENT,
    NUMBER,
    OBJECTS,
    TEXT,
    Kind,
    listed,
    ref,
    token,
)
from oneroster_classlink.models.users import ROLE


def _read_role_list(raw: tuple[Any, Any]) -> tuple[Role | str, ...]:
    role, roles = raw
    found = dict.fromkeys(ROLE.mend(item) for item in (role, *listed(roles)))
    return tuple(item for item in found if item is not None)


ROLE_LIST = Kind(
    name="roles",
    wire_type=tuple[str | None, tuple[str, ...] | None],
    read=_read_role_list,
    mend=_read_role_list,
    write=list,
    missing=(),
)


@attrs.frozen(kw_only=True)
class Resource(Entity):
    """A digital resource. 1.1's single ``role`` is read into *roles*."""

    title: str | None = field(TEXT)
    roles: tuple[Role | str, ...] = field(ROLE_LIST, "role", "roles", shown=True)
    importance: Importance | str | None = field(token(Importance), shown=True)
    vendor_resource_id: str | None = field(TEXT, shown=True)
    vendor_id: str | None = field(TEXT, shown=True)
    application_id: str | None = field(TEXT, shown=True)


@attrs.frozen(kw_only=True)
class Category(Entity):
    """A category of line items; *weight* came with 1.2."""

    title: str = field(LABEL)
    weight: float | None = field(NUMBER)


@attrs.frozen(kw_only=True)
class LineItem(Entity):
    """A column of a gradebook."""

    title: str = field(LABEL)
    description: str | None = field(TEXT)
    assign_date: datetime | None = field(MOMENT)
    due_date: datetime | None = field(MOMENT)
    klass: str | None = field(ref("class"), "class", shown=True)
    school: str | None = field(ref("org"), shown=True)
    category: str | None = field(ref("category"), shown=True)
    grading_period: str | None = field(ref("academicSession"), shown=True)
    academic_session: str | None = field(ref("academicSession"), shown=True)
    score_scale: str | None = field(ref("scoreScale"), shown=True)
    result_value_min: float | None = field(NUMBER)
    result_value_max: float | None = field(NUMBER)
    learning_objective_set: tuple[dict[str, Any], ...] = field(OBJECTS)


@attrs.frozen(kw_only=True)
class Result(Entity):
    """A student's result for a line item. A repr shows no score and no comment."""

    line_item: str | None = field(ref("lineItem"), shown=True)
    student: str | None = field(ref("user"), shown=True)
    klass: str | None = field(ref("class"), "class", shown=True)
    score_scale: str | None = field(ref("scoreScale"), shown=True)
    score_status: ScoreStatus | str | None = field(token(ScoreStatus), shown=True)
    score: float | None = field(NUMBER)
    text_score: str | None = field(TEXT)
    score_date: date | None = field(DAY, shown=True)
    comment: str | None = field(TEXT)
    in_progress: bool | None = field(FLAG)
    incomplete: bool | None = field(FLAG)
    late: bool | None = field(FLAG)
    missing: bool | None = field(FLAG)
    learning_objective_set: tuple[dict[str, Any], ...] = field(OBJECTS)
