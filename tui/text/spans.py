"""Stretches of a text."""

from __future__ import annotations

Span = tuple[int, int]
"""Where a stretch begins and ends: half-open, in characters."""
Spans = tuple[Span, ...]
