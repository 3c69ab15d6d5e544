"""School matching: the product's schools and the district's, proposed to a person who decides."""

from oneroster_classlink.schools.matching import SchoolMatch, SchoolMatches, Verdict, match_schools
from oneroster_classlink.schools.school import School, schools_to_match

__all__ = ["School", "SchoolMatch", "SchoolMatches", "Verdict", "match_schools", "schools_to_match"]
