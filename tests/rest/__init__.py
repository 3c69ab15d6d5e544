"""Tests of the REST client."""
