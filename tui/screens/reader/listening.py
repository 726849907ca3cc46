"""Listening and watching: a story's files in the player, and the story itself read aloud."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from tui.drawing.files import clock, file_name, files_of, is_recording, kind_words, left_words
from tui.errors import DatelineError
from tui.library.played import PlayedDesk
from tui.model.prose import plain_text
from tui.screens.reader.desk import Desk, Part
from tui.screens.reader.programs import end_of
from tui.screens.replies import Choice
from tui.system.player import PlayedTo, Player
from tui.system.programs import Running
from tui.text.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.model.articles import Article
    from tui.model.entries import Enclosure
    from tui.widgets.reading_pane import ReadingPane

_KEPT_EVERY_S: Final = 15.0
_SHOWN_CELLS: Final = 24
_NO_COMMAND: Final = (
    'Nothing reads aloud yet: `listen_command` in the configuration, as in ["espeak-ng", "--stdin"].'
)
_ORDERS: Final[Mapping[str, tuple[str | int, ...]]] = {
    "pause": ("cycle", "pause"),
    "back": ("seek", -30),
    "on": ("seek", 30),
    "stop": ("quit",),
}


class ListeningPart(Part):
    """Plays files, and has stories read aloud."""

    def __init__(self, desk: Desk, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._reading = reading
        self._played = PlayedDesk(desk.library.database)
        self._player: Player | None = None
        self._playing: Enclosure | None = None
        self._place: PlayedTo | None = None
        self._kept_at = 0.0
        self._voice: Running | None = None
        self._section = 0
        """The section that is read, or will be when the voice has ended."""
        self._is_skipped = False
        self._is_speaking = False

    # ── what keys ask for ─────────────────────────────────────────────────────────────────────

    async def choose(self) -> None:
        """List the story's files, what is being played, and its being read aloud."""
        subject = self._desk.subject
        if subject is None:
            self.tell("There is no story here.")
            return
        article = self._desk.article
        if article is None or article.id != subject.id:
            article = await asyncio.to_thread(self._library.article, subject.id)
        choices = [*self._under_way(), *await asyncio.to_thread(self._listed, article)]
        choices.append(Choice("Read the story aloud", "aloud"))
        chosen: Any = await self._desk.choose("Listen and watch", choices)
        match chosen:
            case None:
                pass
            case "aloud":
                self._begin_speaking(article)
            case "hush":
                self.hush()
            case str():
                self._order(chosen)
            case file if is_recording(file):
                await self._play(file)
            case file:
                self._desk.host.open_link(file.url)

    def skip(self, step: int) -> bool:
        """Read the next section aloud, or the one before; tells whether one is being read."""
        if not self._is_speaking:
            return False
        self._section = max(0, self._section + step)
        self._is_skipped = True
        if self._voice is not None:
            self._voice.stop()
        return True

    def hush(self) -> bool:
        """Read aloud no longer; tells whether something was read."""
        was_speaking, self._is_speaking = self._is_speaking, False
        if self._voice is not None:
            self._voice.stop()
        return was_speaking

    def stop(self) -> None:
        """Leave no voice behind, and keep how far the player has come, which goes on."""
        self.hush()
        with suppress(DatelineError):
            self._keep_place()

    # ── what there is ─────────────────────────────────────────────────────────────────────────

    def _under_way(self) -> list[Choice]:
        found: list[Choice] = []
        if self._is_speaking:
            found.append(Choice("Stop reading aloud", "hush", "esc"))
        if self._playing is not None and self._player is not None and self._player.is_followed:
            name = file_name(self._playing)
            found.append(Choice(f"Pause {name}, or go on", "pause", self._at()))
            found.append(Choice("30 seconds back", "back"))
            found.append(Choice("30 seconds on", "on"))
            found.append(Choice(f"Stop {name}", "stop"))
        return found

    def _listed(self, article: Article) -> list[Choice]:
        return [
            Choice(f"{kind_words(one)}  {file_name(one)}", one, self._length(one))
            for one in files_of(article)
        ]

    def _length(self, file: Enclosure) -> str:
        left = self._played.left(file.url)
        return left_words(file, left.at_s, left.of_s) if left else left_words(file)

    # ── playing ───────────────────────────────────────────────────────────────────────────────

    async def _play(self, file: Enclosure) -> None:
        """Play a file from where it was left; what is being played ends."""
        if self._player is not None:
            self._player.order("quit")
            self._keep_place()
        left = await asyncio.to_thread(self._played.left, file.url)
        loop = asyncio.get_running_loop()

        def told(place: PlayedTo) -> None:
            with suppress(RuntimeError):  # the reader has left
                loop.call_soon_threadsafe(self._take_place, player, file, place)

        player = Player(self._desk.config.player, file.url, start_s=left.at_s if left else 0.0, told=told)
        self._player, self._playing, self._place = player, file, None
        self._kept_at = time.monotonic()
        self._show_playing()
        self._desk.run_worker(self._wait(player, file), group="player")

    async def _wait(self, player: Player, file: Enclosure) -> None:
        """Wait for a player's end."""
        try:
            ended = await end_of(player.run)
        except DatelineError as error:
            self.tell(str(error), failed=True)
        else:
            if not ended.is_well:
                self.tell(f"{player.command[0]} failed, code {ended.code}: {ended.line}", failed=True)
        if self._player is player:
            self._keep_place()
            self._player = self._playing = self._place = None
            self._show_playing()

    def _take_place(self, player: Player, file: Enclosure, place: PlayedTo) -> None:
        if self._player is not player:
            return
        self._place = place
        self._show_playing()
        if place.is_over or time.monotonic() >= self._kept_at + _KEPT_EVERY_S:
            self._kept_at = time.monotonic()
            self._desk.keep(lambda: self._played.leave(file.url, *place[:2], is_over=place.is_over))

    def _keep_place(self) -> None:
        """Keep where the player is; of what it has come to the end of, that it has."""
        file, place = self._playing, self._place
        if file is not None and place is not None:
            self._played.leave(file.url, *place[:2], is_over=place.is_over)

    def _order(self, what: str) -> None:
        if self._player is None or not self._player.order(*_ORDERS[what]):
            self.tell("Nothing is being played.")

    def _show_playing(self) -> None:
        file = self._playing
        words = (
            "" if file is None else f"playing {shorten(file_name(file), _SHOWN_CELLS)} {self._at()}".rstrip()
        )
        self._desk.note("player", words)

    def _at(self) -> str:
        if self._place is None:
            return ""
        of = f"/{clock(self._place.of_s)}" if self._place.of_s else ""
        return f"{clock(self._place.at_s)}{of}"

    # ── reading aloud ─────────────────────────────────────────────────────────────────────────

    def _begin_speaking(self, article: Article) -> None:
        if not self._desk.config.listen_command:
            self.tell(_NO_COMMAND)
            return
        self.hush()
        self._desk.run_worker(self._speak(article, _spoken(article)), group="voice", exclusive=True)

    async def _speak(self, article: Article, sections: Sequence[str]) -> None:
        """Have sections read one after the other, each by a process of its own."""
        self._is_speaking, self._section = True, 0
        try:
            while self._is_speaking and self._section < len(sections):
                at = self._section
                self._is_skipped = False
                self._show_speaking(article, at, len(sections))
                self._voice = Running(self._desk.config.listen_command, sections[at].encode())
                ended = await end_of(self._voice.wait)
                if self._is_skipped or not self._is_speaking:
                    continue
                if not ended.is_well:
                    name = self._desk.config.listen_command[0]
                    self.tell(f"{name} failed, code {ended.code}: {ended.line}", failed=True)
                    break
                self._section = at + 1
        except DatelineError as error:
            self.tell(str(error), failed=True)
        finally:
            if self._voice is not None:
                self._voice.stop()
            self._is_speaking, self._voice = False, None
            self._reading.mark_spoken(None)
            self._desk.note("voice", "")

    def _show_speaking(self, article: Article, at: int, count: int) -> None:
        self._desk.note("voice", f"reading aloud {at + 1}/{count}: {{ }} esc")
        self._reading.mark_spoken((article.id, at))


def _spoken(article: Article) -> list[str]:
    """Return what is read aloud, a text a section; the headline and the dek before the first."""
    prose = article.prose
    front = [words for words in (prose.headline, prose.dek) if words]
    texts = [plain_text((section,)) for section in prose.sections] or [""]
    texts[0] = "\n".join([*front, texts[0]])
    return texts
