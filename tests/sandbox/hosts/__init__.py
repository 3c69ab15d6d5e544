"""The specification of `sandbox/hosts` and of other ways in."""
