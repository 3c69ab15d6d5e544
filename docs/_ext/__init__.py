"""What the pages take from the code itself, so that it is not typed twice."""
