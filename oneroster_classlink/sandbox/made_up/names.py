"""Names, addresses and numbers that no person has."""

from random import Random

_STARTS = ("Bli", "Cro", "Dwe", "Fnu", "Glo", "Jha", "Kve", "Mro", "Nyx", "Plu", "Qua", "Sku", "Thro", "Vlo", "Zha")
_ENDS = ("bbin", "dax", "fimm", "gorn", "lopp", "mikk", "nuzz", "pello", "quist", "rrin", "tuxx", "vanno", "zimp")
FAMILY_NAMES = tuple(start + end for start in _STARTS for end in _ENDS)
_TOWNS = ("Quill", "Brindle", "Tumble", "Varnook", "Mossel", "Wobber", "Fizzle", "Grumble", "Plonk", "Snizzle")
_TOWN_ENDS = ("mere", "wick", "stead", "hollow", "ford", "moor")
PLACES = tuple(start + end for start in _TOWNS for end in _TOWN_ENDS)
STAFF_DOMAIN = "example.org"
STUDENT_DOMAIN = "students.example.edu"
_AREA = 201
_AREAS = 700


def person_name(rng: Random) -> tuple[str, str]:
    """Make up a given and a family name."""
    return family_name(rng), family_name(rng)


def family_name(rng: Random) -> str:
    """Make up a family name."""
    return rng.choice(_STARTS) + rng.choice(_ENDS)


def place_names(rng: Random, count: int) -> list[str]:
    """Make up *count* places, all different."""
    return rng.sample(PLACES, count)


def phone(number: int) -> str:
    """Return a phone number of the range that is set aside for fiction (555-0100 to 555-0199).

    Those are 70,000; beyond them the exchange begins with 1, which none does.
    """
    area = _AREA + number // 100 % _AREAS
    round_ = number // (100 * _AREAS)
    return f"({area}) 555-01{number % 100:02}" if not round_ else f"({area}) 1{round_:02}-55{number % 100:02}"


def email(given: str, *, number: int, domain: str = STAFF_DOMAIN) -> str:
    """Return an address in a domain that is set aside for examples; *number* makes it unique."""
    return f"{given.lower()}.{number}@{domain}"
