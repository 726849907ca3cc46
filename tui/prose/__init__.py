"""From an entry's words to an article's sections. Pure functions: no files, network, clock or SQL."""
