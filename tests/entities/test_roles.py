"""What a text says a person is: one case for each rule, and one for what stops it."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose, marked
from tui.entities import extract_names
from tui.entities.roles import is_company, role_of, shared_after, shared_role
from tui.entities.rolewords import is_role


def role(text: str) -> str | None:
    return role_of(*marked(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee}, who was once elected mayor of York, left.", "mayor of York"),
        ("{PER Ann Lee} became the new mayor of York.", "new mayor of York"),
        ("{PER Ann Lee} was near the house of the mayor.", None),
        ("{PER Ann Lee} is tall.", None),
        ("{PER Ann Lee} is accused of a theft.", None),
        ("{PER Ann Lee} is the first candidate since then.", None),
        ("{PER Ann Lee} is the first mayor of York to leave.", "first mayor of York to leave"),
    ],
)
def test_a_sentence_may_say_what_a_person_is(text, expected):
    """After a form of `be` or `become`, and only where the noun comes soon."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee}, 61, a nurse, left.", "nurse"),
        ("{PER Ann Lee}, 61, left.", None),
        ("{PER Ann Lee}, until lately the mayor, left.", "mayor"),
        ("{PER Ann Lee}, the woman in the second car, left.", "woman in the second car"),
        ("{PER Ann Lee}, the woman we saw standing there in the rain all day long, left.", None),
        ("{PER Ann Lee}, wounded by a soldier, left.", None),
        ("{PER Ann Lee}, a Republican, left.", "Republican"),
        ("{PER Ann Lee} — the mayor of York — left.", "mayor of York"),
        ("{PER Ann Lee} — the mayor of York, who left.", None),
        ("{PER Ann Lee}, a policeman from York, left.", "policeman from York"),
        ("{PER Ann Lee}, the Supreme Court, left.", None),
        ("{PER Ann Lee}, his second goal, left.", None),
        ("{PER Ann Lee}, a new novel by another writer, left.", None),
        ("{PER Ann Lee}, one of its directors, left.", "one of its directors"),
        ("{PER Ann Lee}, head of the board of directors, left.", "head of the board of directors"),
        ("{PER Ann Lee}, met the mayor.", None),
        ("{PER Ann Lee}, few leaders spoke, said.", None),
        ("The more they see of {PER Ann Lee}, the more they like her.", None),
        ("Bo Orme and {PER Ann Lee}, directors of the firm, left.", "directors of the firm"),
        ("{PER Ann Lee}, founder and head of Orme, left.", "founder and head of Orme"),
        ("{PER Ann Lee}, head of sales and planning at Orme, left.", "head of sales and planning at Orme"),
        ("{PER Ann Lee}, minister of Trade and Labour, left.", "minister of Trade and Labour"),
        ("{PER Ann Lee}, the mayor and Bo Orme, left.", "mayor"),
        ("{PER Ann Lee}, chairwoman and CEO of Orme, left.", "chairwoman and CEO of Orme"),
        ("{PER Ann Lee}, the governor and Orme administrator, left.", "governor and Orme administrator"),
        ("{PER Ann Lee}, the brusque, take-no-prisoners sort, left.", None),
        ("{PER Ann Lee},'' his late mother, left.", "late mother"),
        ("{PER Ann Lee}, ''Orme'' anchor, left.", "''Orme'' anchor"),
        ("{PER Ann Lee}, the candidate of Orme stated that.", None),
        ("{PER Ann Lee}, I saw that.", None),
        ("Against {PER Ann Lee}, the Ohio governor earned 51 percent.", None),
        ("{PER Ann Lee}, the governor elected in York, left.", "governor elected in York"),
        ("{PER Ann Lee}, an Orme Press photographer, said so.", "Orme Press photographer"),
        (
            "{PER Ann Lee}, Color of Change's executive director, said.",
            "Color of Change's executive director",
        ),
        ("{PER Ann Lee}, a book by Orme's director, said.", None),
        ("{PER Ann Lee}, star of television's “Orme,” left.", "star of television"),
        ("{PER Ann Lee}, the mayor and opened the bridge, left.", "mayor"),
        ("{PER Ann Lee}, the mayor and his wife, left.", "mayor"),
        ("{PER Ann Lee}, the mayor and the town has said so, left.", "mayor"),
    ],
)
def test_an_apposition_says_what_a_person_is(text, expected):
    """After a comma, an age passed over; by a noun for a role, or short and with an article. Never a verb."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of Bulgaria, Mr {PER Georgi Parvanov}, left.", "president of Bulgaria"),
        ("Two envoys, {PER Georgi Parvanov} and others, left.", "envoy"),
        ("India's minister, {PER Georgi Parvanov}, left.", "India's minister"),
        ("They saw that mayor left, {PER Georgi Parvanov} was told.", None),
        ("When he met soldiers, {PER Georgi Parvanov} ran.", None),
    ],
)
def test_a_role_may_end_at_the_comma_before_the_name(text, expected):
    """Titles passed over; its noun stands at the comma or before an `of`, and it is seen where it begins."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The match referee {PER Ann Lee} left.", "match referee"),
        ("York's town mayor {PER Ann Lee} left.", "York's town mayor"),
        ("Regional fire chief {PER Ann Lee} left.", "Regional fire chief"),
        ("He can see regional fire chief {PER Ann Lee} leave.", "chief"),
    ],
)
def test_plain_words_before_a_role_belong_to_it_where_something_opens_it(text, expected):
    """An article, a possessive, the beginning of the sentence."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italian {PER Ann Lee} left.", "Italian"),
        ("Once South Korea's {PER Ann Lee} left.", "South Korea"),
        ("Once Maria Rossi's {PER Ann Lee} left.", None),
        ("the Bureau of Meteorology's {PER Ann Lee} left.", "Bureau of Meteorology"),
        ("{PER Ann Lee} of the Gauhati University left.", "Gauhati University"),
        ("{PER Ann Lee} of Springfield left.", None),
        ("Italian {PER Lee} left.", None),
    ],
)
def test_whom_a_person_belongs_to_stands_for_a_role(text, expected):
    """A people, a country or a house, not somebody else; and only for who is named in full."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was hurt by {PER Tom Reed}, the police officer said.", None),
        ("He was hurt by {PER Tom Reed}, the court heard.", None),
        ("He was hurt by {PER Tom Reed}, the officer has told us.", None),
        ("After he shot the officer, {PER Tom Reed} fled.", None),
        ("After he shot the officer, {PER Tom Reed}, 34, fled.", None),
        ("He shot the officer, {PER Tom Reed} said.", None),
        ("{PER Tom Reed} was arrested Monday police say.", None),
        ("{PER Tom Reed}, the officer who shot him, left.", "officer"),
        ("The officer, {PER Tom Reed}, left.", "officer"),
        ("The lead plaintiff, {PER Tom Reed} of Leeds, left.", "lead plaintiff"),
    ],
)
def test_what_a_sentence_says_of_another_is_nobody_elses_role(text, expected):
    """A man who was convicted, shown as the police officer whom he shot, would be a libel."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee}, Deputy Defence Minister {PER Bo Fry} and others left.", None),
        ("{PER Ann Lee}, {PER Bo Fry} the baker and others left.", None),
        ("{PER Ann Lee}, wife of {PER Bo Fry}, left.", "wife of Bo Fry"),
        ("{PER Ann Lee}, {PER Bo Fry}'s lawyer, left.", "Bo Fry's lawyer"),
        ("{PER Ann Lee} is a friend of Mayor {PER Bo Fry}.", None),
    ],
)
def test_a_role_that_leads_to_another_name_is_that_ones(text, expected):
    """Of `A, minister B` the minister is B; but `wife of B` says who A is."""
    leaves, spans = marked(text)
    named = {0: {span.first for span in spans}}
    assert role_of(leaves, spans[:1], named) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Critics of Prime Minister {PER Ann Lee} left.", "Prime Minister"),
        ("critics of Justice {PER Ann Lee} left.", "Justice"),
        ("the wife of President {PER Ann Lee} left.", "President"),
        ("Then Minister of Justice {PER Ann Lee} left.", "Minister of Justice"),
        ("Then Secretary of State {PER Ann Lee} left.", "Secretary of State"),
        ("the chief of staff {PER Ann Lee} left.", "chief of staff"),
        ("Then Hall of Fame trainer {PER Ann Lee} left.", "Hall of Fame trainer"),
        ("and this time referee {PER Ann Lee} left.", "referee"),
    ],
)
def test_of_two_offices_the_nearer_is_the_persons(text, expected):
    """Unless it is what the first is for."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee} (R-Alaska) left.", "R-Alaska"),
        ("Sen. {PER Ann Lee}, D-Mont., left.", "Sen., D-Mont."),
        ("Sen. {PER Ann Lee}, D-N.Y., left.", "Sen., D-N.Y."),
        ("{PER Ann Lee} (D) left.", "D"),
        ("{PER Ann Lee} (A-Team) left.", None),
        ("The NBA's {PER Ann Lee} left.", None),
    ],
)
def test_a_party_is_a_role_and_a_league_is_none(text, expected):
    assert role(text) == expected


