"""Direct speech and its speakers."""
