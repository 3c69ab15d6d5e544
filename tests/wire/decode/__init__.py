"""The specification of `wire/decode`."""
