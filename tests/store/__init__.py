"""The store, on the real SQLite."""
