"""The specification of `wire`."""
