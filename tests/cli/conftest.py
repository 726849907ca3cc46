"""A home folder of its own for each test, without the bundled seeds unless it asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Shell

STORY = """\
---
title: Talks open in Istanbul
guid: talks
date: 2025-05-15T12:00:00Z
author: Ann Reed
dek: A first meeting in years
url: https://example.org/talks
dateline: Istanbul (AP)
---

Ukrainian President Volodymyr Zelenskyy is in Turkey. Zelenskyy will [meet](https://example.org/a) envoys.

## What is on the table

Grain, and ports on the Black Sea.
"""
OTHER = """\
---
title: Lula wins in Brazil
guid: lula
date: 2022-10-30
---

Luiz Inácio Lula da Silva has won in Brazil.
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A command line with an empty home and no seeds."""
    home = tmp_path / "home"
    monkeypatch.setenv("DATELINE_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("tui.feeds.seedfolders.shipped_dir", _no_folder)
    return Shell(capsys, home)


@pytest.fixture
def stories(shell: Shell, tmp_path: Path) -> Shell:
    """The same with two articles: the talks, and Lula."""
    (tmp_path / "talks.md").write_text(STORY, encoding="utf-8")
    (tmp_path / "lula.md").write_text(OTHER, encoding="utf-8")
    assert shell("import", tmp_path / "talks.md", tmp_path / "lula.md").code == 0
    return shell


def _no_folder(name: str) -> Path:
    raise FileNotFoundError(name)
