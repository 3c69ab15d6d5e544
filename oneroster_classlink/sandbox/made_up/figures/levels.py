"""The three levels of schools and what is taught in them."""

from types import MappingProxyType

import attrs


@attrs.frozen(kw_only=True)
class Level:
    """What the schools of one level have in common.

    Attributes:
        name: ``elementary``, ``middle`` or ``high``.
        grades: Their grades.
        subjects: What is taught, one subject a period.
        room: Students in a class, at most.
    """

    name: str
    grades: tuple[str, ...]
    subjects: tuple[str, ...]
    room: int


CORE = ("Homeroom", "Reading", "Mathematics", "Science")
SPECIALS = ("Art", "Music", "Physical Education", "Library")

LEVELS = MappingProxyType(
    {
        level.name: level
        for level in (
            Level(
                name="elementary",
                grades=("KG", "01", "02", "03", "04", "05"),
                subjects=(*CORE, *SPECIALS),
                room=22,
            ),
            Level(
                name="middle",
                grades=("06", "07", "08"),
                subjects=(
                    "Language Arts",
                    "Mathematics",
                    "Science",
                    "Social Studies",
                    "Gym",
                    "Drawing",
                    "Band",
                    "Coding",
                ),
                room=26,
            ),
            Level(
                name="high",
                grades=("09", "10", "11", "12"),
                subjects=(
                    "English",
                    "Algebra",
                    "Biology",
                    "World History",
                    "Gym",
                    "Spanish",
                    "Studio Art",
                    "Computing",
                ),
                room=26,
            ),
        )
    }
)
