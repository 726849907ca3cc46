"""What the tags of HTML mean to a page of text, and which tables hold data.

The names are those of the HTML standard, with the old and the unofficial ones that feeds use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from tui.model.numbering import STYLES, Style
from tui.model.prose import SpanKind
from tui.text.tagstream import TagEvent

Attributes = dict[str, str | None]

SPANS: Final[dict[str, SpanKind]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "struck"),
}
"""The tags whose text carries a span. A link (`a`) is treated apart."""

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS: Final = frozenset({"ul", "ol", "dl", "menu", "dir"})
PREFORMATTED: Final = frozenset({"pre", "listing", "xmp", "plaintext"})
CELLS: Final = frozenset({"td", "th"})
ITEMS: Final = frozenset({"li", "dt", "dd"})
EMBEDS: Final = frozenset({"iframe", "embed", "video", "audio"})

VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
"""Tags without an end; `embed`, `hr`, `br`, `img` and `source` do something all the same."""

UNSEEN: Final = frozenset(
    {"script", "style", "title", "template", "textarea", "select", "option", "datalist", "svg", "canvas"}
    | {"video", "audio", "iframe", "noembed", "noframes", "annotation", "annotation-xml", "rp", "progress"}
)
"""Tags whose text is not shown: code, form fields, drawings, and what stands in for a player."""

BLOCKS: Final = (
    HEADINGS
    | LISTS
    | PREFORMATTED
    | CELLS
    | ITEMS
    | {"address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "div"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main"}
    | {"nav", "p", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr"}
)
"""Tags that begin and end a line."""

CLOSES_HEADING: Final = LISTS | PREFORMATTED | HEADINGS | {"p", "table", "blockquote", "figure", "hr"}
"""Tags that show that the heading before them was never closed."""

_LAYOUT: Final = HEADINGS | PREFORMATTED | {"blockquote", "figure", "hr"}
"""Tags that a table of data does not hold."""
_PARAGRAPHS_A_CELL: Final = 2
"""A cell with more paragraphs than this is a column of a page."""
_LONGEST_CELL: Final = 400
"""Characters; so is a cell with more, unless its table names rows or columns."""
_LONGEST_NAMED: Final = 2_000

_MATH_CLASSES: Final = frozenset({"katex-html", "katex-mathml", "mwe-math-mathml-a11y"})
"""Formulas that pages write twice, once as MathML: that one is read, though they hide it from eyes."""
_HIDDEN_STYLE: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TINY_STYLE: Final = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$|!)", re.IGNORECASE)
_TEX_CLASSES: Final = frozenset({"latex", "tex", "math", "ee_img", "asciimath"})
_TEX_SOURCE: Final = re.compile(
    r"/latex\.php\b|//latex\.codecogs\.com/|/mathtex\.cgi|/mimetex\.cgi|/latex\.codecogs"
)
_SOURCE: Final = re.compile(r"([^\s,]\S{0,4095})(?:\s+([0-9]{1,5}(?:\.[0-9]{1,3})?)([wxh]))?\s{0,9}(?:,|$)")
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)$", re.IGNORECASE)
_ICON_PIXELS: Final = 32
_LANGUAGE: Final = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?-|brush:\s*|highlight-(?:source-|text-)?)([\w+#.-]{1,24})"
)
_WHITE_SPACE: Final = re.compile(
    r"(?:^|;)\s*white-space(?:-collapse)?\s*:\s*(pre(?:-wrap|-line)?|break-spaces|preserve(?:-breaks|-spaces)?"
    r"|normal|nowrap|collapse)\b",
    re.IGNORECASE,
)
_STRUCK_STYLE: Final = re.compile(
    r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]{0,60}\bline-through\b", re.IGNORECASE
)
_LIST_STYLE: Final = re.compile(
    r"(?:^|;)\s*list-style(?:-type)?\s*:\s*(?:(?:inside|outside)\s+)?([a-z-]{1,30})", re.IGNORECASE
)
_STYLE_NAMES: Final[dict[str, Style | None]] = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i",
    "upper-roman": "I",
    "none": None,
}
_LANGUAGE_NAME: Final = re.compile(r"[\w+#.-]{1,24}")


def is_hidden(attributes: Attributes) -> bool:
    """Whether the page itself says that the element is not shown."""
    if not attributes:
        return False
    classes = attributes.get("class")
    if classes and not _MATH_CLASSES.isdisjoint(classes.split()):
        return "katex-html" in classes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def is_tiny(attributes: Attributes) -> bool:
    """Whether a picture or frame is at most one pixel wide or high: it counts readers."""
    sizes = (attributes.get("width"), attributes.get("height"))
    tiny = any(size is not None and size.strip().removesuffix("px") in ("0", "1") for size in sizes)
    style = attributes.get("style") or ""
    # One that is stretched over its frame begins with no width of its own.
    return tiny or (bool(_TINY_STYLE.search(style)) and "min-width" not in style)


def is_icon(attributes: Attributes) -> bool:
    """Whether a picture says of itself that it is no larger than a few letters."""
    sizes = [(attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    return all(size.isdecimal() and len(size) < 4 and int(size) <= _ICON_PIXELS for size in sizes)


def math_words(attributes: Attributes) -> str | None:
    """Return what a picture of a formula says of it, which is TeX; None where it is no such picture.

    Empty where the formula stands beside it as MathML.
    """
    classes = (attributes.get("class") or "").split()
    if any(name.startswith("mwe-math-fallback-image") for name in classes):
        return ""
    is_tex = not _TEX_CLASSES.isdisjoint(classes) or _TEX_SOURCE.search(attributes.get("src") or "")
    return attributes.get("alt") if is_tex else None


def widest_source(stated: str) -> str:
    """Return the address of the widest of a picture's sizes: `small.jpg 300w, large.jpg 1200w`."""
    sources = _SOURCE.findall(stated)
    return max(sources, key=_size_of_source, default=("", "", ""))[0]


