"""Each event: what it changes, and that it changes nothing else."""

from datetime import date

import attrs
import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import District, make_district
from oneroster_classlink.sandbox.alive import events
from oneroster_classlink.sandbox.alive.event import by_id
from oneroster_classlink.sandbox.alive.references import dangling, targets
from tests.sandbox.alive.conftest import TODAY, klass, session, user
from tests.sandbox.conftest import seat, to


def facts(event):
    """Return what an event touched, by collection."""
    return {name: dict(getattr(event, name)) for name in ("added", "changed", "removed") if getattr(event, name)}


def seats(district, user):
    """Return class and role of each seat of a user."""
    rows = by_id(district, "enrollments").values()
    return sorted((row["class"]["sourcedId"], row["role"]) for row in rows if row.get("user") == to(user, "user"))


def test_transfer(tiny):
    """The student is of the other school, and in the classes of one who is in the grade there."""
    after, event = events.transfer(tiny, student="a51", school="B")

    assert facts(event) == {
        "added": {"enrollments": ("E261124-0001",)},
        "changed": {"users": ("a51",)},
        "removed": {"enrollments": ("E3",)},
    }
    assert ("transfer", TODAY) == (event.name, event.day)
    assert by_id(tiny, "users")["a51"] | {"orgs": [to("B")]} == by_id(after, "users")["a51"]
    assert [("B5", "student")] == seats(after, "a51")


def test_transfer__where_nobody_is_in_the_grade(tiny):
    after, event = events.transfer(tiny, student="a51", school="M")

    assert facts(event) == {"changed": {"users": ("a51",)}, "removed": {"enrollments": ("E3",)}}
    assert [] == seats(after, "a51")


def test_transfer__by_chance_is_the_same_every_time(tiny):
    found = [events.transfer(attrs.evolve(tiny, seed=seed)) for seed in (1, 1, 2, 3, 4)]

    assert found[0] == found[1]
    assert len({event.changed["users"] for _, event in found}) > 1
    assert all(set(by_id(after, "users")) == set(by_id(tiny, "users")) for after, _ in found)


def test_staff_change(tiny):
    """The new teacher has the classes of the one who left, and nothing else of them."""
    after, event = events.staff_change(tiny, teacher="tA")
    new = by_id(after, "users")["NEW261124-0001"]

    assert facts(event) == {
        "added": {"users": ("NEW261124-0001",), "enrollments": ("E261124-0001", "E261124-0002")},
        "removed": {"users": ("tA",), "enrollments": ("E6", "E7"), "demographics": ("tA",)},
    }
    assert seats(tiny, "tA") == seats(after, new["sourcedId"])
    assert {"true"} == {by_id(after, "enrollments")[item]["primary"] for item in event.added["enrollments"]}
    assert (new["role"], new["orgs"]) == ("teacher", [to("A")])
    assert new["email"].endswith("@example.org")
    assert not {"tA", "GiventA", "FamilytA", "tA@example.org"} & {str(value) for value in new.values()}


def test_new_student(tiny):
    after, event = events.new_student(tiny, school="M")
    new = by_id(after, "users")["NEW261124-0001"]

    assert facts(event) == {
        "added": {
            "users": ("NEW261124-0001",),
            "enrollments": ("E261124-0001",),
            "demographics": ("NEW261124-0001",),
        }
    }
    assert [("M6", "student")] == seats(after, "NEW261124-0001")
    assert (["06"], [to("M")], []) == (new["grades"], new["orgs"], new["agents"])
    assert "2016-02" == by_id(after, "demographics")["NEW261124-0001"]["birthDate"][:7]
    assert new["email"].endswith("@students.example.edu")


def test_new_guardian(tiny):
    after, event = events.new_guardian(tiny, student="b51")
    new = by_id(after, "users")["NEW261124-0001"]

    assert facts(event) == {"added": {"users": ("NEW261124-0001",)}, "changed": {"users": ("b51",)}}
    assert [to("b51", "user")] == new["agents"]
    assert [to("NEW261124-0001", "user")] == by_id(after, "users")["b51"]["agents"]
    assert ("Familyb51", [to("B")]) == (new["familyName"], new["orgs"])
    assert new["role"] in {"parent", "guardian"}


def test_new_guardian__twice_on_one_day(tiny):
    once, _ = events.new_guardian(tiny, student="b51")
    _, event = events.new_guardian(once, student="b51")

    assert ("NEW261124-0002",) == event.added["users"]


