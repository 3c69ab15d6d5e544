"""The specification of `sync`."""
