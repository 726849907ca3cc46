"""Commands and their keys, and what is typed while something opens."""
