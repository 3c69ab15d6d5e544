"""School names in a form that can be compared: one spelling for each common word."""

import re
import unicodedata
from types import MappingProxyType

_WORDS = MappingProxyType(
    {
        "el": "elementary",
        "elem": "elementary",
        "es": "elementary",
        "ms": "middle",
        "mid": "middle",
        "hs": "high",
        "jr": "junior",
        "sr": "senior",
        "sch": "school",
        "acad": "academy",
        "ctr": "center",
        "centre": "center",
        "ft": "fort",
        "mt": "mount",
        "st": "saint",
        "intl": "international",
    }
)
_DROPPED = frozenset({"school", "the", "of"})
_LEVELS = MappingProxyType(
    {
        "elementary": "elementary",
        "primary": "elementary",
        "middle": "middle",
        "junior": "middle",
        "intermediate": "middle",
        "high": "high",
        "secondary": "high",
    }
)


def comparable(name: str) -> str:
    """Return *name* without case, accents, punctuation and filler, each common word in one spelling."""
    return " ".join(_words(name))


def level_of(name: str) -> str | None:
    """Return the level that *name* says: elementary, middle, high, or ``None`` for none or several."""
    words = _words(name)
    found = {_LEVELS[word] for word in words if word in _LEVELS}
    if "junior" in words:
        found.discard("high")
    return found.pop() if len(found) == 1 else None


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = re.findall(r"\w+", plain.casefold().replace("'", ""))
    return [spelled for word in words if (spelled := _WORDS.get(word, word)) not in _DROPPED]
