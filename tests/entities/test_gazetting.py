"""Which place a name stands for: one case for each step of the choice."""

from __future__ import annotations

from collections import Counter

import pytest

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
    town = "Bad Tölz"
    readings = (
        read_name(town, read_scene([], Counter()), ()),
        read_name(town, read_scene(["Germany"], Counter()), ()),
        read_name(town, read_scene([], Counter()), options_of("Germany")),
    )
    assert [found.country_certain for found in readings if found] == [False, True, True]
