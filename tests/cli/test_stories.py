"""stories and story: what several articles tell, printed, and put right by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.run import Shell
from tests.store.stories import TIMES, build_entry, deliver
from tui.library.frontdesk import Library
from tui.system.paths import user_paths

NOW = datetime.now(UTC).replace(microsecond=0)
SAID = (
    "<p>The ferry Thalassa will sail from Chios on 3 June 2025, the harbour office says.</p>"
    "<p>“We waited long enough,” Maria Papadakis said in Chios.</p>"
)
ANSWER = "<p>In Athens the minister spoke of the ferry Thalassa, and of Chios. Nobody had asked him.</p>"
OTHER = "<p>Wheat is dearer in Rotterdam than a year ago.</p>"


@pytest.fixture
def told(shell: Shell) -> Shell:
    """Three articles of three days and two feeds, the first two of them put together."""
    library = Library.open(user_paths())
    deliver(
        library,
        build_entry(
            "a", title="Ferry to sail from Chios", content=SAID, published_at=NOW - timedelta(days=2)
        ),
        build_entry("c", title="Wheat dearer", content=OTHER, published_at=NOW - timedelta(hours=2)),
        now=NOW,
    )
    answer = build_entry("b", title="Minister on ferry", content=ANSWER, published_at=NOW - timedelta(days=1))
    deliver(library, answer, feed=TIMES, now=NOW)
    library.close()
    assert shell("prepare").code == 0
    assert shell("story", ids(shell)["Minister on ferry"], "--split").code == 0
    ran = shell("story", ids(shell)["Minister on ferry"], "--join", ids(shell)["Ferry to sail from Chios"])
    assert ran.code == 0
    return shell


def ids(shell: Shell) -> dict[str, str]:
    return {article["title"]: article["id"] for article in shell("list", "--json").json()}


def test_what_several_articles_tell_is_listed(told: Shell) -> None:
    (story,) = told("stories", "--json").json()
    assert story["title"] == "Minister on ferry"
    assert (story["articles"], story["sources"], story["unread"]) == (2, 2, 2)
    assert story["date_first"] < story["date_last"]
    (line,) = told("stories", "--plain").out.splitlines()
    assert line.startswith(f"{story['id']}  ")
    assert line.endswith("2 by 2      2 unread  Minister on ferry")
    # Its newest article is a day old.
    empty = told("stories", "--since", "3h")
    assert (empty.out, empty.err) == ("", "No story is told by more than one article there.\n")


def test_all_that_is_told_is_printed_with_its_articles(told: Shell) -> None:
    """The ID may be that of any of its articles."""
    first = ids(told)["Ferry to sail from Chios"]
    page = told("story", first, "--json").json()
    assert [member["title"] for member in page["members"]] == [
        "Minister on ferry",
        "Ferry to sail from Chios",
    ]
    assert [member["by_hand"] for member in page["members"]].count(True) >= 1
    assert [source["articles"] for source in page["told_by"]] == [1, 1]
    (quote,) = page["quotes"]
    assert (quote["text"], quote["speaker"]) == ("We waited long enough,", "Maria Papadakis")
    assert quote["article"]["id"] == first
    assert [(one["value"], one["article"]["id"]) for one in page["timeline"]] == [("2025-06-03", first)]
    assert {place["name"] for place in page["places"]} >= {"Chios"}
    text = told("story", first, "--plain").out
    assert text.startswith("Minister on ferry\n2 articles by 2 sources")
    assert "“We waited long enough,”" in text
    assert "3 Jun 2025: The ferry Thalassa will sail from Chios on 3 June 2025" in text
    assert told("story", first, "--markdown").out.startswith("# Minister on ferry\n")


def test_what_does_not_belong_together_is_taken_apart_and_put_back(told: Shell) -> None:
    minister = ids(told)["Minister on ferry"]
    assert told("story", minister, "--split").err == "Took 1 article out of the thread.\n"
    assert told("stories", "--json").json() == []
    assert told("story", minister, "--join", ids(told)["Ferry to sail from Chios"]).code == 0
    assert len(told("stories", "--json").json()) == 1


def test_an_article_alone_is_a_story_of_one(told: Shell) -> None:
    page = told("story", ids(told)["Wheat dearer"], "--json").json()
    assert (page["articles"], page["sources"]) == (1, 1)
