"""Building the extractor's data: not shipped in the wheel. See README.md."""
