"""The made-up district: its size, that nothing in it is real, and that every oddity is really there."""

import re
from collections import Counter, defaultdict
from datetime import date
from statistics import mean

import msgspec
import pytest

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.sandbox import make_district
from oneroster_classlink.sandbox.made_up.calendar import make_calendar
from oneroster_classlink.sandbox.made_up.figures import MEDIUM, SMALL
from oneroster_classlink.sandbox.made_up.figures.published import (
    CLASS_SIZE,
    CO_TAUGHT,
    CREDITS_A_YEAR,
    ITINERANT,
    PUPILS_A_TEACHER,
    SHARED_EMAIL,
    SHARED_MOBILE,
    TAKERS,
    TWO_OF_ANY,
)
from oneroster_classlink.sandbox.made_up.names import phone
from oneroster_classlink.snapshot import Snapshot
from tests.sandbox.conftest import TODAY

CONTACTS = ("email", "sms")


@pytest.fixture(scope="module")
def by_id(made_up):
    return {name: {row["sourcedId"]: row for row in rows if "sourcedId" in row} for name, rows in made_up.rows.items()}


@pytest.fixture(scope="module")
def odd(made_up, by_id):
    """Return the rows that show an oddity, of one collection."""

    def rows(name, collection):
        return [by_id[collection][item] for item in made_up.oddities[name] if item in by_id[collection]]

    return rows


@pytest.fixture(scope="module")
def seats(made_up):
    """Return the enrollments by class id."""
    found = defaultdict(list)
    for row in made_up.rows["enrollments"]:
        found[row["class"]["sourcedId"]].append(row)
    return found


@pytest.fixture(scope="module")
def snapshot(made_up, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up")
    for name, rows in made_up.rows.items():
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(rows))
    return Snapshot.load(read_folder(folder))


def test_make_district__the_size_of_a_small_district(made_up):
    sizes = {name: len(rows) for name, rows in made_up.rows.items()}
    roles = Counter(row.get("role", "1.2") for row in made_up.rows["users"])

    assert 7 == sizes["orgs"]
    assert 2_800 <= sizes["users"] <= 3_200
    assert 27_000 <= sizes["enrollments"] <= 33_000
    assert all(sizes[name] for name in ("resources", "categories", "lineItems", "results"))
    assert 2_000 <= roles["student"] <= 2_100
    assert 700 <= roles["parent"] + roles["guardian"] <= 740
    assert 130 == roles["teacher"]
    assert min(roles["parent"], roles["guardian"], roles["aide"], roles["administrator"], roles["1.2"]) > 10


def test_make_district__the_same_for_the_same_seed_and_day(made_up):
    again = make_district(seed=1, today=TODAY)

    assert msgspec.json.encode(made_up.rows["users"]) == msgspec.json.encode(again.rows["users"])
    assert made_up == again
    assert made_up.rows["users"] != make_district(seed=2, today=TODAY).rows["users"]


@pytest.mark.parametrize("today", [date(2027, 1, 14), date(2027, 1, 15), date(2028, 2, 29), date(2026, 7, 1)])
def test_make_calendar__any_day_lies_in_a_year_a_term_and_a_grading_period(today):
    calendar = make_calendar(today)
    types = {found.id: found.type for found in calendar.sessions}

    assert ["gradingPeriod", "schoolYear", "term"] == sorted(types[item] for item in calendar.current(today))
    assert calendar.last_term.end <= today
    assert all(found.parent in {None, *types} for found in calendar.sessions)


def test_make_district__the_last_day_of_a_school_year():
    """There are running and ended classes whatever the day, and every oddity."""
    today = date(2026, 6, 30)
    district = make_district(seed=3, today=today)
    used = {term["sourcedId"] for row in district.rows["classes"] for term in row["terms"]}

    assert {"FY2026", "T2-2026"} == used & make_calendar(today).current(today)
    assert {"FY2025", "T2-2025", "T1-2026"} <= used
    assert all(district.oddities.values())


@pytest.mark.parametrize("plan", [SMALL, MEDIUM])
def test_plans__pupils_of_a_teacher_as_published(plan):
    teachers = sum(count * plan.teachers[level] for level, count in plan.schools.items())

    assert plan.students / teachers == pytest.approx(PUPILS_A_TEACHER, rel=0.05)


@pytest.mark.parametrize("level", CLASS_SIZE)
def test_make_district__class_sizes_as_published(made_up, seats, level):
    """The core classes have as many students as surveys found, within a seventh; the ones few take are smaller."""
    grades = {"elementary": {"KG", "03", "05"}, "middle": {"06", "08"}, "high": {"09", "12"}}[level]
    core = [row for row in made_up.rows["classes"] if set(row["grades"]) & grades and row["periods"][0] <= "6"]
    sizes = [sum(seat["role"] == "student" for seat in seats[row["sourcedId"]]) for row in core]

    assert len(sizes) > 20
    assert mean(sizes) == pytest.approx(CLASS_SIZE[level], rel=1 / 7)


