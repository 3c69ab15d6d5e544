"""The specification of `sandbox/pages`."""
