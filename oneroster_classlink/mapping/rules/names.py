"""What a class is called, and how a name is cut to what the product allows."""

from collections.abc import Callable, Iterable

import attrs

from oneroster_classlink.mapping.roster.roster import NamedBy

SCHOOL_NAME_LIMIT = 60
CLASS_NAME_LIMIT = 255
"""Characters that the product allows (R10)."""


def _nobody() -> str:
    return ""


@attrs.frozen(kw_only=True)
class NameFacts:
    """All that a class can be named by.

    Attributes:
        sourced_id: Its id.
        title: Its title.
        course: The title of its course.
        class_code: Its code.
        periods: Its periods.
        grades: Its grades.
        owner: Tells the family name of its first owner; asked only where it is needed.
    """

    sourced_id: str
    title: str = attrs.field(default="", repr=False)
    course: str = ""
    class_code: str = ""
    periods: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    owner: Callable[[], str] = attrs.field(default=_nobody, repr=False)

    @property
    def period(self) -> str:
        """Its periods as one text."""
        return ", ".join(self.periods)


def name_class(facts: NameFacts, *, order: Iterable[NamedBy] = tuple(NamedBy)) -> tuple[str, NamedBy]:
    """Return the name of a class, the first of *order* that is not empty, and where it comes from (R1).

    A course's title gets the class code or the periods added, an owner's family name the periods or grades. Where all
    are empty it is the id.
    """
    for source in order:
        name = _BY[source](facts).strip()
        if name:
            return name, source
    return facts.sourced_id, NamedBy.ID


def cut(name: str, *, limit: int) -> str:
    """Return *name* with at most *limit* characters, cut at a word where there is one (R10)."""
    if len(name) <= limit:
        return name
    head, following = name.strip()[:limit], name.strip()[limit : limit + 1]
    at_a_word = not following or following.isspace() or head[-1].isspace()
    return head.rstrip() if at_a_word else head.rsplit(maxsplit=1)[0]


def marked(name: str, mark: str, *, limit: int) -> str:
    """Return *name* with *mark* in brackets behind it, where there is one; the name is cut so that both have room."""
    if not mark:
        return cut(name, limit=limit)
    return f"{cut(name, limit=limit - len(mark) - len(' ()'))} ({mark})"


def _joined(name: str, mark: str) -> str:
    name, mark = name.strip(), mark.strip()
    return f"{name} ({mark})" if name and mark else name


_BY: dict[NamedBy, Callable[[NameFacts], str]] = {
    NamedBy.TITLE: lambda facts: facts.title,
    NamedBy.COURSE: lambda facts: _joined(facts.course, facts.class_code or facts.period),
    NamedBy.OWNER: lambda facts: _joined(facts.owner(), facts.period or ", ".join(facts.grades)),
    NamedBy.ID: lambda facts: facts.sourced_id,
}
