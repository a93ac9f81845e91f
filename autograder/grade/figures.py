"""The class report's two figures, as SVG that takes its colours from the page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .results import ClassResults, ExerciseResult

# matplotlib wants a colour it knows; each of these stands for one of the page's.
_INK, _BAR, _BACK = "#010203", "#040506", "#070809"
_PAGE = {_INK: "currentColor", _BAR: "var(--bar)", _BACK: "var(--back)"}

_NO_METADATA = dict.fromkeys(["Creator", "Date", "Format", "Type"])

_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text, in the page's font
    "svg.hashsalt": "class",  # the same results make the same bytes
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def score_distribution(results: ClassResults) -> str:
    """How many students got how many points.

    Returns:
        An `<svg>` element.
    """
    points = results.points or 1
    width = max(1.0, points / 20)
    scores = [s.score for s in results.students if s.status != "failed"]
    edges = [width * i for i in range(int(-(-points // width)) + 2)]
    counts = [sum(low <= s < low + width for s in scores) for low in edges[:-1]]
    with _figure(7, 2.4) as (figure, ax):
        # one bar a point stands over its point, a wider one over its points
        align: Literal["center", "edge"] = "center" if width == 1 else "edge"
        ax.bar(edges[:-1], counts, width=0.86 * width, align=align, color=_BAR)
        ax.set_xlim(-0.7 * width, edges[-1])
        ax.set_xlabel(f"points, of {results.points:g}")
        ax.set_ylabel("students")
        ax.yaxis.set_major_locator(MaxNLocator(integer=True))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        said = ", ".join(
            f"{low:g}: {count}"
            for low, count in zip(edges, counts, strict=False)
            if count
        )
        return _svg(figure, f"Distribution of scores. Students by points: {said}.")


def exercise_shares(exercises: Sequence[ExerciseResult]) -> str:
    """How each exercise went: mean share of its points, and how many tried.

    Returns:
        An `<svg>` element.
    """
    with _figure(7, 0.7 + 0.42 * max(1, len(exercises))) as (figure, ax):
        places = list(range(len(exercises)))
        tried = [100 * e.attempted for e in exercises]
        share = [100 * e.share for e in exercises]
        ax.barh(places, tried, height=0.72, color=_BACK)
        ax.barh(places, share, height=0.36, color=_BAR)
        for place, value in zip(places, share, strict=True):
            ax.text(value + 1.2, place, f"{value:.0f} %", va="center", fontsize=9)
        ax.set_yticks(places, [f"{e.exercise}  ({e.points:g})" for e in exercises])
        ax.invert_yaxis()
        ax.set_xlim(0, 108)
        ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
        ax.tick_params(axis="y", length=0)
        said = "; ".join(
            f"{e.exercise}: {v:.0f} % of the points, {t:.0f} % tried"
            for e, v, t in zip(exercises, share, tried, strict=True)
        )
        return _svg(figure, f"How each exercise went. {said}.")


@contextmanager
def _figure(width: float, height: float) -> Iterator[tuple[Figure, Any]]:
    with matplotlib.rc_context(_STYLE):  # type: ignore[arg-type]
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.subplots()


def _svg(figure: Figure, alt: str) -> str:
    """The figure as an element with an accessible name, colours left to the page."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata=_NO_METADATA)
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    for colour, meaning in _PAGE.items():
        text = text.replace(colour, meaning)
    safe = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return text.replace("<svg", f'<svg role="img" aria-label="{safe}"', 1)
