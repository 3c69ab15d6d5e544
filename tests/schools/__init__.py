"""The specification of `schools`."""
