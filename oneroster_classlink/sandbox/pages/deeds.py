"""What a form of the page does to the world."""

from collections.abc import Mapping

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.faults import parse_fault
from oneroster_classlink.sandbox.pages.sight import school_rows
from oneroster_classlink.sandbox.pages.switches import changed
from oneroster_classlink.sandbox.world import World


def do(form: Mapping[str, str], *, world: World) -> None:
    """Do what *form* asks.

    Raises:
        UsageError: It asks for something that cannot be.
    """
    match form:
        case {"do": "share", "name": name, "to": to}:
            world.change(permissions=changed(world.permissions, name=name, to=to))
        case {"do": "school", "id": school, "to": to}:
            _share_school(world, school, shared=to == "on")
        case {"do": "break", "order": order}:
            fault = parse_fault(order)
            world.break_with(fault.name, collection=fault.collection, **fault.options)
        case {"do": "mend", "name": name}:
            world.mend(name)
        case {"do": "mend"}:
            world.mend()
        case _:
            raise UsageError("The page has no such switch: open it anew.")


def _share_school(world: World, school: str, *, shared: bool) -> None:
    every = {str(row["sourcedId"]) for row in school_rows(world.district)}
    before = world.permissions.schools
    after = (every if before is None else before) - {school} | ({school} if shared else set())
    world.change(permissions=attrs.evolve(world.permissions, schools=None if after >= every else after))
