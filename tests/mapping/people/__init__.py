"""Who becomes a person."""
