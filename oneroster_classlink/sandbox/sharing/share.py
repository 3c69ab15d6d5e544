"""A district as an app sees it."""

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.sharing.permissions import Permissions


def share(district: District, permissions: Permissions) -> District:  # noqa: ARG001 - to be filled
    """Return the part of *district* that *permissions* let an app see."""
    return district
