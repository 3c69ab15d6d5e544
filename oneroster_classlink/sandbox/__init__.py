"""A ClassLink-like Roster Server on this machine, and a made-up district to serve."""

from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.app import make_app
from oneroster_classlink.sandbox.classlink import Application, ClassLink, with_hrefs
from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.folder import read_district
from oneroster_classlink.sandbox.made_up import make_district
from oneroster_classlink.sandbox.sandbox import Sandbox
from oneroster_classlink.sandbox.sharing import RULE_BASED, Permissions
from oneroster_classlink.sandbox.world import World

__all__ = [
    "RULE_BASED",
    "Application",
    "ClassLink",
    "District",
    "Permissions",
    "Sandbox",
    "SandboxCredentials",
    "World",
    "make_app",
    "make_district",
    "read_district",
    "with_hrefs",
]
