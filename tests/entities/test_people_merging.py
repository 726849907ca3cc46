"""Which namings are one person, and which are not."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose, marked
from tui.entities import extract_names
from tui.entities.folding import fold, one_typo
from tui.entities.people import build_people, why_same
from tui.model.names import Person


def merged(one: str, other: str) -> bool:
    return why_same(fold(one).split(), fold(other).split()) is not None


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Rubio", "Marco Rubio"),
        ("Jose Manuel Barroso", "José Manuel Barroso"),
        ("Benita Ferrero Waldner", "Benita Ferrero-Waldner"),
        ("Jong-un Kim", "Kim Jong-un"),
        ("George Bush", "George W. Bush"),
        ("J. Smith", "John Smith"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Xi", "Xi Jinping"),
        ("van der Linden", "Anouk van der Linden"),
        ("Luiz Inacio", "Luiz Inacio Lula da Silva"),
        ("Lula da Silva", "Luiz Inacio Lula da Silva"),
        ("Lula Silva", "Luiz Inacio Lula da Silva"),
        ("Lula", "Luiz Inacio Lula da Silva"),
        ("Ben", "Benjamin David Banky"),
        ("Joe Biden", "Joseph Biden"),
    ],
)
def test_two_forms_of_one_name_are_one_person(short, full):
    """The sidebar counts a person once, however the article spells the name."""
    assert merged(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luis Ortega", "Rosa Ortega"),
        ("Daniel Weber", "Daniela Weber"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Ben", "Bernard Banky"),
        ("Joe Biden", "Jill Biden"),
        ("John Smith", "John Smythe-Jones"),
        ("Kim Min-Woo", "Kim Shin-Wook"),
        ("Key", "Kay"),
        ("George Herbert Bush", "George Walker Prescott Bush"),
        ("Maria Silva", "Luiz Inacio Lula da Silva"),
        ("da", "Luiz Inacio Lula da Silva"),
    ],
)
def test_two_given_names_with_one_surname_are_two_people(one, other):
    """Joining two people is worse than listing one twice."""
    assert not merged(one, other)


def test_a_shared_surname_goes_to_the_one_named_last():
    """`Ortega` after `Rosa Ortega` is she; `Luis` alone is he."""
    prose = build_prose(
        "Luis Ortega, a driver, was shot in Dallas. Ortega was 30.",
        "Rosa Ortega, the mother of Luis, spoke in court. Ortega wept.",
    )
    people = {person.name: len(person.mentions) for person in extract_names(prose).people}
    assert people["Luis Ortega"] == 3
    assert people["Rosa Ortega"] == 2


@pytest.mark.parametrize(
    ("one", "other", "short", "names"),
    [
        (
            "Anouk van der Linden",
            "Piet van der Linden",
            "van der Linden",
            {"van der Linden": "Piet van der Linden"},
        ),
        ("Maria Rosa Silva", "Maria Ana Silva", "Maria Silva", {"Maria Silva": "Maria Silva"}),
    ],
)
def test_what_may_be_short_for_two_is_the_last_one_only_as_a_surname(one, other, short, names):
    """A shorter form of two people is nobody's but its own."""
    leaves, spans = marked(f"{{PER {one}}} met {{PER {other}}}. Then {{PER {short}}} left.")
    people = build_people(leaves, spans, {})
    assert {form: person.name for person in people for form in (person.name, *person.aliases)} == {
        one: one,
        other: other,
        **names,
    }


def test_each_merge_keeps_its_reason():
    """A reader may ask why two names are one person."""
    prose = build_prose("Marco Rubio spoke on Monday. Rubio then left for Paris.")
    (rubio,) = extract_names(prose).people
    assert rubio.reasons == ("Rubio: surname of Marco Rubio, named earlier",)


def test_a_person_named_like_a_place_takes_the_bare_name():
    """`X Paris` makes bare Paris that person, unless it stands as a place."""
    prose = build_prose("Senator John Paris met voters on Monday.", "Mr Paris said he would fly to London.")
    names = extract_names(prose)
    assert [person.name for person in names.people] == ["John Paris"]
    assert "Paris" not in {place.name for place in names.places}


def test_one_letter_off_is_a_typo_two_are_not():
    """The rule that lets one slip of spelling pass."""
    assert one_typo("zelensky", "zelenskyy")
    assert one_typo("medvedev", "medevdev")
    assert not one_typo("smith", "smythe")
    assert not one_typo("same", "same")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Secretary of State Marco Rubio left.", "Marco Rubio", "Secretary of State"),
        (
            "The president of Bulgaria, Georgi Parvanov, pardoned them.",
            "Georgi Parvanov",
            "president of Bulgaria",
        ),
        ("India's science minister, Arjun Mehrotra, agreed.", "Arjun Mehrotra", "India's science minister"),
        ("It was senior envoys Steve Witkoff and Keith Kellogg.", "Keith Kellogg", "senior envoy"),
        ("Priya Sharma, 61, a shopkeeper on Otley Road, spoke.", "Priya Sharma", "shopkeeper on Otley Road"),
        ("We saw Marco Rubio in Rome.", "Marco Rubio", None),
    ],
)
def test_the_role_is_the_one_stated(text, name, role):
    """In the article's own words, or none."""
    roles = {person.name: person.role for person in extract_names(build_prose(text)).people}
    assert roles[name] == role


