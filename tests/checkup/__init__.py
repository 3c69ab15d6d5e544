"""The specification of `checkup`."""
