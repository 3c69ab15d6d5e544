"""How a made-up district comes about, step by step."""

from datetime import date
from random import Random

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.made_up.calendar import make_calendar
from oneroster_classlink.sandbox.made_up.classes import add_classes
from oneroster_classlink.sandbox.made_up.draft import Draft
from oneroster_classlink.sandbox.made_up.figures import MEDIUM, SMALL, Plan, Size
from oneroster_classlink.sandbox.made_up.gradebook import add_gradebook
from oneroster_classlink.sandbox.made_up.guardians import add_guardians
from oneroster_classlink.sandbox.made_up.large import make_large
from oneroster_classlink.sandbox.made_up.odd import ODDITIES
from oneroster_classlink.sandbox.made_up.people import add_staff, add_students
from oneroster_classlink.sandbox.made_up.schools import add_schools


def make_district(*, seed: int = 1, today: date, size: Size = "small") -> District:
    """Make up a district.

    Every name, address, number and date is invented; class sizes, courses a year, teachers of several schools and
    guardians follow published statistics (see `oneroster_classlink.sandbox.made_up.figures.published`). Rows are in
    1.1 form, but principals and counselors, which only 1.2 knows, are in 1.2 form.

    ====== ======= ======= ============ ====================================
    size   schools   users  enrollments
    ====== ======= ======= ============ ====================================
    small        6   3,000       30,000 kept as rows, with oddities
    medium      24  19,000      190,000 kept as rows, with oddities
    large    1,000 970,000    4,300,000 worked out row by row when asked for
    ====== ======= ======= ============ ====================================

    Beside a well-kept roster, *small* and *medium* hold the oddities of real districts, each under a name in
    ``oddities``: roles that disagree, dangling references, unreadable rows and more. *large* has none; it can be read
    but does not change.

    Args:
        seed: Different seeds give different districts.
        today: The day for which it is made: terms and ages are set around it.
        size: How large it is.
    """
    if size == "large":
        return make_large(seed=seed, today=today)
    return _made(SMALL if size == "small" else MEDIUM, seed=seed, today=today)


def _made(plan: Plan, *, seed: int, today: date) -> District:
    draft = Draft(rng=Random(seed), today=today, calendar=make_calendar(today))  # noqa: S311 - nothing is secret
    draft.add_sessions()
    schools = add_schools(draft, plan)
    students = add_students(draft, schools, plan)
    add_guardians(draft, students, count=plan.guardians)
    teachers = add_staff(draft, schools, plan)
    add_classes(draft, schools, students=students, teachers=teachers)
    add_gradebook(draft)
    for add_oddity in ODDITIES:
        add_oddity(draft)
    return District(rows=draft.rows, product_schools=schools.ours, oddities=draft.oddities, today=today, seed=seed)
