"""Which articles tell one story: pure functions over what is kept of each article."""
