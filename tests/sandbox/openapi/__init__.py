"""The specification of `sandbox/openapi`."""