def test_new_guardian__of_a_student_without_a_school():
    rows = {"users": [user("s", "student"), user("g", "parent", "A")]}
    after, _ = events.new_guardian(District(rows=rows, today=TODAY))

    assert [to("A")] == by_id(after, "users")["NEW261124-0001"]["orgs"]


def test_leave(tiny):
    """What hangs on a student goes too, and nobody's link leads nowhere."""
    after, event = events.leave(tiny, users=["a41"])

    assert facts(event) == {
        "changed": {"users": ("g1",)},
        "removed": {
            "users": ("a41",),
            "enrollments": ("E1", "E11"),
            "demographics": ("a41",),
            "results": ("X1",),
        },
    }
    assert [to("a42", "user")] == by_id(after, "users")["g1"]["agents"]


def test_enroll_and_withdraw(tiny):
    more, enrolled = events.enroll(tiny, user="a41", klass="B5")
    less, withdrawn = events.withdraw(more, enrollments=["E261124-0001", "E1"])

    assert {"added": {"enrollments": ("E261124-0001",)}} == facts(enrolled)
    assert [("A4", "student"), ("B5", "student"), ("OLD", "student")] == seats(more, "a41")
    assert to("B") == by_id(more, "enrollments")["E261124-0001"]["school"]
    assert {"enrollments": {"E261124-0001", "E1"}} == {name: set(ids) for name, ids in withdrawn.removed.items()}
    assert [("OLD", "student")] == seats(less, "a41")


def test_unshare_school(tiny):
    """Its classes and their seats go, its people who are nowhere else go, its course goes up."""
    after, event = events.unshare_school(tiny, "A")

    assert facts(event) == {
        "changed": {"orgs": ("D",), "courses": ("C2",), "users": ("tB", "pr")},
        "removed": {
            "orgs": ("A",),
            "classes": ("A4", "A5", "OLD"),
            "users": ("a41", "a42", "a51", "odd", "tA", "g1", "g2"),
            "enrollments": ("E1", "E2", "E3", "E6", "E7", "E10", "E11", "E12", "E14"),
            "demographics": ("a41", "a42", "a51", "tA"),
            "lineItems": ("L1",),
            "results": ("X1",),
        },
    }
    assert [to("B"), to("M")] == by_id(after, "orgs")["D"]["children"]
    assert to("D") == by_id(after, "courses")["C2"]["org"]
    assert [to("B")] == by_id(after, "users")["tB"]["orgs"]
    assert ["teacher"] == [role["role"] for role in by_id(after, "users")["pr"]["roles"]]
    assert "primaryOrg" not in by_id(after, "users")["pr"]


def test_set_primary_org__to_one(tiny):
    """Nobody's seats move: the school of the student and of the classes disagree."""
    after, event = events.set_primary_org(tiny, users=["a41", "tB", "pr"], org="B")

    assert {"changed": {"users": ("a41", "pr")}} == facts(event)
    assert [to("B")] == by_id(after, "users")["a41"]["orgs"]
    assert seats(tiny, "a41") == seats(after, "a41")
    assert [to("B"), to("A")] == [role["org"] for role in by_id(after, "users")["pr"]["roles"]]
    assert to("B") == by_id(after, "users")["pr"]["primaryOrg"]


def test_set_primary_org__by_most_enrollments(tiny):
    away, _ = events.set_primary_org(tiny, users=["a41"], org="M")
    back, event = events.set_primary_org(away)

    assert {"changed": {"users": ("a41",)}} == facts(event)
    assert by_id(tiny, "users") == by_id(back, "users")


def joins(district, names=None):
    """Return every reference between records that are there, by the new names."""
    names = names or {}
    there = {name: set(by_id(district, name)) for name in district.rows}
    return {
        (name, names.get(row["sourcedId"], row["sourcedId"]), target, names.get(item, item))
        for name in district.rows
        for row in by_id(district, name).values()
        for target, item in targets(name, row)
        if item in there[target]
    }


def test_rekey__every_id_is_another_and_every_join_stays(tiny):
    after, event = events.rekey(tiny)
    old = {item for name in tiny.rows for item in by_id(tiny, name)}
    new = {item for name in after.rows for item in by_id(after, name)}

    assert not old & new
    assert old == set(event.renamed)
    assert joins(tiny, event.renamed) == joins(after)
    assert dangling(tiny) == dangling(after)
    assert {name: len(rows) for name, rows in tiny.rows.items()} == {
        name: len(rows) for name, rows in after.rows.items()
    }
    assert after.rows["users"][-1] == tiny.rows["users"][-1]
    assert event.added.keys() == event.removed.keys() == tiny.rows.keys()