# ── before the name ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Secretary of State {PER Ann Lee} left.", "Secretary of State"),
        ("On Monday Secretary of the Interior {PER Ann Lee} left.", "Secretary of the Interior"),
        ("They saw the former Deputy Prime Minister {PER Ann Lee} leave.", "former Deputy Prime Minister"),
        ("The minister {PER Ann Lee} left.", "minister"),
        ("THE MINISTER {PER ANN LEE} LEFT.", "MINISTER"),
        ("They lived in Minister {PER Ann Lee}'s house.", "Minister"),
        ("They looked at Minister {PER Ann Lee}.", "Minister"),
        ("They gave it to Minister {PER Ann Lee}.", "Minister"),
        ("To Minister {PER Ann Lee} it was clear.", "Minister"),
        ("York’s Mayor {PER Ann Lee} left.", "York’s Mayor"),
        ("'s Mayor {PER Ann Lee} left.", "Mayor"),
        ("’s Mayor {PER Ann Lee} left.", "Mayor"),
        ("Gov. {PER Ann Lee} left.", "Gov."),
        ("The minister for {PER Ann Lee} left.", None),
        ("The daughter of {PER Ann Lee} left.", None),
        ("Members of the Zab {PER Lee} group left.", None),
        ("Then Minister Dr. {PER Ann Lee} left.", "Minister"),
        ("Co-founder {PER Ann Lee} left.", "Co-founder"),
        ("Minister-designate {PER Ann Lee} left.", "Minister-designate"),
        ("Mid-week {PER Ann Lee} left.", None),
        ("Zab {PER Ann Lee} left.", None),
        ("They gave {PER Ann Lee} it.", None),
    ],
)
def test_a_role_before_a_name_is_its_title_with_what_belongs_to_it(text, expected):
    """Up to the word that opens it, `of the` within it; what hangs at either end is cut off."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The second driver {PER Ann Lee} left.", "second driver"),
        ("The mud covered old lake mayor {PER Ann Lee} now.", "old lake mayor"),
        ("Famed lake mayor {PER Ann Lee} left.", "Famed lake mayor"),
        ("It was said that lake mayor {PER Ann Lee} left.", "lake mayor"),
        ("That time mayor {PER Ann Lee} left.", "mayor"),
        (
            "To North Leeds University political science mayor {PER Ann Lee} it was.",
            "North Leeds University political science mayor",
        ),
        ("The mud, wetting old lake mayor {PER Ann Lee} left.", "mayor"),
        ("The very old wet small lake mayor {PER Ann Lee} left.", "mayor"),
        ("The old wet small lake mayor {PER Ann Lee} left.", "old wet small lake mayor"),
        ("The court said mayor {PER Ann Lee} left.", "mayor"),
        ("The newly elected mayor {PER Ann Lee} left.", "newly elected mayor"),
        ("The 4 mayor {PER Ann Lee} left.", "mayor"),
        ("It rained. Town mayor {PER Ann Lee} left.", "Town mayor"),
        ("It rained, port mayor {PER Ann Lee} left.", "port mayor"),
        ("It was said by port mayor {PER Ann Lee}.", "port mayor"),
        ("“It rained,” said port mayor {PER Ann Lee}.", "port mayor"),
        ("It was planned to meet mayor {PER Ann Lee}.", "mayor"),
        ("port mayor {PER Ann Lee} left.", "mayor"),
        ("Here port mayor {PER Ann Lee} left.", "mayor"),
    ],
)
def test_plain_words_belong_to_a_role_up_to_four_of_them(text, expected):
    """Not verbs, marks, numbers or common words, but `second`; what opens a sentence is written large."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Orme CEO and presidential candidate {PER Ann Lee} left.",
            "Orme CEO and presidential candidate",
        ),
        ("A spokesman for the {PER Ann Lee} campaign left.", None),
        (
            "Minister of Communications and Energy {PER Ann Lee} left.",
            "Minister of Communications and Energy",
        ),
        ("He met Orme and Energy Minister {PER Ann Lee} there.", "Energy Minister"),
        ("Parekh of Orme Partners, {PER Ann Lee}, left.", None),
        (
            "The former president of the Orme Board of Directors, {PER Ann Lee}, left.",
            "former president of the Orme Board of Directors",
        ),
        ("He held a call highlighting Sen. {PER Ann Lee} there.", "Sen."),
        ("The housing minister {PER Ann Lee} left.", "housing minister"),
        ("It was said by family lawyer {PER Ann Lee}.", "family lawyer"),
        ("According to citizen journalist {PER Ann Lee} it was.", "citizen journalist"),
        (
            "According to Orme Relief and Works Agency spokesman {PER Ann Lee} it was.",
            "Orme Relief and Works Agency spokesman",
        ),
        ("Between Orme and Energy Minister {PER Ann Lee} it was.", "Energy Minister"),
        ("Orme' mother, {PER Ann Lee}, left.", "mother"),
        ("Syrian Pres. {PER Ann Lee} left.", "Syrian Pres."),
        ("He met Bo Orme and teen tennis star {PER Ann Lee} there.", "teen tennis star"),
        ("He ran and met the press with star {PER Ann Lee} there.", "star"),
        ("Ms {PER Ann Lee} from the Center for Orme Policy left.", "Center for Orme Policy"),
        ("He threw his support behind Sen. {PER Ann Lee} then.", "Sen."),
        ("The former first lady, {PER Ann Lee}, left.", "former first lady"),
        ("She has chosen Virginia Sen. {PER Ann Lee} for it.", "Virginia Sen."),
        ("President {PER Bo Orme} hugs York Mayor {PER Ann Lee} there.", "York Mayor"),
        ("The {PER Bo Orme} campaign manager {PER Ann Lee} left.", "Bo Orme campaign manager"),
        ("They likened Orme to former governor {PER Ann Lee}.", "former governor"),
        ("The envoy to Britain {PER Ann Lee} left.", "envoy to Britain"),
        ("Party nominees Sen. {PER Ann Lee} and others left.", "Sen."),
        (
            "Orme senior vice president of marketing {PER Ann Lee} left.",
            "Orme senior vice president of marketing",
        ),
        ("Supporters of marketing {PER Ann Lee} left.", None),
        ("The founder and chief executive {PER Ann Lee} left.", "founder and chief executive"),
        ("Orme accused businessman {PER Ann Lee} of theft.", "businessman"),
        ("Minister {PER Bo Orme}'s aide {PER Ann Lee} left.", "Bo Orme's aide"),
        ("Mayor Pro Tem {PER Ann Lee} left.", "Mayor Pro Tem"),
        ("The King Meets {PER Ann Lee} left.", None),
        ("Another former mayor {PER Ann Lee} left.", "former mayor"),
        ("Geologist {PER Ann Lee} of the University of Oslo left.", "Geologist of the University of Oslo"),
        ("Sen. {PER Ann Lee} of New Mexico left.", "Sen. of New Mexico"),
        ("Mayor {PER Ann Lee} of New Mexico left.", "Mayor"),
        ("Sir {PER Ann Lee} of UNICEF left.", "UNICEF"),
    ],
)
def test_a_title_is_whole_and_nobody_elses(text, expected):
    """From its first word to what it is for, and not a word of what is said of others before it."""
    leaves, spans = marked(text)
    firsts = {0: {span.first for span in spans}}
    assert role_of(leaves, spans[-1:], firsts) == expected


