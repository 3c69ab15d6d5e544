"""The specification of `snapshot`."""
