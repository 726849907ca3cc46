"""Dates that a text names, resolved against the day it was written: pure, no clock."""
