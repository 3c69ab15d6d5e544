"""The specification of `sandbox/service`."""
