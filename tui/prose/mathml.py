"""MathML to a line that can be read and typed: `a 1/2 b`, `x_i`, `√2`, `10^23`, `(a+b)/c`.

Presentation MathML is read (w3.org/TR/mathml-core). Annotations say the same again and are dropped; where the
formula cannot be read itself (Content MathML, or far too deep), its TeX or its `alttext` is shown instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from tui.prose.htmltags import BLOCKS, Attributes
from tui.text.safe import clean
from tui.text.tagstream import TagEvent

EMPTY: Final = frozenset({"mspace", "none", "mprescripts", "mglyph", "maligngroup", "malignmark"})
"""Elements of MathML that hold nothing."""
ELEMENTS: Final = EMPTY | frozenset(
    "maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr mlabeledtr munder munderover semantics".split()
)
MATHS: Final = frozenset({"math", "m:math", "mml:math", "mathml:math"})
"""Tags that a formula begins with, by the prefixes that are in use."""
RAISED: Final = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

_DEEPEST: Final = 40
_ANNOTATIONS: Final = frozenset({"annotation", "annotation-xml"})
_CONTENT: Final = frozenset({"apply", "ci", "cn", "csymbol"})
"""Elements of Content MathML, as far as it is told from the other."""
_SCRIPTS: Final = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_TEX: Final = re.compile(r"\s*\{?\s*\\(?:display|text|script)style\s*(.*?)\}?\s*", re.DOTALL)
_UNSEEN: Final = {"\u2061": " ", "\u2062": "", "\u2063": ",", "\u2064": " "}
"""What is written for the invisible operators: function application, times, separator, plus."""
_ACCENTS: Final = {
    **dict.fromkeys("¯‾̅̄_", "\u0304"),
    **dict.fromkeys("^ˆ̂", "\u0302"),
    **dict.fromkeys("~˜̃", "\u0303"),
    **dict.fromkeys("→⃗⇀", "\u20d7"),
    **dict.fromkeys("˙.̇", "\u0307"),
    **dict.fromkeys("¨̈", "\u0308"),
    **dict.fromkeys("ˇ̌", "\u030c"),
}
_SUM: Final = re.compile(r"[-+−±∓=<>≤≥,;/ ]")
"""What makes more than a product of a text."""
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_ROOTS: Final = {"2": "√", "3": "∛", "4": "∜"}

FormulaKind = Literal["token", "word", "operator", "script", "fraction", "row"]


class _Shown(NamedTuple):
    """A part of a formula as it is written, and what it is, for what is to stand around it."""

    text: str
    kind: FormulaKind = "token"


class _Node:
    """An element of a formula."""

    __slots__ = ("attributes", "children", "name", "words")

    def __init__(self, name: str, attributes: Attributes) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[_Node] = []
        self.words: list[str] = []


class Formula(NamedTuple):
    """Where a formula ends among the tags of a page, what it reads as, and whether it stands alone."""

    end: int
    text: str
    alone: bool


def formulas(events: Sequence[TagEvent]) -> dict[int, Formula]:
    """Return the formulas of a page, by the indexes of their start tags.

    One that never ends, or that a paragraph begins in, is none: its texts are read as any others.
    """
    found: dict[int, Formula] = {}
    start: int | None = None
    within = 0
    for index, depth, name in _tags(events):
        begins = depth > 0
        if name == "math":
            if not begins and start is not None:
                found[start] = _formula(events[start : index + 1], index)
            start, within = (index if begins else None), 0
        elif name == "annotation-xml":
            within += depth
        elif begins and name in BLOCKS and within <= 0:
            start = None
    return found


def _tags(events: Sequence[TagEvent]) -> Iterator[tuple[int, int, str]]:
    """Yield each tag's index, by how much it leads deeper (1 or -1), and its local name."""
    for index, event in enumerate(events):
        if event[0] == "start":
            yield index, 1, local_name(event[1][0])
        elif event[0] == "end":
            yield index, -1, local_name(event[1])


def local_name(name: object) -> str:
    """Return a tag's name without the prefix that XML gives it: `mml:mfrac`, `m:mi`."""
    return str(name).rpartition(":")[2]


# ── from tags to a tree ───────────────────────────────────────────────────────────────────────


def _formula(events: Sequence[TagEvent], end: int) -> Formula:
    """Read a formula from its tags, the first of which is its own."""
    root, tex, too_deep = _tree(events)
    shown = ""
    # Content MathML says what is meant, in prefix order: its TeX reads better than its letters in a row.
    if not too_deep and not any(node.name == "apply" for node in _all_nodes(root)):
        shown = _tidy(_lines(root))
    stated = clean(root.attributes.get("alttext") or "") or tex
    text = shown or _plain_tex(stated) or _tidy(_row(root.children).text)
    return Formula(end, text, root.attributes.get("display") == "block")


