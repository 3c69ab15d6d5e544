"""What became of every seat, by the enrollment's id."""

from collections.abc import Iterator, Mapping

from oneroster_classlink.mapping.rules.seats import SeatDecision
from oneroster_classlink.mapping.seats.judged import JudgedSeats


class Decisions(Mapping[str, SeatDecision]):
    """The decision about each seat by the enrollment's id.

    Args:
        seats: The judged seats.
    """

    def __init__(self, seats: JudgedSeats) -> None:
        self._seats = seats

    def __len__(self) -> int:
        return len(self._seats.codes)

    def __iter__(self) -> Iterator[str]:
        return iter(self._seats.table.ids)

    def __getitem__(self, enrollment: str) -> SeatDecision:
        """Return what became of *enrollment*.

        Raises:
            KeyError: There is no such enrollment.
        """
        row = self._seats.table.row(enrollment)
        if row is None:
            raise KeyError(enrollment)
        return self._seats.decision(row)

    def __repr__(self) -> str:
        """Show how many, none of them."""
        return f"Decisions({len(self)} seats)"
