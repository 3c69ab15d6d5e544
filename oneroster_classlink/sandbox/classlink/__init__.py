"""ClassLink beside the Roster Server: the partner's applications, the proxy, "Sign in with ClassLink"."""

from oneroster_classlink.sandbox.classlink.accounts import Account
from oneroster_classlink.sandbox.classlink.application import Application
from oneroster_classlink.sandbox.classlink.classlink import ClassLink
from oneroster_classlink.sandbox.classlink.doors import classlink_doors
from oneroster_classlink.sandbox.classlink.hrefs import with_hrefs

__all__ = ["Account", "Application", "ClassLink", "classlink_doors", "with_hrefs"]
