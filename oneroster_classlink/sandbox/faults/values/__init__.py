"""Faults in the values of rows: other forms, absences, odd keys, hostile texts."""

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.values.forms import FORMS
from oneroster_classlink.sandbox.faults.values.gaps import GAPS
from oneroster_classlink.sandbox.faults.values.hostile import HOSTILE
from oneroster_classlink.sandbox.faults.values.keys import KEYS
from oneroster_classlink.sandbox.faults.values.references import REFERENCES

VALUES: Table = {**FORMS, **GAPS, **KEYS, **REFERENCES, **HOSTILE}

__all__ = ["VALUES"]
