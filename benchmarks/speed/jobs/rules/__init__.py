"""Jobs of the rule engine over the large district, each in a process of its own; they are measured by `bare`."""
