"""The small rules."""
