"""The sign-in with ClassLink: consent, code, token, and who signed in (ONEROSTER 5.8)."""

from oneroster_classlink.sandbox.classlink.signin.door import SignIn

__all__ = ["SignIn"]
