"""The app: themes, style files, the first screen, links and leaving."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from rich.text import Text
from textual import events
from textual.app import SuspendNotSupported
from textual.color import Color, ColorParseError
from textual.message import Message
from textual.screen import Screen
from textual.theme import Theme

from tui.drawing import looks
from tui.errors import DatelineError, StoreReplaced
from tui.library.frontdesk import Library
from tui.library.lists import PLAIN_VIEW
from tui.model.kinds import KINDS
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.screens.background import Errands
from tui.screens.bindings import everywhere, first_keys
from tui.screens.orderly import OrderlyApp, Turn
from tui.screens.reader.screen import Elsewhere, ReaderScreen
from tui.screens.replies import Choice
from tui.settings.config import Config
from tui.settings.file import log_level, read_config, set_value
from tui.system import log
from tui.system.lazily import Lazy
from tui.system.paths import Paths, shipped_dir
from tui.terminal import firstpaint, protocol
from tui.widgets.inks import Inks

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.notifications import Notification, SeverityLevel

if TYPE_CHECKING:
    from tui.drawing import legible
    from tui.system import browser, editor
    from tui.terminal import driver
    from tui.text import weblinks
else:  # loaded when first used: whoever starts should not wait for them
    browser = Lazy("tui.system.browser")
    legible = Lazy("tui.drawing.legible")
    driver = Lazy("tui.terminal.driver")
    editor = Lazy("tui.system.editor")
    weblinks = Lazy("tui.text.weblinks")

T = TypeVar("T")

STYLE_FILES = ("app.tcss", "prompt.tcss", "dialogs.tcss", "names.tcss")
SCOPE_SETTING = "scope"
QUIET_START_S = 1.0
LOOK_EVERY_S = 120.0
"""How often is looked whether a feed's time has come: a feed may have an interval of its own."""
LOSS_TOLD_S = 20.0
"""How long nothing more is said of what cannot be shown."""
NOTICE_TOLD_S = 10.0
"""How long is shown what opening the database has to say."""
PROBLEMS_TOLD_S = 20.0
"""How long is shown what is wrong in the configuration."""
_PROBLEMS_TOLD = 5
_OWN = ("default", "dim")
"""Colours that only our own looks know."""
_TOLD_S: Final = 4.0
"""How long is shown what happened."""
_FAILED_S: Final = 3600.0
"""How long is shown what failed, where no key is pressed."""
_READ_WITHIN_S: Final = 1.5
"""Keys that come sooner after a failure were not pressed because it was read."""
_MESSAGES_KEPT: Final = 50
WRITTEN_WITHIN_S = 2.0
"""How long stopping for the shell waits for marks that are being written."""
_SCOPES = {"all": ALL, "unread": UNREAD, "saved": SAVED}