# ── after the name ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee}, 61, nurse of York.", "nurse of York"),
        ("{PER Ann Lee}, of York, nurse.", None),
        ("{PER Ann Lee}, nurse", "nurse"),
        ("{PER Ann Lee},", None),
        ("{PER Ann Lee}", None),
        ("{PER Ann Lee}, a nurse Who left, was there.", "nurse"),
        ("{PER Ann Lee}, Now the mayor, left.", "mayor"),
        ("{PER Ann Lee}, now", None),
        ("{PER Ann Lee}, now then mayor, left.", "mayor"),
        ("{PER Ann Lee}, Wounded Knee's mayor, left.", "Wounded Knee's mayor"),
        ("{PER Ann Lee}, elected mayor of York, left.", "elected mayor of York"),
        ("{PER Ann Lee}, The Woman in red, left.", "Woman in red"),
        ("{PER Ann Lee}, the woman in red", "woman in red"),
        ("{PER Ann Lee}, the one in red Whose dog barked.", "one in red"),
        ("{PER Ann Lee}, the woman in red Because of it.", None),
        ("{PER Ann Lee}, woman in red, left.", None),
        ("{PER Ann Lee}, the, left.", None),
        ("{PER Ann Lee}, mayor " + "of York and Leeds " * 4 + ".", "mayor of York"),
        ("{PER Ann Lee}, there in the house on the hill sat a nurse, left.", None),
    ],
)
def test_an_apposition_ends_where_a_clause_or_a_mark_begins(text, expected):
    """And its noun stands near its beginning; without one it is short and ends in a mark or a `who`."""
    assert role(text) == expected


