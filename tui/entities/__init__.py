"""From sections to ranked people and places. Pure functions and word lists."""
