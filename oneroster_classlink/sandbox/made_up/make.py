"""How a made-up district comes about, step by step."""

from datetime import date
from random import Random

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.made_up.calendar import make_calendar
from oneroster_classlink.sandbox.made_up.classes import add_classes
from oneroster_classlink.sandbox.made_up.draft import Draft
from oneroster_classlink.sandbox.made_up.gradebook import add_gradebook
from oneroster_classlink.sandbox.made_up.guardians import add_guardians
from oneroster_classlink.sandbox.made_up.odd import ODDITIES
from oneroster_classlink.sandbox.made_up.people import add_staff, add_students
from oneroster_classlink.sandbox.made_up.schools import add_schools


def make_district(*, seed: int = 1, today: date) -> District:
    """Make up a district of about 3,000 users and 30,000 enrollments.

    Every name, address, number and date is invented. Beside a well-kept roster it holds the oddities of real ones,
    each under a name in ``oddities``: roles that disagree, dangling references, unreadable rows and more. Rows are
    in 1.1 form, but principals and counselors, which only 1.2 knows, are in 1.2 form.

    Args:
        seed: Different seeds give different districts.
        today: The day for which it is made: terms and ages are set around it.
    """
    draft = Draft(rng=Random(seed), today=today, calendar=make_calendar(today))  # noqa: S311 - nothing is secret
    draft.add_sessions()
    schools = add_schools(draft)
    students = add_students(draft, schools)
    add_guardians(draft, students)
    teachers = add_staff(draft, schools)
    add_classes(draft, schools, students=students, teachers=teachers)
    add_gradebook(draft)
    for add_oddity in ODDITIES:
        add_oddity(draft)
    return District(rows=draft.rows, product_schools=schools.ours, oddities=draft.oddities)
