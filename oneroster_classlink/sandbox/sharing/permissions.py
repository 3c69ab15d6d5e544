"""The permissions of an app, as a value."""

import attrs


@attrs.frozen(kw_only=True)
class Permissions:
    """What a district shares with the app; by default everything."""
