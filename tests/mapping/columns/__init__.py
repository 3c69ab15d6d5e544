"""The long steps."""
