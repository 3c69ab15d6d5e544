"""The specification of `bundle`."""
