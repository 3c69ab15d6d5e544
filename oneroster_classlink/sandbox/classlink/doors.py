"""Everything of ClassLink's that stands before the OneRoster reads."""

from collections.abc import Callable

from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.classlink.classlink import ClassLink
from oneroster_classlink.sandbox.classlink.directory import Directory
from oneroster_classlink.sandbox.classlink.proxy import Proxy
from oneroster_classlink.sandbox.classlink.signin import SignIn
from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.world import World


def classlink_doors(
    classlink: ClassLink, *, world: World, credentials: SandboxCredentials
) -> tuple[Callable[[Request, float], Answer | None], ...]:
    """Return the doors of *classlink* over *world*.

    Args:
        classlink: The partner and its tenants.
        world: What the sandbox's own district shares.
        credentials: The direct credentials of that district.
    """
    return (
        Directory(classlink=classlink, world=world, credentials=credentials),
        Proxy(classlink=classlink, world=world),
        SignIn(classlink=classlink, world=world),
    )
