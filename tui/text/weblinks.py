"""The one gate for addresses that come from outside (docs/safety.md, rule 7).

Only http and https pass; an address is resolved, freed of what could act on a terminal or a
shell, and loses a password that somebody put into it. Imports no other room, so that every room
may use it.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

MAX_LENGTH: Final = 4096
"""Characters; a longer address is not a link. Browsers and servers stop at 2,000 to 8,000."""

_WEB: Final = ("http", "https")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_USUAL: Final = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*)?")
"""An absolute address that needs no change."""
# The WHATWG URL standard strips C0 and space at the ends, and tab and line ends everywhere.
_ENDS: Final = "".join(map(chr, range(0x21)))
_LINE_ENDS: Final = re.compile(r"[\t\r\n]")
_ESCAPED: Final = re.compile(
    '[\x00-\x20"<>\\\\^`{|}\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000'
    "\ud800-\udfff\ufeff\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_VISIBLE: Final = re.compile("[!-~]+")
_LONGEST_FOR_TERMINALS: Final = 2083
_URL_SIGNS: Final = "/:?#[]@!$&'()*+,;=%-._~"
_MAIL_SIGNS: Final = "@?=&+,;:%-._~!$'()*/"
_NAMED_WORDS: Final = 5
"""So many words tell where a passage begins, and where it ends."""
_MAGNET: Final = re.compile(r"magnet:\?.*xt(?:\.\d+)?=urn:", re.IGNORECASE)
_TRACKING: Final = re.compile(
    r"(utm_\w+|at_(campaign|medium|format|creation|link_\w+|bbc_team|ptr_name)|ns_(mchannel|source|campaign|linkname|fee)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|srsltid"
    r"|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|oly_(enc|anon)_id|s_cid|xtor|wt[._]mc\w*|_ga|_gl"
    r"|__twitter_impression|guccounter|guce_referrer(_sig)?)",
    re.IGNORECASE,
)


def web_link(href: str, base: str | None = None) -> str | None:
    """Return the absolute http or https address that `href` names, or None where it names none.

    Relative addresses are resolved against `base`; without one they are None, save `//host/…`,
    which is taken for https. User names and passwords are dropped. Blanks, quotes and characters
    that a terminal might obey are percent-encoded; letters of any script stay. Never raises.
    """
    text = href.strip(_ENDS)
    if len(text) <= MAX_LENGTH and _USUAL.fullmatch(text):
        return text
    text = _LINE_ENDS.sub("", text)
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        parts = _resolved(text, base)
        # Reading the port is what finds a malformed one.
        if parts.scheme not in _WEB or not parts.hostname or parts.port == 0:
            return None
    except ValueError:
        return None
    # The last @: `https://bank.example@evil.example/` shows a host that it does not lead to.
    host = parts.netloc.rpartition("@")[2]
    return _ESCAPED.sub(_percent, urlunsplit(parts._replace(netloc=host)))


def _resolved(text: str, base: str | None) -> SplitResult:
    joined = urljoin(base, text) if base and not _ABSOLUTE.match(text) else text
    return urlsplit("https:" + joined if joined.startswith("//") else joined)


def magnet_link(href: str) -> str | None:
    """Return a `magnet:` address made harmless, or None where it is none.

    It is shown and copied, and never handed to a program.
    """
    text = _LINE_ENDS.sub("", href.strip(_ENDS))
    if len(text) > MAX_LENGTH or not _MAGNET.match(text):
        return None
    return _ESCAPED.sub(_percent, "magnet" + text[6:])


def terminal_link(href: str) -> str | None:
    """Return an address as a terminal may be given it to open (OSC 8), or None where it may not.

    Only http, https and mailto, and only visible ASCII: letters of other scripts are escaped, a host's by
    Punycode. Terminals cut or refuse what is longer than 2,083 characters, and so do we. Never raises.
    """
    text = href.strip(_ENDS)
    if text[:7].lower() == "mailto:":
        link: str | None = "mailto:" + quote(text[7:], safe=_MAIL_SIGNS)
    else:
        link = _by_ascii(web_link(text) or "")
    return link if link and len(link) <= _LONGEST_FOR_TERMINALS and _VISIBLE.fullmatch(link) else None


def _by_ascii(url: str) -> str | None:
    if url.isascii():
        return url
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii")
    # Also where a label is too long: idna's error is one of values.
    except ValueError:
        return None
    return quote(urlunsplit(parts._replace(netloc=host)), safe=_URL_SIGNS)


def without_tracking(url: str) -> str:
    """Return the address without the parameters that only tell where a visitor came from.

    The others keep their order and spelling.
    """
    # A question mark within the fragment begins no query: the page's own script may read it.
    whole, hash_mark, fragment = url.partition("#")
    address, mark, query = whole.partition("?")
    if not mark:
        return url
    kept = "&".join(p for p in query.split("&") if not _TRACKING.fullmatch(p.partition("=")[0]))
    return address + ("?" + kept if kept else "") + hash_mark + fragment


def link_to_words(url: str, words: str) -> str:
    """Return the address of a page at which a browser goes to some words of it, and marks them.

    By a text fragment (https://wicg.github.io/scroll-to-text-fragment/): a few words by themselves, more by
    their beginning and their end. Who knows no such thing opens the page.
    """
    lines = [line.split() for line in words.split("\n") if line.strip()]
    if not lines:
        return url
    if len(lines) == 1 and len(lines[0]) <= 2 * _NAMED_WORDS:
        ends = [lines[0]]
    else:
        ends = [lines[0][:_NAMED_WORDS], lines[-1][-_NAMED_WORDS:]]
    # A hyphen means something there; whatever else might is escaped as anywhere.
    named = [quote(" ".join(one), safe="").replace("-", "%2D") for one in ends]
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(named)}"


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")
