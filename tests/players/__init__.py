"""Little programs that stand in for players."""
