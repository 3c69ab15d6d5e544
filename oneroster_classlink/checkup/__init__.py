"""The preflight of a set-up: what a district shares, what is missing, and how its server behaves."""

from oneroster_classlink.checkup.checks import Check, Outcome
from oneroster_classlink.checkup.fingerprint import Fingerprint
from oneroster_classlink.checkup.preflight import Preflight, preflight
from oneroster_classlink.checkup.text import render_preflight

__all__ = ["Check", "Fingerprint", "Outcome", "Preflight", "preflight", "render_preflight"]
