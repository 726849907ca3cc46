"""What either road of the feed reader finds in an entry, and the rules that make an entry of it.

Both roads fill the same drafts, so that one set of rules decides: which of several texts is the
article, which link is its page, which date is its date.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from html.entities import html5
from typing import Final, Literal, NamedTuple

from tui.model.entries import ContentForm, Enclosure, ParsedFeed, RawEntry, Relation
from tui.sources.durations import read_duration
from tui.sources.pictures import Picture, enclosed
from tui.text.safe import clean, clean_line
from tui.text.weblinks import magnet_link, web_link

MOST_ENTRIES: Final = 10_000
LONGEST_CONTENT: Final = 512 * 1024
"""Characters of one entry's content that are kept."""
_LONGEST_LINE: Final = 1_000
"""Characters of a title, a name or an id that are kept."""
_LONGEST_MARKUP: Final = 4 * _LONGEST_LINE
_MOST_LISTED: Final = 50
"""The most authors, tags or enclosures of one entry."""

TitleForm = Literal["text", "html", "unsaid"]
"""How a title is to be read; RSS does not say, and both are written."""


class Passage(NamedTuple):
    """A text with the form it was declared to have.

    It may hold whatever XML may; who makes sections of it cleans it, since entities in it may
    stand for control characters that only then come to light.
    """

    value: str
    form: ContentForm
    said: bool = False
    """Whether the feed says so in so many words: a default is no promise."""


class LinkElement(NamedTuple):
    """An Atom link, or what RSS has instead."""

    rel: str
    media_type: str
    href: str


class StatedFile(NamedTuple):
    """A file beside an entry, as its feed states it."""

    address: str
    media_type: str = ""
    length: str = ""
    duration: str = ""


@dataclass(slots=True)
class EntryDraft:
    """An entry while it is read; texts as they stand in the feed, entities of XML resolved."""

    guid: str = ""
    link: str = ""
    original_link: str = ""
    """What FeedBurner says the link was before it put itself between."""
    links: list[LinkElement] = field(default_factory=list[LinkElement])
    title: str = ""
    title_form: TitleForm = "unsaid"
    contents: list[Passage] = field(default_factory=list[Passage])
    """The texts that are meant to be whole."""
    summary: Passage | None = None
    spare: list[Passage] = field(default_factory=list[Passage])
    """Texts that repeat the others in other words: a podcast's summary, Dublin Core's description."""
    captions: list[Passage] = field(default_factory=list[Passage])
    """Texts about a picture or a film; the entry's only where there is no other."""
    published: str = ""
    updated: str = ""
    published_read: datetime | None = None
    updated_read: datetime | None = None
    """The same, read; None where they are unreadable or missing."""
    authors: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    enclosures: list[StatedFile] = field(default_factory=list["StatedFile"])
    duration: str = ""
    """How long the entry's recording takes, where that is said of the entry and not of a file."""
    comments: str = ""
    """The page of its discussion, as RSS has it."""
    pictures: list[Picture] = field(default_factory=list[Picture])
    """What Media RSS puts beside the text."""
    base: str = ""
    """An `xml:base` that holds for the text."""
    language: str = ""


@dataclass(slots=True)
class FeedDraft:
    """A feed while it is read."""

    title: str = ""
    title_form: TitleForm = "unsaid"
    link: str = ""
    links: list[LinkElement] = field(default_factory=list[LinkElement])
    language: str = ""
    authors: list[str] = field(default_factory=list[str])
    """Those of an Atom feed, which hold for entries that name none."""
    ttl: str = ""
    update_period: str = ""
    update_frequency: str = ""
    entries: list[EntryDraft] = field(default_factory=list[EntryDraft])
    skipped: int = 0


def build_feed(draft: FeedDraft, base_url: str | None) -> ParsedFeed:
    """Return the feed that a draft amounts to; relative links resolve against `base_url`."""
    site_url = _first_link([draft.link, *_alternates(draft.links)], base_url)
    return ParsedFeed(
        title=plain_title(draft.title, draft.title_form) or None,
        site_url=site_url,
        entries=tuple(_build_entry(entry, draft, base_url, site_url) for entry in draft.entries),
        language=_language(draft.language),
        skipped=draft.skipped,
        hub_ttl_s=_refresh_s(draft),
    )


