"""The preflight: whether a district shares what the set-up needs, found out by a few small requests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from oneroster_classlink.checkup.checks import Check, Outcome, judge
from oneroster_classlink.checkup.collect import collect
from oneroster_classlink.checkup.fingerprint import Fingerprint
from oneroster_classlink.checkup.identify import MOST_ROWS
from oneroster_classlink.checkup.prober import Prober
from oneroster_classlink.errors import UsageError
from oneroster_classlink.rest import Client

LARGEST = 20_000


@attrs.frozen(kw_only=True)
class Preflight:
    """What a preflight found; it holds counts and statuses, no person.

    Attributes:
        checks: Every prerequisite of the set-up, judged.
        fingerprint: How the server behaves.
        requests: How many reads were sent, repeated ones among them.
        today: The day for which classes were told to be running.
    """

    checks: tuple[Check, ...]
    fingerprint: Fingerprint
    requests: int
    today: date

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome of every check by its name."""
        return {check.name: check.outcome for check in self.checks}

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing; warnings and what could not be told are left to a person."""
        return Outcome.MISSING not in self.outcomes.values()

    def document(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON."""
        return {
            "ready": self.is_ready,
            "today": self.today.isoformat(),
            "requests": self.requests,
            "checks": [attrs.asdict(check) for check in self.checks],
            "fingerprint": attrs.asdict(self.fingerprint),
        }


def preflight(client: Client, *, today: date | None = None, most_rows: int = MOST_ROWS) -> Preflight:
    """Find out what a district shares, and which prerequisite of the set-up is missing.

    It sends some thirty small requests: pages of at most 100 rows, and one of *most_rows* ids alone. It never pulls
    a collection. A server that does not filter, sort or count is sampled at the begin, the middle and the end.

    Args:
        client: The client of the server; its credentials and its patience are used.
        today: The day for which classes are told to be running; today by default.
        most_rows: How large a page the greatest page is looked for with; 10,001 shows ClassLink's own limit.

    Raises:
        UsageError: *most_rows* cannot be meant.
        OneRosterError: The server gives no answer, or is no OneRoster server. Refused credentials are a finding.
    """
    if isinstance(most_rows, bool) or not isinstance(most_rows, int) or not 1 <= most_rows <= LARGEST:
        raise UsageError(f"most_rows must be a whole number from 1 to {LARGEST:,}.")
    prober = Prober.of(client.connection)
    day = today or date.today()  # noqa: DTZ011 - a school's day is the local one
    found = collect(prober, today=day, most_rows=most_rows)
    return Preflight(checks=judge(found), fingerprint=found.fingerprint, requests=prober.transport.requests, today=day)
