"""From articles to documents: Markdown, JSON Feed, EPUB, plain text. Every exporter reads blocks.

Pure functions of `Article` values: the same articles give the same bytes, on any day.
"""
