"""The documentation keeps its word: its code runs and prints what it says, its tables are whole."""

import json
import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from docs._ext.rows import PACKAGE, check_rows, exit_rows, fault_rows, field_rows, file_rows, finding_rows, fixture_rows
from oneroster_classlink.checkup.checks import judge
from oneroster_classlink.checkup.evidence import Evidence
from oneroster_classlink.mapping import Code
from oneroster_classlink.sandbox import Sandbox, make_district
from oneroster_classlink.sandbox.faults import FAULTS

pytest_plugins = ["pytester"]

DOCS = Path(__file__).parents[1] / "docs"
PAGES = (
    "tutorial/first-plan",
    "howto/connect",
    "howto/classlink",
    "howto/strict-or-tolerant",
    "howto/resume",
    "howto/changes",
    "howto/own-policy",
    "howto/choose",
    "howto/contact-points",
    "howto/why",
    "howto/findings",
    "howto/large-district",
    "howto/check-a-district",
    "howto/test-your-integration",
    "explanation/life-of-a-record",
)
BLOCK = re.compile(r"^\.\. code-block:: (python|text)\n\n((?:   .*\n|\n)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def district():
    return make_district(seed=1, today=date(2026, 11, 24))


@pytest.fixture
def sandbox(district, tmp_path, monkeypatch):
    """Serve the district and tell of it as the pages expect: a file, a folder of lists, the environment."""
    monkeypatch.chdir(tmp_path)
    with Sandbox(district) as running:
        found = running.credentials
        facts = {"url": running.url, "key": found.key, "secret": found.secret}
        Path("sandbox.json").write_text(json.dumps(facts), encoding="utf-8")
        for name, value in (
            ("DISTRICT_URL", running.url),
            ("DISTRICT_KEY", found.key),
            ("DISTRICT_TOKEN_URL", found.token_url),
            ("ONEROSTER_SECRET", found.secret),
            ("ONEROSTER_BEARER", found.bearer),
            ("CLASSLINK_HOST", running.url),
            ("CLASSLINK_KEY", running.classlink.partner_key),
            ("CLASSLINK_CLIENT", running.classlink.client_id),
            ("CLASSLINK_SECRET", running.classlink.client_secret),
        ):
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def folder(district, tmp_path):
    """Write the district as a folder of lists, with the seats of two schools, for speed."""
    target = tmp_path / "district"
    target.mkdir()
    seats = [row for row in district.rows["enrollments"] if row["school"]["sourcedId"] in {"7_1100", "7_1102"}]
    for name, rows in {**district.rows, "enrollments": seats}.items():
        (target / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")


def _blocks(page):
    text = (DOCS / f"{page}.rst").read_text(encoding="utf-8")
    return [(kind, textwrap.dedent(code).strip("\n") + "\n") for kind, code in BLOCK.findall(text)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("sandbox", "folder")
def test_pages__code_runs_in_order_and_prints_what_the_page_shows(page, capsys):
    namespace = {"__name__": page}
    blocks = _blocks(page)
    assert blocks

    printed = ""
    for kind, code in blocks:
        if kind == "python":
            exec(compile(code, page, "exec"), namespace)  # noqa: S102 - our own pages
            printed = capsys.readouterr().out
        else:
            assert code.strip("\n") == printed.strip("\n")


def test_pytest_page__its_tests_pass(pytester):
    """What the page shows as a file of tests is one."""
    (code,) = (code for _, code in _blocks("howto/test-your-integration") if "def test_" in code)
    pytester.makepyfile(code)

    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_finding_rows__every_code_once():
    assert [code.value for code in Code] == [row[0] for row in finding_rows()]


def test_fault_rows__every_fault_once():
    rows = {name: more for name, *more in fault_rows()}

    assert list(FAULTS) == list(rows)
    assert [
        "A page never holds more than some rows",
        "lists",
        "| ``most``: ``500``\n| ``counted``: ``True``, ``False``",
    ] == [
        rows["limit_clamped"][0].partition(",")[0],
        *rows["limit_clamped"][1:],
    ]


def test_check_rows__every_check_that_is_made():
    checks = judge(Evidence(today=date(2026, 11, 24)))

    assert [(f"``{check.name}``", check.title) for check in checks] == [row[:2] for row in check_rows()]


def test_fixture_rows__every_fixture_with_its_scope():
    assert [
        ("``classlink_district``", "session"),
        ("``classlink_sandbox``", "function"),
        ("``classlink_faults``", "function"),
    ] == [row[:2] for row in fixture_rows()]


def test_exit_rows__statuses_that_the_command_line_tells_of():
    assert ["0", "1", "2", "3", "4", "5", "6", "7", "8", "130"] == [row[0] for row in exit_rows()]


def test_field_rows__every_key_of_a_field():
    rows = {name: keys for name, keys, _ in field_rows("User")}

    assert "``role``, ``orgs``, ``roles``" == rows["``roles``"]


ROOMS = sorted({path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")} - {"."})


@pytest.mark.parametrize("room", ROOMS)
def test_architecture__has_every_room(room):
    text = (DOCS / "explanation" / "architecture.rst").read_text(encoding="utf-8")

    assert f"``{room}/``" in text
    assert f".. files:: {room}\n" in text


@pytest.mark.parametrize("room", [".", *ROOMS])
def test_file_rows__every_file_with_a_purpose(room):
    rows = file_rows(room)

    assert {f"``{path.name}``" for path in (PACKAGE / room).glob("*.py")} == {name for name, _ in rows}
    assert all(purpose for _, purpose in rows)
