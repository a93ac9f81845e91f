"""Results as Markdown: all of them are there, and text is nothing but text."""

from __future__ import annotations

import html
import re
from pathlib import Path

from markdown_it import MarkdownIt

from autograder.check.own import Exercise, Notebook
from autograder.check.show.markdown import markdown
from autograder.check.show.verdict import Expectation, Hint, Verdict
from autograder.learner.own import Raised

from .test_terminal import HOSTILE, WRONG

RIGHT = Exercise("sum", "The sum", "right", 2, 2)
UNTOUCHED = Exercise("mean", "The mean", "not attempted", 0, 1)

MARKED = (
    "<img src=x onerror=alert(1)> </details> | cell | **bold** _i_ `code` [a](b) "
    "![i](j) http://evil.example www.evil.example @someone #1 :tada: $x$ ~~gone~~ "
    "&lt; &#60; \\"
    "\n# head\n- list\n1. list\n> quote\n```\n\n---"
)


def rendered(*exercises: Exercise, said: tuple[str, ...] = ()) -> str:
    """The page that a reader of the Markdown gets."""
    text = markdown([Notebook(Path("a.ipynb"), "A lesson", exercises, said)])
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return reader.render(text)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_points_of_all_and_what_is_wrong_with_one() -> None:
    text = words(rendered(RIGHT, WRONG, UNTOUCHED, said=("Time is up.",)))
    for part in (
        *("A lesson", "2 of 5 points; 1 exercise not attempted", "Time is up."),
        *("✅ right The sum sum 2 of 2", "❌ wrong Build the layer build 0 of 2"),
        *("⚪ not attempted The mean mean 0 of 1", "ValueError: too many line 3"),
        *("A note.", "layer 1 SimpleRNN(8) GRU(8, return_sequences=True)"),
        *("Hint This is a GRU(8); the task", 'In the notebook: check.hint("build")'),
    ):
        assert part in text, part
    assert text.count("The sum") == 1, "nothing is to be said of what is right"


def test_each_exercise_is_a_row_of_one_table_and_opens_by_itself() -> None:
    page = rendered(RIGHT, WRONG, UNTOUCHED)
    first = page[: page.index("</table>")]
    assert first.count("<tr>") == 4
    assert page.count("<details>") == page.count("</details>") == 1


def test_anybodys_text_is_shown_as_it_is() -> None:
    tags = set(re.findall(r"<[^>]*>", rendered(RIGHT, WRONG, said=("Time is up.",))))
    row = Expectation(MARKED, False, MARKED, MARKED)
    told = Verdict(MARKED, 2, 0, "wrong", (row,), (Hint("a", MARKED),), MARKED, "a")
    raised = Raised(MARKED, 3, "`| a </code>")
    one = Exercise("a|b", MARKED, "wrong", 0, 2, told, (raised,), has_hints=True)
    page = rendered(one, said=(MARKED,))
    assert set(re.findall(r"<[^>]*>", page)) <= tags | {"<br>"}
    assert page.count("<td>") + page.count("<td ") == 4 + 4
    assert "@someone" not in markdown([Notebook(Path("a"), MARKED, (one,), (MARKED,))])
    assert words(page).count("<img src=x onerror=alert(1)> </details> | cell") == 9


def test_what_a_terminal_obeys_is_left_out_here_too() -> None:
    text = markdown([Notebook(Path("a"), HOSTILE, (RIGHT,), ())])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
