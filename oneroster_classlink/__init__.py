"""Pull a OneRoster district, prove the pull, map it by readable rules, and plan the sync."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oneroster_classlink.bundle import read_folder
    from oneroster_classlink.checkup import preflight
    from oneroster_classlink.errors import OneRosterError
    from oneroster_classlink.mapping import Account, Policy, Window, compare, map_roster, stream_roster
    from oneroster_classlink.rest import Bearer, Budget, Client, ClientCredentials, Field, OAuth1
    from oneroster_classlink.rest.classlink import ClassLink, SignIn
    from oneroster_classlink.snapshot import Snapshot, pull_changes, trust
    from oneroster_classlink.sync import diff

__all__ = [
    "Account",
    "Bearer",
    "Budget",
    "ClassLink",
    "Client",
    "ClientCredentials",
    "Field",
    "OAuth1",
    "OneRosterError",
    "Policy",
    "SignIn",
    "Snapshot",
    "Window",
    "compare",
    "diff",
    "map_roster",
    "preflight",
    "pull_changes",
    "read_folder",
    "stream_roster",
    "trust",
]

_ROOMS = {
    "Account": "mapping",
    "Bearer": "rest",
    "Budget": "rest",
    "ClassLink": "rest.classlink",
    "Client": "rest",
    "ClientCredentials": "rest",
    "Field": "rest",
    "OAuth1": "rest",
    "OneRosterError": "errors",
    "Policy": "mapping",
    "SignIn": "rest.classlink",
    "Snapshot": "snapshot",
    "Window": "mapping",
    "compare": "mapping",
    "diff": "sync",
    "map_roster": "mapping",
    "preflight": "checkup",
    "pull_changes": "snapshot",
    "read_folder": "bundle",
    "stream_roster": "mapping",
    "trust": "snapshot",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562), so that importing the package stays quick."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted({*globals(), *__all__})