class DatelineApp(OrderlyApp):
    """The reader."""

    TITLE = "dateline"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(self, library: Library, config: Config, paths: Paths, problems: Sequence[str] = ()) -> None:
        """`problems` is what is wrong in the reader's configuration, a line each."""
        self.library = library
        self.config = config
        self._problems = problems
        self.paths = paths
        self.inks = Inks(looks.DARK)
        self.colours = protocol.colours()
        """How many colours text can have: 0, 16, 256, or more."""
        # Before Textual asks the environment on its own account.
        protocol.announce(self.colours)
        super().__init__(
            driver_class=_driver_class(),
            css_path=[shipped_dir("styles") / name for name in STYLE_FILES],
            ansi_color=None if self.colours else True,
        )
        self.by_position = config.layouts is not False
        self.layout = config.layouts if isinstance(config.layouts, str) else ""
        for own in everywhere(config.keys):
            self._bindings.bind(own.key, own.action, show=False, priority=own.priority)
        self.errands = Errands(library, self._inform)
        self._lost = ""
        self.messages: deque[tuple[datetime, str]] = deque(maxlen=_MESSAGES_KEPT)
        """What was told, and when; the last stands at the end."""
        for name, palette in looks.OWN_PALETTES.items():
            self.register_theme(own_theme(name, palette))
        self._wanted = self.available_themes[self._known_theme(config.theme)]
        """The theme that was chosen, also where the terminal has too few colours for it."""
        self.theme = (
            self._wanted.name if self._has_themes else "ansi-dark" if self._wanted.dark else "ansi-light"
        )
        self._take_palette()

    def _inform(self, message: Message) -> None:
        self.main_screen.post_message(message)

    @property
    def _has_themes(self) -> bool:
        """Whether the terminal has more than colours of its own."""
        return self.colours > protocol.SIXTEEN

    def _known_theme(self, name: str) -> str:
        return name if name in self.available_themes else looks.DEFAULT_THEME

    def get_default_screen(self) -> Screen[Any]:
        """Open on the reader itself: no screen is made only to be covered."""
        return ReaderScreen(self.library, self.config)

    # ── opening ───────────────────────────────────────────────────────────────────────────────

    @property
    def opening_scope(self) -> Scope:
        """What the list shows first."""
        wanted: str | None = self.config.list.scope
        if wanted == "last":
            with suppress(DatelineError):
                wanted = self.library.setting(SCOPE_SETTING)
        return _SCOPES.get(wanted or "all", ALL)

    def remember_scope(self, kind: str) -> None:
        """Keep which list is shown, for the next time."""
        # Scopes are changed many times a day: what is so already is not written.
        if kind != self.library.setting(SCOPE_SETTING, "all"):
            self.library.set_setting(SCOPE_SETTING, kind)
            self.remember_opening()

    @property
    def _foretold_scope(self) -> str:
        """The list that a first paint may foretell; words that it does not know, of one shown otherwise."""
        scope = self.opening_scope
        view = self.library.views.of(scope)
        by_threads = self.library.views.by_threads(self.config.list.view)
        return scope.kind if view == PLAIN_VIEW and not by_threads else f"{scope.kind} {view.order}"

    def remember_opening(self) -> None:
        """Write down what the next first paint has to know, where it has changed."""
        opening = firstpaint.opening_values(
            firstpaint.config_stamp(self.paths),
            palette_of(self._wanted),
            dark=self._wanted.dark,
            scope=self._foretold_scope,
            lines=self.config.list.lines,
            sidebar=self.config.sidebar,
            absolute=self.config.ages == "absolute",
            keys=first_keys(self.config.keys),
        )
        text = json.dumps(opening)
        # Most starts change nothing, and a write costs a sync of the disk.
        if text != self.library.setting(firstpaint.LOOK_SETTING):
            self.library.set_setting(firstpaint.LOOK_SETTING, text)

    def on_mount(self) -> None:
        """Take the ending signals over, and do what can wait for the first frame."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in protocol.ENDING_SIGNALS:
                loop.add_signal_handler(number, self._end, 128 + number)
        # Posted and not done: whoever finds it may be in any thread, in the midst of a query.
        self.library.database.on_replaced = lambda: self.main_screen.post_message(Elsewhere())
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.has_opened()
        # Collection was off while modules loaded (tui.__main__); what they made is here to stay.
        gc.freeze()
        gc.enable()
        # A disk that cannot be written to can still be read from.
        if not self.library.database.readonly:
            self.main_screen.keep(self.remember_opening)
            self.set_timer(QUIET_START_S, self._begin_errands)
        for notice in self.library.notices:
            self.warn(notice, for_s=NOTICE_TOLD_S)
        if self._problems:
            self.warn(_told(self._problems), for_s=PROBLEMS_TOLD_S)

    # ── behind the screen ─────────────────────────────────────────────────────────────────────

    def sync(self, feeds: tuple[str, ...] = ()) -> None:
        """Sync these feeds, or all that are due, in a process of its own."""
        self.run_worker(lambda: self.errands.sync(feeds), thread=True, group="sync")

    def fetch_texts(self) -> None:
        """Fetch the pages of stories that wait for it, in a process of its own."""
        self.run_worker(self.errands.fetch_texts, thread=True, group="texts-errand")

    def _begin_errands(self) -> None:
        """Start what others do for the reader, once the first keys have had the machine to themselves."""
        self.catch_up()
        self._sync_if_due()
        self.fetch_texts()
        self.set_interval(LOOK_EVERY_S, self._sync_if_due)
        self.set_interval(LOOK_EVERY_S, self.fetch_texts)

    def catch_up(self) -> None:
        """Have what waits prepared, in a process of its own."""
        self.run_worker(self.errands.catch_up, thread=True, group="seeds")

    def _sync_if_due(self) -> None:
        self.run_worker(self.errands.sync_if_due, thread=True, group="sync")

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; where it fails in a way that can be told, tell it and live on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return True

    async def take(self, steps: Coroutine[Any, Any, None], turn: Turn) -> None:
        """Take the steps of a conversation; an error that can be told is, and the reader lives on."""
        try:
            await super().take(steps, turn)
        except DatelineError as error:
            self.tell(str(error), failed=True)

    def lose(self, error: DatelineError) -> None:
        """Say what cannot be shown just now; once, since every line of a list asks for it.

        That another file is opened is told when it is.
        """
        # It is no loss: the reader goes over to the other file, and says so once.
        if isinstance(error, StoreReplaced):
            return
        if str(error) != self._lost:
            self._lost = str(error)
            self.call_later(self.tell, self._lost, failed=True)
            self.set_timer(LOSS_TOLD_S, partial(setattr, self, "_lost", ""))

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened; what failed stands there until a key is pressed."""
        severity: SeverityLevel = "error" if failed else "information"
        self.notify(words, severity=severity, timeout=_FAILED_S if failed else _TOLD_S, markup=False)

    def warn(self, words: str, *, for_s: float) -> None:
        """Say in the bottom line for longer what the reader should know."""
        self.notify(words, severity="warning", timeout=for_s, markup=False)

    def notify(self, message: str, **how: Any) -> None:
        """Say something, and keep it among the messages."""
        self.messages.append((datetime.now(), message))
        how.pop("markup", None)  # whatever is said here is text, words of articles among it
        super().notify(message, markup=False, **how)

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:
        # Textual paints what a message uncovers by comparing with where all stood before. After a scroll it
        # works that out when first asked: if that is after the message went, nothing seems to have changed,
        # and the message stands on the screen until something else is drawn there.
        _ = self.screen._compositor.full_map  # pyright: ignore[reportPrivateUsage]
        super()._unnotify(notification, refresh)

    async def on_event(self, event: events.Event) -> None:
        """Take what was told out of the bottom line with the next key, once it could be read."""
        if isinstance(event, events.Key) and not event.is_forwarded and len(self._notifications):
            for one in list(self._notifications):
                if one.severity != "warning" and one.timeout - one.time_left > _READ_WITHIN_S:
                    self._unnotify(one)
        await super().on_event(event)

    @property
    def main_screen(self) -> ReaderScreen:
        """The reader's screen, whatever stands over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    @property
    def terminal(self) -> driver.ScreenDriver | None:
        """The terminal itself; None where the screen is on none."""
        return cast("driver.ScreenDriver", self._driver) if hasattr(self._driver, "listen") else None

    # ── themes ────────────────────────────────────────────────────────────────────────────────

    def watch_theme(self) -> None:
        """Take the colours of another theme."""
        self._take_palette()

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the style sheets: of another's theme, those that we made legible."""
        variables, theme = super().get_css_variables(), self.current_theme
        # Asked for once while Textual sets itself up, with a theme that nobody wants.
        if theme.name in looks.OWN_PALETTES or not hasattr(self, "_wanted"):
            return variables
        palette = palette_of(theme)
        roles = {
            "accent": "accent",
            "foreground": "text",
            "text-muted": "muted",
            "error": "error",
            "panel": "panel",
        }
        return variables | {name: palette[role] for name, role in roles.items() if palette[role] not in _OWN}

    def _take_palette(self) -> None:
        """Draw with the colours of the theme in force."""
        theme = self.current_theme
        self.inks = Inks(looks.palette_for(self.colours, palette_of(theme), dark=theme.dark))
        if self.is_running:
            self.main_screen.keep(self.remember_opening)
            self.main_screen.redraw()

    def measure_anew(self) -> None:
        """Lay out everything again: the terminal counts some letters otherwise than was thought."""
        self._take_palette()
        for screen in self.screen_stack:
            for node in (screen, *screen.walk_children()):
                # Whatever lays itself out does so there: a change of widths is the same to it as one of size.
                resized = getattr(node, "on_resize", None)
                if resized is not None:
                    resized()
        # A story's column is as wide as before: by its size alone nothing would be new there.
        reading = self.main_screen.reading
        reading.set_width(reading.width_cells)

    async def choose_theme(self) -> None:
        """Ask for a theme; the choice is written to the configuration."""
        if not self._has_themes:
            words = "has 16 colours, its own" if self.colours else "shows no colours"
            self.tell(f"This terminal {words}: it takes dark or light from the theme in your configuration.")
            return
        # Ours first: they are the ones whose contrast is measured.
        own = list(looks.OWN_PALETTES)
        names = own + sorted(name for name in self.available_themes if name not in own)
        choices = [Choice(name, name, "in use" if name == self.theme else "") for name in names]
        name: str | None = await self.main_screen.choose("Themes", choices, start=names.index(self.theme))
        if name:
            self._wanted = self.available_themes[name]
            self.theme = name
            self._keep_theme(name)

    def _keep_theme(self, name: str) -> None:
        try:
            set_value(self.paths, "theme", name)
        except DatelineError as error:
            self.notify(str(error), severity="error", markup=False)
        self.main_screen.keep(self.remember_opening)

    # ── links ─────────────────────────────────────────────────────────────────────────────────

    def open_link(self, url: str) -> None:
        """Open a web page in the reader's browser; only http and https ever leave here, others are copied."""
        if weblinks.web_link(url) is None:
            self.copy_to_clipboard(url)
            self.notify(f"Copied {url[:60]}: only web pages are opened from here.", markup=False)
            return

        def opened() -> None:
            try:
                browser.open_page(url, self.config.browser)
            except DatelineError as error:
                self.call_from_thread(self.notify, str(error), severity="error", markup=False)

        self.run_worker(opened, thread=True, group="browser")
        self.notify(f"Opening {url}", timeout=3, markup=False)

    # ── the editor ────────────────────────────────────────────────────────────────────────────

    def edit(self, text: str) -> str | None:
        """Hand a text to the reader's editor, with the terminal; None where that fails, which is told."""
        return self.lend_terminal(lambda: editor.edit_text(text))

    def lend_terminal(self, use: Callable[[], T]) -> T | None:
        """Let another program have the terminal; None where that fails, which is told."""
        failed = "There is no terminal here that another program could have."
        done: T | None = None
        with suppress(SuspendNotSupported), self.suspend(), self._interrupts_for_others():
            try:  # within: what is raised here would leave the terminal as it is handed over
                done = use()
            except DatelineError as error:
                failed = str(error)
        if done is None:
            self.tell(failed, failed=True)
        return done

    @contextmanager
    def _interrupts_for_others(self) -> Generator[None]:
        """Let ctrl+c be meant for who has the terminal, and not end the reader once it is back."""
        if self.is_headless:
            yield
            return
        loop = asyncio.get_running_loop()
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, _go_by)
        try:
            yield
        finally:
            # Behind what the loop has still to read of signals that came meanwhile.
            loop.call_later(0, loop.add_signal_handler, signal.SIGINT, self._end, 128 + signal.SIGINT)

    def send_to_terminal(self, sequence: str) -> None:
        """Write what is no frame to the terminal, if there is one."""
        send = getattr(self._driver, "send", None)
        if send is not None:
            send(sequence)

    # ── leaving ───────────────────────────────────────────────────────────────────────────────

    async def action_suspend(self) -> None:
        """Stop, so that the shell has the terminal; its `fg` comes back."""
        if getattr(self._driver, "can_stop", False):
            await self._stop()
        else:
            self.tell("No shell has started this: there is nothing to go back to.", failed=True)

    def stop_for_shell(self) -> None:
        """Stop, as a signal asks for."""
        self.run_worker(self._stop(), group="stopping", exclusive=True)

    async def _stop(self) -> None:
        # Stopped in the midst of a write, it would keep everybody else from writing.
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.main_screen.finish(), WRITTEN_WITHIN_S)
        cast("driver.ScreenDriver", self._driver).stop_for_shell()

    async def action_quit(self) -> None:
        """Write down what is to be kept, give the terminal back, and be gone."""
        await self.main_screen.finish()
        self.leave(0)

    def _fatal_error(self) -> None:
        """End by a fault of ours: told in one line, on the terminal as it was; its way is in the log.

        Textual would print the values of all variables, words of articles among them.
        """
        fault = self._exception
        if fault is not None:
            log.error("a fault of ours ended the reader", fault)
        self.errands.stop()  # their threads are waited for
        if log.is_debugging() or self.is_headless:
            super()._fatal_error()
            return
        what = f"Something went wrong here that should not have ({type(fault).__name__})."
        self.panic(Text(f"dateline: {what} The log says more: {log.file_in(self.paths)}"))

    def _end(self, code: int) -> None:
        """A signal ends the reader: the same, but at once."""
        self.leave(code)

    def leave(self, code: int) -> None:
        """Close the database and end; on a real terminal without waiting for any thread."""
        self.errands.stop()
        self.main_screen.pictures.stop()
        self.main_screen.later.stop()
        self.library.close()
        leave = getattr(self._driver, "leave", None)
        if leave is None:
            self.exit(code, return_code=code)
        else:
            leave(code)