def test_what_stands_before_and_after_a_name_is_one_role_if_both_are_short():
    """`Professor, chairman of the panel`; else what stands before."""
    assert role("Professor {PER Ann Lee}, chairwoman of York, left.") == "Professor, chairwoman of York"
    long = "chairwoman of the old and new high courts of the old town of York"
    assert role(f"Professor {{PER Ann Lee}}, {long}, left.") == "Professor, chairwoman of the old"
    most = "chairwoman of the new York court of the old town York"
    assert role(f"Old Professor {{PER Ann Lee}}, {most}, left.") == "Old Professor"
    assert role("The ministers {PER Ann Lee}, head of York, left.") == "minister, head of York"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee} is Her Majesty's mayor.", "Majesty's mayor"),
        ("{PER Ann Lee} is Mayor", "Mayor"),
        ("{PER Ann Lee} was", None),
        ("{PER Ann Lee} was once", None),
        ("{PER Ann Lee} met York's mayor.", None),
        ("{PER Ann Lee} is York's mayor.", "York's mayor"),
        ("{PER Ann Lee} is not the mayor.", None),
    ],
)
def test_a_sentence_that_says_what_somebody_is_may_end_anywhere(text, expected):
    """A possessive may stand in it; a `not` may not."""
    assert role(text) == expected


