"""Tests of what a partner meets at ClassLink."""
