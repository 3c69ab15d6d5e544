"""The specification of `sandbox/access`."""