# ── a comma before the name ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor, Dr. {PER Georgi Parvanov}, left.", "mayor"),
        ("A mayor From York, {PER Georgi Parvanov}, left.", "mayor From York"),
        ("It rained; mayor of York, {PER Georgi Parvanov}, left.", "mayor of York"),
        ("It rained on mayor of York, {PER Georgi Parvanov}, here.", None),
        ("They saw York's mayor, {PER Georgi Parvanov}, leave.", "York's mayor"),
        ("They saw the mayor; on Monday, {PER Georgi Parvanov} left.", None),
        ("The mayor {PER Georgi Parvanov} left.", "mayor"),
        (", {PER Georgi Parvanov} left.", None),
        ("Mr {PER Georgi Parvanov} left the mayor,", None),
        ("The mayor of the old town by the wide river in the north, {PER Georgi Parvanov}, left.", None),
    ],
)
def test_a_role_before_a_comma_is_opened_and_holds_its_noun(text, expected):
    """An article, a possessive, a number or a mark before it; at most ten words, and no mark within."""
    assert role(text) == expected


# ── whom a person belongs to ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Once in Korea's {PER Ann Lee} left.", "Korea"),
        ("Once the New South Wales' {PER Ann Lee} left.", None),
        ("Once New Zealand’s {PER Ann Lee} left.", "New Zealand"),
        ("Korea's {PER Ann Lee} left.", "Korea"),
        ("'s {PER Ann Lee} left.", None),
        ("Once today's {PER Ann Lee} left.", None),
        ("Once Qwertz Rossi's {PER Ann Lee} left.", None),
        ("Once Maria Zab's {PER Ann Lee} left.", None),
        ("Once Qwertz Zab's {PER Ann Lee} left.", "Qwertz Zab"),
        ("Once Lima's {PER Ann Lee} left.", "Lima"),
        ("{PER Ann Lee} of Gauhati University", "Gauhati University"),
        ("{PER Ann Lee} at Gauhati University said.", "Gauhati University"),
        ("{PER Ann Lee} from Gauhati University said.", "Gauhati University"),
        ("{PER Ann Lee} near Gauhati University said.", None),
        ("{PER Ann Lee} of the", None),
        ("{PER Ann Lee} of", None),
        ("{PER Ann Lee}, then Italian", None),
    ],
)
def test_an_owner_is_a_country_or_a_house_but_nobody(text, expected):
    """By a given name or a family name it is somebody; a place of the gazetteer is one all the same."""
    assert role(text) == expected


