"""Direct speech and who spoke: pure, from an article and its names."""
