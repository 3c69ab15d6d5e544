"""Resources of some classes, and a small gradebook."""

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.draft import Draft, ref

_CATEGORIES = ("Homework", "Quiz", "Project")
_GRADED = 6
"""Classes with a gradebook."""
_RESOURCES = 8


def add_gradebook(draft: Draft) -> None:
    """Add resources and categories, and line items with a result for every student of some classes."""
    for number in range(_RESOURCES):
        _add_resource(draft, number)
    for number, title in enumerate(_CATEGORIES, 1):
        draft.add("categories", f"CAT-{number}", {"title": title})
    for klass in draft.rng.sample(draft.rows["classes"], _GRADED):
        seats = draft.seats_of([klass], role="student")
        for number in range(1, len(_CATEGORIES) + 1):
            _add_line_item(draft, klass, number=number, seats=seats)


def _add_resource(draft: Draft, number: int) -> None:
    fields = {
        "title": f"Reader {number}",
        "roles": ["student", "teacher"],
        "importance": "primary",
        "vendorResourceId": f"reader-{number}",
        "vendorId": "example",
        "applicationId": "sandbox",
    }
    row = draft.add("resources", f"RES-{number}", fields)
    for owner in (*draft.rng.sample(draft.rows["classes"], 5), *draft.rng.sample(draft.rows["courses"], 2)):
        owner["resources"].append(ref(row["sourcedId"], "resource"))


def _add_line_item(draft: Draft, klass: Row, *, number: int, seats: list[Row]) -> None:
    item = f"LI-{klass['sourcedId']}-{number}"
    fields = {
        "title": f"Task {number}",
        "description": "",
        "assignDate": draft.stamp,
        "dueDate": draft.stamp,
        "class": ref(klass["sourcedId"], "class"),
        "school": klass["school"],
        "category": ref(f"CAT-{number}", "category"),
        "gradingPeriod": ref(draft.calendar.periods[0].id, "gradingPeriod"),
        "resultValueMin": 0.0,
        "resultValueMax": 100.0,
    }
    draft.add("lineItems", item, fields)
    for seat in seats:
        _add_result(draft, item, seat=seat)


def _add_result(draft: Draft, item: str, *, seat: Row) -> None:
    fields = {
        "lineItem": ref(item, "lineItem"),
        "student": ref(seat["user"]["sourcedId"], "user"),
        "class": seat["class"],
        "scoreStatus": "fully graded",
        "score": float(draft.rng.randrange(40, 101)),
        "scoreDate": draft.today.isoformat(),
        "comment": "",
    }
    draft.add("results", f"{item}-{seat['sourcedId']}", fields)
