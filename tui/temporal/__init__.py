"""Dates that a text names, resolved against the day it was written: pure, no clock."""

from tui.temporal.phrases import dated_phrases, dates_of

__all__ = ["dated_phrases", "dates_of"]
