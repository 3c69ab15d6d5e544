"""The same pages by other converters, set up for speed as their manuals say."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs

USER = (
    "username",
    "given_name",
    "family_name",
    "middle_name",
    "identifier",
    "email",
    "sms",
    "phone",
    "password",
    "role",
)
TEXTS = {
    "enrollments": ("role", "primary"),
    "users": (*USER, "enabled_user"),
}
REFS = {"enrollments": ("user", "klass", "school"), "users": ()}
DAYS = {"enrollments": ("begin_date", "end_date"), "users": ()}
LISTS = {"enrollments": (), "users": ("grades",)}
REF_LISTS = {"enrollments": (), "users": ("agents", "orgs")}


def fields(collection: str, reference: type) -> dict[str, Any]:
    """Return the type of each field of a row of *collection*."""
    kinds = (
        (TEXTS, str | None),
        (REFS, reference | None),
        (DAYS, date | None),
        (LISTS, list[str]),
        (REF_LISTS, list[reference]),  # type: ignore[valid-type] # built at run time
    )
    base: dict[str, Any] = {"sourced_id": str, "status": str, "date_last_modified": datetime}
    return base | {name: kind for names, kind in kinds for name in names[collection]}


def wire(name: str) -> str:
    """Return *name* as OneRoster writes it."""
    first, *rest = ("class" if name == "klass" else name).split("_")
    return first + "".join(part.title() for part in rest)


def cattrs_page(collection: str) -> Callable[[bytes], Any]:
    """Return what reads a page by orjson and cattrs into frozen attrs values, without detailed validation."""
    import orjson
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    converter = Converter(detailed_validation=False, prefer_attrib_converters=False)
    reference = attrs.make_class("Ref", {"sourced_id": attrs.field(type=str)}, frozen=True, slots=True)
    row = attrs.make_class(
        "Row",
        {name: attrs.field(type=kind, default=None) for name, kind in fields(collection, reference).items()},
        frozen=True,
        slots=True,
    )
    for day in (date, datetime):
        converter.register_structure_hook(day, lambda raw, kind: kind.fromisoformat(raw))
    for model in (reference, row):
        names = {found.name: override(rename=wire(found.name)) for found in attrs.fields(model)}
        make = make_dict_structure_fn(model, converter, _cattrs_detailed_validation=False, **names)
        converter.register_structure_hook(model, make)
    return lambda body: converter.structure(orjson.loads(body)[collection], list[row])  # type: ignore[valid-type]


def pydantic_page(collection: str) -> Callable[[bytes], Any]:
    """Return what reads a page by pydantic straight from JSON into frozen models."""
    import pydantic

    settings = pydantic.ConfigDict(frozen=True, alias_generator=wire)
    reference = pydantic.create_model("Ref", __config__=settings, sourced_id=(str, ...))
    row = pydantic.create_model(  # type: ignore[call-overload] # fields by name
        "Row", __config__=settings, **{name: (kind, None) for name, kind in fields(collection, reference).items()}
    )
    page = pydantic.create_model("Page", **{collection: (list[row], ...)})  # type: ignore[call-overload]
    return page.model_validate_json
