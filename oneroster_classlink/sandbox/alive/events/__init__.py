"""What can happen to a district, each a function from a district to the district afterwards and an `Event`."""

from oneroster_classlink.sandbox.alive.events.ids import merge_users, rekey
from oneroster_classlink.sandbox.alive.events.night import night
from oneroster_classlink.sandbox.alive.events.orgs import set_primary_org, unshare_school
from oneroster_classlink.sandbox.alive.events.people import (
    enroll,
    leave,
    new_guardian,
    new_student,
    staff_change,
    transfer,
    withdraw,
)
from oneroster_classlink.sandbox.alive.events.tombstones import bury, purge
from oneroster_classlink.sandbox.alive.events.years import roll_over, roll_over_reusing_ids

__all__ = [
    "bury",
    "enroll",
    "leave",
    "merge_users",
    "new_guardian",
    "new_student",
    "night",
    "purge",
    "rekey",
    "roll_over",
    "roll_over_reusing_ids",
    "set_primary_org",
    "staff_change",
    "transfer",
    "unshare_school",
    "withdraw",
]