def test_rekey__on_another_day_gives_other_ids(tiny):
    _, one = events.rekey(tiny)
    _, other = events.rekey(attrs.evolve(tiny, today=date(2026, 11, 25)))

    assert one.renamed.keys() == other.renamed.keys()
    assert not set(one.renamed.values()) & set(other.renamed.values())


def test_merge_users__the_hash_is_of_the_names(tiny):
    _, event = events.merge_users(tiny)
    _, again = events.merge_users(attrs.evolve(tiny, seed=9, today=date(2027, 1, 1)))

    assert set(event.renamed) == set(by_id(tiny, "users")) - {"pr"}
    assert event.renamed == again.renamed
    assert {"users", "enrollments", "results", "demographics"} == {*event.added, *event.changed}


def test_merge_users__who_hash_alike_become_one(tiny):
    """A teacher who is a parent too: one user, with the schools of both, who keeps the seats of both."""
    twin = {**user("tW", "teacher", "M"), "givenName": "GiventA", "familyName": "FamilytA", "username": "tA"}
    rows = {**tiny.rows, "users": [*tiny.rows["users"], twin]}
    rows["enrollments"] = [*tiny.rows["enrollments"], seat("E20", "tW", "M6", "M", "teacher")]
    rows["demographics"] = [*tiny.rows["demographics"], {"sourcedId": "tW", "birthDate": "1980-01-01"}]
    after, event = events.merge_users(attrs.evolve(tiny, rows=rows), users=["tA", "tW"])
    new = event.renamed["tA"]

    assert event.renamed == {"tA": new, "tW": new}
    assert [to("A"), to("M")] == by_id(after, "users")[new]["orgs"]
    assert [("A4", "teacher"), ("A5", "teacher"), ("M6", "teacher")] == seats(after, new)
    assert 1 == sum(row["sourcedId"] == new for row in after.rows["demographics"])
    assert facts(event) == {
        "added": {"users": (new,), "demographics": (new,)},
        "removed": {"users": ("tA", "tW"), "demographics": ("tA", "tW")},
        "changed": {"enrollments": ("E6", "E7", "E20")},
    }


def test_bury__a_class_and_what_hangs_on_it(tiny):
    after, event = events.bury(tiny, "classes", ["A4"])

    assert facts(event) == {
        "changed": {
            "classes": ("A4",),
            "enrollments": ("E1", "E2", "E6", "E10"),
            "lineItems": ("L1",),
            "results": ("X1",),
        }
    }
    assert {"tobedeleted"} == {by_id(after, "enrollments")[item]["status"] for item in ("E1", "E2", "E6", "E10")}


def test_purge(tiny):
    """Tombstones vanish, with what hangs on them."""
    buried, _ = events.bury(tiny, "users", ["a41"])
    after, event = events.purge(buried)

    assert facts(event)["removed"] == {
        "classes": ("BURIED",),
        "users": ("a41",),
        "enrollments": ("E1", "E11", "E12"),
        "demographics": ("a41",),
        "results": ("X1",),
    }
    assert not any(row.get("status") == "tobedeleted" for rows in after.rows.values() for row in rows)


def test_roll_over__sessions_and_classes_of_the_next_year(tiny):
    after, event = events.roll_over(tiny)
    sessions, classes = by_id(after, "academicSessions"), by_id(after, "classes")

    assert date(2027, 7, 1) == after.today == event.day
    assert {"FY2027": "FY2028", "FALL": "FALL-next", "T2-2027": "T2-2028"}.items() <= event.renamed.items()
    assert {"A4": "A4-2028", "A5": "A5-2028", "B5": "B5-2028", "M6": "M6-2028"}.items() <= event.renamed.items()
    assert ("2027-07-01", "2028-07-01", "2028") == tuple(sessions["FY2028"][name] for name in YEAR)
    assert to("FY2028") == sessions["T2-2028"]["parent"] == by_id(after, "courses")["C1"]["schoolYear"]
    assert {"FY2027", "FALL", "T2-2027", "FY2028", "FALL-next", "T2-2028"} == set(sessions)
    assert {"A4-2028", "A5-2028", "B5-2028", "M6-2028", "TIMELESS"} == set(classes)
    assert [to("FALL-next")] == classes["A5-2028"]["terms"]
    assert [to("FY2028")] == classes["M6-2028"]["terms"]


