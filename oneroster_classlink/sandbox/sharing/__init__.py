"""What a district shares with an app, as ClassLink's permissions have it."""

from oneroster_classlink.sandbox.sharing.permissions import Permissions
from oneroster_classlink.sandbox.sharing.share import share

__all__ = ["Permissions", "share"]
