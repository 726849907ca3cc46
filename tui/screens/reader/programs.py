"""Programs that stories are handed to, and keys that stand for several commands and programs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from tui.errors import DatelineError
from tui.keys.commands import key_sign
from tui.model.programs import Program
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice
from tui.settings.programs import PROGRAM
from tui.system.programs import Ended, Facts, Running, filled, run_on_terminal, typed_command
from tui.text.cells import shorten
from tui.text.weblinks import link_to_words, web_link

if TYPE_CHECKING:
    from tui.model.articles import Headline

_TYPED: Final = Program(())
"""What a command that is typed gets, where nothing else is said."""
_PATIENCE_S: Final = 10.0
"""How long a macro waits for a program; keys wait no longer either."""
_TYPE: Final = "type"
_BROWSER: Final = "browser"
_NO_STORY: Final = "There is no story here."
_SHOWN_CELLS: Final = 30


class ProgramsPart(Part):
    """Hands stories to programs, and takes the steps of macros."""

    def __init__(self, desk: Desk, do: Callable[[str], Awaitable[bool]], passage: Callable[[], str]) -> None:
        """`do` takes a step that is a command; `passage` says which words of the open story are selected."""
        super().__init__(desk)
        self._do = do
        self._passage = passage
        self._under_way: dict[object, str] = {}

    # ── what keys ask for ─────────────────────────────────────────────────────────────────────

    async def pipe(self) -> None:
        """Hand the story, or a passage of it, to a program that is chosen or typed, on its standard input."""
        choices = [
            Choice(name, (name, program), program.input)
            for name, program in self._desk.config.programs.items()
            if program.input != "link"
        ]
        await self._hand_to_chosen("pipe", choices, _TYPED)

    async def open_with(self) -> None:
        """Open the story's link, or that to a passage of it, with a program that is chosen or typed."""
        choices = [
            Choice(name, (name, program), _key_of(program))
            for name, program in self._desk.config.programs.items()
            if program.input == "link"
        ]
        await self._hand_to_chosen("open with", choices, replace(_TYPED, input="link"))

    async def take_steps(self, key: str, steps: Sequence[str]) -> None:
        """Take the steps that a key stands for, one when the other is done; one that fails is the last."""
        for number, step in enumerate(steps, 1):
            if step.startswith(PROGRAM):
                name = step.removeprefix(PROGRAM)
                program = self._desk.config.programs[name]
                is_done = await self._hand(name, program, self._passage(), is_patient=len(steps) > 1)
            else:
                is_done = await self._do(step)
            if not is_done:
                if number < len(steps):
                    left = ", ".join(steps[number:])
                    self._desk.note(
                        "program", f"{key_sign(key)} stopped before {shorten(left, _SHOWN_CELLS)}"
                    )
                return
        self._desk.note("program", "")

    # ── which program ─────────────────────────────────────────────────────────────────────────

    async def _hand_to_chosen(self, what: str, choices: list[Choice], typed: Program) -> None:
        if self._desk.subject is None:
            self.tell(_NO_STORY)
            return
        # As it is now: what is asked for next may let go of it.
        passage = self._passage()
        last = self._library.setting(f"{what} typed", "") or ""
        choices = [*choices, *_usual_choices(typed, last)]
        chosen: Any = await self._choose(_title(what, passage), choices)
        match chosen:
            case None:
                return
            case "browser":
                self._desk.host.open_link(_link(self._desk.subject, passage) or "")
                return
            case "type":
                hint = "a command; ! before it gives it the terminal"
                chosen = await self._desk.ask(what, text=last, hint=hint, selected=True)
            case _:
                pass
        if isinstance(chosen, tuple):
            await self._hand(*cast("tuple[str, Program]", chosen), passage)
        elif chosen and chosen.strip():
            await self._hand_typed(what, chosen.strip(), typed, passage)

    async def _choose(self, title: str, choices: list[Choice]) -> Any:
        # Where nothing is offered but to type, that is what is wanted.
        return _TYPE if len(choices) == 1 else await self._desk.choose(title, choices)

    async def _hand_typed(self, what: str, line: str, program: Program, passage: str) -> None:
        command = typed_command(line.removeprefix("!"))
        self._desk.keep(lambda: self._library.set_setting(f"{what} typed", line))
        name = command[0].rpartition("/")[2] or command[0]
        await self._hand(name, replace(program, command=command, terminal=line.startswith("!")), passage)

    # ── handing it over ───────────────────────────────────────────────────────────────────────

    async def _hand(self, name: str, program: Program, passage: str, *, is_patient: bool = False) -> bool:
        """Hand the story, or a passage of it, to a program; returns whether it was started, and did not fail.

        Whoever `is_patient` waits for the end of a program that reads the story.
        """
        story = self._desk.subject
        if story is None:
            self.tell(_NO_STORY)
            return False
        try:
            command = filled(program.command, _facts(story, passage), with_link=program.input == "link")
            given = await self._given(story, program, passage)
            if program.terminal:
                ended = self._desk.host.lend_terminal(lambda: run_on_terminal(command, given))
                return ended is not None and self._tell_end(name, ended)
            # A program that opens a link may be a player: what it prints on its way is for nobody.
            running = await asyncio.to_thread(Running, command, given, is_heard=given is not None)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return False
        return await self._follow(name, running, is_patient=is_patient and given is not None)

    async def _given(self, story: Headline, program: Program, passage: str) -> bytes | None:
        """Return what a program gets on its standard input; None: nothing."""
        form = program.input
        if form == "link":
            return None
        text = await asyncio.to_thread(self._library.article_in, story.id, form, passage)
        return text.encode()

    async def _follow(self, name: str, running: Running, *, is_patient: bool) -> bool:
        ended = end_of(running.wait)
        self._desk.run_worker(self._watch(name, running, ended), group="programs")
        if not is_patient:
            return True
        try:
            return (await asyncio.wait_for(asyncio.shield(ended), _PATIENCE_S)).is_well
        except TimeoutError:
            self.tell(f"{name} is still at work.", failed=True)
            return False

    async def _watch(self, name: str, running: Running, ended: asyncio.Future[Ended]) -> None:
        """Say that a program is at work, and how it ended."""
        self._under_way[running] = name
        self._show_under_way()
        try:
            self._tell_end(name, await ended)
        finally:
            del self._under_way[running]
            self._show_under_way()

    def _show_under_way(self) -> None:
        names = ", ".join(dict.fromkeys(self._under_way.values()))
        self._desk.note("program", f"{shorten(names, _SHOWN_CELLS)} …" if names else "")

    def _tell_end(self, name: str, ended: Ended) -> bool:
        said = f": {ended.line}" if ended.line else ""
        if ended.is_well:
            self.tell(f"{name}{said or ' is done.'}")
        elif ended.code < 0:
            self.tell(f"{name} was ended by signal {-ended.code}{said}", failed=True)
        else:
            self.tell(f"{name} failed, code {ended.code}{said}", failed=True)
        return ended.is_well


