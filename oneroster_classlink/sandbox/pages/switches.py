"""The permissions as switches: one for each field, whatever fields there are."""

import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.sharing import Permissions

ALL, NONE = "all", "none"
"""In place of ids: no choice is made, and nothing is chosen."""
_FLAGS = {"on": True, "off": False}
_SAID = re.compile(r"^    (\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


@attrs.frozen(kw_only=True)
class Switch:
    """A permission as the page shows it.

    Attributes:
        name: The field of `Permissions`.
        says: What it means, as the docstring has it.
        value: Its value as a text; blank if it is a predicate, which has none.
        choices: The texts that it can have; none means texts separated by commas.
        is_default: Whether nobody touched it.
    """

    name: str
    says: str
    value: str
    choices: tuple[str, ...]
    is_default: bool

    @property
    def label(self) -> str:
        """Its name for people."""
        return _label(self.name)


def switches(permissions: Permissions) -> Iterator[Switch]:
    """Yield the switch of each field of *permissions*."""
    said = dict(_SAID.findall(inspect.getdoc(Permissions) or ""))
    for field in attrs.fields(Permissions):
        value = getattr(permissions, field.name)
        yield Switch(
            name=field.name,
            says=" ".join(said.get(field.name, "").replace("``", "").split()),
            value=_text(value),
            choices=_choices(field.default),
            is_default=value == field.default,
        )


def changed(permissions: Permissions, *, name: str, to: str) -> Permissions:
    """Return *permissions* with the field *name* set to what the text *to* stands for; blank leaves it as it is.

    Raises:
        UsageError: There is no such permission, or it cannot have that value.
    """
    default = next((field.default for field in attrs.fields(Permissions) if field.name == name), Ellipsis)
    if default is Ellipsis:
        raise UsageError("There is no such permission: open the page anew.")
    if isinstance(default, bool) and to and to not in _FLAGS:
        raise UsageError(f"{_label(name)} is on or off.")
    return attrs.evolve(permissions, **{name: _value(to, default=default)}) if to else permissions


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _value(text: str, *, default: Any) -> Any:
    if isinstance(default, bool):
        return _FLAGS[text]
    if isinstance(default, StrEnum):
        return text
    if text in {ALL, NONE}:
        return None if text == ALL and default is None else ()
    return [item.strip() for item in text.split(",") if item.strip()]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or NONE
    return ALL if value is None else str(value) if isinstance(value, StrEnum) else ""


def _choices(default: Any) -> tuple[str, ...]:
    if isinstance(default, bool):
        return tuple(_FLAGS)
    return tuple(type(default)) if isinstance(default, StrEnum) else ()
