"""The roster as JSON, the findings as CSV."""

import csv
import io
import json

import pytest

from oneroster_classlink.mapping import Code, Finding, map_roster
from oneroster_classlink.report import findings_csv, roster_json
from tests.report.district import make_district


def test_roster_json__holds_schools_classes_and_people():
    found = json.loads(roster_json(map_roster(make_district()).roster))

    assert ["complete", "schools", "classes", "people"] == list(found)
    assert (True, ["S1", "S2"]) == (found["complete"], [school["sourced_id"] for school in found["schools"]])
    assert {
        "sourced_id": "=C1",
        "name": "Quillfeather's class",
        "school": "S1",
        "owners": ["T1"],
        "members": ["P1"],
        "course": None,
        "terms": ["T1"],
        "named_by": "title",
    } == found["classes"][0]
    assert ["G1"] == next(person["guardians"] for person in found["people"] if person["sourced_id"] == "P1")


def test_findings_csv__one_row_each():
    rows = list(csv.DictReader(io.StringIO(findings_csv(map_roster(make_district()).findings).decode())))

    assert ["error", "staff-no-email", "S1", "", "<b>T2</b>", ""] == list(rows[0].values())[:6]
    assert ["severity", "code", "school", "class", "user", "enrollment", "sentence", "what to do"] == list(rows[0])
    assert rows[0]["sentence"].startswith("User <b>T2</b> (teacher) has no valid e-mail address")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_findings_csv__what_a_spreadsheet_would_run_is_defused(start):
    found = Finding(code=Code.CLASS_NO_OWNER, klass=f"{start}1+1", school="S1")
    rows = list(csv.reader(io.StringIO(findings_csv([found]).decode(), newline="")))

    assert f"'{start}1+1" == rows[1][3]