def _size_of_source(source: tuple[str, str, str]) -> float:
    return float(source[1] or 0)


def is_picture_file(url: str) -> bool:
    """Whether an address ends as those of pictures do; `/wiki/File:Name.png` is a page about one."""
    path = url.partition("?")[0]
    return bool(_PICTURE_FILE.search(path)) and ":" not in path.rpartition("/")[2]


def code_language(attributes: Attributes) -> str | None:
    """Return the programming language that a class names, in lower case: `language-python`."""
    match = _LANGUAGE.search(attributes.get("class") or "")
    stated = attributes.get("data-lang") or attributes.get("data-language") or ""
    if match is None and not _LANGUAGE_NAME.fullmatch(stated):
        return None
    return (match[1] if match else stated).lower()


def caption_role(name: str, attributes: Attributes) -> str:
    """Return the tag's name; `figure` or `figcaption` for what WordPress writes in their place."""
    classes = (attributes.get("class") or "").split() if attributes else ()
    if "wp-caption-text" in classes:
        return "figcaption"
    return "figure" if "wp-caption" in classes else name


def whole_number(text: str | None, default: int) -> int:
    """Return the whole number that an attribute gives, within four digits; else the default."""
    stated = (text or "").strip()
    return int(stated) if re.fullmatch(r"-?[0-9]{1,4}", stated) else default


WhiteSpace = Literal["collapse", "lines", "all"]
"""What of white space counts: nothing, line ends, or line ends and blanks."""


def white_space(attributes: Attributes) -> WhiteSpace | None:
    """Return what of white space an element's style says to count; None where it says nothing."""
    match = _WHITE_SPACE.search(attributes.get("style") or "")
    if match is None:
        return None
    stated = match[1].lower()
    if stated in ("normal", "nowrap", "collapse"):
        return "collapse"
    return "lines" if stated in ("pre-line", "preserve-breaks") else "all"


def is_struck(attributes: Attributes) -> bool:
    """Whether an element's style strikes its text out."""
    return bool(_STRUCK_STYLE.search(attributes.get("style") or ""))


def list_style(attributes: Attributes) -> Style | None:
    """Return how an ordered list counts; None where its page shows no numbers."""
    match = _LIST_STYLE.search(attributes.get("style") or "")
    if match is not None:
        return _STYLE_NAMES.get(match[1].lower(), "1")
    stated = attributes.get("type")
    for style in STYLES:
        if style == stated:
            return style
    return "1"


class _Shape:
    """What is known of a table while its tags go by."""

    __slots__ = ("cells", "characters", "headers", "index", "layout", "long", "paragraphs", "rows", "widest")

    def __init__(self, index: int, layout: bool) -> None:
        self.index = index
        self.layout = layout
        self.long = False
        self.headers = 0
        self.cells = self.widest = self.paragraphs = self.characters = self.rows = 0

    def see(self, name: str) -> None:
        if name == "tr":
            self.cells = 0
            self.rows += 1
        elif name in CELLS:
            self.cells += 1
            self.headers += name == "th"
            self.widest = max(self.widest, self.cells)
            self.paragraphs = self.characters = 0
        elif name == "p":
            self.paragraphs += 1
            self.layout = self.layout or self.paragraphs > _PARAGRAPHS_A_CELL
        elif name in _LAYOUT:
            self.layout = True

    def hear(self, characters: int) -> None:
        self.characters += characters
        self.long = self.long or self.characters > _LONGEST_CELL
        self.layout = self.layout or self.characters > _LONGEST_NAMED

    @property
    def holds_data(self) -> bool:
        # What names its columns lays out no page, however much it says in one of them.
        named = not self.long or self.headers > 1
        return self.widest > 1 and self.rows != 1 and named and not self.layout


def data_tables(events: Sequence[TagEvent]) -> frozenset[int]:
    """Return the indexes of the start tags of tables that hold data rather than lay out a page.

    A table lays out a page if it holds another table, a heading, a quotation or the like, a cell
    of many paragraphs or very many words, a single row or column, or says so itself.
    """
    seen: list[_Shape] = []
    open_tables: list[_Shape] = []
    for index, event in enumerate(events):
        if event[0] == "start" and event[1][0] == "table":
            if open_tables:
                open_tables[-1].layout = True
            open_tables.append(_Shape(index, event[1][1].get("role") in ("presentation", "none")))
            seen.append(open_tables[-1])
        elif not open_tables:
            continue
        elif event[0] == "start":
            open_tables[-1].see(event[1][0])
        elif event[0] == "text":
            open_tables[-1].hear(len(event[1].strip()))
        elif event[0] == "end" and event[1] == "table":
            open_tables.pop()
    return _holding_data(seen)


def _holding_data(tables: Sequence[_Shape]) -> frozenset[int]:
    return frozenset(table.index for table in tables if table.holds_data)
