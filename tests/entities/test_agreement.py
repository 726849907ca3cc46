"""One surface, one label in an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.entities.builders import labelled, marked
from tui.entities.agreement import agree
from tui.entities.spans import surface


def test_the_more_frequent_label_of_a_surface_holds_throughout():
    """The tagger sees one sentence, the article is more."""
    leaves, spans = marked("{LOC Qwertz} rose.", "{LOC Qwertz} fell.", "{PER Qwertz} stood.")
    assert {label for label, _ in labelled(leaves, agree(leaves, spans))} == {"LOC"}


def test_a_long_name_in_a_headline_has_no_vote():
    """Every word there has a capital: `Qwertz Wins` is no name that the text knows."""
    leaves, spans = marked("{PER Anna Qwertz} spoke.", headline="{PER Qwertz Wins}")
    assert labelled(leaves, agree(leaves, spans)) == [("PER", "Qwertz"), ("PER", "Anna Qwertz")]


def test_a_name_of_a_thing_has_no_vote():
    """What is no place in one sentence may be one in all others."""
    leaves, spans = marked(
        "{NOT Qwertz} Format was on.", "{NOT Qwertz} Format was off.", "{LOC Qwertz} fell."
    )
    assert [label for label, _ in labelled(leaves, agree(leaves, spans))] == ["NOT", "NOT", "LOC"]


def agreed(*texts: str, headline: str = "", dateline: str | None = None) -> list[tuple[str, str]]:
    leaves, spans = marked(*texts, headline=headline)
    return labelled(leaves, agree(leaves, spans, dateline))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("{PER Lima} rose.", "{LOC Lima} fell."), ["LOC", "LOC"]),
        (("{PER Qwertz} rose.", "{LOC Qwertz} fell."), ["PER", "PER"]),
        (("{ORG Lima} rose.", "{PER Lima} fell."), ["ORG", "ORG"]),
        (("{LOC Lima} rose.", "{ORG Lima} fell.", "{ORG Lima} stood."), ["ORG", "ORG", "ORG"]),
        (("{LOC Qwertz} rose.", "{PER QWERTZ} fell.", "{PER Qwertz} stood."), ["PER", "PER", "PER"]),
    ],
)
def test_on_a_tie_a_name_of_the_gazetteer_is_a_place_and_another_what_it_was_first(texts, found):
    """However a surface is written, in capitals too, it is one."""
    assert [label for label, _ in agreed(*texts)] == found


@pytest.mark.parametrize(
    ("text", "label"),
    [("{LOC Anna Qwertz}", "PER"), ("{ORG Anna Qwertz}", "ORG"), ("{LOC São Qwertz}", "PER")],
)
def test_a_longer_place_that_ends_in_a_persons_name_is_that_person(text, label):
    """The tagger took the fuller name for a place's."""
    assert agreed("{PER Qwertz} left.", f"{text} rose.")[1][0] == label


def test_a_place_of_the_gazetteer_stays_one_whoever_is_called_by_its_last_word():
    """`São Paulo`, with somebody called Paulo."""
    assert agreed("{PER Paulo} left.", "{LOC São Paulo} rose.") == [("PER", "Paulo"), ("LOC", "São Paulo")]


@pytest.mark.parametrize(
    ("thing", "elsewhere", "found"),
    [
        ("{NOT Sydney} Marathon", "They saw Sydney there.", [("LOC", "Sydney")]),
        ("{ORG Sydney} Marathon", "They saw Sydney there.", []),
        ("{NOT Qwertz} Format", "They saw Qwertz there.", []),
        ("{NOT Kremlin} Cup", "They saw Kremlin there.", []),
        ("{NOT White House} Cup", "They saw White House there.", []),
    ],
)
def test_a_place_in_the_name_of_a_thing_is_a_place_alone(thing, elsewhere, found):
    """`Sydney Marathon` tells that the story is in Sydney; a seat of power is none without a preposition."""
    assert agreed(f"The {thing} was on.", elsewhere)[1:] == found


@pytest.mark.parametrize(
    ("headline", "text", "found"),
    [
        ("{ORG Qwertz Zab}", "{PER Qwertz Zab} left.", ["ORG", "ORG"]),
        ("{PER Qwertz}", "{ORG Qwertz} rose.", ["PER", "PER"]),
        ("{PER Qwertz Zab}", "{ORG Qwertz Zab} rose.", ["ORG", "ORG"]),
    ],
)
def test_all_but_long_names_of_people_vote_in_a_headline(headline, text, found):
    """The tagger joins a person and the next word there, hardly ever anything else."""
    assert [label for label, _ in agreed(text, headline=headline)] == found


