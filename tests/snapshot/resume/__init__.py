"""Tests of `oneroster_classlink.snapshot.resume`."""
