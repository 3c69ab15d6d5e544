"""The large district: its size, pages and singles, that its rows agree, what it refuses. Only slices are read."""

import sys
from collections import Counter
from datetime import date
from random import Random
from statistics import mean

import msgspec
import pytest

from oneroster_classlink.sandbox import make_district
from oneroster_classlink.sandbox.exchange import Refused, Request
from oneroster_classlink.sandbox.made_up.figures.published import (
    CLASS_SIZE_2021,
    CO_TAUGHT,
    ITINERANT,
    LEVEL_SHARES,
    SHARED_EMAIL,
    SHARED_MOBILE,
    SIBLINGS,
    TAKERS,
    TWO_OF_ANY,
)
from oneroster_classlink.sandbox.made_up.large.mixing import Shuffle, mixed, shares
from oneroster_classlink.sandbox.service import Service
from tests.sandbox.conftest import ORIGIN, TODAY, V11, V12, get

SIZES = {"classes": 200_000, "users": 970_000, "enrollments": 4_300_000, "demographics": 970_000}
KINDS = {"GDN": 400_000, "OTH": 3_000, "STU": 540_000, "TCH": 27_000}
CHANCE = 2_000


@pytest.fixture(scope="module")
def district():
    return make_district(seed=1, today=TODAY, size="large")


@pytest.fixture(scope="module")
def large(district):
    return Service(district=district)


@pytest.fixture(scope="module")
def sample(district):
    """Return rows of a collection, the same on every run, from all over it; of users also those of one kind."""

    def rows(collection, count=CHANCE, kind=None):
        found = district.rows[collection]
        first = sum(KINDS[name] for name in KINDS if kind and name < kind)
        places = range(first, first + KINDS[kind]) if kind else range(len(found))
        return [found[place] for place in Random(7).sample(places, count)]  # noqa: S311 - nothing is secret

    return rows


@pytest.fixture(scope="module")
def by_id(district):
    """Return the row with an id, which must be there."""

    def row(collection, sourced_id):
        rows = district.rows[collection]
        if isinstance(rows, tuple):
            return next(found for found in rows if found["sourcedId"] == sourced_id)
        return rows[rows.place(sourced_id)]

    return row


def ids(answer):
    (rows,) = answer.values()
    return [row["sourcedId"] for row in rows]


def test_make_district__large__its_sizes(district):
    assert SIZES == {name: len(district.rows[name]) for name in SIZES}
    assert SIZES["users"] == sum(KINDS.values())
    assert 1_001 == len(district.rows["orgs"])
    assert 1_000 == len(district.product_schools) == len({school.name for school in district.product_schools})
    assert district.is_lazy
    assert not make_district(seed=1, today=TODAY).is_lazy


def test_make_district__large__in_little_memory(district):
    """What is kept of 4.3 million seats are whole numbers."""
    table = district.rows["classes"].timetable
    arrays = (table.group_of, table.starts, table.seats, table.teachers, table.co_teachers)

    assert 5_000_000 > sum(map(sys.getsizeof, arrays))


