"""What came of learners' notebooks as GitHub's Markdown, for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...learner.own import Raised
from ...learner.plain import one_line, plain
from ..own import Exercise, Notebook, summary
from .verdict import Expectation

SIGNS = {
    "right": "✅",
    "partly right": "🟡",
    "wrong": "❌",
    "not attempted": "⚪",
    "stopped": "❌",
    "not run": "⚪",
}

_MEANT = {ord(c): f"&#{ord(c)};" for c in "&<>*_`[](){}!#~|\\@:$+-.=\"'"}
"""What Markdown, HTML, a mention, an address or a formula could be made of."""


def markdown(notebooks: Sequence[Notebook]) -> str:
    """A table of the exercises, then each one that misses points with what it shows.

    Args:
        notebooks: their results; any text in them shows as it is.
    """
    return "".join(f"{line}\n" for line in _lines(notebooks))


def _lines(notebooks: Sequence[Notebook]) -> Iterator[str]:
    for notebook in notebooks:
        yield f"## {_text(notebook.title)}"
        yield ""
        yield f"{_text(summary([notebook]))}"
        yield ""
        yield "| | exercise | name | points |"
        yield "|---|---|---|---:|"
        for one in notebook.exercises:
            yield (
                f"| {SIGNS[one.status]} {one.status} | {_text(one.title)} "
                f"| {_text(one.name)} | {_points(one)} |"
            )
        yield ""
        for said in notebook.said:
            yield f"❌ {_text(said)}"
            yield ""
        for one in notebook.exercises:
            if one.status not in ("right", "not run") and (
                one.verdict is not None or one.raised
            ):
                yield from _details(one)


def _details(one: Exercise) -> Iterator[str]:
    head = f"{SIGNS[one.status]} <b>{_text(one.title)}</b> · {_points(one)}"
    yield f"<details><summary>{head}</summary>"
    yield ""
    for error in one.raised:
        yield _error(error)
        yield ""
    if one.verdict is not None:
        if one.verdict.note:
            yield _text(one.verdict.note)
            yield ""
        if one.verdict.expectations:
            yield from _table(one.verdict.expectations)
            yield ""
        for hint in one.verdict.hints:
            yield f"**Hint** {_text(hint.text)}"
            yield ""
    if one.has_hints:
        call = f'check.hint("{one_line(one.name)}")'
        yield f"Stuck? In the notebook: <code>{_text(call)}</code>"
        yield ""
    yield "</details>"
    yield ""


def _table(rows: Sequence[Expectation]) -> Iterator[str]:
    yield "| | | expected | found |"
    yield "|---|---|---|---|"
    for row in rows:
        sign = SIGNS["right" if row.met else "wrong"]
        texts = map(_text, (row.what, row.expected, row.found))
        yield f"| {sign} | {' | '.join(texts)} |"


def _error(error: Raised) -> str:
    where = f"<br>line {error.line} <code>{_text(error.code)}</code>"
    return f"❗ {_text(error.words)}{where if error.line else ''}"


def _points(one: Exercise) -> str:
    return f"{one.score:g} of {one.points:g}" if one.points else "–"


def _text(text: str) -> str:
    """Text that shows as it is, on one line of Markdown.

    >>> _text("a|b <i>\\n@you")
    'a&#124;b &#60;i&#62;<br>&#64;you'
    """
    return "<br>".join(line.translate(_MEANT) for line in plain(text).splitlines())
