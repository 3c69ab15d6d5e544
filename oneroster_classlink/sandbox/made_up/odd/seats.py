"""What is odd about enrollments: co-teachers, aides, roles that disagree, references to what is not shared."""

from collections import defaultdict

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures.published import CO_TAUGHT


def _co_teachers(draft: Draft) -> None:
    teachers = defaultdict(list)
    for row in draft.rows["users"]:
        if row.get("role") == "teacher":
            teachers[row["orgs"][0]["sourcedId"]].append(row["sourcedId"])
    current = draft.calendar.current(draft.today)
    running = sum(row["terms"][0]["sourcedId"] in current for row in draft.rows["classes"])
    for klass in draft.pick_classes(round(CO_TAUGHT * running)):
        free = [item for item in teachers[klass["school"]["sourcedId"]] if not draft.is_seated(item, klass)]
        draft.mark("co_teacher", [draft.add_seat(draft.rng.choice(free), klass, role="teacher")])


def _aides(draft: Draft) -> None:
    aides = [row for row in draft.rows["users"] if row.get("role") == "aide"]
    for aide in aides:
        _add(draft, "aide_seat", aide, role="aide")
    _add(draft, "aide_primary", aides[0], role="aide", primary=True)


def _administrators(draft: Draft) -> None:
    """Let administrators and a principal teach a class in place of its teacher."""
    principals = draft.pick("users", 1, where=lambda row: row["sourcedId"] in draft.oddities["role_principal"])
    for row in (*draft.pick_users("administrator", 3), *principals):
        (seat,) = draft.seats_of([draft.pick_class_for(row)], role="teacher")
        seat |= {"role": "administrator", "user": ref(row["sourcedId"], "user")}
        draft.mark("administrator_primary", [seat])


def _disagreeing(draft: Draft) -> None:
    (student,), (teacher,) = draft.pick_users("student"), draft.pick_users("teacher")
    _add(draft, "student_as_teacher", student, role="teacher", primary=True)
    _add(draft, "teacher_as_student", teacher, role="student", primary=True)


def _add(draft: Draft, name: str, user: Row, *, role: str, primary: bool = False) -> None:
    """Add a seat in some class for *user* and mark it."""
    klass = draft.pick_class_for(user)
    draft.mark(name, [draft.add_seat(user["sourcedId"], klass, role=role, primary=primary)])


def _statuses(draft: Draft) -> None:
    rows = draft.pick("enrollments", 5, where=lambda row: row["role"] == "student")
    for row in rows:
        row["status"] = "tobedeleted"
    draft.mark("enrollment_tobedeleted", rows)


def _dangling(draft: Draft) -> None:
    users, classes = (draft.pick("enrollments", 3, where=lambda row: row["role"] == "student") for _ in range(2))
    for row in users:
        row["user"] = ref("NOT-SHARED-USER", "user")
    for row in classes:
        row["class"] = ref("NOT-SHARED-CLASS", "class")
    draft.mark("dangling_user", users)
    draft.mark("dangling_class", classes)


SEATS = (_co_teachers, _aides, _administrators, _disagreeing, _statuses, _dangling)