@pytest.mark.parametrize(
    ("headline", "text", "name"),
    [
        ("{PER Says Anna Qwertz}", "{PER Anna Qwertz} left.", "Anna Qwertz"),
        ("{PER Qwertz Wins}", "{PER Qwertz Wins} left.", "Qwertz Wins"),
        ("{PER Qwertz Wins}", "{ORG Zab Qwertz} rose.", "Qwertz Wins"),
        ("{PER Qwertz Wins}", "{LOC Zab Qwertz} rose.", "Qwertz Wins"),
        ("{ORG Qwertz Wins}", "{PER Anna Qwertz} left.", "Qwertz Wins"),
        ("{PER Sir Qwertz Wins}", "{PER Qwertz} left.", "Qwertz"),
    ],
)
def test_a_person_in_a_headline_is_cut_to_what_the_text_knows(headline, text, name):
    """By the longest name, or a surname; what no person of the text is called is left as it is."""
    assert agreed(text, headline=headline)[0][1] == name


def test_a_name_that_only_the_headline_has_is_found_again():
    """Taken as it is, it is a name like any other."""
    assert agreed("They saw Zab Wins there.", headline="{PER Zab Wins}") == [("PER", "Zab Wins")] * 2


@pytest.mark.parametrize(
    ("headline", "text", "found"),
    [
        ("Pilot {LOC Butte} Burns", "{LOC Pilot Butte} burned.", ("LOC", "Pilot Butte")),
        ("Pilot {LOC Butte} Burns", "{ORG Pilot Butte} burned.", ("LOC", "Butte")),
        ("Pilot {LOC Butte} Burns", "{LOC Great Butte} burned.", ("LOC", "Butte")),
        ("Pilot {ORG Butte} Burns", "{LOC Pilot Butte} burned.", ("ORG", "Butte")),
        ("{LOC Butte} Burns", "{LOC Pilot Butte} burned.", ("LOC", "Butte")),
    ],
)
def test_a_place_begins_a_word_sooner_where_the_text_knows_it_so(headline, text, found):
    """The tagger leaves out first words that are words of headlines too."""
    assert agreed(text, headline=headline)[0] == found


@pytest.mark.parametrize("before", ["in", "from", "near"])
def test_a_single_name_that_stands_only_after_a_preposition_is_a_place(before):
    """Nobody is ever in somebody; one naming elsewhere, and it is a person's."""
    text = f"They came {before} {{PER Qwertz}} there."
    assert agreed(text, text) == [("LOC", "Qwertz")] * 2
    assert agreed(text, "They saw {PER Qwertz} there.") == [("PER", "Qwertz")] * 2
    assert agreed("{PER Qwertz} left, as they had " + before, text) == [("PER", "Qwertz")] * 2
    assert agreed(text.replace("PER", "ORG")) == [("ORG", "Qwertz")]
    assert agreed(text.replace("Qwertz", "Qwertz Zab")) == [("PER", "Qwertz Zab")]


@pytest.mark.parametrize(
    ("full", "text", "label"),
    [
        ("Anna Qwertz", "{ORG Qwertz} rose.", "PER"),
        ("Anna Qwertz", "{LOC Qwertz} rose.", "PER"),
        ("Anna Qwertz", "{NORP Qwertz} rose.", "NORP"),
        ("Anna Qwertz", "{NOT Qwertz} rose.", "NOT"),
        ("Anna Qwertz", "{ORG Anna} rose.", "ORG"),
        ("Anna Qwertz", "{ORG Qwertz Zab} rose.", "ORG"),
        ("Kim Qwertz", "{ORG Kim} rose.", "PER"),
        ("PARK QWERTZ", "{ORG PARK} rose.", "PER"),
        ("Anna X", "{ORG X} rose.", "ORG"),
        ("Anna Will", "{ORG Will} rose.", "ORG"),
        ("Anna Sir", "{ORG Sir} rose.", "ORG"),
        ("Anna English", "{ORG English} rose.", "ORG"),
    ],
)
def test_a_surname_is_the_persons_whatever_the_tagger_says(full, text, label):
    """At the end, or at the front of a name of East Asia; no letter, common word or people's name alone."""
    assert agreed(f"Then {{PER {full}}} left.", text)[1][0] == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It was in {LOC Qwertz} there.", "LOC"),
        ("It was near {LOC Qwertz} there.", "LOC"),
        ("It was at {LOC Qwertz} there.", "LOC"),
        ("In {LOC Qwertz} it was.", "LOC"),
        ("It was for {LOC Qwertz} there.", "PER"),
        ("It was in {ORG Qwertz} there.", "PER"),
        ("It was {LOC Qwertz}, Texas, then.", "LOC"),
        ("It was {LOC Qwertz}, Peru, then.", "LOC"),
        ("It was {LOC Qwertz}, Lima, then.", "PER"),
        ("It was {LOC Qwertz}, Zab, then.", "PER"),
        ("It was {LOC Qwertz} Texas, then.", "PER"),
        ("It was {LOC Qwertz} of Texas then.", "PER"),
        ("It was {LOC Qwertz},", "PER"),
        ("It was {LOC Qwertz}", "PER"),
        ("{LOC Qwertz} it was that he stayed in", "PER"),
    ],
)
def test_a_surname_is_a_place_only_where_it_stands_as_one(text, label):
    """`John Paris was in Paris`: after `in`, or before a comma and the country or region it lies in."""
    assert agreed("Then {PER Anna Qwertz} left.", text)[1] == (label, "Qwertz")


