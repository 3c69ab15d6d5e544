"""A district as it was at one pull: complete, indexed, certified."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Protocol, Self

import attrs

from oneroster_classlink.errors import EmptyDistrict, Forbidden, NotFound, TooManyBadRows
from oneroster_classlink.models.collections import NEEDED, ROSTERING
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.models.rostering import AcademicSession, Class, Course, Demographics, Enrollment, Org
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot.certificate import OPTIONAL, Certificate
from oneroster_classlink.snapshot.table import Table
from oneroster_classlink.wire.proof import Batch, CollectionCertificate, End, Proof

_FIELDS = {name: "academic_sessions" if name == "academicSessions" else name for name in ROSTERING}


class Source(Protocol):
    """Where a snapshot comes from: a REST client, a folder of lists, records in a test."""

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the rows of *collection* (a key of ``ROSTERING``); the last batch says how the end was known."""
        ...


@attrs.frozen(kw_only=True)
class Tolerance:
    """How many unreadable rows of a collection are borne before the pull fails.

    Attributes:
        share: Of the collection's rows, from 0 to 1.
        count: This many are borne whatever their share.
    """

    share: float = 0.02
    count: int = 10

    def check(self, certificate: CollectionCertificate) -> None:
        """Raise `TooManyBadRows` if *certificate* counts more than is borne."""
        nothing_left = certificate.lost and certificate.lost == certificate.rows
        if nothing_left or certificate.lost > max(self.count, self.share * certificate.rows):
            raise TooManyBadRows(
                certificate.collection, f"{certificate.lost} of {certificate.rows} rows cannot be read"
            )


@attrs.frozen(kw_only=True, eq=False)
class Snapshot:
    """A district at one moment.

    Attributes:
        orgs: The orgs.
        academic_sessions: The academic sessions.
        courses: The courses.
        classes: The classes.
        users: The users.
        enrollments: The enrollments.
        demographics: The demographics, by the user's id; empty where not shared.
        certificate: The evidence that the pull was complete.
        ledger: Every row that was repaired or given up.
        pulled_at: When the pull began, in UTC.
    """

    orgs: Table[Org]
    academic_sessions: Table[AcademicSession]
    courses: Table[Course]
    classes: Table[Class]
    users: Table[User]
    enrollments: Table[Enrollment]
    demographics: Table[Demographics]
    certificate: Certificate
    ledger: tuple[LedgerEntry, ...] = attrs.field(repr=False)
    pulled_at: datetime

    @classmethod
    def load(
        cls,
        source: Source,
        *,
        now: datetime | None = None,
        tolerance: Tolerance | None = None,
        keep_passwords: bool = False,
    ) -> Self:
        """Pull every rostering collection from *source*.

        Args:
            source: A client, a folder, records.
            now: The moment of the pull, with its zone; the clock's by default.
            tolerance: How many unreadable rows are borne.
            keep_passwords: Whether ``User.password`` is kept.

        Raises:
            IncompletePull: A collection could not be proven complete (`TooManyBadRows`: too much of it is unreadable;
                `EmptyDistrict`: nothing is shared at all).
            OneRosterError: Whatever the source raises.
        """
        pulled_at = (now or datetime.now(UTC)).astimezone(UTC)
        found = {
            name: _load(source, collection=name, keep_passwords=keep_passwords, tolerance=tolerance or Tolerance())
            for name in ROSTERING
        }
        if not any(len(found[name][0]) for name in NEEDED):
            raise EmptyDistrict
        certificates = {name: certificate for name, (_, certificate, _) in found.items()}
        tables: dict[str, Any] = {_FIELDS[name]: table for name, (table, _, _) in found.items()}
        return cls(
            **tables,
            certificate=Certificate(collections=certificates),
            ledger=tuple(entry for _, _, ledger in found.values() for entry in ledger),
            pulled_at=pulled_at,
        )

    @property
    def pulled_on(self) -> date:
        """The day of the pull, in UTC."""
        return self.pulled_at.date()


def _load(
    source: Source, *, collection: str, keep_passwords: bool, tolerance: Tolerance
) -> tuple[Table[Any], CollectionCertificate, tuple[LedgerEntry, ...]]:
    table: Table[Any] = Table(ROSTERING[collection].model, keep_passwords=keep_passwords)
    proof = Proof(collection=collection)
    ledger: list[LedgerEntry] = []
    try:
        for batch in source.batches(collection):
            proof.add(batch)
            table.append(batch.structs)
            ledger.extend(batch.ledger)
    except (Forbidden, NotFound):
        if collection not in OPTIONAL or len(table):
            raise
        proof.add(Batch(structs=[], received=0, end=End.NOT_SHARED))
    certificate = proof.certificate()
    tolerance.check(certificate)
    table.seal()
    return table, certificate, tuple(ledger)