def _build_entry(draft: EntryDraft, feed: FeedDraft, base_url: str | None, site_url: str | None) -> RawEntry:
    own_base = web_link(draft.base, base_url) if draft.base else None
    # A base that is no address resolves nothing: better no link than one to somewhere else.
    base = own_base if draft.base else base_url
    url = _page_of(draft, base)
    content, summary = _texts(draft)
    stated, published_at = _published(draft)
    return RawEntry(
        guid=clean(draft.guid)[:_LONGEST_LINE] or None,
        url=url,
        title=plain_title(draft.title, draft.title_form),
        content=content.value[:LONGEST_CONTENT],
        content_form=content.form,
        summary=summary.value[:LONGEST_CONTENT] or None,
        summary_form=summary.form,
        authors=_lines(draft.authors) or _lines(feed.authors),
        published_at=published_at,
        published_stated=stated,
        updated_at=draft.updated_read,
        # Links in a text are written for the page that it stands on; the feed is often served from elsewhere.
        base_url=own_base or url or site_url or base_url,
        language=_language(draft.language or feed.language),
        tags=_lines(draft.tags),
        enclosures=_enclosures(draft, base, url, content.value),
    )


def _published(draft: EntryDraft) -> tuple[str | None, datetime | None]:
    """Return the date of an entry, as stated and as read: where it states none, that of its last change."""
    stated, read = draft.published, draft.published_read
    # Atom has many entries that only state when they were changed.
    if not stated:
        stated, read = draft.updated, draft.updated_read
    return clean_line(stated)[:_LONGEST_LINE] or None, read


# ── texts ─────────────────────────────────────────────────────────────────────────────────────

_NO_PASSAGE: Final = Passage("", "html")

_ENTITY: Final = re.compile(r"&#?\w{1,31};")
_INLINE: Final = (
    "a|abbr|acronym|b|big|blink|cite|code|del|em|font|i|img|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong"
    "|sub|sup|tt|u|var|wbr"
)
_TITLES_OWN: Final = rf"{_INLINE}|br|center|div|h[1-6]|li|ol|p|ul"
_ALL_HTML: Final = (
    rf"{_TITLES_OWN}|address|area|article|aside|audio|base|bdi|bdo|blockquote|body|button|canvas|caption|col|colgroup"
    r"|data|datalist|dd|details|dfn|dialog|dir|dl|dt|embed|fieldset|figcaption|figure|footer|form|frame|frameset|head"
    r"|header|hgroup|hr|html|iframe|input|label|legend|link|main|map|math|menu|meta|meter|nav|noscript|object|optgroup"
    r"|option|output|param|picture|pre|progress|rp|rt|ruby|script|search|section|select|slot|source|style|summary|svg"
    r"|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|video"
)
_KNOWN_TAG: Final = re.compile(rf"</?(?P<name>{_TITLES_OWN})(?:\s[^<>]*|/)?>", re.IGNORECASE)
"""Tags that a title may well hold; another may be what the title is about."""
_HTML_TAG: Final = re.compile(rf"</?(?P<name>{_ALL_HTML})(?:\s[^<>]*|/)?>", re.IGNORECASE)
_PARTS_NO_WORD: Final = frozenset(_INLINE.split("|"))
_WRAPPING: Final = re.compile(r"<!\[CDATA\[|\]\]>|<!--.*?-->", re.DOTALL)
"""Comments, and the ends of a CDATA section that was escaped."""
# Markup that plain text would hardly hold, though Atom says "text" of it.
_MARKUP: Final = re.compile(
    r"</(?:p|div|a|span|ul|ol|li|blockquote|h[1-6]|table|figure)>|<(?:br|p)\s*/?>|<img\s", re.IGNORECASE
)
_INLINE_MARKUP: Final = re.compile(r"</(?:b|i|em|strong)>", re.IGNORECASE)
# References that were escaped once too often: nobody means them as they stand.
_LEFT_OVER: Final = re.compile(
    r"&(?:amp|quot|apos|nbsp|hellip|[lr][sd]quo|[mn]dash"
    r"|#0*(?:3[489]|160|8[12]\d\d)|#[xX]0*(?:2[267]|[aA]0|20[12]\w));"
)