YEAR = ("startDate", "endDate", "schoolYear")


def test_roll_over__students_are_a_grade_further(tiny):
    """Those of the last grade leave, new ones come into the first, the others have the seats of the grade above."""
    after, event = events.roll_over(tiny)
    users = by_id(after, "users")

    assert {"users": ("m61",), "demographics": ("m61",)}.items() <= event.removed.items()
    assert ("NEW270701-0001", "NEW270701-0002") == event.added["users"]
    assert [(["05"], [to("A")]), (["06"], [to("M")])] == [
        (users[item]["grades"], users[item]["orgs"]) for item in ("a41", "a51")
    ]
    assert [("A5-2028", "student")] == seats(after, "a41") == seats(after, "a42")
    assert [("M6-2028", "student")] == seats(after, "a51") == seats(after, "b51")
    assert [("A4-2028", "student")] == seats(after, "NEW270701-0001")
    assert [("A5-2028", "student")] == seats(after, "odd")
    assert [("A4-2028", "teacher"), ("A5-2028", "teacher")] == seats(after, "tA")
    assert "2013-02" == by_id(after, "demographics")["NEW270701-0001"]["birthDate"][:7]


def test_roll_over__what_belongs_to_last_year_is_gone(tiny):
    after, event = events.roll_over(tiny)
    seats_ = by_id(after, "enrollments")

    assert ("L1",) == event.removed["lineItems"]
    assert not {"E1", "E2", "E3", "E4", "E5", "E11", "E12"} & set(seats_)
    assert {"E13"} <= set(seats_)
    dates = {row.get("beginDate"): row.get("endDate") for row in seats_.values() if row.get("beginDate")}
    assert {"2027-07-01": "2028-07-01"} == dates
    assert dangling(after) <= dangling(tiny)


def test_roll_over__again_and_again(tiny):
    """The suffix of the class ids is the year, not a pile of years."""
    once, _ = events.roll_over(tiny)
    twice, event = events.roll_over(once)

    assert date(2028, 7, 1) == twice.today
    assert "A4-2029" == event.renamed["A4-2028"]
    assert {"A4-2029", "A5-2029", "B5-2029", "M6-2029", "TIMELESS"} == set(by_id(twice, "classes"))


def test_roll_over_reusing_ids__other_people_in_the_old_class(tiny):
    after, event = events.roll_over_reusing_ids(tiny)
    in_class = {
        row["user"]["sourcedId"]
        for row in by_id(after, "enrollments").values()
        if row.get("class") == to("A5", "class")
    }

    assert {"A4", "A5", "B5", "M6"} == set(event.changed["classes"])
    assert {"a41", "a42", "tA", "odd"} == in_class
    assert {"A4": "A4", "A5": "A5"}.items() <= event.renamed.items()


def test_roll_over__beyond_the_last_grade_and_a_leap_day():
    rows = {
        "orgs": [{"sourcedId": "H", "type": "school"}],
        "academicSessions": [session("Y", "schoolYear", "2027-03-01", "2028-02-29")],
        "classes": [klass("K", "H", "Y")],
        "users": [user("s", "student", "H", grade="12")],
        "enrollments": [seat("E1", "s", "K", "H", "student")],
    }
    after, event = events.roll_over(District(rows=rows, today=date(2028, 1, 1)))

    assert ("s",) == event.removed["users"]
    assert ["12"] == by_id(after, "users")["NEW280229-0001"]["grades"]
    assert "2029-02-28" == by_id(after, "academicSessions")["Y-next"]["endDate"]
    assert [("K-2029", "student")] == seats(after, "NEW280229-0001")


def test_night__crossing_the_end_of_the_year_is_a_roll_over(tiny):
    _, event = events.night(attrs.evolve(tiny, today=date(2027, 6, 30)))
    _, expected = events.roll_over(attrs.evolve(tiny, today=date(2027, 6, 30)))

    assert event == expected


def test_night__in_a_real_district_little_changes(made_up):
    """Some seats end and begin, a few people come and go; sessions, classes and orgs stay."""
    after, event = events.night(made_up)

    assert date(2026, 11, 25) == after.today == event.day
    assert {"users", "enrollments", "demographics"} >= {*event.added, *event.removed, *event.changed}
    assert 10 < len(event.added["enrollments"]) < 150
    assert 10 < len(event.removed["enrollments"]) < 150
    assert len(event.added["users"]) < 10


