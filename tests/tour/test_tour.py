"""A whole day, as docs/tour.md tells it, on a real terminal."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.terminal import ROOT
from tests.tour.day import CODES, DAY, at_the_desk

TOLD = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_a_day_with_fifty_feeds(tmp_path: Path) -> None:
    """Each step sees what it led to; each key that the page names was pressed."""
    with at_the_desk(tmp_path) as tour:
        for part in DAY:
            part(tour)
    told = set(re.findall(r"`([^`\n]+)`", TOLD))
    keys = {one for one in told if one in CODES or (len(one) == 1 and one.isascii())}
    assert len(keys) > 35
    assert keys - tour.pressed == set()
