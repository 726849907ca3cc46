"""The command line's names: with their reasons, corrected, and corrections taken back."""

from __future__ import annotations

from tests.cli.run import Shell


def id_of(stories: Shell, words: str) -> str:
    (found,) = stories("search", words, "--json").json()
    return str(found["id"])


def names(stories: Shell, id_: str) -> list[str]:
    told = stories("names", id_, "--json").json()
    return [one["name"] for one in (*told["people"], *told["places"])]


def test_the_names_of_an_article_are_printed_with_their_reasons(stories: Shell) -> None:
    printed = stories("names", id_of(stories, "talks")).out
    assert "People\n  Volodymyr Zelenskyy, 2 mentions: Ukrainian President\n" in printed
    assert "    “Ukrainian President Volodymyr Zelenskyy is in Turkey.”\n" in printed
    assert "    Zelenskyy: surname of Volodymyr Zelenskyy, named earlier\n" in printed
    assert "Places\n" in printed


def test_names_in_json_have_reasons_and_the_sentence_of_the_role(stories: Shell) -> None:
    told = stories("names", id_of(stories, "talks"), "--json").json()
    assert set(told) == {"id", "title", "people", "places", "organisations", "corrections"}
    (person,) = told["people"]
    assert person["reasons"] == ["Zelenskyy: surname of Volodymyr Zelenskyy, named earlier"]
    assert person["sentence"] == "Ukrainian President Volodymyr Zelenskyy is in Turkey."
    assert set(told["places"][0]) >= {"name", "kind", "country", "lat", "lon", "reasons"}
    several = stories("names", id_of(stories, "talks"), id_of(stories, "lula"), "--json").json()
    assert [len(one["people"]) for one in several] == [1, 1]


def test_a_name_is_corrected_listed_and_taken_back(stories: Shell) -> None:
    id_ = id_of(stories, "talks")
    before = names(stories, id_)
    ran = stories("correct", id_[:8], "zelenskyy", "--rename", "Volodymyr Selenskyj")
    assert (ran.code, ran.out, ran.err) == (0, "", "“Volodymyr Zelenskyy” is called Volodymyr Selenskyj.\n")
    assert names(stories, id_)[0] == "Volodymyr Selenskyj"
    assert [one["id"] for one in stories("who", "zelenskyy", "--json").json()] == [id_]
    (listed,) = stories("corrections", "--json").json()
    assert (listed["verb"], listed["id"], listed["form"]) == ("rename", id_, "Volodymyr Selenskyj")
    assert stories("corrections").out.endswith(
        f"{id_}  “Volodymyr Zelenskyy” is called Volodymyr Selenskyj\n"
    )
    lifted = stories("corrections", "--lift", listed["number"])
    assert lifted.err == "Took back: “Volodymyr Zelenskyy” is called Volodymyr Selenskyj.\n"
    assert names(stories, id_) == before
    assert stories("corrections").err == "There are no corrections.\n"
    assert stories("who", "selenskyj").err == "No stored article names selenskyj.\n"


def test_a_name_is_merged_with_one_of_other_stories(stories: Shell) -> None:
    id_ = id_of(stories, "talks")
    ran = stories("correct", id_, "Volodymyr Zelenskyy", "--merge", "Lula", "--everywhere")
    assert ran.err == "“Volodymyr Zelenskyy” is Luiz Inácio Lula da Silva, in all stories.\n"
    assert len(stories("who", "lula", "--json").json()) == 2


def test_a_form_is_split_off_and_a_name_hidden_and_retyped(stories: Shell) -> None:
    id_ = id_of(stories, "talks")
    assert stories("correct", id_, "Volodymyr Zelenskyy", "--split", "zelenskyy").code == 0
    assert names(stories, id_)[:2] == ["Volodymyr Zelenskyy", "Zelenskyy"]
    assert stories("correct", id_, "Black Sea", "--hide").code == 0
    assert stories("correct", id_, "Turkey", "--retype").code == 0
    people = [one["name"] for one in stories("names", id_, "--json").json()["people"]]
    assert "Turkey" in people
    assert "Black Sea" not in names(stories, id_)


def test_what_cannot_be_corrected_is_said_in_one_line(stories: Shell) -> None:
    id_ = id_of(stories, "talks")
    ran = stories("correct", id_, "nobody", "--hide")
    assert (ran.code, ran.err) == (
        1,
        "dateline: The article names nobody, no place and no organisation 'nobody'.\n",
    )
    ran = stories("correct", id_, "Zelenskyy", "--split", "Vova")
    assert ran.err == "dateline: Volodymyr Zelenskyy does not go by 'Vova' there: Zelenskyy.\n"
    ran = stories("correct", id_, "Zelenskyy", "--merge", "Nobody Atall")
    assert ran.err.startswith("dateline: No story names 'Nobody Atall'; --rename")
    assert stories("corrections", "--lift", "7").err == "dateline: There is no correction 7.\n"
    assert stories("correct", id_, "Zelenskyy").code == 2
    assert stories("correct", id_, "Zelenskyy", "--hide", "--split", "x").code == 2
