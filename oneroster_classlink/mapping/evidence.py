"""What a mapping was decided from, kept so that every decision can be explained."""

from collections.abc import Mapping
from datetime import date

import attrs

from oneroster_classlink.mapping.classes.judged import JudgedClasses
from oneroster_classlink.mapping.classes.roster import TakenClasses
from oneroster_classlink.mapping.findings import Rows
from oneroster_classlink.mapping.people import JudgedPeople
from oneroster_classlink.mapping.people.judged import JudgedUsers
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import RosterSchool
from oneroster_classlink.mapping.seats import JudgedSeats, SeatFindings
from oneroster_classlink.snapshot import Snapshot


@attrs.frozen(kw_only=True, eq=False)
class Evidence:
    """The judged tables of a district.

    Attributes:
        snapshot: The district.
        policy: What the host decides.
        today: The day on which dates and ages are judged.
        schools: The schools that are taken.
        classes: The classes.
        users: The users, each by itself.
        seats: The seats.
        seat_findings: What there is to say of seats.
        people: Who became a person.
        taken: The classes that are taken.
        class_findings: What there is to say of classes.
        user_findings: What there is to say of users.
    """

    snapshot: Snapshot = attrs.field(repr=False)
    policy: Policy
    today: date
    schools: Mapping[str, RosterSchool] = attrs.field(repr=False)
    classes: JudgedClasses = attrs.field(repr=False)
    users: JudgedUsers = attrs.field(repr=False)
    seats: JudgedSeats = attrs.field(repr=False)
    seat_findings: SeatFindings = attrs.field(repr=False)
    people: JudgedPeople = attrs.field(repr=False)
    taken: TakenClasses = attrs.field(repr=False)
    class_findings: tuple[Rows, ...] = attrs.field(repr=False)
    user_findings: tuple[Rows, ...] = attrs.field(repr=False)
