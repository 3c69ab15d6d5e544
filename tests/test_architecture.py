"""The house keeps its shape: arrows point down, libraries stay in their rooms, rooms stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "oneroster_classlink"
NAME = PACKAGE.name

GROUND = {"errors", "models"}
MAY_IMPORT = {
    "errors": set(),
    "models": {"errors"},
    "wire": GROUND,
    "rest": GROUND | {"wire"},
    "bundle": GROUND | {"wire"},
    "checkup": GROUND | {"wire", "rest"},
    "snapshot": GROUND | {"wire"},
    "mapping": GROUND | {"snapshot"},
    "schools": GROUND | {"snapshot"},
    "sync": GROUND | {"snapshot", "mapping", "schools"},
    "report": GROUND | {"snapshot", "mapping", "schools", "sync"},
    "sandbox": GROUND | {"schools", "bundle"},
}
"""What each room may import beside itself; the face (``FACE``) may import all."""
FACE = {"__init__", "__main__", "cli", "pytest_plugin"}

LIBRARIES = {
    "requests": {"rest/transport.py", "rest/auth.py", "sandbox/hosts/adapter.py"},
    "oauthlib": {"rest/auth.py", "rest/classlink/signin.py"},
    "tenacity": {"rest/retry.py"},
    "cattrs": {"models/", "wire/"},
    "numpy": {"mapping/columns/arrays.py"},
    "click": {"cli/"},
    "rich": {"cli/"},
    "jinja2": {"report/html.py", "sandbox/pages/"},
    "werkzeug": {"sandbox/"},
    "pytest": {"pytest_plugin.py"},
}
"""Where a library may be imported; the sandbox's adapter is a part of a host's own `requests` session."""

FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
MOST_FILES, MOST_LINES = 10, 40


def _room(path: Path) -> str:
    return path.parts[0] if len(path.parts) > 1 and path.stem != "__main__" else path.stem


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module


def _tree(path: Path) -> ast.Module:
    return ast.parse((PACKAGE / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=str)
def test_arrows_point_down(path):
    """A room imports only rooms below it; the judging wing never imports the getting wing."""
    room = _room(path)
    found = {name.split(".")[1] for name in _imports(path) if name.startswith(f"{NAME}.")}

    assert set() == (set() if room in FACE else found - MAY_IMPORT[room] - {room})


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_stay_in_their_rooms(library):
    users = [str(path) for path in FILES if any(name.split(".")[0] == library for name in _imports(path))]

    assert users, f"nothing imports {library}: take it out of the table"
    assert [] == [user for user in users if not user.startswith(tuple(LIBRARIES[library]))]


def test_polars_is_only_measured_against():
    """It is an extra of the benchmarks, so the package does without it."""
    assert [] == [str(path) for path in FILES if any(name.split(".")[0] == "polars" for name in _imports(path))]


def test_modules_import_in_no_circle():
    modules = {_module(path): path for path in FILES}
    arrows = {module: set(_imports_at_top(path, modules)) for module, path in modules.items()}
    while free := {module for module, targets in arrows.items() if not targets}:
        arrows = {module: targets - free for module, targets in arrows.items() if module not in free}

    assert {} == arrows


def _module(path: Path) -> str:
    return ".".join((NAME, *path.with_suffix("").parts)).removesuffix(".__init__")


def _imports_at_top(path: Path, modules: dict[str, Path]) -> Iterator[str]:
    for node in _tree(path).body:
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (names & modules.keys()) or {node.module} & modules.keys()


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=str)
def test_rooms_stay_small(folder):
    assert MOST_FILES >= sum(path.parent == folder for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_each_file_says_its_purpose_first_and_keeps_functions_short(path):
    tree = _tree(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    bodies = {node.name: _body_lines(node) for node in functions}

    assert ast.get_docstring(tree), "a file says its purpose in its first line"
    assert {} == {name: lines for name, lines in bodies.items() if lines > MOST_LINES}


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or first.lineno) - first.lineno + 1