def test_make_district__shares_of_teachers_as_published_or_assumed(made_up, seats):
    teachers = [row for row in made_up.rows["users"] if row.get("role") == "teacher"]
    running = [row for row in made_up.rows["classes"] if row["terms"][0]["sourcedId"] in {"FY2027", "T1-2027"}]
    co_taught = sum(sum(seat["role"] == "teacher" for seat in seats[row["sourcedId"]]) > 1 for row in running)

    assert mean(len(row["orgs"]) > 1 for row in teachers) == pytest.approx(ITINERANT, abs=0.01)
    assert co_taught / len(running) == pytest.approx(CO_TAUGHT, rel=0.1)


def test_make_district__guardians_as_published(made_up):
    """Of the students with guardians, as many have two as children with a parent live with two."""
    links = defaultdict(set)
    for row in made_up.rows["users"]:
        for agent in row.get("agents", ()):
            pair = (row["sourcedId"], agent["sourcedId"])
            student, guardian = pair if row["role"] == "student" else pair[::-1]
            links[student].add(guardian)
    counts = Counter(map(len, links.values()))
    couples = {frozenset(found) for found in links.values() if len(found) == 2}

    assert {1, 2, 6} == set(counts)
    assert counts[2] / counts.total() == pytest.approx(TWO_OF_ANY, abs=0.05)
    for field, share in (("email", SHARED_EMAIL), ("sms", SHARED_MOBILE)):
        sharing = len(made_up.oddities[f"couple_with_one_{field}"]) / 2
        assert sharing / len(couples) == pytest.approx(share, abs=0.04)


@pytest.fixture(scope="module")
def medium():
    return make_district(seed=2, today=TODAY, size="medium")


def test_make_district__medium(medium):
    sizes = {name: len(rows) for name, rows in medium.rows.items()}

    assert 25 == sizes["orgs"]
    assert 18_000 <= sizes["users"] <= 20_000
    assert 170_000 <= sizes["enrollments"] <= 200_000
    assert 25 == len(medium.product_schools)
    assert len(medium.product_schools) == len({school.name for school in medium.product_schools})
    assert all(medium.oddities.values())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "(201) 555-0100"),
        (69_999, "(900) 555-0199"),
        (70_000, "(201) 101-5500"),
        (970_000, "(801) 113-5500"),
    ],
)
def test_phone__of_ranges_that_nobody_has(number, expected):
    assert expected == phone(number)


def test_make_district__ids_are_unique(made_up):
    for rows in made_up.rows.values():
        ids = [row.get("sourcedId") for row in rows]
        assert len(ids) == len(set(ids))


def test_make_district__one_import_stamp_for_all(made_up):
    stamps = {row.get("dateLastModified") for rows in made_up.rows.values() for row in rows}

    assert {"2026-11-24T02:15:00.000Z"} == stamps


def test_make_district__addresses_and_numbers_that_nobody_has(made_up):
    users = [row for row in made_up.rows["users"] if row.get("sourcedId") != "sourcedId"]
    domains = {row["email"].partition("@")[2] for row in users}
    numbers = {row[field] for row in users for field in ("sms", "phone")} - {""}

    assert {"", "example.org", "students.example.edu"} == domains
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", number) for number in numbers)


def test_make_district__contact_points_are_shared_only_where_they_are_meant_to_be(made_up):
    users = {row.get("sourcedId"): row for row in made_up.rows["users"]}
    emails = Counter(row["email"] for key, row in users.items() if key and row["email"])
    numbers = Counter(row["sms"] for key, row in users.items() if key and row.get("sms"))
    couples = {
        field: {users[item][field] for item in made_up.oddities[f"couple_with_one_{field}"]} for field in CONTACTS
    }

    shared = {email for email, count in emails.items() if count > 1}
    assert shared == {"shared.address@example.org"} | (couples["email"] & shared)
    assert 8 <= len(shared) <= 30
    assert couples["sms"] == {number for number, count in numbers.items() if count > 1}
    assert {1, 2} == set(emails.values()) == set(numbers.values())


