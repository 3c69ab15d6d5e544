"""A district small enough to know by heart, with a value of every kind that a fault can change."""

from oneroster_classlink.sandbox import District

STAMP = "2026-11-24T02:00:00.000Z"


def _row(sourced_id, **values):
    return {"sourcedId": sourced_id, "status": "active", "dateLastModified": STAMP, **values}


def _ref(sourced_id, kind="org"):
    return {"sourcedId": sourced_id, "type": kind, "href": f"https://district.example/{kind}s/{sourced_id}"}


def _user(sourced_id, **values):
    names = {"givenName": "Kvem", "familyName": "Vlodax", "username": f"{sourced_id}@made-up.example"}
    return _row(sourced_id, **{"orgs": [_ref("S1")], "enabledUser": "true", **names, **values})


def _seat(number, user, klass, role, **values):
    refs = {"user": _ref(user, "user"), "class": _ref(klass, "class"), "school": _ref("S1")}
    return _row(f"E{number}", role=role, **refs, **values)


ROWS = {
    "orgs": [
        _row("D1", name="District", type="district", identifier=None, children=[_ref("S1"), _ref("S2")]),
        _row("S1", name="One", type="school", parent=_ref("D1"), children=[]),
        _row("S2", name="Two", type="school", parent=_ref("D1"), identifier=""),
    ],
    "academicSessions": [
        _row("T1", title="Fall", type="term", startDate="2026-08-03", endDate="2027-01-15", schoolYear="2027"),
        _row("Y1", title="Year", type="schoolYear", startDate="2026-08-03", endDate="2027-06-11", schoolYear="2027"),
        _row("Y9", title="Gone", type="schoolYear", schoolYear="2026", status="tobedeleted"),
    ],
    "courses": [
        _row("C1", title="Algebra", org=_ref("D1"), schoolYear=_ref("Y1", "academicSession"), grades=["06", "07"]),
    ],
    "classes": [
        _row(
            f"K{number}",
            title=f"Algebra {number}",
            course=_ref("C1", "course"),
            school=_ref("S1"),
            terms=[_ref("T1", "academicSession"), _ref("Y1", "academicSession")],
            periods=["2", "3"],
            subjects=["Mathematics", "Algebra"],
            grades=["06", "07"],
        )
        for number in (1, 2, 3)
    ],
    "users": [
        _user("U1", role="teacher", email="u1@made-up.example", grades=[]),
        _user("U2", role="teacher", orgs=[_ref("S1"), _ref("S2")], enabledUser="false"),
        _user("U3", role="student", grades=["06"], agents=[_ref("U7", "user")], middleName=None),
        _user("U4", role="student", grades=["07"], sms=""),
        _user("U5", role="student", grades=["08"], metadata={"house": "blue"}),
        _user("U6", role="administrator", orgs=[_ref("D1")]),
        _user("U7", role="guardian", agents=[_ref("U3", "user")], phone="555-0100"),
    ],
    "enrollments": [
        _seat(1, "U1", "K1", "teacher", primary="true", beginDate="2026-08-03", endDate="2027-01-15"),
        _seat(2, "U2", "K1", "teacher", primary="false"),
        _seat(3, "U3", "K1", "student", primary="false", beginDate="2026-09-04"),
        _seat(4, "U4", "K1", "student"),
        _seat(5, "U2", "K2", "teacher", primary="true"),
        _seat(6, "U4", "K2", "student"),
        _seat(7, "U5", "K2", "student"),
        _seat(8, "U5", "K3", "student"),
    ],
    "lineItems": [
        _row(
            "L1",
            title="Quiz",
            assignDate="2026-09-14T08:00:00.000Z",
            dueDate="2026-09-15T08:00:00.000Z",
            **{"class": _ref("K1", "class")},
        ),
    ],
    "demographics": [
        _row("U3", birthDate="2014-02-03", sex="female", asian="true", white="false", cityOfBirth="Vlod"),
        _row("U4", birthDate="2013-11-30", sex="male"),
        _row("U5", birthDate="2012-12-25"),
    ],
}
DISTRICT = District(rows=ROWS)