def end_of(run: Callable[[], Ended]) -> asyncio.Future[Ended]:
    """Return what will be how something ended that `run` waits for, in a thread of its own."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[Ended] = loop.create_future()

    def tell(how: Ended | DatelineError) -> None:
        if ended.done():
            return
        if isinstance(how, DatelineError):
            ended.set_exception(how)
        else:
            ended.set_result(how)

    def wait() -> None:
        try:
            how: Ended | DatelineError = run()
        except DatelineError as error:
            how = error
        with suppress(RuntimeError):  # the reader has left, and the program went on
            loop.call_soon_threadsafe(tell, how)

    # Not one of the loop's own threads, all of which are waited for when it ends.
    threading.Thread(target=wait, name="program", daemon=True).start()
    return ended


def _facts(story: Headline, passage: str) -> Facts:
    return Facts(_link(story, passage), story.headline, story.id, story.feed)


def _link(story: Headline, passage: str) -> str | None:
    """Return the story's link; with a passage, one by which a browser goes to it."""
    link = web_link(story.url) if story.url else None
    return link_to_words(link, passage) if link and passage else story.url


def _key_of(program: Program) -> str:
    return " ".join(program.key)


def _usual_choices(typed: Program, last: str) -> Iterator[Choice]:
    """Yield what is offered beside the programs of the configuration; `last` is what was typed last."""
    if typed.input == "link":
        yield Choice("The browser", _BROWSER)
    if last:
        yield Choice(last, last, "typed last")
    yield Choice("Type a command …", _TYPE)


def _title(what: str, passage: str) -> str:
    if what == "pipe":
        return "Hand the passage to" if passage else "Hand the story to"
    return "Open the link to the passage with" if passage else "Open the link with"
