"""Parents and guardians, linked to their students through ``agents`` from either side or both."""

import uuid

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures.published import SHARED_EMAIL, SHARED_MOBILE, SIBLINGS, TWO_OF_ANY
from oneroster_classlink.sandbox.made_up.names import family_name, phone
from oneroster_classlink.sandbox.made_up.people import Student, add_person, days_before

CHILDLESS = 6
CROWD = 6
"""So many guardians of one student are too many to be believed."""
_COUPLE = 2
_SIDES = ("student", "guardian", "both")


def add_guardians(draft: Draft, students: list[Student], *, count: int) -> None:
    """Add families until there are *count* guardians, one student with a crowd, and some adults without a student."""
    waiting = draft.rng.sample(students, len(students))
    crowded = waiting.pop()
    draft.mark("six_guardians", [crowded.row])
    _add_family(draft, [crowded], adults=CROWD)
    added = CROWD
    while added < count:
        children = [waiting.pop() for _ in range(draft.rng.choice(SIBLINGS))]
        adults = min(1 + (draft.rng.random() < TWO_OF_ANY), count - added)
        _add_family(draft, children, adults=adults)
        added += adults
    for _ in range(CHILDLESS):
        draft.mark("guardian_without_student", [_add_guardian(draft, [], family=family_name(draft.rng), near=crowded)])


def _add_family(draft: Draft, children: list[Student], *, adults: int) -> None:
    family = children[0].row["familyName"]
    for child in children:
        child.row["familyName"] = family
    guardians = [_add_guardian(draft, children, family=family, near=children[0]) for _ in range(adults)]
    if adults == _COUPLE:
        _share(draft, guardians)
    for guardian in guardians:
        side = _SIDES[int(guardian["identifier"]) % len(_SIDES)]
        draft.mark(f"agents_on_{side}", [guardian])
        for child in children:
            _link(guardian, child.row, side=side)


def _share(draft: Draft, couple: list[Row]) -> None:
    """Let some couples have one e-mail address, or one mobile number."""
    first, second = couple
    for field, share in (("email", SHARED_EMAIL), ("sms", SHARED_MOBILE)):
        if draft.rng.random() < share and first[field]:
            second[field] = first[field]
            draft.mark(f"couple_with_one_{field}", couple)


def _link(guardian: Row, student: Row, *, side: str) -> None:
    if side != "guardian":
        student["agents"].append(ref(guardian["sourcedId"], "user"))
    if side != "student":
        guardian["agents"].append(ref(student["sourcedId"], "user"))


def _add_guardian(draft: Draft, children: list[Student], *, family: str, near: Student) -> Row:
    number = len(draft.rows["users"])
    orgs = {child.campus.id: None for child in children or (near,)}
    fields = {
        "role": draft.rng.choice(("parent", "guardian")),
        "orgs": [ref(org, "org") for org in orgs],
        "sms": phone(number),
        **({"email": ""} if number % 5 == 0 else {}),
    }
    born = days_before(draft, draft.calendar.year.start, years=draft.rng.randrange(26, 55))
    sourced_id = str(uuid.UUID(int=draft.rng.getrandbits(128), version=4))
    return add_person(draft, sourced_id, fields, born=born, name=(family_name(draft.rng), family))
