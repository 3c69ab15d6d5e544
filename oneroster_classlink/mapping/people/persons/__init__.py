"""The persons of a district: who becomes one, where each belongs, with whom each is linked, and what each lacks."""

from oneroster_classlink.mapping.people.persons.coverage import CoverageRow, coverage
from oneroster_classlink.mapping.people.persons.people import JudgedPeople, judge_people

__all__ = ["CoverageRow", "JudgedPeople", "coverage", "judge_people"]