def test_make_district__students_are_of_the_age_of_their_grade(snapshot):
    ages = defaultdict(set)
    for user in snapshot.users:
        born = getattr(snapshot.demographics.get(user.sourced_id), "birth_date", None)
        if user.role == "student" and born:
            ages[user.grades[0]].add((date(2026, 9, 1) - born).days // 365.25)

    assert {5.0} == ages["KG"]
    assert {17.0} == ages["12"]
    assert all({float(grade) + 5} == ages[grade] for grade in ("01", "06", "07", "08", "11"))


def test_make_district__students_have_as_many_classes_as_students_have(made_up, by_id):
    loads = defaultdict(Counter)
    for row in made_up.rows["enrollments"]:
        student = by_id["users"].get(row.get("user", {}).get("sourcedId"), {})
        klass = by_id["classes"].get(row["class"]["sourcedId"], {"terms": [{"sourcedId": ""}]})
        if student.get("role") == "student" and klass["terms"][0]["sourcedId"] in {"T1-2027", "FY2027"}:
            loads[student["grades"][0]][student["sourcedId"]] += 1

    assert 8 == Counter(loads["KG"].values()).most_common(1)[0][0]
    secondary = [load for grade in ("06", "07", "08", "09", "10", "11", "12") for load in loads[grade].values()]
    assert mean(secondary) == pytest.approx(sum(TAKERS), rel=0.03)
    assert 0 <= sum(TAKERS) - CREDITS_A_YEAR <= 0.6
    assert {6, 7, 8} == {load for load, _ in Counter(loads["10"].values()).most_common(3)}


def test_make_district__what_decoding_makes_of_it(made_up, snapshot):
    """The broken rows are lost, the mended ones repaired, and no other row is touched."""
    lost = {entry.sourced_id for entry in snapshot.ledger if entry.is_lost}
    touched = {entry.sourced_id for entry in snapshot.ledger}
    (seat,) = made_up.oddities["enrollment_without_user"]
    mended = ("unreadable_birth_date", "other_date_form", "comma_list", "header_row")

    assert {None, seat} <= lost
    assert {None, seat, *(item for name in mended for item in made_up.oddities[name])} == touched


def test_oddities__each_names_records_that_are_there(made_up, by_id):
    ids = {item for rows in by_id.values() for item in rows} | {""}

    assert all(found and set(found) <= ids for found in made_up.oddities.values())


@pytest.mark.parametrize(
    ("name", "collection", "shows"),
    [
        ("long_school_name", "orgs", lambda row: len(row["name"]) > 60),
        ("id_with_slash", "users", lambda row: "/" in row["sourcedId"]),
        ("id_with_slash", "classes", lambda row: "/" in row["sourcedId"]),
        ("id_with_space", "users", lambda row: " " in row["sourcedId"]),
        ("id_with_pipe", "users", lambda row: "|" in row["sourcedId"]),
        ("agents_on_student", "users", lambda row: row["agents"] == []),
        ("agents_on_guardian", "users", lambda row: row["agents"]),
        ("agents_on_both", "users", lambda row: row["agents"]),
        ("role_proctor", "users", lambda row: row["role"] == "proctor"),
        ("role_relative", "users", lambda row: row["role"] == "relative"),
        ("role_unknown", "users", lambda row: row["role"] == "hallMonitor"),
        ("role_principal", "users", lambda row: row["roles"][0]["role"] == "principal"),
        ("role_counselor", "users", lambda row: row["roles"][0]["role"] == "counselor"),
        ("user_with_two_roles", "users", lambda row: len(row["roles"]) == 2),
        ("teacher_in_two_schools", "users", lambda row: len({org["sourcedId"] for org in row["orgs"]}) == 2),
        ("ended_class", "classes", lambda row: row["terms"][0]["sourcedId"] in {"T2-2026", "FY2026"}),
        ("ended_class", "classes", lambda row: row["status"] == "active"),
        ("user_tobedeleted", "users", lambda row: row["status"] == "tobedeleted"),
        ("user_disabled", "users", lambda row: row["enabledUser"] == "false"),
        ("user_with_password", "users", lambda row: row["password"]),
        ("shared_email", "users", lambda row: row["email"] == "shared.address@example.org"),
        ("teacher_without_email", "users", lambda row: row["email"] == "" and row["role"] == "teacher"),
        ("student_without_birth_date", "demographics", lambda row: row["birthDate"] == ""),
        ("name_with_accent", "users", lambda row: row["familyName"].startswith("Ö")),
        ("name_with_apostrophe", "users", lambda row: row["familyName"].startswith("O'")),
        ("class_tobedeleted", "classes", lambda row: row["status"] == "tobedeleted"),
        ("empty_title", "classes", lambda row: row["title"] == ""),
        ("long_title", "classes", lambda row: len(row["title"]) > 255),
        ("dangling_school", "classes", lambda row: row["school"]["sourcedId"] == "NOT-SHARED-SCHOOL"),
        ("dangling_course", "classes", lambda row: row["course"]["sourcedId"] == "NOT-SHARED-COURSE"),
        ("dangling_term", "classes", lambda row: row["terms"][0]["sourcedId"] == "NOT-SHARED-TERM"),
        ("co_teacher", "enrollments", lambda row: (row["role"], row["primary"]) == ("teacher", "false")),
        ("aide_seat", "enrollments", lambda row: (row["role"], row["primary"]) == ("aide", "false")),
        ("aide_primary", "enrollments", lambda row: (row["role"], row["primary"]) == ("aide", "true")),
        (
            "administrator_primary",
            "enrollments",
            lambda row: (row["role"], row["primary"]) == ("administrator", "true"),
        ),
        ("student_as_teacher", "enrollments", lambda row: (row["role"], row["primary"]) == ("teacher", "true")),
        ("teacher_as_student", "enrollments", lambda row: (row["role"], row["primary"]) == ("student", "true")),
        ("enrollment_tobedeleted", "enrollments", lambda row: row["status"] == "tobedeleted"),
        ("dangling_user", "enrollments", lambda row: row["user"]["sourcedId"] == "NOT-SHARED-USER"),
        ("dangling_class", "enrollments", lambda row: row["class"]["sourcedId"] == "NOT-SHARED-CLASS"),
        ("enrollment_without_user", "enrollments", lambda row: "user" not in row),
        ("header_row", "users", lambda row: row["role"] == "role"),
        ("unreadable_birth_date", "demographics", lambda row: row["birthDate"] == "31/31/2015"),
        ("other_date_form", "demographics", lambda row: re.fullmatch(r"\d\d/\d\d/\d{4}", row["birthDate"])),
        ("upper_case_flag", "users", lambda row: row["enabledUser"] == "TRUE"),
        ("upper_case_flag", "enrollments", lambda row: row["primary"] == "TRUE"),
        ("comma_list", "classes", lambda row: row["grades"] == "09,10"),
    ],
)
def test_oddities__are_what_they_are_called(odd, name, collection, shows):
    rows = odd(name, collection)

    assert rows
    assert all(shows(row) for row in rows)


def test_oddities__whose_seat_it_is(odd, by_id):
    """The user's role and the enrollment's role disagree, or a user who is no teacher owns the class."""
    roles = {
        name: {by_id["users"][row["user"]["sourcedId"]].get("role", "principal") for row in odd(name, "enrollments")}
        for name in ("student_as_teacher", "teacher_as_student", "administrator_primary", "aide_primary")
    }

    assert {
        "student_as_teacher": {"student"},
        "teacher_as_student": {"teacher"},
        "administrator_primary": {"administrator", "principal"},
        "aide_primary": {"aide"},
    } == roles


@pytest.mark.parametrize(("name", "owners"), [("no_primary", 0), ("two_primaries", 2)])
def test_oddities__classes_by_their_owners(made_up, seats, name, owners):
    counts = [sum(row["primary"] == "true" for row in seats[item]) for item in made_up.oddities[name]]

    assert counts
    assert {owners} == set(counts)


def test_oddities__what_is_absent(made_up, by_id):
    absent = set(made_up.oddities["student_without_demographics"])
    guardians = set(made_up.oddities["guardian_without_student"])
    linked = {agent["sourcedId"] for row in made_up.rows["users"] for agent in row.get("agents", ())}

    assert absent
    assert not absent & by_id["demographics"].keys()
    assert guardians
    assert all(by_id["users"][item]["agents"] == [] for item in guardians)
    assert not guardians & linked
    assert 1 == sum("sourcedId" not in row for row in made_up.rows["users"])


def test_oddities__one_student_has_six_guardians_and_no_other_so_many(made_up):
    links = {
        (row["sourcedId"], agent["sourcedId"])
        for row in made_up.rows["users"]
        if "sourcedId" in row
        for agent in row.get("agents", ())
    }
    students = {row.get("sourcedId") for row in made_up.rows["users"] if row.get("role") == "student"}
    pairs = {pair if pair[0] in students else pair[::-1] for pair in links}
    counts = Counter(student for student, _ in pairs)

    assert made_up.oddities["six_guardians"] == tuple(item for item, count in counts.items() if count >= 6)
    assert 6 == max(counts.values())


def test_product_schools__the_same_schools_spelled_otherwise(made_up):
    orgs = {row["identifier"]: row["name"] for row in made_up.rows["orgs"]}
    ours = made_up.product_schools
    by_identifier = [school for school in ours if school.identifiers]

    assert 7 == len(ours)
    assert 5 == len(by_identifier)
    assert all(orgs[school.identifiers[0]] != school.name for school in by_identifier)
    assert [school.name for school in ours if f"{school.name} School" in orgs.values()] == [ours[2].name]
    assert ours[2].identifiers == () == ours[6].identifiers
