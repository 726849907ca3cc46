"""The quotes desk: who said what, and the dates that texts name, each as it stands in a stored text.

Reached as `Library.quotes`. Its verbs raise children of DatelineError only, and may be called from several
threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tui.errors import NotFound
from tui.model.names import Mention
from tui.store import entities, lists
from tui.store.connection import Database
from tui.store.headlines import row_of
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.articles import Article
    from tui.model.ids import ArticleId
    from tui.model.kinds import EntityKind
    from tui.model.quotations import DirectQuote, Saying
    from tui.model.temporal import DatedPhrase
    from tui.store.sayings import ToldText
    from tui.store.toldbytes import Cut

if TYPE_CHECKING:
    from tui.preparing import article as preparing
    from tui.preparing import told as telling
    from tui.store import sayings, told, toldbytes
    from tui.text import sentences
else:  # loaded when first used: whoever starts should not wait for them
    preparing = Lazy("tui.preparing.article")
    sayings = Lazy("tui.store.sayings")
    sentences = Lazy("tui.text.sentences")
    telling = Lazy("tui.preparing.told")
    told = Lazy("tui.store.told")
    toldbytes = Lazy("tui.store.toldbytes")

_LOOKED_AT: Final = 200
"""Articles that are looked at for one page of a name's quotations."""
_WHOLE: Final = 2**31
"""Beyond the end of any leaf."""


class DatedWords(NamedTuple):
    """A date that a text names, as it stands there."""

    phrase: DatedPhrase
    words: str
    sentence: str
    """The one that it stands in, verbatim."""


class QuotesDesk:
    """What one reader's stored news quotes and dates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, id: ArticleId) -> tuple[DirectQuote, ...]:
        """Return an article's quotations, in reading order. Raises NotFound."""
        return self._told(self._article(id)).told.quotes

    def dates_of(self, id: ArticleId) -> tuple[DatedPhrase, ...]:
        """Return the days, months and years that an article names, in reading order. Raises NotFound."""
        return self._told(self._article(id)).told.dates

    def quotes_in(self, article: Article) -> tuple[DirectQuote, ...]:
        """Return the quotations of an article, stored or not, in reading order."""
        return self._told(article).told.quotes

    def sayings_in(self, article: Article) -> tuple[Saying, ...]:
        """Return the quotations of an article, stored or not, with their words, in reading order."""
        found = self._told(article)
        return tuple(sayings.as_sayings(article.headline, found.told.quotes, found.cut))

    def dates_in(self, article: Article) -> tuple[DatedWords, ...]:
        """Return the dates of an article, stored or not, with their words, in reading order."""
        found = self._told(article)
        return tuple(_with_words(phrase, found.cut) for phrase in found.told.dates)

    def of_name(
        self, kind: EntityKind, key: str, limit: int = 20, before: int | None = None
    ) -> tuple[Saying, ...]:
        """Return what somebody is quoted with, the newest article first; the same words once.

        About `limit` of them, of whole articles; `before` goes on after the article of that row. Of what is
        muted nothing is quoted. Raises NotFound where there is no such name.
        """
        found: dict[str, Saying] = {}
        with self._database.read() as conn:
            entity = entities.entity_id(conn, kind, key)
            if entity is None:
                raise NotFound(f"No stored article names {key}.")
            place = lists.NEWEST if before is None else lists.key_of(conn, before)
            keys = told.quoting(conn, entity, place, _LOOKED_AT)
            for said in sayings.said_by(conn, entity, [row for _, row in keys]):
                for saying in said:
                    found.setdefault(saying.text, saying)
                if len(found) >= limit:
                    break
        return tuple(found.values())

    def _article(self, id: ArticleId) -> Article:
        with self._database.read() as conn:
            row = row_of(conn, id)
        return preparing.prepare_article(self._database, row)

    def _told(self, article: Article) -> ToldText:
        """Return what an article tells: found at once where that is not stored, or not yet."""
        with self._database.read() as conn:
            stored = sayings.told_in(conn, article.headline.row)
        if stored is not None:
            return stored
        found = telling.find_told(article.prose, article.names, article.headline.published_at)
        prose = article.prose
        return sayings.ToldText(found, toldbytes.cut_from(prose.sections, prose.headline, prose.dek))


def _with_words(phrase: DatedPhrase, cut: Cut) -> DatedWords:
    leaf = cut(Mention(phrase.section, phrase.leaf, 0, _WHOLE))
    spans = (span for span in sentences.sentence_spans(leaf) if span[0] <= phrase.start < span[1])
    start, end = next(spans, (phrase.start, phrase.end))
    return DatedWords(phrase, leaf[phrase.start : phrase.end], leaf[start:end])
