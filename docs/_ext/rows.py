"""Tables that are read off the package: findings, faults, fields, files and more. No Sphinx is needed here."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import oneroster_classlink
from oneroster_classlink import models
from oneroster_classlink.checkup.checks.judge import RULES
from oneroster_classlink.cli.commands.doctor import NOT_READY
from oneroster_classlink.cli.main import INTERRUPTED
from oneroster_classlink.errors import OneRosterError
from oneroster_classlink.mapping.findings import FACTS, KINDS
from oneroster_classlink.mapping.sanity import MEANINGS, SanityCount
from oneroster_classlink.models.entity import Entity, wires
from oneroster_classlink.sandbox.faults import FAULTS
from oneroster_classlink.sandbox.faults.kind import Option

PACKAGE = Path(oneroster_classlink.__file__).parent
Row = tuple[str, ...]


def finding_rows() -> list[Row]:
    """Return code, severity, subject, sentence and advice of every finding."""
    return [
        (code.value, kind.severity.value, kind.subject.value, kind.text, kind.advice) for code, kind in KINDS.items()
    ]


def fact_rows() -> list[Row]:
    """Return each fact that a sentence can have beside ids, and what it is."""
    return list(FACTS.items())


def sanity_rows() -> list[Row]:
    """Return each of ClassLink's sanity counts, what is counted and the finding to compare it with."""
    counts = (SanityCount(name=name, ids=()) for name in MEANINGS)
    return [(found.name, found.meaning, f":finding:`{found.code}`" if found.code else "") for found in counts]


def fault_rows() -> list[Row]:
    """Return name, sentence, reads and options of every fault: a line for each option, its default first."""
    return [
        (name, kind.says, kind.reads.value, "\n".join(_option(key, option) for key, option in kind.options.items()))
        for name, kind in FAULTS.items()
    ]


def check_rows() -> list[Row]:
    """Return name, title and remedy of every check of a preflight."""
    return [(f"``{rule.name}``", rule.title, rule.remedy) for rule in RULES]


def fixture_rows() -> list[Row]:
    """Return name, scope and purpose of every fixture of the plugin for pytest, which need not be installed."""
    functions = (node for node in _tree(PACKAGE / "pytest_plugin.py").body if isinstance(node, ast.FunctionDef))
    return [
        (f"``{found.name}``", _scope(found.decorator_list[0]), ast.get_docstring(found) or "")
        for found in functions
        if "fixture" in ast.unparse(found.decorator_list[0])
    ]


def exit_rows() -> list[Row]:
    """Return each exit status of the command line and the errors that end with it."""
    names: dict[int, list[str]] = defaultdict(list)
    for error in _family(OneRosterError):
        names[error.exit_status].append(f":class:`~oneroster_classlink.{_room(error)}.{error.__name__}`")
    said = [(str(status), ", ".join(names[status])) for status in sorted(names)]
    not_ready = (str(NOT_READY), "none: ``doctor`` found that something is missing")
    return [("0", "none: it is done"), *said, not_ready, (str(INTERRUPTED), "none: stopped by Ctrl-C")]


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


def _option(key: str, option: Option) -> str:
    values = (option.default, *(choice for choice in option.choices if choice is not option.default))
    return f"| ``{key}``: {', '.join(f'``{value}``' for value in values)}"


def _purpose(path: Path) -> str:
    said = ast.get_docstring(_tree(path)) or ""
    return said.splitlines()[0]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _scope(decorator: ast.expr) -> str:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return next((ast.literal_eval(word.value) for word in keywords if word.arg == "scope"), "function")


def _room(error: type[OneRosterError]) -> str:
    """Return the room whose face has *error*."""
    return error.__module__.split(".")[1]


def _family(error: type[OneRosterError]) -> Iterator[type[OneRosterError]]:
    yield error
    for heir in error.__subclasses__():
        yield from _family(heir)
