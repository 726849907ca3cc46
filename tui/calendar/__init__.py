"""Times as they are written and told: ISO 8601, ages, the reader's days and months."""