def plain_title(title: str, form: TitleForm) -> str:
    """Return a title as one line of plain text.

    Where RSS leaves the form unsaid, only tags that a title may well hold are taken for tags; a name that
    HTML does not know is none anywhere: `Vec<T>` stays what it is. A tag that ends a line parts words.
    """
    # Cut before the searches, so that a title of a megabyte costs no more than a long one.
    title = title[: 4 * _LONGEST_MARKUP]
    if form != "text" and ("<" in title or "&" in title):
        # CDATA that was escaped once more shows its brackets otherwise.
        title = _WRAPPING.sub("", title)
        title = (_HTML_TAG if form == "html" else _KNOWN_TAG).sub(_gap_of_tag, title)
        title = _ENTITY.sub(_resolved, title)
    if "&" in title:
        title = _LEFT_OVER.sub(_resolved, title)
    return clean_line(title[: 4 * _LONGEST_LINE])[:_LONGEST_LINE]


def _gap_of_tag(match: re.Match[str]) -> str:
    return "" if match["name"].lower() in _PARTS_NO_WORD else " "


def _resolved(match: re.Match[str]) -> str:
    """Return the character of a reference; a name that HTML does not know, or only the start of, as it is."""
    reference = match[0]
    return html.unescape(reference) if reference[1] == "#" or reference[1:] in html5 else reference


def _texts(draft: EntryDraft) -> tuple[Passage, Passage]:
    """Return the text and the shorter one beside it, empty where there is none: the longest is the text."""
    texts = _candidates(draft)
    if not texts:
        return _NO_PASSAGE, _NO_PASSAGE
    # Feeds put the whole text now in one element, now in the other; a teaser is never the longer one.
    content = max(texts, key=_length)
    said = content.value.strip()
    others = (text for text in (draft.summary, *texts, *draft.spare) if text is not None)
    summary = next((text for text in others if text.value.strip() not in ("", said)), None)
    return _formed(content), _NO_PASSAGE if summary is None else _formed(summary)


def _candidates(draft: EntryDraft) -> list[Passage]:
    """Return the texts that may be the article; where there is none, the first of those that stand in."""
    texts = [text for text in (*draft.contents, draft.summary) if text is not None and text.value.strip()]
    return texts or [text for text in (*draft.spare, *draft.captions) if text.value.strip()][:1]


def _length(text: Passage) -> int:
    return len(text.value)


def _formed(text: Passage) -> Passage:
    """Take for HTML what plainly is, and for text what HTML would glue together, whatever was declared."""
    value = text.value
    match text.form:
        case "text":
            if _MARKUP.search(value) or (not text.said and _INLINE_MARKUP.search(value)):
                return text._replace(form="html")
            return text._replace(value=_LEFT_OVER.sub(_resolved, value)) if "&" in value else text
        case "html":
            return text._replace(form="text") if _is_plain(value) else text
        case _:
            return text


def _is_plain(value: str) -> bool:
    """Whether there is something to lose by reading a text as HTML, and nothing to gain."""
    # Without a tag or a line end both readings give the same words.
    if "<" not in value and "\n" not in value.strip():
        return False
    return not ("<!--" in value or _HTML_TAG.search(value) or _ENTITY.search(value))


# ── links ─────────────────────────────────────────────────────────────────────────────────────


def _page_of(draft: EntryDraft, base: str | None) -> str | None:
    """Return the page of an entry: the first of its links that leads anywhere."""
    # RSS says that an id is a link unless it says otherwise, and many ids do not.
    link = "" if draft.link == draft.guid and _BARE_ID.fullmatch(draft.guid) else draft.link
    return _first_link([draft.original_link, link, *_alternates(draft.links), _as_link(draft.guid)], base)


def _first_link(candidates: Iterable[str], base: str | None) -> str | None:
    urls = (web_link(candidate, base) for candidate in candidates if candidate)
    return next((url for url in urls if url), None)


def _alternates(links: Sequence[LinkElement]) -> list[str]:
    return [link.href for link in links if link.rel == "alternate"]


_BARE_ID: Final = re.compile(r"[\w-]+")
"""An id that both roads take for the link, since RSS does where nothing is said, but that leads nowhere."""


def _as_link(guid: str) -> str:
    return guid if guid.startswith(("http://", "https://")) else ""


_RELATIONS: Final[Mapping[str, Relation]] = {
    "via": "via",
    "related": "related",
    "replies": "comments",
    "comments": "comments",
}


