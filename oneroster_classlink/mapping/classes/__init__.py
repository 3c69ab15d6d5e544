"""Which schools and classes are taken, and what a class is called."""

from oneroster_classlink.mapping.classes.judge import class_findings, judge_classes
from oneroster_classlink.mapping.classes.judged import ClassKind, JudgedClasses
from oneroster_classlink.mapping.classes.naming import ClassNames, name_classes
from oneroster_classlink.mapping.classes.schools import take_schools

__all__ = [
    "ClassKind",
    "ClassNames",
    "JudgedClasses",
    "class_findings",
    "judge_classes",
    "name_classes",
    "take_schools",
]
