"""What `make bench` measures: this library beside its rivals, each job in a process of its own."""
