"""The roster: what a district becomes in the product."""

from oneroster_classlink.mapping.roster.lazy import Made
from oneroster_classlink.mapping.roster.roster import NamedBy, Person, Roster, RosterClass, RosterSchool

__all__ = ["Made", "NamedBy", "Person", "Roster", "RosterClass", "RosterSchool"]
