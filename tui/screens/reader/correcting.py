"""Correcting names: what can be said of one, where it is to hold, and what was said already."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui.errors import DatelineError
from tui.library.corrections import Named, kind_of
from tui.library.wording import correction_in_words
from tui.model.articles import NamedEntity
from tui.model.ids import ArticleId
from tui.model.kinds import KINDS, none_of_any
from tui.screens.reader.desk import NONE_CHOSEN, Desk, Part
from tui.screens.replies import Choice

if TYPE_CHECKING:
    from tui.model.answers import Change
    from tui.model.articles import Article
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.reading_pane import ReadingPane

MakeCorrection = Callable[["ArticleId | None"], "Change"]
"""Makes a correction in a story; in all with None."""
Settle = Callable[[MakeCorrection, str], Awaitable[None]]
"""Has a correction made, perhaps after asking where it holds; the name becomes what it is called then."""
NextStep = Callable[[], Awaitable[None]]
"""What follows when a line was chosen."""


class CorrectingPart(Part):
    """Names can be corrected, and corrections taken back."""

    def __init__(self, desk: Desk, reading: ReadingPane, panel: EntityPanel) -> None:
        super().__init__(desk)
        self._reading = reading
        self._panel = panel
        self._becomes = ""
        """What the name that is being corrected will be called: the sidebar's cursor goes there."""

    # ── what is asked ─────────────────────────────────────────────────────────────────────────

    async def correct(self) -> None:
        """Ask what is to be said of the chosen name."""
        article = self._desk.article
        if article is None:
            self.tell("Open a story first.")
            return
        entity = self._desk.chosen_name
        here = partial(self._ask_where, article.id)
        said = self._said_of(entity, entity.aliases, here) if entity else ()
        choices = [*said, *self._said_already(article.id)]
        if not choices:
            self.tell(NONE_CHOSEN if article.names.entities else f"This story names {none_of_any()}.")
            return
        await self._go_on(entity.name if entity else "Names of this story", choices)

    async def everywhere(self, name: NamedEntity, forms: Sequence[str]) -> None:
        """Ask what is to be said of a name in all stories."""
        await self._go_on(
            f"{name.name}, in all stories", list(self._said_of(name, forms, self._hold_everywhere))
        )

    async def corrections(self) -> None:
        """List every correction there is; the one chosen is taken back."""
        choices = list(self._said_already(None))
        if not choices:
            self.tell("No name was corrected: c, on a name, does that.")
            return
        await self._go_on("Corrected names", choices, "enter takes it back · type to narrow · esc leaves")

    async def _go_on(self, title: str, choices: Sequence[Choice], hint: str = "") -> None:
        step: NextStep | None = await self._desk.choose(title, choices, hint=hint)
        if step is not None:
            await step()

    # ── what can be said ──────────────────────────────────────────────────────────────────────

    def _said_of(self, name: Named, forms: Sequence[str], settle: Settle) -> Iterator[Choice]:
        desk = self._library.corrections
        yield Choice("Merge into …", partial(self._ask_into, name, settle))
        for form in forms:
            split = partial(desk.split, name=name, form=form)
            yield Choice(f"Split off “{form}”", partial(settle, split, form))
        yield Choice("Rename …", partial(self._ask_name, name, settle))
        for kind in KINDS.values():
            if kind.name != kind_of(name):
                retype = partial(desk.retype, name=name, kind=kind.name)
                yield Choice(f"It is {kind.one} after all", partial(settle, retype, name.name))
        yield Choice("Not a name: hide it", partial(settle, partial(desk.hide, name=name), name.name))

    def _said_already(self, article: ArticleId | None) -> Iterator[Choice]:
        desk = self._library.corrections
        for one in desk.holding_in(article) if article else desk.all():
            when = f"{one.made_at.day} {one.made_at:%b %Y}"
            yield Choice(f"Take back: {correction_in_words(one)}", partial(self._take_back, one.id), when)

    async def _take_back(self, number: int) -> None:
        self._desk.mark(lambda: self._library.corrections.lift(number))

    async def _ask_where(self, article: ArticleId, verb: MakeCorrection, becomes: str) -> None:
        """Ask in which stories a correction holds, and make it; the cursor goes to what the name becomes."""
        choices = [Choice("In this story", True), Choice("In all stories", False)]
        here: bool | None = await self._desk.choose("Where does this hold?", choices)
        if here is not None:
            self._hold(verb, becomes, article if here else None)

    async def _hold_everywhere(self, verb: MakeCorrection, becomes: str) -> None:
        self._hold(verb, becomes, None)

    def _hold(self, verb: MakeCorrection, becomes: str, article: ArticleId | None) -> None:
        self._becomes = becomes
        self._desk.mark(lambda: verb(article))

    # ── merging and renaming ──────────────────────────────────────────────────────────────────

    async def _ask_into(self, name: Named, settle: Settle) -> None:
        """Ask whom or what a name is to be joined to: another of this story, or of others."""
        into: Named | str | None = await self._desk.choose(f"{name.name} is …", self._choices_into(name))
        if isinstance(into, str):
            text = await self._ask_typed("merge into")
            if text:
                await self._find_into(name, text, settle)
        elif into is not None:
            await self._merge(name, into, settle)

    def _choices_into(self, name: Named) -> list[Choice]:
        """Return what a name may be joined to; last the choice to type another."""
        here = () if isinstance(name, NamedEntity) else self._panel.entities
        # A person is not merged with a place: to say so, its kind is corrected first.
        others = [other for other in here if kind_of(other) == kind_of(name) and other is not name]
        choices = [Choice(other.name, other, "here") for other in others]
        known = self._library.corrections.alike(name)
        choices += [_of_elsewhere(one) for one in known if one.name not in {other.name for other in others}]
        # Empty text, to be told from `None`, which is leaving.
        return [*choices, Choice("Another name …", "")]

    async def _find_into(self, name: Named, text: str, settle: Settle) -> None:
        """Join a name to one of other stories that was typed; ask which, where several answer to it."""
        found = self._library.names.find(kind_of(name), text)
        if not found:
            self.tell(f"No story names “{text}”. Rename gives {name.name} that name.")
            return
        into: NamedEntity | None = found[0]
        if len(found) > 1:
            choices = [_of_elsewhere(one) for one in found]
            into = await self._desk.choose(f"{name.name} is …", choices)
        if into is not None:
            await self._merge(name, into, settle)

    async def _merge(self, name: Named, into: Named, settle: Settle) -> None:
        await settle(partial(self._library.corrections.merge, name=name, into=into), into.name)

    async def _ask_name(self, name: Named, settle: Settle) -> None:
        text = await self._ask_typed("rename", name.name)
        if text:
            await settle(partial(self._library.corrections.rename, name=name, new=text), text)

    async def _ask_typed(self, label: str, text: str = "") -> str:
        return (await self._desk.ask(label, text=text, hint="a full name") or "").strip()

    # ── what comes of it ──────────────────────────────────────────────────────────────────────

    def show_corrected(self) -> None:
        """Show the open article's names as they are now; other stories are corrected behind the screen."""
        if (article := self._desk.article) is not None:
            self._desk.run_worker(self._show_names(article.id), group="names", exclusive=True)
        self._desk.host.catch_up()

    async def _show_names(self, article_id: ArticleId) -> None:
        # Once: the next correction of somebody else must not move the cursor.
        becomes, self._becomes = self._becomes, ""
        try:
            article = await asyncio.to_thread(self._library.article, article_id)
            # Another story may have been opened while this was looked up.
            if self._desk.article is not None and self._desk.article.id == article_id:
                self._update(article, becomes)
        except DatelineError as error:
            self.tell(str(error), failed=True)

    def _update(self, article: Article, becomes: str) -> None:
        """Show other names; what is lit stays lit, and nothing moves."""
        self._desk.article = article
        was_lit = self._panel.picked is not None
        self._reading.update(article)
        self._panel.update(article, becomes)
        self._panel.mark_followed(self._library.follows.among(article.names))
        if self._panel.picked is not None:
            self._reading.light_entity(self._panel.picked, stay=True)
        # What was lit is gone, hidden or merged away: its marks would light somebody else's words.
        elif was_lit:
            self._reading.let_go()


def _of_elsewhere(one: NamedEntity) -> Choice:
    stories = "1 story" if one.stories == 1 else f"{one.stories} stories"
    return Choice(one.name, one, stories)