# ── one role for several ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys {PER Ann Lee}, {PER Bob Ray} and {PER Eve Fox} left.", "envoy"),
        ("The envoys {PER Ann Lee}, {PER Bob Ray}, {PER Eve Fox} left.", "envoy"),
        ("Two envoys, {PER Ann Lee} and {PER Eve Fox}, left.", "envoy"),
        ("Two envoys from York, {PER Ann Lee} and {PER Eve Fox}, left.", "envoys from York"),
        ("The envoys {PER Ann Lee} or {PER Eve Fox} left.", None),
        ("The envoy {PER Ann Lee} and {PER Eve Fox} left.", None),
        ("The envoys {PER Ann Lee} and Zab and {PER Eve Fox} left.", None),
        ("Envoys and {PER Eve Fox} left.", None),
        ("{PER Ann Lee} and {PER Eve Fox} left.", None),
        ("and {PER Eve Fox} left.", None),
        ("The envoys {PER Ann Lee}, " + "{PER Bob Ray}, " * 6 + "{PER Eve Fox} left.", "envoy"),
        ("The envoys {PER Ann Lee}, " + "{PER Bob Ray}, " * 9 + "{PER Eve Fox} left.", None),
    ],
)
def test_the_last_of_several_shares_the_role_of_the_first(text, expected):
    """Where it is said of several, and nothing but commas and `and` stands between them."""
    leaves, spans = marked(text)
    ends = {(span.leaf, span.last): span for span in spans}
    assert shared_role(leaves, spans[-1:], ends) == expected


def test_headlines_are_asked_last_and_the_first_text_first():
    """A headline shortens: `Mayor Lee`; the text has the whole of it."""
    leaves, spans = marked(
        "The mayor of York, {PER Ann Lee}, left.",
        "The nurse {PER Ann Lee} left.",
        headline="Mayor {PER Ann Lee}",
    )
    assert role_of(leaves, spans) == "mayor of York"
    assert role_of(leaves, spans[:1]) == "Mayor"
    assert role_of(leaves, spans[2:]) == "nurse"


def test_a_stated_role_comes_before_what_a_sentence_says_and_that_before_belonging():
    """Wherever in the article each stands."""
    belongs, called, stated = (
        "Italian {PER Ann Lee} left.",
        "{PER Ann Lee} is a nurse.",
        "The mayor {PER Ann Lee} left.",
    )
    assert role_of(*marked(belongs, called, stated)) == "mayor"
    assert role_of(*marked(belongs, called)) == "nurse"
    assert role_of(*marked(belongs)) == "Italian"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("company of Oslo", True),
        ("Norwegian company", True),
        ("Norwegian Labour Party", False),
        ("chief of a company", False),
        ("nurse", False),
        ("woman in red", False),
        ("", False),
        (None, False),
    ],
)
def test_an_apposition_may_speak_of_a_company(text, found):
    """Unless a word in it says what a person is."""
    assert is_company(text) is found


@pytest.mark.parametrize(
    "word", ["minister", "Ministers", "Gov.", "co-founder", "minister-designate", "vice-mayor"]
)
def test_a_word_says_what_a_person_is(word):
    """In any case, in the plural, shortened, or in either half of a compound."""
    assert is_role(word)


@pytest.mark.parametrize("word", ["s", "mid-week", "mayoral", "ministe", "-", "mid-", "minister’s"])
def test_a_word_that_only_looks_like_a_role_is_none(word):
    """Neither half of `mid-week` is anybody."""
    assert not is_role(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee} and {PER Bob Ray}, the firm's founders, left.", "firm's founder"),
        ("{PER Ann Lee} and {PER Bob Ray}, the firm's founder, left.", None),
        ("{PER Ann Lee}, {PER Bob Ray}, the firm's founders, left.", None),
        ("{PER Ann Lee} and others, the firm's founders, left.", None),
    ],
)
def test_the_first_of_two_shares_the_role_that_follows_the_second(text, expected):
    """Where it is said of several: `A and B, the firm's founders`."""
    leaves, spans = marked(text)
    starts = {(span.leaf, span.first): span for span in spans}
    assert shared_after(leaves, spans[:1], starts) == expected


