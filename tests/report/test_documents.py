"""The roster as JSON."""

import json

from oneroster_classlink.mapping import Roster, map_roster
from oneroster_classlink.report import roster_json, roster_lines
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


def test_roster_json__of_nobody():
    assert {"complete": True, "schools": [], "classes": [], "people": []} == json.loads(roster_json(Roster()))


def test_roster_lines__a_line_for_each_thing():
    """A large roster is never one text, and a program can read it line by line."""
    lines = b"".join(roster_lines(map_roster(make_district()).roster)).splitlines()

    assert b'{"complete": true,' == lines[0]
    assert ["S1", "S2"] == [json.loads(line.strip(b",]"))["sourced_id"] for line in lines[2:4]]
