"""From an entry's words as delivered to sections and fields: pure functions, no clock, no files."""

from __future__ import annotations

from tui.prose.build import PROSE_VERSION, build_prose
from tui.prose.summary import plain_summary

__all__ = ["PROSE_VERSION", "build_prose", "plain_summary"]