def _go_by(_number: int, _frame: object) -> None:
    """Do nothing at a signal. A handler and not SIG_IGN, which programs of ours would inherit."""


def _told(problems: Sequence[str]) -> str:
    """Return what is wrong in the configuration as one notice."""
    more = len(problems) - _PROBLEMS_TOLD
    lines = ["The rest of the configuration holds, but:", *problems[:_PROBLEMS_TOLD]]
    return "\n".join([*lines, f"and {more} more: `dateline doctor` lists them"] if more > 0 else lines)


def _driver_class() -> type[Driver] | None:
    if os.name != "posix":
        return None
    return driver.ScreenDriver


def own_theme(name: str, palette: looks.Palette) -> Theme:
    """Return one of our palettes as Textual's theme, for what the style sheets draw."""
    return Theme(
        name=name,
        primary=palette["accent"],
        secondary=palette["link"],
        accent=palette["accent"],
        foreground=palette["text"],
        background=palette["background"],
        surface=palette["panel"],
        panel=palette["panel"],
        error=palette["error"],
        success=palette["good"],
        warning=palette["accent"],
        dark=name.endswith("dark"),
        variables={"text-muted": palette["muted"]},
    )


def palette_of(theme: Theme) -> looks.Palette:
    """Return the colours our own widgets take from a theme: ours as they are, others by their roles."""
    # Ours have roles that a theme of Textual's has no words for.
    if theme.name in looks.OWN_PALETTES:
        return looks.OWN_PALETTES[theme.name]
    if theme.ansi:
        return looks.ANSI if theme.dark else looks.ANSI_LIGHT
    roles = theme.to_color_system().generate()

    def mixed(first: str, second: str = "", share: float = 0.0) -> str:
        return _hex(_colour(roles[first]).blend(_colour(roles[second or first]), share))

    own = looks.DARK if theme.dark else looks.LIGHT
    # A headline in the hue of people would be one of them.
    names = {role: own[role] for role in (*KINDS, "link")}
    accent = legible.unlike([mixed(role) for role in ("accent", "warning", "secondary")], names.values())
    made = {
        "background": mixed("background"),
        "text": mixed("foreground"),
        "muted": mixed("foreground", "background", 0.35),
        "line": mixed("foreground", "background", 0.75),
        "land": mixed("foreground", "background", 0.65),
        "bar": mixed("surface"),
        "panel": mixed("surface"),
        "accent": accent,
        "cursor": mixed("background", "primary", 0.3),
        "cursor_blur": mixed("background", "primary", 0.15),
        # Their own hues in every theme: a theme's roles may be shades of one.
        **names,
        "heading": legible.blended(accent, mixed("foreground"), 0.3),
        "code": mixed("surface"),
        "noted": mixed("background", "success", 0.25),
        "find": mixed("background", "warning", 0.35),
        "hit": mixed("warning"),
        "on_hit": mixed("background"),
        "error": mixed("error"),
        "good": mixed("success"),
    }
    return legible.legible(made)