def _tree(events: Sequence[TagEvent]) -> tuple[_Node, str, bool]:
    """Return the formula as a tree, the TeX that annotates it, and whether it is nested too deep for one."""
    tree = _TreeBuilder(_Node("math", events[0][1][1] if events[0][0] == "start" else {}))
    for event in events[1:-1]:
        if event[0] == "start":
            tree.start(local_name(event[1][0]), event[1][1])
        elif event[0] == "end":
            tree.end(local_name(event[1]))
        elif event[0] == "text":
            tree.take(event[1])
    return tree.root, clean("".join(tree.tex)), tree.is_too_deep


class _TreeBuilder:
    """Makes a tree of the tags and texts within a formula, which it takes one by one."""

    def __init__(self, root: _Node) -> None:
        self.root = root
        self.tex: list[str] = []
        """What the formula is in TeX, by its annotations."""
        self.is_too_deep = False
        self._opened = [root]
        self._annotation = ""
        """The annotation that is open, by its tag where it holds TeX."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a start tag; within an annotation it is passed over."""
        if name in _ANNOTATIONS:
            is_tex = "tex" in (attributes.get("encoding") or "").lower()
            self._annotation = name if is_tex else "other"
        elif self._annotation:
            return
        elif name in EMPTY:
            self._add(name, attributes)
        elif len(self._opened) >= _DEEPEST:
            self.is_too_deep = True
            self._add(name, attributes)
        elif name in ELEMENTS or name in _CONTENT:
            self._opened.append(self._add(name, attributes))

    def end(self, name: str) -> None:
        """Take an end tag: it closes the innermost open element of its name, and what is open within."""
        if name in _ANNOTATIONS:
            self._annotation = ""
        elif not self._annotation:
            # The root is never closed: its end is that of the formula.
            opened = self._opened
            place = next((n for n in range(len(opened) - 1, 0, -1) if opened[n].name == name), 0)
            if place:
                del opened[place:]

    def take(self, text: str) -> None:
        """Take text."""
        if not self._annotation:
            _take_words(self._opened[-1], text)
        elif self._annotation == "annotation":
            self.tex.append(text)

    def _add(self, name: str, attributes: Attributes) -> _Node:
        node = _Node(name, attributes)
        self._opened[-1].children.append(node)
        return node


def _take_words(node: _Node, text: str) -> None:
    """Take text into an element; between elements it is a token of its own."""
    if node.name in ("mi", "mn", "mo", "ms", "mtext", "ci", "cn", "csymbol"):
        node.words.append(clean(text))
    elif text.strip():
        token = _Node("mtext", {})
        token.words.append(clean(text))
        node.children.append(token)


