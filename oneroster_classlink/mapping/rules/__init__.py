"""The rules, each a pure function of a few facts."""
