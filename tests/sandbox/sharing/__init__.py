"""The specification of `sandbox/sharing`."""
