"""The page at ``/``: what is served, who asked for what, and switches, for a person with a browser."""

from oneroster_classlink.sandbox.pages.page import PAGE_PATH, Page

__all__ = ["PAGE_PATH", "Page"]
