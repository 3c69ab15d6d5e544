"""Numbers that look like chance but are worked out: shuffled orders and hashes, the same on every machine."""

from math import gcd

import attrs

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_GOLDEN = 0.6180339887


def mixed(number: int, *, salt: int) -> int:
    """Return 64 bits that depend on every bit of *number* and *salt* (the finalizer of splitmix64)."""
    bits = (number * _STEP + salt * 0xD1342543DE82EF95 + _STEP) & _MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return bits ^ (bits >> 31)


@attrs.frozen
class Shuffle:
    """An order of the numbers below *size*, to be had in both directions without keeping it.

    Attributes:
        size: How many numbers.
        step: How far apart neighbours lie; it has no factor in common with *size*.
        offset: What comes first.
        back: The inverse of *step*.
    """

    size: int
    step: int
    offset: int
    back: int

    @classmethod
    def of(cls, size: int, *, salt: int) -> "Shuffle":
        """Return the order of *size* numbers, at least 1, that *salt* decides."""
        chance = mixed(size, salt=salt)
        step = int(size * _GOLDEN) + chance % (size // 7 + 1) or 1
        while gcd(step, size) != 1:
            step += 1
        return cls(size, step, (chance >> 32) % size, pow(step, -1, size) if size > 1 else 0)

    def number(self, place: int) -> int:
        """Return the number at *place*."""
        return (place * self.step + self.offset) % self.size

    def place(self, number: int) -> int:
        """Return the place of *number*."""
        return (number - self.offset) * self.back % self.size


def shares(weights: list[float], *, total: int) -> list[int]:
    """Return whole numbers in proportion to *weights* that add up to *total*."""
    whole, before, passed, found = sum(weights), 0, 0.0, []
    for weight in weights:
        passed += weight
        upto = round(total * passed / whole)
        found.append(upto - before)
        before = upto
    return found
