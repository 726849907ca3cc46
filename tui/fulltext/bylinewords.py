"""Words that bylines are made of besides names, in the languages in which pages write them."""

from __future__ import annotations

import re
from typing import Final


def _one_of(words: str) -> str:
    """Return a pattern of the lines of a text, any one of them."""
    return "|".join(line.strip() for line in words.strip().splitlines())


_WHAT_WAS_WRITTEN: Final = (
    r"(?:words|text|story|article|review|report|analysis|opinion|interview)(?: and | & |, )?"
)
_WAS_WRITTEN: Final = r"(?:written|posted|published|reported|submitted|contributed|created)\s+"

# With a colon any of these; without one those that are hardly ever the beginning of a name, before two words.
_BEFORE_COLON: Final = _one_of("""
(?:text|interview|protokoll|words)(?: (?:und|and|&|et|y) \\w+)?
(?:posted )?authors?
autor(?:in|es?|a|zy)?|auteurs?|autore
von|ein beitrag von|ein kommentar von|eine analyse von|geschrieben von|redaktion
par|écrit par|publié par|rédigé par|propos recueillis par|texte
por|escrito por|texto
di|da|a cura di|testo
door|av|af|skrevet a[fv]|przez|tekst|oleh|penulis|yazar|tekijä|napsal
автор|авторы|текст
""")
_BEFORE_NAME: Final = _one_of("""
von|geschrieben von
par|écrit par|publié par|rédigé par|propos recueillis par
por|escrito por
di|scritto da|a cura di
door|av|af|przez|oleh
""")
BEFORE_NAMES: Final = re.compile(
    rf"(?:(?:{_WHAT_WAS_WRITTEN}){{0,3}}(?:{_WAS_WRITTEN})?by\b(?: the\b)?\s*:?"
    rf"|about the authors?\b:?|(?:{_BEFORE_COLON})\s*:|(?:{_BEFORE_NAME})\s+(?=\S+\s+\S)"
    r"|(?:作者|记者|記者|文|編集|取材・文|글|撰文|来源)\s*[:：/／|])\s*",
    re.IGNORECASE,
)
"""What stands before the names of a byline."""

LISTING: Final = re.compile(
    r"(?:view|see|show|browse|read|all|more|zeige|alle|mehr|voir|tous|ver|todos|bekijk)\b"
    r"[^.]{0,40}?\b(?:by|of|from|von|de|par|van)\s+"
    r"|[^.,;]{0,60}?\b(?:edited|written|posted|published|compiled|eingestellt|veröffentlicht|verfasst|geschrieben"
    r"|rédigé|publié|escrito|publicado|scritto|pubblicato|gepost|geplaatst|napisane|dodane)\b"
    r"[^.]{0,20}?\b(?:by|von|par|por|da|door|przez)\s+",
    re.IGNORECASE,
)
"""A link's words before a name, `View all posts by`, and longer ones: `Second edition edited by`."""

CREDIT: Final = re.compile(
    r"(?:©|\(c\)|(?:photo|foto|bild|image|picture|video|grafik|source|quelle|credit|copyright)s?\b)",
    re.IGNORECASE,
)
"""How a line begins that names who made a picture."""

AFTER_NAMES: Final = re.compile(
    r"[\s,.|·•–—/-]*(?:(?P<digit>(?<![\w.])\d)|\b(?:published|updated|posted|last modified|follow(?:ing)?"
    r"|read more|min read|share|comments?|aktualisiert|veröffentlicht|publié|mis à jour|actualizado"
    r"|publicado"
    r"|(?:edited|translated|illustrated|photograph(?:s|y|ed)|photos|(?:additional )?reporting) by)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""Where the names of a byline end and a day or something to click begins."""

BEFORE_DAYS: Final = frozenset(
    "on am le el il om the mon tue tues wed thu thurs fri sat sun mo di mi do fr sa so".split()
)
"""Words that stand between names and a day."""

NAMELESS: Final = frozenset(
    """
    admin administrator author authors by unknown anonymous null none undefined na nan guest webmaster
    root user users default test editor login fail name nameless noauthor superuser nobody publisher autor
    red redakteur object objectobject view all posts follow followauthor share print email comments
    related advertisement facebook facebookcom twitter twittercom instagram linkedin youtube
    """.split()
)
"""What stands in an author's place and is nobody's name; by keys."""

ROLES: Final = frozenset(
    """
    reporter reporters correspondent editor editors writer writers staff columnist contributor
    contributors contributing journalist producer chief senior special director analyst associate
    assistant freelance executive managing deputy bureau founder co-founder cofounder ceo author critic
    blogger publisher owner president fellow manager engineer host guest head lecturer reviewer
    photographer prof professor dr md phd ma rn ms msc redakteur redakteurin chefredakteur korrespondent
    journaliste rédacteur rédactrice redactor redactora periodista redaktor
    """.split()
)
"""Words of what somebody is, rather than who."""

HOUSES: Final = frozenset(
    """
    news times post press agency agencies media staff editorial editorials team newsroom desk magazine
    online network journal daily wire services service group inc ltd llc gmbh foundation institute
    university association organization organisation office ministry society council commission department
    editors contributors company corp com org net tv radio blog community collective reuters afp dpa ap
    ansa efe bbc cnn redaktion redaction redacción rédaction redazione redakcja redakce redactie toimitus
    """.split()
)
"""Words of the names of newspapers, agencies and the like."""

PARTICLES: Final = frozenset(
    """
    de da del della di du des la le van von der den ter ten bin ibn bint abu al el dos das do zu zur zum
    vom y e i the of and af av und ben mac lo 't op in
    """.split()
)
"""Words of names that are written small."""
