"""The specification of `mapping`."""
