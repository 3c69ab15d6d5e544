"""Programs by others that the sandbox must get on with; `make peers` and `make schemathesis` run them."""
