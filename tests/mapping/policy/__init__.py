"""The specification of `mapping.policy`."""