def test_make_district__large__the_same_for_the_same_seed_and_day(district):
    again = make_district(seed=1, today=TODAY, size="large")
    other = make_district(seed=2, today=TODAY, size="large")

    for name, size in SIZES.items():
        places = range(0, size, size // 5)
        assert [district.rows[name][place] for place in places] == [again.rows[name][place] for place in places]
        assert [district.rows[name][place] for place in places] != [other.rows[name][place] for place in places]


@pytest.mark.parametrize("collection", [*SIZES, "orgs", "courses"])
@pytest.mark.parametrize("version", [V11, V12])
def test_service__pages_of_a_large_district(large, collection, version):
    """Ids rise from the first page to the last, the total is always the same, and the page after the last is empty."""
    total = int(get(large, f"{version}/{collection}?limit=1")[0].headers["X-Total-Count"])
    seen = []
    for offset in (0, 3, total // 2, total - 2, total, total + 5):
        answer, body = get(large, f"{version}/{collection}?sort=sourcedId&orderBy=asc&limit=3&offset={offset}")
        assert str(total) == answer.headers["X-Total-Count"]
        assert min(3, max(0, total - offset)) == len(ids(body))
        seen += ids(body)

    assert seen == sorted(set(seen))


@pytest.mark.parametrize("collection", SIZES)
def test_service__rows_of_a_large_district_backwards(large, collection):
    _, forwards = get(large, f"{V11}/{collection}?limit=3")
    total = SIZES[collection]
    _, backwards = get(large, f"{V11}/{collection}?orderBy=desc&limit=3&offset={total - 3}")

    assert ids(forwards) == ids(backwards)[::-1]


@pytest.mark.parametrize("collection", SIZES)
@pytest.mark.parametrize("version", [V11, V12])
def test_service__a_record_of_a_large_district(large, collection, version):
    _, page = get(large, f"{version}/{collection}?limit=1&offset=123456")
    (row,) = page[collection]
    _, single = get(large, f"{version}/{collection}/{row['sourcedId']}")

    assert [row] == list(single.values())


@pytest.mark.parametrize(
    "path",
    [
        "users/GDN-400000",
        "users/STU-12345",
        "users/STU-00000x",
        "users/XXX-000001",
        "users/sourcedId",
        "classes/CLS-200000",
        "classes/ENR-000000",
        "classes/CLS-00001",
        "enrollments/ENR-4300000",
        "enrollments/ENR-00000x1",
        "demographics/TCH-027000",
        "students/TCH-000000",
        "classes/CLS-200000/students",
        "schools/ORG-0000/classes",
    ],
)
def test_service__no_such_record_in_a_large_district(large, path):
    with pytest.raises(Refused) as refused:
        get(large, f"{V11}/{path}")

    assert 404 == refused.value.status


@pytest.mark.parametrize(
    "path",
    [
        "users?filter=role='student'",
        "users?sort=familyName",
        "enrollments?filter=status='active'",
        "students?sort=grades",
        "users/STU-000001/classes",
        "schools/ORG-0001/students",
        "courses/CRS-ART-KG/classes",
        "terms/T1-2027/classes",
    ],
)
def test_service__a_large_district_is_not_searched(large, path):
    with pytest.raises(Refused, match="too large to be searched: ask for plain pages") as refused:
        get(large, f"{V11}/{path}")

    assert 400 == refused.value.status


@pytest.mark.parametrize(("path", "kind"), [("students", "STU"), ("teachers", "TCH")])
def test_service__students_and_teachers_of_a_large_district(large, path, kind):
    answer, body = get(large, f"{V12}/{path}?limit=2&offset={KINDS[kind] - 1}")
    (row,) = body["users"]

    assert str(KINDS[kind]) == answer.headers["X-Total-Count"]
    assert path.removesuffix("s") == row["roles"][0]["role"]
    assert f"{kind}-{KINDS[kind] - 1:06}" == row["sourcedId"]


def test_service__what_lies_close_together_in_a_large_district(large):
    """The classes and seats of a school, and the seats and people of a class, are found without reading all."""
    _, page = get(large, f"{V11}/schools/ORG-0700/classes?limit=10000")
    klass = page["classes"][3]["sourcedId"]
    answer, of_school = get(large, f"{V11}/schools/ORG-0700/enrollments?limit=10000")
    _, seats = get(large, f"{V11}/schools/ORG-0700/classes/{klass}/enrollments")
    _, students = get(large, f"{V11}/classes/{klass}/students")
    _, teachers = get(large, f"{V11}/classes/{klass}/teachers")
    of_class = [row for row in of_school["enrollments"] if row["class"]["sourcedId"] == klass]
    people = {row["user"]["sourcedId"] for row in of_class}

    assert {"ORG-0700"} == {row["school"]["sourcedId"] for row in (*page["classes"], *of_school["enrollments"])}
    assert int(answer.headers["X-Total-Count"]) == len(of_school["enrollments"])
    assert of_class == seats["enrollments"]
    assert people == {*ids(students), *ids(teachers)}
    assert all(klass != row["sourcedId"] for row in get(large, f"{V11}/schools/ORG-0701/classes")[1]["classes"])


def test_service__the_seats_of_a_class_or_school_that_is_not_there(district):
    seats, classes = district.rows["enrollments"], district.rows["classes"]

    assert () == seats.at("class.sourcedId", "CLS-999999") == seats.at("school.sourcedId", "ORG-1001")
    assert () == classes.at("school.sourcedId", "nowhere")
    assert classes.at("title", "Art KG - P1") is None
    assert district.rows["demographics"].at("sex", "female") is None


def test_service__fields_of_a_large_district(large):
    _, page = get(large, f"{V11}/users?fields=sourcedId,role&limit=2&offset=500000")

    assert [{"sourcedId", "role"}] * 2 == [set(row) for row in page["users"]]


def test_lazy_rows__as_a_sequence(district):
    rows = district.rows["demographics"]

    assert rows[-1] == rows[969_999] == rows[969_998:][1]
    assert "TCH-026999" == rows[-1]["sourcedId"]
    with pytest.raises(IndexError):
        rows[970_000]


def test_large__the_ids_of_a_page_do_not_lie_close_together(large):
    """Who comes after whom says nothing of where they are: an offset page is a page from everywhere."""
    _, page = get(large, f"{V11}/enrollments?limit=1000")

    assert 400 < len({row["school"]["sourcedId"] for row in page["enrollments"]})
    assert 950 < len({row["class"]["sourcedId"] for row in page["enrollments"]})


def test_large__every_reference_of_a_seat_is_there_and_agrees(sample, by_id):
    """School, grade, role and dates of a seat are those of its class, its user and its session."""
    for seat in sample("enrollments", 400):
        klass, user = by_id("classes", seat["class"]["sourcedId"]), by_id("users", seat["user"]["sourcedId"])
        session = by_id("academicSessions", klass["terms"][0]["sourcedId"])
        assert klass["school"] == seat["school"]
        assert seat["role"] == user["role"]
        assert seat["school"]["sourcedId"] == user["orgs"][0]["sourcedId"]
        assert klass["grades"] == (user["grades"] or klass["grades"])
        assert (session["startDate"], session["endDate"]) == (seat["beginDate"], seat["endDate"])


def test_large__every_reference_of_a_class_is_there(sample, by_id):
    for klass in sample("classes", 300):
        course = by_id("courses", klass["course"]["sourcedId"])
        assert (klass["grades"], klass["subjects"]) == (course["grades"], course["subjects"])
        assert "school" == by_id("orgs", klass["school"]["sourcedId"])["type"]


def test_large__a_class_has_one_owner_and_its_students_once(large, sample):
    for klass in sample("classes", 60):
        _, page = get(large, f"{V11}/schools/{klass['school']['sourcedId']}/classes/{klass['sourcedId']}/enrollments")
        rows = page["enrollments"]
        users = [row["user"]["sourcedId"] for row in rows]
        assert ["teacher"] == [row["role"] for row in rows if row["primary"] == "true"]
        assert len(users) == len(set(users))


def test_large__a_student_has_one_seat_a_subject_in_one_school(large):
    """Read one whole school: every student has 8 classes in an elementary school, 6 to 8 in a high school."""
    for school, loads in (("ORG-0001", {8}), ("ORG-1000", {6, 7, 8})):
        _, classes = get(large, f"{V11}/schools/{school}/classes?limit=10000")
        _, seats = get(large, f"{V11}/schools/{school}/enrollments?limit=10000")
        subjects = {row["sourcedId"]: row["subjects"][0] for row in classes["classes"]}
        taken = [
            (row["user"]["sourcedId"], subjects[row["class"]["sourcedId"]])
            for row in seats["enrollments"]
            if row["role"] == "student"
        ]
        assert len(taken) == len(set(taken))
        assert loads == set(Counter(user for user, _ in taken).values())


def test_large__families_are_linked_as_the_other_side_says(sample, by_id):
    """A link from a student leads to a guardian of the family, who is of the student's school too."""
    linked = 0
    for student in sample("users", 300, "STU"):
        for agent in student["agents"]:
            guardian = by_id("users", agent["sourcedId"])
            backs = [link["sourcedId"] for link in guardian["agents"]]
            assert guardian["role"] in {"parent", "guardian"}
            assert student["orgs"][0] in guardian["orgs"]
            assert student["familyName"] == guardian["familyName"]
            assert not backs or student["sourcedId"] in backs
            linked += 1

    assert linked > 100


def test_large__demographics_are_of_the_age_of_the_grade(sample, by_id):
    for student in sample("users", 300, "STU"):
        born = date.fromisoformat(by_id("demographics", student["sourcedId"])["birthDate"])
        (grade,) = student["grades"]
        age = (date(2026, 9, 1) - born).days / 365.25
        assert 0 <= age - 5 - (0 if grade == "KG" else int(grade)) < 1.02
    adult = by_id("demographics", "TCH-000000")
    assert adult["birthDate"] < "2002"


def test_large__contacts_are_evidently_made_up(sample):
    for user in sample("users", 500):
        numbers = [user["sms"], user["phone"]]
        assert user["email"].partition("@")[2] in {"", "example.org", "students.example.edu"}
        assert all(number == "" or number[6:].startswith(("555-01", "1")) for number in numbers)


def test_large__both_versions_say_the_same_of_a_user(large):
    for offset in (1, 400_001, 500_000, 969_999):
        _, old = get(large, f"{V11}/users?limit=1&offset={offset}")
        _, new = get(large, f"{V12}/users?limit=1&offset={offset}")
        row, other = old["users"][0], new["users"][0]
        orgs, role = row.pop("orgs"), row.pop("role")
        roles = other.pop("roles")
        assert row == other
        assert orgs == [found["org"] for found in roles]
        assert {"administrator": "siteAdministrator"}.get(role, role) == roles[0]["role"]


def test_large__levels_and_class_sizes_as_published(district):
    table = district.rows["classes"].timetable
    sizes = {level: [] for level in CLASS_SIZE_2021}
    for klass in range(0, SIZES["classes"], 17):
        adults = 1 if table.teachers[klass] == table.co_teachers[klass] else 2
        group = table.groups[table.group_of[klass]]
        sizes[group.campus.level.name].append(table.seats[klass + 1] - table.seats[klass] - adults)
    levels = Counter(row["name"].split()[-2].lower() for row in district.rows["orgs"][1:])

    for level, published in CLASS_SIZE_2021.items():
        assert mean(sizes[level]) == pytest.approx(published, rel=0.03)
        assert levels[level] / 1_000 == pytest.approx(LEVEL_SHARES[level] / sum(LEVEL_SHARES.values()), abs=0.002)
        assert min(sizes[level]) < published - 5 < published + 5 < max(sizes[level])


def test_large__classes_of_a_student_as_published(district):
    table = district.rows["classes"].timetable
    seats = sum(group.takers for group in table.groups if not group.is_elementary)
    students = sum(len(group.students) for group in table.groups if not group.is_elementary and group.period == 0)

    assert seats / students == pytest.approx(sum(TAKERS), rel=0.005)


def test_large__shares_of_teachers_as_published_or_assumed(district, sample):
    table = district.rows["classes"].timetable
    co_taught = sum(map(int.__ne__, table.teachers, table.co_teachers))
    teachers = sample("users", CHANCE, "TCH")

    assert co_taught / SIZES["classes"] == pytest.approx(CO_TAUGHT, abs=0.01)
    assert mean(len(row["orgs"]) == 2 for row in teachers) == pytest.approx(ITINERANT, abs=0.01)
    assert all(len(row["orgs"]) == len({org["sourcedId"] for org in row["orgs"]}) for row in teachers)


def test_large__families_as_published_or_assumed(district):
    families = district.rows["users"].families
    found = [families.of_student(student) for student in range(0, 540_000, 97)]
    known = [family for family in found if family]

    assert mean(family is not None for family in found) == pytest.approx(441_750 / 540_000, abs=0.01)
    assert mean(len(family.adults) == 2 for family in known) == pytest.approx(TWO_OF_ANY, abs=0.02)
    adults = [families.of_guardian(adult) for adult in range(0, 399_900, 83)]
    assert all(adult in family.adults for adult, family in zip(range(0, 399_900, 83), adults, strict=True))
    assert mean(len(family.children) for family in adults) == pytest.approx(mean(SIBLINGS), rel=0.05)
    assert families.of_guardian(399_900) is None


def test_large__shared_contacts_as_assumed(district):
    """Of couples, some have one e-mail address, and some one mobile number."""
    people = district.rows["users"]
    shared, couples = Counter(), 0
    for guardian in range(0, 30_000, 7):
        family = people.families.of_guardian(guardian)
        if len(family.adults) == 2:
            first, second = (people[people.place(people.id("GDN", adult))] for adult in family.adults)
            couples += 1
            shared.update(field for field in ("email", "sms") if first[field] == second[field])

    assert shared["email"] / couples == pytest.approx(SHARED_EMAIL, abs=0.015)
    assert shared["sms"] / couples == pytest.approx(SHARED_MOBILE, abs=0.015)


def test_large__a_guardian_without_a_student(district):
    people = district.rows["users"]
    alone = people[people.place(people.id("GDN", 399_999))]

    assert [] == alone["agents"]
    assert 1 == len(alone["orgs"])


@pytest.mark.parametrize("size", [1, 2, 3, 10, 97, 400])
def test_shuffle__is_an_order_and_its_inverse(size):
    for salt in range(5):
        order = Shuffle.of(size, salt=salt)
        numbers = [order.number(place) for place in range(size)]
        assert list(range(size)) == sorted(numbers)
        assert list(range(size)) == [order.place(number) for number in numbers]


def test_mixed__depends_on_number_and_salt():
    assert 10_000 == len({mixed(number, salt=salt) for number in range(100) for salt in range(100)})


@pytest.mark.parametrize(
    ("expected", "weights", "total"),
    [([1, 2, 3], [1, 2, 3], 6), ([0, 1, 1, 0], [1, 1, 1, 1], 2), ([5], [0.1], 5)],
)
def test_shares__add_up(expected, weights, total):
    assert expected == shares(weights, total=total)


def test_service__a_single_body_is_json_of_its_own(large):
    answer = large.answer(Request(origin=ORIGIN, target=f"{V11}/enrollments?limit=10000&offset=4290000"))

    assert 10_000 == len(msgspec.json.decode(answer.body)["enrollments"])
