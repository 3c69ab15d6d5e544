"""The raw lists of a small made-up district, as a Roster Server of OneRoster 1.1 sends them."""

STAMP = "2026-11-24T02:00:00.000Z"


def small_lists():
    """Make two schools, a class, its teacher, a student with a guardian, and a row that cannot be read."""
    return {
        "orgs": [_row(f"S{number}", name=f"School {number}", type="school") for number in (1, 2)],
        "academicSessions": [_row("T1", title="Fall", type="term", startDate="2026-08-17", endDate="2027-01-15")],
        "courses": [_row("K1", title="Algebra", org=_ref("S1"))],
        "classes": [_row("C1", title="", course=_ref("K1"), school=_ref("S1"), terms=[_ref("T1")], periods=["3"])],
        "users": [
            _user("G1", role="guardian"),
            _user("P1", role="student", agents=[_ref("G1")]),
            _user("T1", role="teacher", email="t1@school.example"),
        ],
        "enrollments": [
            _row("E1", **{"user": _ref("T1"), "class": _ref("C1"), "role": "teacher", "primary": "true"}),
            _row("E2", **{"user": _ref("P1"), "class": _ref("C1"), "role": "student"}),
            _row("E3", **{"class": _ref("C1"), "role": "student"}),
        ],
        "demographics": [_row("P1", birthDate="2012-03-04")],
    }


def _row(sourced_id, **values):
    return {"sourcedId": sourced_id, "status": "active", "dateLastModified": STAMP} | values


def _ref(sourced_id):
    return {"sourcedId": sourced_id}


def _user(sourced_id, **values):
    return _row(sourced_id, orgs=[_ref("S1")], enabledUser="true", givenName="Made", familyName="Up", **values)
