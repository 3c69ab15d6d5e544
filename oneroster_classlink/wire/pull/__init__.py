"""A pull of pages, without the network: what to ask next, what a page brings, and whether pages join."""
