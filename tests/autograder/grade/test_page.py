"""The page: whole, alone, and harmless whatever students wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.grade.report import write_page
from autograder.grade.results import (
    Answer,
    ClassResults,
    Hint,
    Mark,
    Run,
    StudentResult,
    class_results,
)

from .made_up import made_up

HOSTILE = (
    "</script><script>alert(1)</script>",
    "</code></pre><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "<!-- ",
    "</style><style>*{display:none}",
)
MAY = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "section"),
    *("h1", "h2", "h3", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "div", "span"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "svg", "text", "rect"),
    *("line", "details", "summary", "pre", "code", "mark", "b", "br", "bdi"),
}


class Read(HTMLParser):
    """A page's elements, its attributes and the words in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.inside: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "br", "rect", "line"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "line"):
            assert self.inside.pop() == tag, f"</{tag}> ends nothing"

    def handle_data(self, data: str) -> None:
        if self.inside[-1:] != ["style"]:
            self.words += data


def page_of(results: ClassResults, folder: Path) -> str:
    write_page(results, folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


def section(page: str, name: str) -> str:
    """The words of a section, spaces evened out."""
    part = page.split(f'<section id="{name}">')[1].split("</section>")[0]
    return " ".join(Read(part).words.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_students_write_is_text_wherever_it_stands(
    text: str, tmp_path: Path
) -> None:
    results = made_up(40, copies=[(0, 1)])
    students = list(results.students)
    for place in (0, 1):
        one = students[place]
        students[place] = replace(
            one,
            student=f"{place}{text}",
            status="stopped",
            reasons=(text,),
            marks=tuple(
                replace(m, score=0, hints=(Hint(m.exercise, text, text),))
                for m in one.marks
            ),
            answers=tuple(Answer(a.exercise, text + a.code) for a in one.answers),
            run=Run(1.0, 2.0, (text,), (text,)),
        )
    changed = class_results("lesson", 25, tuple(students), results.released)
    page = page_of(changed, tmp_path)
    found = Read(page)
    assert set(found.tags) <= MAY
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert found.inside == []
    assert found.tags.count("style") == 1 and found.tags.count("svg") == 2
    assert found.words.count(text) > 20  # shown as it was written
    assert " ".join(f"0{text} and 1{text}".split()) in section(page, "alike")


def test_characters_that_hide_or_turn_text_are_written_out(tmp_path: Path) -> None:
    name = "a\u202enna\u200b\udcff\x1b"
    student = StudentResult(name, "failed", 0, 1, reasons=("\u2066 x",))
    page = page_of(class_results("lesson", 1, (student,)), tmp_path)
    assert "a\\u202enna\\u200b\\udcff\\u001b" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b]", page)


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    page = page_of(made_up(40, copies=[(0, 1)]), tmp_path)
    addresses = [
        value for name, value in Read(page).attributes if name in ("src", "href")
    ]
    assert addresses and all(address.startswith("#") for address in addresses)
    for address in addresses:
        assert f'id="{address[1:]}"' in page
    assert "url(" not in page and "@import" not in page and "http" not in page
    assert "prefers-color-scheme: dark" in page and "@media print" in page


def test_the_same_class_makes_the_same_page(tmp_path: Path) -> None:
    results = made_up(40, copies=[(0, 1)])
    assert page_of(results, tmp_path) == page_of(results, tmp_path)


def test_mistakes_are_told_by_exercise_with_how_many_made_them(tmp_path: Path) -> None:
    hints = (Hint("a", "late", "One <too> many."),)
    students = tuple(
        StudentResult(f"s{i}", "graded", 0, 2, marks=(Mark("a", 0, 2, True, found),))
        for i, found in enumerate([hints, hints, ()])
    )
    said = section(page_of(class_results("x", 2, students), tmp_path), "mistakes")
    assert "Made most often: One <too> many. (a, 2 of the 3 who tried)" in said
    assert "a 3 of 3 who tried do not have all points" in said
    assert "One <too> many. late 2 s0, s1" in said
    assert "no mistake was recognised. 1 s2" in said


def test_wrong_answers_without_a_known_mistake_are_told_too(tmp_path: Path) -> None:
    ann = StudentResult("ann", "graded", 0, 2, marks=(Mark("a", 0, 2),))
    said = section(page_of(class_results("x", 2, (ann,)), tmp_path), "mistakes")
    assert "no mistake was recognised. 1 ann" in said
    ben = StudentResult("ben", "graded", 2, 2, marks=(Mark("a", 2, 2),))
    said = section(page_of(class_results("x", 2, (ben,)), tmp_path), "mistakes")
    assert "Hints given: none." in said


def test_what_was_not_checked_or_not_marked_yet_is_no_mistake(tmp_path: Path) -> None:
    marks = (Mark("a", 0, 2, ran=False), Mark("asked", 0, 2, waits=True))
    ann = StudentResult("ann", "stopped", 0, 4, marks=marks)
    page = page_of(class_results("x", 4, (ann,)), tmp_path)
    said = section(page, "mistakes")
    assert "Not checked: the notebook was stopped before. 1 ann" in said
    assert "no mistake was recognised" not in said
    assert "asked" not in said
    assert "✎ waits" in section(page, "students")
    assert "✎ to be marked by hand" in section(page, "students")


def test_pairs_are_shown_side_by_side_and_never_as_a_verdict(tmp_path: Path) -> None:
    page = page_of(made_up(40, copies=[(0, 1)]), tmp_path)
    said = section(page, "alike")
    assert "This is never a verdict." in said
    assert "expected of short tasks" in said
    assert "student-0000 and student-0001" in said
    assert page.count('<div class="pair">') >= 3 and "<mark>" in page


def test_a_small_class_is_told_that_it_is_too_small(tmp_path: Path) -> None:
    page = page_of(made_up(5, copies=[(0, 1)]), tmp_path)
    assert "Too few to tell what is common" in section(page, "alike")
    assert "This is never a verdict." in section(page, "alike")
    assert "It takes 20 submissions that could be read; here are 5." in section(
        page, "exercises"
    )


def test_how_they_ran_is_told_and_what_is_not_known_is_a_dash(tmp_path: Path) -> None:
    confined = Run(12.34, 512.4, ("no network", "read-only system"), ("test-c",))
    students = (
        StudentResult("ann", "graded", 1, 1, run=confined),
        StudentResult("ben", "graded", 1, 1, run=confined),
        StudentResult("cid", "graded", 1, 1),
        StudentResult("dee", "unreadable", 0, 1),
        StudentResult("eve", "graded", 1, 1, run=Run(1, 2, ("no network",))),
    )
    said = section(page_of(class_results("x", 1, students), tmp_path), "ran")
    assert "Confined (no network, read-only system): 2 submissions" in said
    assert "Not confined: 1 submission (cid)" in said
    assert "own kernel, as they use more than checks: test-c; 2 submissions" in said
    assert "ann 12.3 s 512 MiB yes test-c" in said
    assert "eve 1.0 s 2 MiB only: no network –" in said
    assert "cid – – not confined –" in said
    assert "dee ––not run–" in said


def test_what_was_stopped_or_refused_has_its_reason(tmp_path: Path) -> None:
    students = (
        StudentResult("ann", "graded", 1, 1, reasons=("“x” is a link.",)),
        StudentResult("ben", "unreadable", 0, 1, reasons=("It is empty.",)),
        StudentResult("cid", "not graded", 0, 1),
        StudentResult("dee", "graded", 1, 1),
    )
    said = section(page_of(class_results("x", 1, students), tmp_path), "trouble")
    assert "ann graded “x” is a link." in said
    assert "ben not readable It is empty." in said
    assert "cid not graded –" in said and "dee" not in said


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_class_of_hardly_anybody_has_a_page(size: int, tmp_path: Path) -> None:
    page = page_of(made_up(size), tmp_path)
    assert f"<dt>submissions</dt><dd>{size}</dd>" in page


def test_every_submission_stands_in_one_bar_of_the_scores(tmp_path: Path) -> None:
    scores = [-3.0, 0.0, 0.5, 1.0, 3.99, 4.0, 99.0]
    students = tuple(
        StudentResult(f"s{i}", "graded", score, 4) for i, score in enumerate(scores)
    )
    page = page_of(class_results("x", 4, students), tmp_path)
    assert "Submissions by points: 0: 3, 1: 1, 3: 1, 4: 2." in page


def test_a_thousand_submissions_list_no_more_pairs_than_can_be_read(
    tmp_path: Path,
) -> None:
    copies = [(2 * i, 2 * i + 1) for i in range(25)]
    page = page_of(made_up(300, copies=copies), tmp_path)
    assert page.count("<details") == 20
    assert "more pairs from 50 % on are not shown" in section(page, "alike")
