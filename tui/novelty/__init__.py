"""Which sentences say what no text before them said: pure."""
