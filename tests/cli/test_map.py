"""`dateline map`: a drawing on a terminal, a table in a pipe, JSON and GeoJSON for programs."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import Shell
from tests.cli.test_on_a_terminal import on_terminal

KEYS = ["name", "kind", "country", "lat", "lon", "mentions", "stories"]


def test_it_tells_of_every_place_in_json(stories: Shell) -> None:
    """The keys that scripts hold on to, most stories first."""
    ran = stories("map", "--json")
    assert (ran.code, ran.err) == (0, "")
    places = ran.json()
    assert all(list(place) == KEYS for place in places)
    istanbul = next(place for place in places if place["name"] == "Istanbul")
    assert (istanbul["kind"], istanbul["country"]) == ("city", "TR")
    assert (round(istanbul["lat"]), round(istanbul["lon"])) == (41, 29)


def test_one_article_has_its_own_places_alone(stories: Shell) -> None:
    """By an id, or a beginning of one."""
    lula = stories("search", "lula", "--json").json()[0]["id"]
    assert [place["name"] for place in stories("map", lula[:6], "--json").json()] == ["Brazil"]


def test_lists_can_be_chosen_as_elsewhere(stories: Shell) -> None:
    """By state, by name, by search."""
    talks = stories("search", "talks", "--json").json()[0]["id"]
    stories("save", talks)
    for choice in (["--saved"], ["--who", "zelenskyy"], ["--where", "turkey"], ["--find", "grain"]):
        names = [place["name"] for place in stories("map", *choice, "--json").json()]
        assert "Turkey" in names, choice
        assert "Brazil" not in names, choice


def test_geojson_is_a_collection_of_points(stories: Shell) -> None:
    """Longitude first, as RFC 7946 has it."""
    document = stories("map", "--geojson").json()
    assert document["type"] == "FeatureCollection"
    brazil = next(one for one in document["features"] if one["properties"]["name"] == "Brazil")
    assert brazil["geometry"] == {"type": "Point", "coordinates": [-55.0, -10.0]}
    assert brazil["properties"] == {
        "name": "Brazil", "kind": "country", "country": "BR", "mentions": 2, "stories": 1
    }  # fmt: skip


def test_a_pipe_gets_a_line_a_place(stories: Shell) -> None:
    """Columns of fixed width."""
    out = stories("map").out
    assert "Brazil                        country    BR  -10.00   -55.00      2      1\n" in out
    assert stories("map", "--plain").out == out


def test_what_it_did_not_look_at_is_said(stories: Shell) -> None:
    """Nobody takes a part for the whole."""
    ran = stories("map", "--limit", "1", "--json")
    assert "Brazil" not in ran.out
    assert "of the first 1 articles" in ran.err
    assert stories("map", "--limit", "0").err == ""


def test_no_places_are_said_calmly_and_no_article_is_a_failure(stories: Shell, tmp_path: Path) -> None:
    """Nothing there is none; nobody there is one."""
    (tmp_path / "plain.md").write_text("# A quiet day\n\nNothing happened at all.\n", encoding="utf-8")
    stories("import", tmp_path / "plain.md")
    quiet = stories("search", "quiet", "--json").json()[0]["id"]
    assert stories("map", quiet) == (0, "", "No places are named there.\n")
    assert stories("map", quiet, "--json").json() == []
    ran = stories("map", "--who", "nobody")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody" in ran.err
    assert stories("map", "zzzz").code == 1


def test_a_terminal_gets_the_map_with_its_places_below(stories: Shell) -> None:
    """It fits the width there is; NO_COLOR is honoured, --plain is the table."""
    shown = on_terminal(stories.home, "map", columns=70)
    text = "\n".join(shown)
    assert any("\u2801" <= char <= "\u28ff" for char in text)
    assert "Brazil · country · 10.0°S 55.0°W" in text
    uncoloured = on_terminal(stories.home, "map", columns=70, NO_COLOR="1")
    assert not any("\x1b" in line for line in uncoloured)
    assert max(len(line) for line in uncoloured) <= 70
    assert "country    BR  -10.00" in "\n".join(on_terminal(stories.home, "map", "--plain"))


def test_a_narrow_terminal_still_has_one(stories: Shell) -> None:
    """Twenty cells are a small world."""
    shown = on_terminal(stories.home, "map", columns=20, NO_COLOR="1")
    assert max(len(line) for line in shown) <= 20
