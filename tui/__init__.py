"""dateline: a news reader for the terminal that knows who and where."""

__version__ = "0.2.0"
