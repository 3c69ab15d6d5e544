"""The specification of `mapping.classes`, and of the rules that it asks."""