def test_night__of_a_district_where_nobody_is_left():
    after, event = events.night(District(rows={"orgs": [{"sourcedId": "A"}]}, today=TODAY))

    assert event.is_nothing
    assert date(2026, 11, 25) == after.today


def test_night__whoever_comes_or_goes_is_whole(tiny):
    """By chance a seat moves, a student leaves or comes, a guardian is added, a teacher changes: nothing dangles."""
    crowd = [user(f"s{number}", "student", "A", grade="05") for number in range(600)]
    staff = [user(f"t{number}", "teacher", "A") for number in range(1_500)]
    rows = {**tiny.rows, "users": [*tiny.rows["users"], *crowd, *staff]}
    chairs = (seat(f"S{number}", f"s{number}", "A5", "A", "student") for number in range(600))
    rows["enrollments"] = [*tiny.rows["enrollments"], *chairs]
    roles = set()
    for seed in range(12):
        district = attrs.evolve(tiny, rows=rows, seed=seed)
        after, event = events.night(district)
        roles |= {by_id(after, "users")[item]["role"] for item in event.added.get("users", ())}
        assert dangling(after) <= dangling(district)

    assert {"student", "teacher"} < roles
    assert {"parent", "guardian"} & roles


@pytest.mark.parametrize(
    "fails",
    [
        lambda district: events.transfer(district, student="nobody"),
        lambda district: events.transfer(district, school="nowhere"),
        lambda district: events.staff_change(district, teacher="nobody"),
        lambda district: events.new_student(district, school="D"),
        lambda district: events.unshare_school(district, "nowhere"),
        lambda district: events.set_primary_org(district, users=["a41"], org="nowhere"),
        lambda district: events.enroll(district, user="nobody", klass="A4"),
        lambda district: events.enroll(district, user="a41", klass="nothing"),
    ],
)
def test_events__of_what_is_not_there(tiny, fails):
    with pytest.raises(UsageError, match="There is no such"):
        fails(tiny)


def test_transfer__without_another_school():
    rows = {"orgs": [{"sourcedId": "A", "type": "school"}], "users": [user("s", "student", "A", grade="05")]}

    with pytest.raises(UsageError, match="no other school"):
        events.transfer(District(rows=rows, today=TODAY))


def test_roll_over__without_dates():
    with pytest.raises(UsageError, match="no session with dates"):
        events.roll_over(District(rows={}, today=TODAY))


EVENTS = [
    events.transfer,
    events.staff_change,
    events.new_student,
    events.new_guardian,
    events.roll_over,
    events.rekey,
    events.merge_users,
    events.set_primary_org,
    events.night,
    events.purge,
]


@pytest.fixture(scope="module")
def large():
    return make_district(today=TODAY, size="large")


@pytest.mark.parametrize("event", EVENTS)
def test_events__not_in_a_large_district(large, event):
    with pytest.raises(UsageError, match="make it small or medium"):
        event(large)


@pytest.mark.parametrize("event", EVENTS)
def test_events__not_without_a_day(tiny, event):
    with pytest.raises(UsageError, match="which day it is"):
        event(attrs.evolve(tiny, today=None))


@pytest.mark.parametrize(
    "event",
    [
        lambda district: events.bury(district, "users", ["nobody"]),
        lambda district: events.bury(district, "unicorns", []),
        lambda district: events.merge_users(district, users=["nobody"]),
    ],
)
def test_events__of_what_is_not_there_are_refused(tiny, event):
    """A slip in a host's test must not pass for an event without effect."""
    with pytest.raises(UsageError, match="This district has no such"):
        event(tiny)


def test_night__offers_no_class_that_is_not_shared():
    """Seats that dangle on purpose are not the model of new ones."""
    rows = {
        "orgs": [{"sourcedId": "A", "type": "school"}],
        "classes": [klass("K", "A", "T1")],
        "users": [user(f"s{number}", "student", "A") for number in range(40)],
        "enrollments": [
            *(seat(f"E{number}", f"s{number}", "K", "A", "student") for number in range(40)),
            *(seat(f"G{number}", "s0", "GONE", "A", "student") for number in range(400)),
        ],
    }
    district = District(rows=rows, today=TODAY, seed=1)
    for _ in range(15):
        district, _event = events.night(district)
    seats = {(row["user"]["sourcedId"], row["class"]["sourcedId"]) for row in district.rows["enrollments"]}

    assert {"s0"} == {student for student, taken in seats if taken == "GONE"}
