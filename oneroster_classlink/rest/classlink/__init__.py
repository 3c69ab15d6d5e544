"""ClassLink as a partner meets it: the districts that share, a client for each, "Sign in with ClassLink"."""

from oneroster_classlink.rest.classlink.classlink import HOST, NEWER_HOST, ClassLink
from oneroster_classlink.rest.classlink.district import District
from oneroster_classlink.rest.classlink.schools import schools_of
from oneroster_classlink.rest.classlink.server import Server
from oneroster_classlink.rest.classlink.signed_in import SignedIn
from oneroster_classlink.rest.classlink.signin import Begun, SignIn

__all__ = ["HOST", "NEWER_HOST", "Begun", "ClassLink", "District", "Server", "SignIn", "SignedIn", "schools_of"]
