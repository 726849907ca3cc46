"""Where the sentences of a text begin and end, in the languages of the names: no language is asked for."""

from __future__ import annotations

import re
from typing import Final

_CLOSERS: Final = "\"'”’“»«›‹)\\]`"
_STOP: Final = re.compile(
    # A line's end; signs that need no blank after them; or stops with one, and quotes around it. How many
    # stops stand apart (`. . .`) is bounded: without a blank after them they are looked at again.
    r"\n++|[。！？｡]++[」』）”’]*+"
    r"|(?<![.!?…؟۔।])[.!?…؟۔।]++(?:[ \u00a0]\.++){0,4}+"
    rf"[{_CLOSERS}]*+(?:[ \u00a0\u202f]»|\ ['\"]{{1,2}}(?=\s))?+(?=\s)"
)
_NEXT: Final = re.compile(r"\s*+[\"'“‘«»„‚‹›(\[¿¡`\-–—]*+\s?+(?P<word>\w*+)")
_LETTER: Final = re.compile(r"[^\W_]")
_BEFORE: Final = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$|\d+$")
_REACH: Final = 14
"""Characters: the longest abbreviation, and what stands before it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES: Final = _words(
    "Mr Mrs Ms Messrs Dr Drs Prof Profs Rev Hon Gen Lt Col Sgt Capt Cmdr Cdr Adm Maj Brig Cpl Pvt Gov "
    "Govs Sen Sens Rep Reps Supt Insp Pres Mt Ft Sr Sra Srta Sres Sras Dra D Dña Gral Cnel Tte Lic Ing "
    "Arq Mons Fr Hr Hrn Fr Frl Dipl Ste Mme Mmes Mlle MM Mgr Sig Sigg Dott Avv Card Exmo Exma vs v sr sra "
    "srta dr dra prof sig sigg dott av avda e.g i.e z.B u.a d.h bzw bspw Av Avda p.ej cf v.a Ph"
)
"""What is said before a name or more words: never the last word of a sentence."""
_NUMBERED: Final = _words(
    "No Nos Nr no nos nr n núm num p pp S Art art Abs vol Vol Fig fig ch Sec Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Oct Nov Dec ene abr ago dic janv févr avr juil déc gen mag giu lug set ott Jän Okt Dez c ca "
    "approx Tel tel op Op cap Cap pág págs pag par"
)
"""What is said before a number: the last word of a sentence unless one follows."""
_EITHER: Final = _words(
    "Inc Ltd Co Corp Cos Bros Jr al etc usw ecc Cía Cia Lda Ltda Ges Hrsg Mass Calif Fla Pa Wash Conn "
    "Ariz Ill Mich Minn Wis Tenn Okla Ore Va Ga Md Ind Kan Ky La Mo Neb Nev Del Ala Ark Colo Mont Miss "
    "Tex Ont Que str Str Ph.D M.D S.A S.p.A S.r.l Univ Dept Assn St ST Rd Ave Blvd EE UU FF AA JJ a.C d.C "
    "u.s.w ed eds"
)
"""What stands amid a sentence or ends it: another begins with a word that often begins one."""
_CLOCK: Final = _words("a.m p.m am pm A.M P.M")
_AFTER_CLOCK: Final = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Central Mountain Pacific January "
    "February March April May June July August September October November December"
)
"""What is said after the time of day; all else begins a sentence, but for zones in capitals."""
_BEGINNERS: Final = _words(
    "The A An And But Or So Yet If When While As At By For From In On To With After Before Since Under It "
    "Its He She They We You I His Her Their Our My This That These Those There Here What Who How Why "
    "Where Both Some Many Most All One Two No Not Now Then Also However Meanwhile Police Officials Ein "
    "Eine Einen Der Das Dem Den Des Es Er Sie Wir Ich Und Aber Doch Auch Im Am Bei Mit Nach Von Für Zu "
    "Zum Zur Dabei Dort Dies Diese Dieser Dieses Sein Seine Ihre Noch Nun Wie Wer Wenn Als Un Une Des Du "
    "Au Aux Et Mais Dans En Par Pour Avec Sur Ce Cet Cette Ces Elle Ils Elles On Nous Vous Je Son Sa Ses "
    "Leur Selon Une Una Unos Unas Y Pero Con Sin Por Para Según Su Sus Esta Este Ese Eso Esto Así Cuando "
    "Como También Uno Um Uma Os Mas Não Na Nas Nos No Com Sem Seu Sua Ele Eles Elas Quando Segundo Gli "
    "Nel Nella Ma Per Dal Dalla Alla Anche È Sono Questo Questa Non Secondo"
)
_PARTICLES: Final = _words("El La Los Las Le Les Il Lo O Die")
"""Articles that names have too: they begin a sentence after `U.S.`, and go on after an initial."""
_AFTER_DAYS: Final = _words(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember "
    "Jahrhundert Jahrhunderts Weltkrieg Weltkriegs Bundesliga Liga Auflage Klasse Etage Stock Platz Runde "
    "Geburtstag Jahrestag Spieltag Tag Mal Armee"
)
"""What German says after `3.`, the third."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text: half-open, blanks around them left out, in order.

    A line's end ends a sentence too. Quotes and brackets after a stop belong to the sentence before. Whether
    a stop is an abbreviation's or a sentence's is told by the next word. Time grows with the text's length
    alone.
    """
    spans: list[tuple[int, int]] = []
    begin = looked = 0
    has_word = False
    for stop in _STOP.finditer(text):
        has_word = has_word or _LETTER.search(text, looked, stop.start()) is not None
        looked = stop.end()
        # Stops that stand before any word belong to the sentence that begins there.
        if stop[0][0] in ".!?…؟۔।" and (not has_word or _goes_on(text, stop)):
            continue
        _add(spans, text, begin, stop.end())
        begin, has_word = stop.end(), False
    _add(spans, text, begin, len(text))
    return spans


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence goes on behind a stop and a blank."""
    # Amid a line alone: its end ends the sentence whatever stands there.
    line_end = text.find("\n", stop.end(), stop.end() + 200)
    found = _NEXT.match(text, stop.end(), line_end if line_end >= 0 else stop.end() + 200)
    following = found["word"] if found else ""
    if not following:
        return False
    if following[0].islower():
        return True
    if stop[0] != ".":
        # `Ph.D.”` and `etc.)` end what they stand in.
        return False
    before = _BEFORE.search(text, max(0, stop.start() - _REACH), stop.start())
    return before is not None and _is_abbreviated(before[0], following)


def _is_abbreviated(word: str, following: str) -> bool:
    """Whether a word's stop is its own, by the word that follows, which has no small first letter."""
    if word in _TITLES:
        return True
    if word.isdigit():
        return len(word) <= 2 and following in _AFTER_DAYS
    if word in _NUMBERED and following[0].isdigit():
        return True
    if word in _CLOCK:
        return _is_after_clock(following)
    return (
        _may_go_on(word)
        and following not in _BEGINNERS
        and (_is_initial(word) or following not in _PARTICLES)
    )


def _is_after_clock(word: str) -> bool:
    """Whether a word goes on behind the time of day: a weekday, a zone."""
    return word in _AFTER_CLOCK or (word.isupper() and len(word) > 1)


def _may_go_on(word: str) -> bool:
    """Whether what goes on behind a word's stop is for the next word to say."""
    return word in _EITHER or len(word.rpartition(".")[2]) == 1


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if start < end:
        spans.append((start, end))
