"""The age band of every user, from the demographics (R5)."""

from collections.abc import Mapping
from datetime import date
from itertools import repeat
from operator import mul

from oneroster_classlink.mapping.rules.age import AgeBand, age_band
from oneroster_classlink.models.enums import Status
from oneroster_classlink.snapshot import Snapshot

BANDS = (AgeBand.UNKNOWN, AgeBand.UNDER, AgeBand.OVER)
"""What a byte of `age_bands` stands for."""
UNKNOWN = 0
"""The byte of an unknown age; it is 0, so that what tells nothing can be multiplied away."""


def age_bands(snapshot: Snapshot, *, rows: Mapping[str, int], today: date) -> bytes:
    """Return the age band of every user, by row, as places in `BANDS`; no birth date is kept.

    Demographics that are marked tobedeleted tell nothing.

    Args:
        snapshot: The district.
        rows: The row of each user, by id.
        today: The day on which ages are told.
    """
    born, status = (snapshot.demographics.coded(name) for name in ("birth_date", "status"))
    told = bytes(BANDS.index(age_band(value, today=today)) for value in born.values)
    stands = bytes(value != Status.TOBEDELETED for value in status.values)
    bands = map(mul, map(told.__getitem__, born.codes), map(stands.__getitem__, status.codes))
    found = bytearray(len(snapshot.users) + 1)
    for row, band in zip(map(rows.get, snapshot.demographics.ids, repeat(len(rows))), bands, strict=True):
        found[row] = band
    return bytes(found[:-1])
