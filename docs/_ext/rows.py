"""Tables that are read off the package: findings, exit statuses, fields, files. No Sphinx is needed here."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import oneroster_classlink
from oneroster_classlink import models
from oneroster_classlink.cli.main import INTERRUPTED
from oneroster_classlink.errors import OneRosterError
from oneroster_classlink.mapping import KINDS
from oneroster_classlink.models.entity import Entity, wires

PACKAGE = Path(oneroster_classlink.__file__).parent
Row = tuple[str, ...]


def finding_rows() -> list[Row]:
    """Return code, severity, sentence and advice of every finding."""
    return [(code.value, kind.severity.value, kind.text, kind.advice) for code, kind in KINDS.items()]


def exit_rows() -> list[Row]:
    """Return each exit status of the command line and the errors that end with it."""
    names: dict[int, list[str]] = defaultdict(list)
    for error in _family(OneRosterError):
        names[error.exit_status].append(f":class:`~oneroster_classlink.errors.{error.__name__}`")
    said = [(str(status), ", ".join(names[status])) for status in sorted(names)]
    return [("0", "none: it is done"), *said, (str(INTERRUPTED), "none: stopped by Ctrl-C")]


def field_rows(record: str) -> list[Row]:
    """Return attribute, JSON keys and kind of the fields of *record*, a name in ``models``, beyond those of all."""
    return [
        (f"``{name}``", ", ".join(f"``{key}``" for key in wire.names), wire.kind.name)
        for name, wire in wires(getattr(models, record)).items()
        if name not in wires(Entity)
    ]


def file_rows(room: str) -> list[Row]:
    """Return each file of *room* (a folder of the package, ``.`` for the package itself) and its purpose."""
    return [(f"``{path.name}``", _purpose(path)) for path in sorted((PACKAGE / room).glob("*.py"))]


def _purpose(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return said.splitlines()[0]


def _family(error: type[OneRosterError]) -> Iterator[type[OneRosterError]]:
    yield error
    for heir in error.__subclasses__():
        yield from _family(heir)