def test_a_form_is_somebody_s_surname_sooner_than_somebody_s_given_name():
    """`Paul` is Ron Paul's, though Paul Ryan was there."""
    prose = build_prose("Ron Paul met Paul Ryan in the city on Monday. Later Paul said that he would run.")
    people = {person.name: person.aliases for person in extract_names(prose).people}
    assert people == {"Ron Paul": ("Paul",), "Paul Ryan": ()}


def test_whom_the_article_calls_a_company_is_nobody():
    """`Kestrel Lane, a company of Oslo`."""
    prose = build_prose("Anna Lane, a company of Oslo, met Marco Rubio, a banker, in the city on Monday.")
    assert [person.name for person in extract_names(prose).people] == ["Marco Rubio"]


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("{PER Joe Zab} left. His wife, {PER Ann Zab}, waved. {PER Zab} spoke.", "Joe Zab"),
        ("{PER Joe Zab} left. {PER Ann Zab}, his wife, waved. {PER Zab} spoke.", "Joe Zab"),
        ("{PER Joe Zab} left. {PER Ann Zab},'' his rain-averse mother, waved. {PER Zab} spoke.", "Joe Zab"),
        ("{PER Joe Zab} left. {PER Ann Zab}, his younger sister, waved. {PER Zab} spoke.", "Joe Zab"),
        ("{PER Joe Zab} left. Sister {PER Ann Zab} waved. {PER Zab} spoke.", "Ann Zab"),
        ("{PER Joe Zab} left. And sister {PER Ann Zab} waved. {PER Zab} spoke.", "Joe Zab"),
        ("{PER Joe Zab} left. The mother, {PER Ann Zab}, waved. {PER Zab} spoke.", "Ann Zab"),
        ("{PER Joe Zab} left. {PER Ann Zab} waved. {PER Zab} spoke.", "Ann Zab"),
    ],
)
def test_a_bare_surname_is_not_the_relatives(text, bearer):
    """Who came in as somebody's wife has her given name; the surname is whom the article is about."""
    leaves, spans = marked(text)
    (found,) = [one.name for one in build_people(leaves, spans, {}) if "Zab" in one.aliases]
    assert found == bearer


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("{PER John Zab} left. {PER Ann Zab} waved. Mr {PER Zab} spoke.", "John Zab"),
        ("{PER Ann Zab} left. {PER John Zab} waved. Ms {PER Zab} spoke.", "Ann Zab"),
        ("{PER Ann Zab} left. Her husband, {PER John Zab}, waved. Mr {PER Zab} spoke.", "John Zab"),
        ("{PER Bill Zab} waved. {PER Ann Zab} left, and Secretary {PER Zab} spoke.", "Bill Zab"),
        ("{PER Bill Zab} waved. {PER Ann Zab} left. Secretary {PER Zab} spoke.", "Ann Zab"),
    ],
)
def test_a_title_tells_whose_surname_is_meant(text, bearer):
    """A man's from a woman's; and within a sentence the one who was not named in it."""
    leaves, spans = marked(text)
    (found,) = [one.name for one in build_people(leaves, spans, {}) if "Zab" in one.aliases]
    assert found == bearer


def test_mr_is_nobody_whom_only_a_woman_could_be():
    """`Mr Zab` of Ann Zab is her husband, whose given name nobody says."""
    leaves, spans = marked("{PER Ann Zab} left. Mr {PER Zab} spoke.")
    assert [one.name for one in build_people(leaves, spans, {})] == ["Ann Zab", "Zab"]


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("{PER Ann Zab} left. {PER Zab} rose. She met {PER Bill Zab}. %s {PER Zab} spoke.", "Ann Zab"),
        ("{PER Ann Zab} left. She met {PER Bill Zab}. %s {PER Zab} spoke.", "Bill Zab"),
    ],
)
def test_a_surname_stays_with_whom_the_article_calls_by_it(text, bearer):
    """Somebody else of that surname, named in passing, has it only just after."""
    leaves, spans = marked(text % ("It rained. " * 30))
    assert max(build_people(leaves, spans, {}), key=spans_in).name == bearer
    leaves, spans = marked(text % "")
    assert [spans_in(one) for one in build_people(leaves, spans, {}) if one.name == "Bill Zab"] == [2]


def spans_in(person: Person) -> int:
    return len(person.mentions)
