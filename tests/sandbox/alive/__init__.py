"""The specification of `sandbox/alive`."""
