"""One widget a file: each draws a value and posts messages."""
