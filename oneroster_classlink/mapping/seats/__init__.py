"""What became of every seat."""

from oneroster_classlink.mapping.seats.decisions import Decisions
from oneroster_classlink.mapping.seats.findings import SeatFindings
from oneroster_classlink.mapping.seats.judge import judge_seats
from oneroster_classlink.mapping.seats.judged import JudgedSeats
from oneroster_classlink.mapping.seats.judging import Around

__all__ = ["Around", "Decisions", "JudgedSeats", "SeatFindings", "judge_seats"]