def _all_nodes(root: _Node) -> Iterator[_Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children


# ── from a tree to a line ─────────────────────────────────────────────────────────────────────


def _lines(root: _Node) -> str:
    """Write the formula; where it is a table of equations, a line each."""
    node = root
    while len(node.children) == 1 and node.name in ("math", "mrow", "mstyle", "semantics", "mpadded"):
        node = node.children[0]
    if node.name == "mtable" and len(node.children) > 1:
        return "\n".join(" ".join(_cells(row)) for row in node.children)
    return _row(root.children).text


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _plain_tex(stated: str) -> str:
    """Return TeX without what only says how large it is set."""
    match = _TEX.fullmatch(stated)
    return _tidy(match[1] if match else stated)


def _row(nodes: Sequence[_Node]) -> _Shown:
    """Write what stands side by side; a blank where two would be read as one."""
    shown = [part for node in nodes if (part := _shown(node)).text]
    if len(shown) == 1:
        return shown[0]
    written = ""
    before = _Shown("")
    for part in shown:
        written += " " if _parts(before, part) else ""
        written += part.text
        before = part
    return _Shown(written, "row")


def _parts(before: _Shown, part: _Shown) -> bool:
    """Whether a blank is to stand between two parts: `sin x`, `x^2 y`, `2 1/2`."""
    if (
        not before.text
        or "operator" in (before.kind, part.kind)
        or before.text[-1] in "([{|"
        or part.text[0] in ")]},|"
    ):
        return False
    if part.text[0] == "(" and before.kind in ("token", "word"):
        return False
    return (
        "fraction" in (before.kind, part.kind)
        or "word" in (before.kind, part.kind)
        or before.kind == "script"
    )


def _shown(node: _Node) -> _Shown:
    """Write one element."""
    name, children = node.name, node.children
    match name:
        case "mi" | "mn" | "mo" | "ms" | "mtext" | "ci" | "cn" | "csymbol":
            return _token(node)
        case "mfrac":
            return _fraction(node)
        case "msqrt":
            return _Shown(f"√{_operand(_row(children))}", "script")
        case "mroot":
            base, index = _first(children, 2)
            return _root(_shown_or_none(base), _shown_or_none(index))
        case "mmultiscripts":
            return _multiscripts(children)
        case "mfenced":
            return _fenced(node)
        case "mtable":
            return _Shown("; ".join(", ".join(_cells(row)) for row in children), "row")
        case "semantics" | "maction":
            return _row(children[:1])
        case "mphantom" | "none" | "mprescripts":
            return _Shown("")
        case "mspace":
            return _Shown(" ", "operator")
        case _:
            return _scripts(name, children) if name in _SCRIPTS else _row(children)


def _token(node: _Node) -> _Shown:
    words = "".join(_UNSEEN.get(char, char) for char in "".join(node.words))
    text = " ".join(words.split())
    is_letters = len(text) > 1 and text.isalpha()
    match node.name:
        case "mo":
            return _Shown(words if words.isspace() else text, "word" if is_letters else "operator")
        case "ms":
            return _Shown(f'"{text}"')
        case "mtext":
            return _Shown(text, "word")
        case name:
            return _Shown(text, "word" if is_letters and name != "mn" else "token")


def _cells(row: _Node) -> list[str]:
    cells = row.children if row.name in ("mtr", "mlabeledtr") else [row]
    return [
        text for cell in cells if (text := _row(cell.children if cell.name == "mtd" else [cell]).text.strip())
    ]


def _fenced(node: _Node) -> _Shown:
    opening, closing = (node.attributes.get(side) for side in ("open", "close"))
    marks = "".join((node.attributes.get("separators") or ",").split()) or ","
    inner = [_shown(child).text for child in node.children]
    written = "".join(
        text + (marks[min(n, len(marks) - 1)] if n < len(inner) - 1 else "") for n, text in enumerate(inner)
    )
    return _Shown(f"{'(' if opening is None else opening}{written}{')' if closing is None else closing}")


def _fraction(node: _Node) -> _Shown:
    over, under = map(_shown_or_none, _first(node.children, 2))
    if (node.attributes.get("linethickness") or "").startswith("0"):
        return _Shown(f"({over.text} choose {under.text})")
    # `2ab/c` is plain without brackets above the stroke; below it `1/ab` is not.
    product = over.text and not _SUM.search(_BRACKETED.sub("", over.text))
    return _Shown(f"{over.text if product else _operand(over)}/{_operand(under)}", "fraction")


def _root(base: _Shown, index: _Shown) -> _Shown:
    sign = _ROOTS.get(index.text) or (_all_in(index.text, RAISED) or f"({index.text})") + "√"
    return _Shown(sign + _operand(base), "script")


def _scripts(name: str, children: Sequence[_Node]) -> _Shown:
    """Write a base with what stands below and above it."""
    base, *others = map(_shown_or_none, _first(children, 3 if name in ("msubsup", "munderover") else 2))
    below = others[0] if name in ("msub", "msubsup", "munder", "munderover") else _Shown("")
    above = others[-1] if name != "msub" and name != "munder" else _Shown("")
    accent = _ACCENTS.get(above.text) if name == "mover" else None
    # A mark over several letters would stand on the last one alone.
    if accent and len(base.text) == 1:
        return _Shown(unicodedata.normalize("NFC", base.text + accent))
    # Primes and stars are raised by themselves.
    if above.text and not above.text.strip("′″‴'*"):
        return _Shown(_operand(base) + _below(below) + above.text, "script")
    return _Shown(_operand(base) + _below(below) + _above(above), "script")


def _multiscripts(children: Sequence[_Node]) -> _Shown:
    """Write a base with pairs of scripts after it and before it."""
    base, *others = children or [_Node("none", {})]
    place = next((n for n, node in enumerate(others) if node.name == "mprescripts"), len(others))
    after, before = (_pairs(nodes) for nodes in (others[:place], others[place + 1 :]))
    left = "".join(
        (_all_in(above.text, RAISED) or _above(above)) + (_all_in(below.text, LOWERED) or _below(below))
        for below, above in before
    )
    right = "".join(_below(below) + _above(above) for below, above in after)
    return _Shown(f"{left}{_operand(_shown(base))}{right}", "script")


def _pairs(nodes: Sequence[_Node]) -> list[tuple[_Shown, _Shown]]:
    shown = [_shown(node) for node in nodes]
    # Scripts come in pairs; a last one without its fellow is one below.
    shown += [_Shown("")] * (len(shown) % 2)
    return list(zip(shown[::2], shown[1::2], strict=True))


def _below(shown: _Shown) -> str:
    return f"_{_operand(shown)}" if shown.text else ""


def _above(shown: _Shown) -> str:
    return f"^{_operand(shown)}" if shown.text else ""


def _operand(shown: _Shown) -> str:
    """Return a part as what something is done to: in brackets where it is more than one thing."""
    text = shown.text
    alone = shown.kind in ("token", "word", "operator") and " " not in text
    return text if alone or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    """Whether a text stands in brackets that belong to one another."""
    if text[:1] not in "([{" or text[-1:] not in ")]}":
        return not text
    depth = 0
    for place, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            return place == len(text) - 1
    return False


def _all_in(text: str, table: dict[int, int]) -> str:
    """Return the text in raised or lowered characters; empty where not all of them have one."""
    return text.translate(table) if text and all(ord(char) in table for char in text) else ""


def _first(children: Sequence[_Node], count: int) -> list[_Node | None]:
    """Return the first children, None for each that is missing."""
    return [*children[:count], *([None] * (count - len(children)))]


def _shown_or_none(node: _Node | None) -> _Shown:
    return _Shown("") if node is None else _shown(node)