def test_a_helper_of_somebody_is_not_of_somebody_else():
    """`A, spokesman for the B campaign`, and `A, a B delegate`."""
    for helper in (
        "spokesman for Mr. {PER Bo Orme}",
        "Mr. {PER Bo Orme}'s longtime adviser",
        "spokesman for the {PER Bo Orme} campaign",
        "a {PER Bo Orme} delegate from York",
    ):
        leaves, spans = marked(f"{{PER Ann Lee}}, {helper}, left.")
        said = helper.replace("{PER ", "").replace("}", "").removeprefix("a ")
        assert role_of(leaves, spans[:1], {0: {span.first for span in spans}}) == said


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("York Welcomes Refugees Fleeing President {PER Ann Lee}", "President"),
        ("York Meets French Prime Minister {PER Ann Lee}", "French Prime Minister"),
    ],
)
def test_a_title_in_a_headline_is_made_of_words_for_titles(headline, expected):
    """Every word has a capital there: `Fleeing` is none."""
    leaves, spans = marked("It was.", headline=headline)
    assert role_of(leaves, spans) == expected


def test_a_line_in_capitals_is_read_as_a_headline():
    """What leads to the title is another's; a caption is too short to be one."""
    assert role("Bo Orme Finally Endorses House Speaker {PER Ann Lee}") == "Speaker"
    assert role("Leeds Fire Chief {PER Ann Lee}") == "Leeds Fire Chief"


def test_a_dash_may_be_two_hyphens():
    """As agencies write it: it opens an apposition, and closes one."""
    assert role("{PER Ann Lee} -- the mayor of York -- left.") == "mayor of York"
    assert role("{PER Ann Lee}, the mayor of York--and of Leeds--left.") == "mayor of York"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers of {PER Bo Orme} of York, {PER Georgi Parvanov} of Bulgaria, left.", None),
        ("The wife of {PER Bo Orme}, {PER Ann Lee}, left.", "wife of Bo Orme"),
    ],
)
def test_several_before_a_comma_are_those_who_are_named_among_them(text, expected):
    """One who is named within what one person is said to be is a part of it."""
    leaves, spans = marked(text)
    assert role_of(leaves, spans[1:], {spans[0].leaf: {span.first for span in spans}}) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("He has sent Secretary of State Zab Lee to Oslo.", "Secretary of State"),
        ("The club sold striker Zab Lee to Leeds.", "striker"),
        ("They chose lawyer Zab Lee.", "lawyer"),
    ],
)
def test_a_verb_before_a_title_is_no_part_of_it(text, role):
    """Whatever its past is formed like."""
    assert {person.name: person.role for person in extract_names(build_prose(text)).people} == {
        "Zab Lee": role
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was on behalf of Orme's great-uncle, {PER Ann Lee}.", "Orme's great-uncle"),
        ("They saw a bridge that connects candidate {PER Ann Lee} to them.", "candidate"),
        ("It was at the home of investor {PER Ann Lee} there.", "investor"),
        ("They said that town mayor {PER Ann Lee} left.", "town mayor"),
        ("{PER Ann Lee} is protesting Orme's executive actions by giving a speech.", None),
        ("{PER Ann Lee} is Orme's executive director.", "Orme's executive director"),
        ("{PER Ann Lee}, the boy's stepmother, his aunt and some adults left.", None),
        ("{PER Ann Lee}, the boy's stepmother, left.", "boy's stepmother"),
        ("He plays sweary spin doctor {PER Ann Lee} there.", "sweary spin doctor"),
    ],
)
def test_no_word_of_the_sentence_itself_is_in_a_role(text, expected):
    """Not the preposition before it, nor a verb; and who stands in a row is not who stands before."""
    assert role(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The only one who can speak for {PER Ann Lee} is his father.",
        "With {PER Ann Lee}, Orme's chief waits.",
    ],
)
def test_a_sentence_about_somebody_else_states_no_role(text):
    """The name stands behind a preposition, or a verb ends what follows the comma."""
    assert role(text) is None
