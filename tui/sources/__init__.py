"""Where entries come from: files and feeds. Alone in touching feedparser and HTTP."""
