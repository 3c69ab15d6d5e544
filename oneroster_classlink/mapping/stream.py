"""From a source straight to a roster, keeping only what the rules read."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from oneroster_classlink.mapping.engine import map_roster
from oneroster_classlink.mapping.mapping import RosterMapping
from oneroster_classlink.mapping.people import Account
from oneroster_classlink.mapping.policy import Policy, Predicate
from oneroster_classlink.mapping.policy.judging import reads_of
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.models.entity import wires
from oneroster_classlink.snapshot import Certificate, Snapshot, Source, Tolerance

_RULES: Mapping[str, frozenset[str]] = {
    "orgs": frozenset({"status", "name", "type"}),
    "academicSessions": frozenset({"status", "start_date", "end_date"}),
    "courses": frozenset({"status", "title"}),
    "classes": frozenset(
        {"status", "title", "class_code", "grades", "course", "school", "terms", "periods"},
    ),
    "users": frozenset(
        {
            "status",
            "roles",
            "grades",
            "enabled_user",
            "primary_org",
            "given_name",
            "family_name",
            "email",
            "agents",
            "identifier",
            "user_ids",
        },
    ),
    "enrollments": frozenset({"status", "user", "klass", "role", "primary", "begin_date", "end_date"}),
    "demographics": frozenset({"status", "birth_date"}),
}
"""The fields that the rules and the Sanity Check read, by collection."""


def stream_roster(
    source: Source,
    policy: Policy | None = None,
    *,
    accounts: Sequence[Account] = (),
    now: datetime | None = None,
    tolerance: Tolerance | None = None,
    strict: bool = False,
    last: Certificate | None = None,
    allow_empty: Collection[str] = (),
) -> RosterMapping:
    """Pull a district and map it, keeping of each record only what the rules read: less memory than a snapshot.

    The roster, the findings and the certificate are those of `map_roster` on a whole snapshot, seat by seat.

    Args:
        source: A client, a folder, records.
        policy: What the host decides.
        accounts: The accounts that the host has already.
        now: The moment of the pull, with its zone; the clock's by default.
        tolerance: How many unreadable rows are borne.
        strict: Whether the first row that is not as OneRoster has it ends the pull.
        last: The certificate of the last pull, as for `Snapshot.load`.
        allow_empty: Collections that may be empty all the same.

    Raises:
        IncompletePull: A collection could not be proven complete.
        UsageError: As `map_roster`.
        OneRosterError: Whatever the source raises.
    """
    policy = policy or Policy()
    snapshot = Snapshot.load(
        source,
        only=rule_fields(policy),
        now=now,
        tolerance=tolerance,
        strict=strict,
        last=last,
        allow_empty=allow_empty,
    )
    return map_roster(snapshot, policy, accounts=accounts)


def rule_fields(policy: Policy) -> Mapping[str, frozenset[str]]:
    """Return the fields that the rules read under *policy*, by collection."""
    found = {name: set(fields) for name, fields in _RULES.items()}
    found["users"].update(policy.mobile)
    if policy.language_key is not None:
        found["users"].add("metadata")
    for name, predicate in (("users", policy.users), ("classes", policy.classes)):
        if predicate is not None:
            found[name] |= _of_table(name, predicate.reads)
    if policy.seats is not None:
        _add_seats(found, policy.seats)
    return {name: frozenset(fields) for name, fields in found.items()}


def _add_seats(found: dict[str, set[str]], predicate: Predicate) -> None:
    reads = reads_of(predicate)
    sides = {"enrollments": "own", "users": "user", "classes": "klass"}
    for name, side in sides.items():
        found[name] |= _of_table(name, None if reads is None else getattr(reads, side))


def _of_table(name: str, reads: Collection[str] | None) -> set[str]:
    """Return the fields of a collection that are read; all of them where nothing is declared."""
    fields = {*wires(ROSTERING[name].model), "extensions"}
    return fields if reads is None else {field for each in reads if (field := each.partition(".")[0]) in fields}