@pytest.mark.parametrize(
    ("named", "text", "found"),
    [
        ("{PER Anna Qwertz}", "They saw Qwertz there.", ["Qwertz"]),
        ("{PER Anna Qwertz}", "They saw Anna Qwertz there.", ["Anna Qwertz"]),
        ("{PER Anna Qwertz}", "THEY SAW ANNA QWERTZ THERE.", ["ANNA QWERTZ"]),
        ("{PER Anna Qwertz}", "They saw Anna there.", []),
        ("{PER Anna Qwertz}", "They saw qwertz there.", []),
        ("{PER Maria Rosa Qwertz}", "They saw Rosa Qwertz there.", ["Rosa Qwertz"]),
        ("{LOC Maria Rosa Qwertz}", "They saw Rosa Qwertz there.", []),
        ("{LOC Qwertz}", "They saw Qwertz there.", ["Qwertz"]),
        ("{ORG Qwertz}", "They saw Qwertz there.", []),
        ("{MISC Qwertz}", "They saw Qwertz there.", []),
        ("{PER de Qwertz}", "They were de Qwertz there.", ["Qwertz"]),
        ("{PER Anna Qwertz}", "They saw {ORG Zab Qwertz Group} there.", ["Zab Qwertz Group"]),
        ("{PER Anna Qwertz}", "They saw Anna {ORG Qwertz Zab} there.", ["Qwertz Zab"]),
        ("{PER Qwertz} or {PER Qwertz Zab}", "They saw Qwertz Zab there.", ["Qwertz Zab"]),
    ],
)
def test_what_the_tagger_missed_is_found_outside_of_every_other_hit(named, text, found):
    """The longest name that stands there, once; of people and places alone."""
    leaves, spans = marked(f"Then {named} left.", text)
    assert [surface(leaves, span) for span in agree(leaves, spans) if span.leaf == 1] == found


def test_a_name_that_was_made_a_place_is_looked_at_again():
    """`Qwertz Format`, where all else says that Qwertz is a place, is no place in Qwertz."""
    found = agreed("{LOC Qwertz} rose.", "{LOC Qwertz} fell.", "They saw the {PER Qwertz} Format there.")
    assert [label for label, _ in found] == ["LOC", "LOC", "NOT"]


@pytest.mark.parametrize("dateline", ["Qwertz", "Zab/Qwertz", "Qwertz, Egypt"])
def test_what_the_dateline_names_is_a_place(dateline):
    """Whatever the tagger says; a country after the comma is no part of the name."""
    assert agreed("They saw {PER Qwertz} there.", dateline=dateline) == [("LOC", "Qwertz")]
    assert agreed("They saw Qwertz there.", dateline=dateline) == [("LOC", "Qwertz")]
    assert agreed("They saw {PER Qwertz} there.", dateline="") == [("PER", "Qwertz")]


def test_what_is_agreed_stands_in_reading_order():
    """A naming that was missed may stand before all that were found."""
    assert agreed("They saw Qwertz there.", "{PER Anna Qwertz} left, as Qwertz had.") == [
        ("PER", "Qwertz"),
        ("PER", "Anna Qwertz"),
        ("PER", "Qwertz"),
    ]


@given(st.permutations(["{PER Anna Qwertz}", "{LOC Lima}", "{ORG Zab Group}", "Qwertz", "Lima"]))
def test_agreeing_twice_is_agreeing_once(names):
    """What was agreed on is agreed: no name is cut, lengthened or found again by another round."""
    leaves, spans = marked("They saw " + ", then ".join(names) + " there.")
    once = agree(leaves, spans)
    assert agree(leaves, once) == once


def test_a_dateline_is_a_place_whoever_bears_its_name():
    """`WASHINGTON (AP) —`, with Kerry Washington further down."""
    found = agreed(
        "{LOC WASHINGTON} (AP) — It rained.", "{PER Kerry Washington} left.", "{LOC Washington} rose."
    )
    assert [label for label, _ in found] == ["LOC", "PER", "PER"]
