"""From stored entries to sections, search lines and names, in the background."""
