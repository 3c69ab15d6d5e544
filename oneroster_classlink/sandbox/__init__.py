"""A ClassLink-like Roster Server on this machine, and a made-up district to serve."""

from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.folder import read_district
from oneroster_classlink.sandbox.made_up import make_district
from oneroster_classlink.sandbox.sandbox import Sandbox

__all__ = ["District", "Sandbox", "SandboxCredentials", "make_district", "read_district"]
