"""What the client does on a recorded wire: no socket is opened."""
