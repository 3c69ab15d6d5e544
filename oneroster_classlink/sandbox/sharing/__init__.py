"""What a district shares with an app, as ClassLink's permissions have it."""

from oneroster_classlink.sandbox.sharing.permissions import RULE_BASED, BirthDates, Demographics, Permissions
from oneroster_classlink.sandbox.sharing.service import SharedService
from oneroster_classlink.sandbox.sharing.share import check_shareable, share

__all__ = ["RULE_BASED", "BirthDates", "Demographics", "Permissions", "SharedService", "check_shareable", "share"]
