"""Which place a name stands for: one case for each step of the choice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.entities.gazetting import options_of, read_name, read_scene


@pytest.mark.parametrize(
    ("name", "others", "wider", "country", "is_certain"),
    [
        ("Lima", (), "", "PE", True),
        ("Springfield", (), "", "US", False),
        ("Arequipa", (), "", "PE", True),
        ("Paris", (), "Texas", "US", True),
        ("Georgia", ("Tbilisi", "Batumi"), "", "GE", True),
        ("Georgia", ("Atlanta", "Savannah", "Macon"), "", "US", True),
    ],
)
def test_the_likeliest_place_is_chosen_and_certain_where_none_comes_close(
    name, others, wider, country, is_certain
):
    """By its size, by what else the article names, by what follows a comma."""
    found = read_name(name, read_scene([name, *others], Counter()), options_of(wider))
    assert found is not None
    assert (found.place.country, found.place_certain) == (country, is_certain)


def test_a_small_town_needs_the_article_to_speak_for_it():
    """The name may be a village's that no list has; the country's name, or its region's, is enough."""
    town = "Traunstein"
    readings = (
        read_name(town, read_scene([], Counter()), ()),
        read_name(town, read_scene(["Germany"], Counter()), ()),
        read_name(town, read_scene([], Counter()), options_of("Germany")),
    )
    assert [found.country_certain for found in readings if found] == [False, True, True]
    # No village will have a name of several words.
    unique = read_name("Bad Tölz", read_scene([], Counter()), ())
    assert unique is not None
    assert unique.place_certain


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("ADDIS ABABA", "Addis Ababa"),
        ("The Netherlands", "Netherlands"),
        ("the Netherlands", "Netherlands"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Mt Everest", "Mount Everest"),
        ("Bogotà", "Bogota"),
        ("Arequipa CITY", "Arequipa"),
        ("Dallas-Fort Worth", "Dallas"),
        ("N.H.", "New Hampshire"),
        ("Calif", "California"),
    ],
)
def test_a_name_is_looked_up_as_the_gazetteer_spells_it(name, known_as):
    """Capitals, articles, saints, accents, the word for what it is, a short form, a twin town."""
    assert options_of(name)[0].place_id == options_of(known_as)[0].place_id


def test_a_region_that_is_called_so_is_no_town():
    """`Arequipa Province` is not the town."""
    assert [option.kind for option in options_of("Arequipa Province")] == ["A"]


@pytest.mark.parametrize("name", ["Qwertz", "Qwertz City", "Arequipa Club", "", "City"])
def test_what_the_gazetteer_does_not_know_has_no_options(name):
    """Nothing is guessed."""
    assert options_of(name) == ()


def test_a_building_is_at_the_town_it_is_named_after():
    """A landmark without an id, at the town's point; where that is certain, and the town no village."""
    scene = read_scene([], Counter())
    found = read_name("Lima Airport", scene, ())
    town = read_name("Lima", scene, ())
    assert found is not None
    assert town is not None
    assert (found.place.kind, found.place.place_id, found.place.lat) == ("L", "", town.place.lat)
    assert read_name("Springfield Airport", scene, ()) is None
    assert read_name("Lima Qwertz", scene, ()) is None
    assert read_name("Qwertz Airport", scene, ()) is None
    assert read_name("Peru Airport", scene, ()) is None


def test_a_small_towns_building_needs_the_article_to_speak_for_the_town():
    """As the town itself does."""
    assert read_name("Bad Tölz Airport", read_scene([], Counter()), ()) is None
    assert read_name("Bad Tölz Airport", read_scene(["Germany"], Counter()), ()) is not None


def test_peoples_speak_for_their_country():
    """`Georgians` make Georgia the country; ten of them no more than two."""
    two, ten = (read_scene([], Counter({"GE": count})) for count in (2, 10))
    assert two == ten != read_scene([], Counter({"GE": 1}))


def test_a_scene_counts_each_name_once_and_only_what_is_certain():
    """A town that may lie in two countries speaks for neither."""
    assert read_scene(["Arequipa", "Arequipa"], Counter()) == read_scene(["Arequipa"], Counter())
    assert read_scene(["Qwertz", "Springfield"], Counter()).inner["GB"] == 0
    assert read_scene(["Peru"], Counter()).named["PE"] == 1
    assert read_scene(["Arequipa"], Counter()).inner["PE"] == 1


@given(st.permutations(["Tbilisi", "Georgia", "Atlanta", "Peru", "Paris", "Lima", "Springfield"]))
def test_a_scene_does_not_depend_on_the_order_of_names(names):
    """An article may name its country last."""
    assert read_scene(names, Counter()) == read_scene(sorted(names), Counter())
