"""The specification of `report`."""
