"""A pull over the network: pages in flight, tried until they come, judged in order."""
