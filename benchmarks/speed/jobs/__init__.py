"""Jobs, each of which runs in a process of its own and imports only what it measures."""
