"""The page of a class: one file that needs nothing else, no script and no network."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from statistics import mean, median
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from ..results import ClassResults
from . import alike, items, ran
from .figures import exercise_shares, score_distribution
from .mistakes import misunderstood, most_made
from .needs import needs
from .signs import MEANING, STATUS, mark_of
from .text import visible


def write_page(results: ClassResults, path: Path, astray: Sequence[Path] = ()) -> None:
    """Write the page.

    Args:
        results: the class.
        path: an .html file; replaced.
        astray: what was handed in and belongs to no assignment.
    """
    template = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    shown = _shown(results) | {"astray": [str(each) for each in astray]}
    page = _environment().from_string(template).render(**shown)
    path.write_text(page, encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: (
            visible(value)
            if isinstance(value, str) and not isinstance(value, Markup)
            else value
        ),
    )
    environment.filters["points"] = lambda value: f"{round(value, 2):g}"
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    return environment


def _shown(results: ClassResults) -> dict[str, Any]:
    """What the template shows."""
    booked = [s for s in results.students if s.status not in ("failed", "not graded")]
    scores = [s.score for s in booked]
    mistakes = misunderstood(results)
    return {
        "results": results,
        "read": sum(s.could_be_read for s in results.students),
        "booked": len(booked),
        "mean": mean(scores) if scores else 0.0,
        "median": median(scores) if scores else 0.0,
        "full": sum(score >= results.points for score in scores),
        "distribution": score_distribution(results) if booked else "",
        "shares": exercise_shares(results.exercises) if results.exercises else "",
        "mistakes": mistakes,
        "most_made": most_made(mistakes),
        "needs": needs(results),
        "items": items.items(results),
        "fewest": items.FEWEST,
        "likeness": alike.alike(
            {s.student: s.answers for s in results.students if s.could_be_read},
            results.released,
        ),
        "least": alike.LEAST,
        "trouble": [s for s in results.students if s.status != "graded" or s.reasons],
        "confinements": ran.confinements(results),
        "in_kernels": ran.in_kernels(results),
        "ran": ran.that_ran(results),
        "status": STATUS,
        "mark": mark_of,
        "meaning": MEANING,
        "by_exercise": lambda student: {m.exercise: m for m in student.marks},
    }
