"""The wire, pure: pages, queries, endpoints, errors. Nothing here opens a socket."""