def _enclosures(draft: EntryDraft, base: str | None, own: str | None, content: str) -> tuple[Enclosure, ...]:
    """Return the files and pages beside an entry's `own`: of magnets, those that stand as its link too."""
    found: dict[str, Enclosure] = {}
    for file in draft.enclosures[:_MOST_LISTED]:
        if url := web_link(file.address, base) or magnet_link(file.address):
            _add_file(found, url, file)
    if draft.duration:
        _say_duration(found, draft.duration)
    # Torrent feeds have the magnet in the place of the article's page.
    for address in (draft.link, draft.guid):
        if address[:7].lower() == "magnet:" and (url := magnet_link(address)):
            found.setdefault(url, Enclosure(url))
    for page in _pages_about(draft, base, own):
        found.setdefault(page.url, page)
    if draft.pictures:
        _add_pictures(found, draft, base, content)
    return tuple(found.values())


def _add_file(found: dict[str, Enclosure], url: str, file: StatedFile) -> None:
    """Put a file to the others; of one that stands there already what it did not say."""
    before = found.get(url, Enclosure(url))
    found[url] = replace(
        before,
        media_type=before.media_type or clean_line(file.media_type)[:100] or None,
        length_bytes=before.length_bytes or _size(file.length),
        duration_s=before.duration_s or read_duration(file.duration),
    )


def _say_duration(found: dict[str, Enclosure], stated: str) -> None:
    """Say of the first recording how long it takes: a podcast's entry has one, in several formats perhaps."""
    for url, file in found.items():
        if (file.media_type or "").startswith(("audio", "video")) and file.duration_s is None:
            found[url] = replace(file, duration_s=read_duration(stated))
            return


def _pages_about(draft: EntryDraft, base: str | None, own: str | None) -> list[Enclosure]:
    """Return the pages that are about an entry but are not its `own`, with what they are."""
    pages: list[Enclosure] = []
    for relation, address in _related(draft)[:_MOST_LISTED]:
        url = web_link(address, base)
        if url and url != own:
            pages.append(Enclosure(url, relation=relation))
    return pages


def _related(draft: EntryDraft) -> list[tuple[Relation, str]]:
    """Return what leads to pages about an entry; what feeds and programs read is none."""
    pages: list[tuple[Relation, str]] = [("comments", draft.comments)] if draft.comments else []
    return [*pages, *((_RELATIONS[link.rel], link.href) for link in draft.links if _is_page_about(link))]


def _is_page_about(link: LinkElement) -> bool:
    # `replies` mostly leads to a feed of the comments, which nobody can read in a browser.
    return link.rel in _RELATIONS and not link.media_type.endswith(("xml", "json"))


def _add_pictures(found: dict[str, Enclosure], draft: EntryDraft, base: str | None, content: str) -> None:
    """Put the pictures of Media RSS beside the other files."""
    texts = (content, draft.summary.value if draft.summary else "")
    listed = any((one.media_type or "").startswith("image") for one in found.values())
    known = {plain_title(text, "html") for text in texts if len(text) < _LONGEST_MARKUP}
    known.add(plain_title(draft.title, draft.title_form))
    for picture in enclosed(draft.pictures, base, known, text_has_some=listed or "<img" in content):
        before = found.get(picture.url)
        found[picture.url] = replace(before, title=picture.title) if before else picture


def _size(stated: str) -> int | None:
    digits = stated.strip()
    return (
        int(digits)
        if digits.isascii() and digits.isdigit() and 0 < len(digits) < 16 and int(digits)
        else None
    )


# ── small things ──────────────────────────────────────────────────────────────────────────────

_PERIODS_S: Final = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 604_800,
    "monthly": 2_592_000,
    "yearly": 31_536_000,
}
_WEEK_S: Final = 604_800


def _lines(texts: list[str]) -> tuple[str, ...]:
    """Return the texts as single lines, none empty, none twice."""
    if not texts:
        return ()
    lines = (
        clean_line(_KNOWN_TAG.sub(_gap_of_tag, html.unescape(text[:_LONGEST_MARKUP])))[:_LONGEST_LINE]
        for text in texts[:_MOST_LISTED]
    )
    return tuple(dict.fromkeys(line for line in lines if line))


@lru_cache(maxsize=64)
def _language(stated: str) -> str | None:
    tag = stated.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", tag) else None


def _refresh_s(draft: FeedDraft) -> int | None:
    """Return the refresh interval asked for, at most a week: RSS's `ttl` in minutes, or `sy:`."""
    minutes = _size(draft.ttl)
    if minutes:
        return min(minutes * 60, _WEEK_S)
    # So many times in a period (RSS 1.0 Syndication); never more than once a minute.
    period = _PERIODS_S.get(draft.update_period.strip().lower())
    return min(max(period // (_size(draft.update_frequency) or 1), 60), _WEEK_S) if period else None
