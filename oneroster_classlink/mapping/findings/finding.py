"""One finding: a code, the ids it is about and the facts of its sentence."""

from collections.abc import Iterable

import attrs

from oneroster_classlink.mapping.findings.code import Code, Severity, Subject
from oneroster_classlink.mapping.findings.kinds import KINDS


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that a person should know, in ids, roles, statuses, flags and session dates.

    Attributes:
        code: Its stable code.
        school: The school it belongs to, where it belongs to one.
        user: The user it is about.
        klass: The class it is about.
        enrollment: The enrollment it is about.
        facts: Further facts of the sentence, by name.
    """

    code: Code
    school: str | None = None
    user: str | None = None
    klass: str | None = None
    enrollment: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return KINDS[self.code].severity

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return KINDS[self.code].subject

    @property
    def advice(self) -> str:
        """What to do, and where."""
        return KINDS[self.code].advice

    @property
    def sentence(self) -> str:
        """Say it for people in one line; no name, contact point or birth date is in it."""
        return one_line(KINDS[self.code].text.format(**self.shown))

    @property
    def shown(self) -> dict[str, str]:
        """Its ids and facts by the names that a sentence has for them; an id that it has not is ``none``."""
        ids = {"school": self.school, "user": self.user, "klass": self.klass, "enrollment": self.enrollment}
        return {**{name: found or "none" for name, found in ids.items()}, **dict(self.facts)}

    def __str__(self) -> str:
        """Say it for people."""
        return f"{self.severity}: {self.sentence}"


def listing(items: Iterable[str]) -> str:
    """Return *items* as one text, each once, for the facts of a finding."""
    return ", ".join(dict.fromkeys(items)) or "none"


def one_line(text: str) -> str:
    r"""Return *text* with line breaks and other characters that do not print written as escapes, such as ``\n``."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def rank(found: Finding) -> tuple[object, ...]:
    """Return the place of *found* among the findings of its code, which does not depend on the records' order."""
    return (*ranking_ids(found), found.facts)


def ranking_ids(found: Finding) -> tuple[str, str, str, str]:
    """Return the ids by which findings of one code are sorted."""
    return (found.school or "", found.klass or "", found.user or "", found.enrollment or "")
