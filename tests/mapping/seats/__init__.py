"""What becomes of seats."""
