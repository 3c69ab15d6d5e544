"""A sandbox inside a host's own tests: without a socket, as a ``requests`` adapter."""

from oneroster_classlink.sandbox.hosts.adapter import SandboxAdapter

__all__ = ["SandboxAdapter"]
