"""Every quirk of other OneRoster servers (ONEROSTER.md 2.10, 5.5, 7) survived, one test each, by bytes."""
