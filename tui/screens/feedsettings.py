"""What holds for one feed alone: a form whose every line says what it is for, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from tui.errors import ConfigError, DatelineError
from tui.library.wording import change_in_words
from tui.settings.feeds import MEANINGS, SettingValue, shown, typed, usual
from tui.settings.file import load_config
from tui.text.wrap import wrap

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.model.articles import Feed

_LABELS = {
    "interval_minutes": "look every … minutes",
    "latest": "newest entries taken",
    "keep_days": "keep for … days",
    "keep_articles": "articles kept",
    "user_agent": "user agent",
    "headers": "request headers",
    "user": "user name",
    "password_command": "password: command",
    "password_keyring": "password: keyring",
    "password_env": "password: variable",
    "proxy": "proxy",
    "pictures": "pictures at once",
    "fulltext": "whole texts fetched",
    "fulltext_keep": "page: keep alone",
    "fulltext_drop": "page: leave out",
    "threads": "joins threads",
}
_EXAMPLES = {
    "headers": "Accept-Language: fr",
    "password_command": "pass show news",
    "proxy": "http://localhost:8118",
    "pictures": "true",
    "fulltext_keep": "article .body",
    "fulltext_drop": ".newsletter, aside",
}
_WIDTH, _SHARE = 80, 94
"""How large the dialog gets, as `dialogs.tcss` has it: cells, and parts of a hundred of the screen."""
_SIDES, _AROUND = 4, 8
"""What else is in it: edges and padding; edges, title, what a line is for, two blank lines."""


def _example(key: str) -> str:
    """Return an example that nobody takes for what is set; empty where none is needed."""
    return f"none; for example {_EXAMPLES[key]}" if key in _EXAMPLES else ""


class FeedSettingsScreen(ModalScreen[str | None]):
    """One feed's settings. The answer is what was done, in words; None where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        # With priority: a line would take enter for itself.
        Binding("enter,ctrl+s", "keep", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False, priority=True),
    ]
    HINT = "↓ ↑ tab move · enter keeps all · esc leaves all as it was"

    def __init__(self, library: Library, feed: Feed) -> None:
        """Read the feed's settings. Raises ConfigError where the configuration cannot be read."""
        super().__init__()
        self._library = library
        self._feed = feed
        # Read anew and not the app's: the reader may have edited the file since.
        self._config = load_config(library.paths)
        settings = library.feed_settings(feed.id)
        self._before = {key: shown(key, settings) for key in _LABELS}
        self._warned = False

    def compose(self) -> ComposeResult:
        """Set out a line for each setting, and what the one under the cursor is for."""
        with Vertical(classes="dialog"):
            yield Static(Content(f"Settings of {self._feed.title}"), classes="dialog--title")
            with VerticalScroll(can_focus=False):
                for key, label in _LABELS.items():
                    with Horizontal(classes="settings--line"):
                        yield Label(Content(label))
                        yield Input(
                            self._before[key],
                            placeholder=usual(key, self._config) or _example(key),
                            compact=True,
                            select_on_focus=False,
                            id=key,
                        )
            yield Static(classes="settings--meaning")
            yield Static(Content(self.HINT), classes="dialog--hint")

    def on_mount(self) -> None:
        """Begin at the first line."""
        self.set_focus(self.query(Input).first())

    def on_resize(self) -> None:
        """Leave the words below the lines their room, however few lines there are."""
        width, height = (cells * _SHARE // 100 for cells in self.app.size)
        rows = height - _AROUND - len(wrap(self.HINT, min(_WIDTH, width) - _SIDES))
        self.query_one(VerticalScroll).styles.max_height = max(1, min(len(_LABELS), rows))

    @on(DescendantFocus)
    @on(Input.Changed)
    def _explain(self) -> None:
        """Say what the line under the cursor is for, or what is wrong with what stands there."""
        self._warned = False
        for field in self.query(Input):
            wrong = self._fault(field)
            field.set_class(bool(wrong), "-wrong")
            if field.has_focus:
                self._say(wrong or self._meaning(field), failed=bool(wrong))

    def _meaning(self, field: Input) -> str:
        words = MEANINGS[field.id or ""]
        without = usual(field.id or "", self._config)
        return f"{words} Empty: {without}." if without else words

    def _fault(self, field: Input) -> str:
        try:
            typed(field.id or "", field.value)
        except ConfigError as error:
            return str(error)
        return ""

    def _say(self, words: str, *, failed: bool) -> None:
        meaning = self.query_one(".settings--meaning", Static)
        meaning.set_class(failed, "-wrong")
        meaning.update(Content(f"! {words}" if failed else words))

    def action_keep(self) -> None:
        """Write what was changed; where a line is wrong, go there and write nothing."""
        changes: dict[str, SettingValue] = {}
        for field in self.query(Input):
            key = field.id or ""
            try:
                value = typed(key, field.value)
            except ConfigError:
                self.set_focus(field)
                self._explain()
                return
            # Only what was changed is written: a setting that was left alone stays as the reader spelled it.
            if field.value.strip() != self._before[key]:
                changes[key] = value
        if not changes:
            self.dismiss(None)
            return
        try:
            self.dismiss(f"{change_in_words(self._library.set_feed(self._feed.id, changes))}.")
        except DatelineError as error:
            self._say(str(error), failed=True)

    def action_leave(self) -> None:
        """Leave all as it was; where something was typed, only when asked twice."""
        is_typed = any(field.value.strip() != self._before[field.id or ""] for field in self.query(Input))
        if is_typed and not self._warned:
            self._warned = True
            self._say("Nothing is kept yet: enter keeps it, esc once more leaves.", failed=True)
            return
        self.dismiss(None)
