"""Datelines: places that open a text become a field, and look-alikes stay where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.prose import Dateline, InlineSpan, Text
from tui.prose.datelines import place_name, split_dateline

PLACES = st.sampled_from(
    ["LONDON", "NEW YORK", "PARIS/BERLIN", "ADEN, Yemen", "WASHINGTON, D.C.", "ŁÓDŹ", "SÃO PAULO"]
)
AGENCIES = st.sampled_from(["", " (AP)", " (Reuters)", " (Agence France-Presse)"])
DASHES = st.sampled_from([" -- ", " — ", " – ", "—", " - "])


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("LONDON -- ", "London", None),
        ("LONDON — ", "London", None),
        ("LONDON—", "London", None),
        ("LONDON (Reuters) - ", "London", "Reuters"),
        ("ADEN, Yemen (AP) — ", "Aden, Yemen", "AP"),
        ("PARIS/BERLIN – ", "Paris/Berlin", None),
        ("LONDON, May 15 (Reuters) - ", "London", "Reuters"),
        ("LONDON, May 15, 2025 (AP) - ", "London", "AP"),
        ("WASHINGTON, D.C. — ", "Washington, D.C.", None),
        ("WASHINGTON, DC — ", "Washington, DC", None),
        ("UNITED NATIONS (AP) — ", "United Nations", "AP"),
        ("U.N. HEADQUARTERS — ", "U.N. Headquarters", None),
        ("RIO DE JANEIRO – ", "Rio de Janeiro", None),
        ("LA PAZ, Bolivia – ", "La Paz, Bolivia", None),
        ("PORT-AU-PRINCE, Haiti — ", "Port-au-Prince, Haiti", None),
        ("N'DJAMENA, Chad — ", "N'Djamena, Chad", None),
        ("ŁÓDŹ, Poland -- ", "Łódź, Poland", None),
        ("SÃO PAULO — ", "São Paulo", None),
        ("GAZİANTEP — ", "Gaziantep", None),
        ("Istanbul, Turkey — ", "Istanbul, Turkey", None),
        ("Istanbul (Reuters) - ", "Istanbul", "Reuters"),
        ("San Francisco, Calif. — ", "San Francisco, Calif.", None),
        ("ULM, Germany (dpa) - ", "Ulm, Germany", "dpa"),
        ("NEW YORK (AP) _ ", "New York", "AP"),
        ("MOSCOW. May 15 (Interfax) - ", "Moscow", "Interfax"),
        ("PARIS, 15 May (AFP) — ", "Paris", "AFP"),
        ("LONDON, 15 May 2025 -- ", "London", None),
        ("WASHINGTON, D.C., May 15 (AP) — ", "Washington, D.C.", "AP"),
        ("GAZA CITY/JERUSALEM — ", "Gaza City/Jerusalem", None),
        ("DUBAI / LONDON, May 15 (Reuters) - ", "Dubai/London", "Reuters"),
        ("KYIV, Ukraine and WARSAW (AP) — ", "Kyiv, Ukraine/Warsaw", "AP"),
        ("KYIV, Ukraine, and WARSAW, Poland — ", "Kyiv, Ukraine/Warsaw, Poland", None),
        ("BEIRUT, Lebanon; JERUSALEM — ", "Beirut, Lebanon/Jerusalem", None),
        ("LONDON and PARIS (Reuters) - ", "London/Paris", "Reuters"),
        ("PORT OF SPAIN, Trinidad and Tobago — ", "Port of Spain, Trinidad and Tobago", None),
        ("SARAJEVO, Bosnia and Herzegovina (AP) — ", "Sarajevo, Bosnia and Herzegovina", "AP"),
    ],
)
def test_a_dateline_is_taken_off(opening: str, place: str, agency: str | None) -> None:
    """Place and agency are fields; the text goes on with its own first word."""
    dateline, rest = split_dateline(Text(f"{opening}The talks began."))
    assert dateline == Dateline(place, agency)
    assert rest == Text("The talks began.")


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("LONDON ( AP ) — ", "London", "AP"),
        ("PORT OF SPAIN AND TOBAGO CITY, Trinidad — ", "Port of Spain and Tobago City, Trinidad", None),
        ("ULM (dpa) - ", "Ulm", "dpa"),
        ("ULM, Germany - ", "Ulm, Germany", None),
        ("BREAKING (AP) — ", "Breaking", "AP"),
        ("PARIS, FRANCE — ", "Paris, France", None),
        ("ABU DHABI, UAE — ", "Abu Dhabi, UAE", None),
        ("Rio de Janeiro, Brazil — ", "Rio de Janeiro, Brazil", None),
        ("Stratford-upon-Avon, England — ", "Stratford-upon-Avon, England", None),
        ("UK MIDLANDS — ", "UK Midlands", None),
        ("ROME — ", "Rome", None),
        ("BONN and PARIS, France — ", "Bonn/Paris, France", None),
    ],
)
def test_capitals_and_small_words_of_a_place_are_its_own(
    opening: str, place: str, agency: str | None
) -> None:
    """An agency or a country vouches for short names and for those that are a label elsewhere."""
    dateline, rest = split_dateline(Text(f"{opening}“The talks” began."))
    assert dateline == Dateline(place, agency)
    assert rest == Text("“The talks” began.")


@pytest.mark.parametrize(
    "text",
    [
        "ONE TWO THREE FOUR FIVE SIX SEVEN, Yemen — The talks began.",
        "UAE — The talks began.",
        "ULM — The talks began.",
        "BREAKING NEWS — The talks began.",
        "NEWS FLASH — The talks began.",
        "LONDON — THE TALKS",
        "LONDON — 2025",
        "LONDON — “...”",
        "LONDON — the talks began.",
        "LONDON — “the talks” began.",
        "ADEN, yemen — The talks began.",
        "ADEN, Yemen2 — The talks began.",
        "new York, USA — The talks began.",
        "Springfield, Nowhere — The talks began.",
        "London (Ann Reed) — The talks began.",
    ],
)
def test_what_nothing_vouches_for_stays_in_the_text(text: str) -> None:
    """Short capitals are acronyms, small letters behind the dash explain a term."""
    assert split_dateline(Text(text)) == (None, Text(text))


@pytest.mark.parametrize(
    "text",
    [
        "Well -- that was it.",
        "PROFIT and LOSS — The firm said so.",
        "well — that was it.",
        "BREAKING — The talks began.",
        "UPDATE -- The talks began.",
        "EXCLUSIVE: LONDON -- The talks began.",
        "NASA — The agency said so.",
        "AI — The next thing.",
        "COVID-19 — The disease.",
        "Q&A — What we know.",
        "THE END - OF EVERYTHING",
        "LONDON --",
        "LONDON. The talks began -- at last.",
        "Apple, Google — The giants met.",
        "Anna Smith, Norway's minister — The talks began.",
        "The talks (in London) — They began.",
        "Talks began in London — The ministers met.",
        "FERMENTATION — a primer for beginners.",
        "LONDON-based firms met on Thursday.",
        "",
        "-- The talks began.",
        "— LONDON — The talks.",
        "He said (AP) — The talks.",
    ],
)
def test_a_look_alike_is_left_alone(text: str) -> None:
    """Nothing leaves the text on a guess."""
    assert split_dateline(Text(text)) == (None, Text(text))


@given(PLACES, AGENCIES, DASHES)
def test_every_form_reads_the_same_way(place: str, agency: str, dash: str) -> None:
    """No word of it is lost: place and agency hold them all."""
    dateline, rest = split_dateline(Text(f"{place}{agency}{dash}The talks began."))
    assert dateline is not None
    assert dateline.place.casefold() == place.casefold()
    assert (dateline.agency or "") == agency.strip(" ()")
    assert rest.plain == "The talks began."


@given(st.text(max_size=80))
def test_any_text_keeps_its_end(plain: str) -> None:
    """What is left is always an end of what there was, and never nothing."""
    dateline, rest = split_dateline(Text(plain))
    assert plain.endswith(rest.plain)
    assert dateline is None or rest.plain


def test_spans_move_with_the_text() -> None:
    """Bold type on the place goes with it; a link further on still lies on its words."""
    spans = (
        InlineSpan(0, 6, "strong"),
        InlineSpan(0, 19, "emphasis"),
        InlineSpan(14, 19, "link", "https://a.b"),
    )
    _, rest = split_dateline(Text("LONDON -- The talks began.", spans))
    assert rest.spans == (InlineSpan(0, 9, "emphasis"), InlineSpan(4, 9, "link", "https://a.b"))
    assert rest.plain[4:9] == "talks"


def test_mixed_case_is_left_as_it_is() -> None:
    """McAllen and St. John's know best how they are written."""
    assert place_name("McAllen, Texas") == "McAllen, Texas"
    assert place_name("ST. JOHN'S, Newfoundland") == "St. John's, Newfoundland"


def test_a_long_text_without_a_dash_is_not_searched_through() -> None:
    """The dash stands near the beginning, or there is no dateline."""
    plain = "LONDON " * 100_000 + "-- The talks."
    assert split_dateline(Text(plain))[0] is None