def _hex(colour: Color) -> str:
    red, green, blue = colour.rgb
    return f"#{red:02x}{green:02x}{blue:02x}"


def _colour(value: str) -> Color:
    try:
        return Color.parse(value)
    except ColorParseError:
        return Color(128, 128, 128)


def run_reader(paths: Paths, painted: firstpaint.Painted | None) -> int:
    """Open the reader on a terminal, perhaps painted already; returns the exit code.

    Whatever keeps it from opening is said in one line, on a terminal that is as it was.
    """
    log.begin("reader", log_level)
    log.capture()
    try:
        app = build_app(paths)
    except DatelineError as error:
        if painted is not None:
            protocol.give_back(painted.attributes)
        print(f"dateline: {error}", file=sys.stderr)
        return 1
    if painted is not None:
        driver.ScreenDriver.before_paint = painted.attributes
    app.run(mouse=app.config.mouse)
    return app.return_code or 0


def build_app(paths: Paths) -> DatelineApp:
    """Read the configuration and open the library, with the bundled articles the first time.

    What is wrong in the configuration keeps nothing from opening: the app tells it.

    Raises DatelineError.
    """
    config, problems = read_config(paths)
    # Asked before it is opened, which makes it.
    is_new = not Path(paths.database).exists()
    library = Library.open(paths)
    if is_new:
        library.read_seeds()
    return DatelineApp(library, config, paths, problems)
