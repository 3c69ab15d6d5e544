"""What a host decides about the rules."""

from oneroster_classlink.mapping.policy.policy import ContactPoint, Deciding, Policy
from oneroster_classlink.mapping.policy.predicates import Predicate, PredicateFailed, predicate
from oneroster_classlink.mapping.policy.standard import field_contains, field_in, field_present, metadata_is
from oneroster_classlink.mapping.policy.window import Window

__all__ = [
    "ContactPoint",
    "Deciding",
    "Policy",
    "Predicate",
    "PredicateFailed",
    "Window",
    "field_contains",
    "field_in",
    "field_present",
    "metadata_is",
    "predicate",
]
