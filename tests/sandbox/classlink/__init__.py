"""The specification of `sandbox/classlink`."""
