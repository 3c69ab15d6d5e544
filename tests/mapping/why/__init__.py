"""Why something became what it did."""
