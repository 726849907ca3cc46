"""The terminal: its protocol, the first paint, and the driver that Textual is given."""
