"""The specification of `sandbox/faults`."""
