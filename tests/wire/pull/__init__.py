"""The specification of `wire/pull`."""
