"""Text by itself: made harmless, folded, measured, wrapped, taken apart. Knows nothing of news."""
