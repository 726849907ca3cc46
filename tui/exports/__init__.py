"""From articles to documents: Markdown, JSON Feed, EPUB. Every exporter reads blocks."""
