"""Faults on real HTTP, and against the real client."""
