"""What changed between two texts of an article."""
