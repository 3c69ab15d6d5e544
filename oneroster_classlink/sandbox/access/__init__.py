"""Who may ask: OAuth 1 signatures, bearer tokens, and tokens for client credentials."""

from oneroster_classlink.sandbox.access.credentials import SandboxCredentials
from oneroster_classlink.sandbox.access.gate import Gate

__all__ = ["Gate", "SandboxCredentials"]
