"""The specification of `models`."""
