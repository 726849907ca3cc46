"""The map: places on a world drawn in braille dots.

Pure functions from a view, places and a size to lines of (text, look) pairs, as `tui.drawing.frame` gives.
Nothing here knows Textual, the store or the terminal; the coastlines load when the first map is drawn.
"""
