"""A district as it was at one pull: complete, indexed, certified."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.models.rostering import AcademicSession, Class, Course, Demographics, Enrollment, Org
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot.certificate import Certificate
from oneroster_classlink.snapshot.collect import FIELDS, Collected, Terms, collect
from oneroster_classlink.snapshot.emptiness import Expected, allowed
from oneroster_classlink.snapshot.resume import resuming
from oneroster_classlink.snapshot.source import Source
from oneroster_classlink.snapshot.table import Table
from oneroster_classlink.wire.tolerance import Tolerance


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
    def load(  # noqa: PLR0913 - each is a term of the pull
        cls,
        source: Source,
        *,
        now: datetime | None = None,
        tolerance: Tolerance | None = None,
        strict: bool = False,
        keep_passwords: bool = False,
        last: Certificate | None = None,
        allow_empty: Collection[str] = (),
        resume: str | Path | None = None,
        only: Mapping[str, Collection[str]] | None = None,
    ) -> Self:
        """Pull every rostering collection from *source*.

        Args:
            source: A client, a folder, records.
            now: The moment of the pull, with its zone; the clock's by default.
            tolerance: How many unreadable rows are borne.
            strict: Whether the first row that is not as OneRoster has it ends the pull.
            keep_passwords: Whether ``User.password`` is kept.
            last: The certificate of the last pull; what had rows then may not be empty now.
            allow_empty: Collections that may be empty all the same; enrollments may be only if they are named here.
            resume: A folder for what was read so far. A pull that stops goes on from there within 24 hours; at
                success it is deleted. It is private, and holds no password.
            only: By collection (a key of ``ROSTERING``) the fields to keep beside the id, where the rest would only
                take memory: it then reads as if it were missing. All of a collection that is not named is kept. Every
                row is read and proven all the same, so the certificate and the ledger do not change.

        Raises:
            IncompletePull: A collection could not be proven complete (`TooManyBadRows`: too much of it is unreadable;
                `OddRow`: a strict pull met a row that is not in order; `SuddenlyEmpty`: a collection is empty that
                may not be; `EmptyDistrict`: nothing is shared at all).
            UsageError: The arguments do not go together.
            TargetError: The folder to resume from is something else, or cannot be written.
            OneRosterError: Whatever the source raises.
        """
        pulled_at = (now or datetime.now(UTC)).astimezone(UTC)
        terms = Terms(
            tolerance=tolerance or Tolerance(), strict=strict, keep_passwords=keep_passwords, only=_fields(only or {})
        )
        expected = Expected(last=last, allowed=allowed(allow_empty))
        if resume is None:
            return cls._of(_pulled(source, terms=terms, expected=expected), pulled_at=pulled_at)
        if keep_passwords:
            raise UsageError("No password is written to a file: choose resume or keep_passwords, not both.")
        with resuming(source, path=resume, now=pulled_at) as kept:
            return cls._of(_pulled(kept, terms=terms, expected=expected), pulled_at=kept.started)

    @property
    def pulled_on(self) -> date:
        """The day of the pull, in UTC."""
        return self.pulled_at.date()

    @classmethod
    def _of(cls, found: dict[str, Collected], *, pulled_at: datetime) -> Self:
        tables: dict[str, Any] = {FIELDS[name]: collected.table for name, collected in found.items()}
        return cls(
            **tables,
            certificate=Certificate(collections={name: each.certificate for name, each in found.items()}),
            ledger=tuple(entry for each in found.values() for entry in each.ledger),
            pulled_at=pulled_at,
        )


def _fields(only: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    for name, fields in only.items():
        known = {field.name for field in attrs.fields(ROSTERING[name].model)} if name in ROSTERING else None
        if known is None or isinstance(fields, str) or not known >= set(fields):
            raise UsageError("only takes names of fields by collection, such as {'users': {'roles', 'email'}}.")
    return {name: frozenset(fields) for name, fields in only.items()}


def _pulled(source: Source, *, terms: Terms, expected: Expected) -> dict[str, Collected]:
    found: dict[str, Collected] = {}
    strings: dict[str, str] = {}
    for name in ROSTERING:
        found[name] = collect(partial(source.batches, name), collection=name, terms=terms, strings=strings)
        terms.tolerance.check(found[name].certificate)
        expected.check(found[name].certificate)
    expected.check_district({name: each.certificate for name, each in found.items()})
    return found
