"""What a learner asks for, and what is answered; nothing here raises."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from . import attempts, outline, place
from .panels import Code, Panel, Steps, Words
from .present import present
from .record import Tried
from .shelf import Hints, Shelf, shelf
from .standing import standing


def hint(exercise: object = None) -> Panel:
    """The next hint of an exercise: a nudge, then the idea, then nearly the answer.

    Args:
        exercise: its name, as the check's panel gives it: `check.hint("step")`.
    """
    here = shelf(Path.cwd())
    if not isinstance(exercise, str) or exercise not in here.hints:
        return _no_help("hint", exercise, here)
    found = here.hints[exercise]
    tried, said = _so_far(exercise)
    number = min(tried.hints + 1, len(found.steps))
    all_read = tried.hints >= len(found.steps)
    after = Words(_after(exercise, number, found, here), soft=True)
    return Panel(
        "hint",
        found.title,
        "all hints" if all_read else f"hint {number} of {len(found.steps)}",
        (Steps(found.steps[:number], new=not all_read), after, *said),
        partial(attempts.has_read, exercise, number),
    )


def solution(exercise: object = None) -> Panel:
    """The worked solution of an exercise, with why, after an honest try.

    An honest try is a check of an answer of one's own; when it is not right yet, the
    hints come first.

    Args:
        exercise: its name, as the check's panel gives it: `check.solution("step")`.
    """
    here = shelf(Path.cwd())
    if not isinstance(exercise, str) or exercise not in here.solutions:
        return _no_help("solution", exercise, here)
    found = here.solutions[exercise]
    tried, said = _so_far(exercise)
    missing = _missing(exercise, tried, here)
    if missing:
        return Panel("solution", found.title, "not yet", (Words(missing), *said))
    return Panel(
        "solution",
        found.title,
        "a worked solution",
        (Code(found.code), Words(f"**Why.** {found.why}"), *said),
    )


def progress() -> Panel:
    """How far you are: every exercise of the lessons at hand, and the points."""
    found = standing(Path.cwd())
    if not found.lessons:
        words = "There is no notebook with exercises here."
        return Panel("progress", "Your progress", "", (Words(words),))
    said = (Words(found.said),) if found.said else ()
    in_all = found.summary() if len(found.lessons) > 1 else ""
    return Panel("progress", "Your progress", in_all, (*found.lessons, *said))


def unquoted(asked: str, name: str) -> Panel:
    """The answer to `check.hint(step)`: what to write when the quotes are missing.

    Args:
        asked: "hint" or "solution".
        name: that stood there without quotes, and that Python does not know.
    """
    return _no_help(asked, None, shelf(Path.cwd()), name)


def _so_far(exercise: str) -> tuple[Tried, tuple[Words, ...]]:
    """What became of an exercise, and what is to be said of the file that knows it."""
    kept = attempts.kept(Path.cwd())
    return kept.entries.get(exercise, Tried()), _words(kept.said)


def _words(text: str) -> tuple[Words, ...]:
    return (Words(text),) if text else ()


def _after(exercise: str, number: int, found: Hints, here: Shelf) -> str:
    """What to ask for next."""
    if number < len(found.steps):
        return f'`check.hint("{exercise}")` shows the next one.'
    if exercise not in here.solutions:
        return "That was the last one. This copy of the course holds no solutions."
    return (
        "That was the last one. Once you have run the check on an answer of your own, "
        f'`check.solution("{exercise}")` shows a worked solution, with why.'
    )


def _missing(exercise: str, tried: Tried, here: Shelf) -> str:
    """What is to be done before the solution is shown; "" when nothing is."""
    if not tried.tries:
        return (
            "Try it first: write an answer of your own and run the check below it. "
            "It need not be right."
        )
    steps = here.hints[exercise].steps if exercise in here.hints else ()
    if tried.status == "right" or tried.hints >= len(steps):
        return ""
    return (
        f"You have read {tried.hints} of {len(steps)} hints. "
        f'`check.hint("{exercise}")` shows the next one; the solution comes after them.'
    )


def _no_help(asked: str, exercise: object, here: Shelf, meant: object = "") -> Panel:
    """Why there is none, and what to write instead."""
    there = here.hints if asked == "hint" else here.solutions
    if place.being_graded():
        why = "This notebook is being graded; there is no help meanwhile."
    elif not there:
        damaged = f" ({', '.join(here.broken)} cannot be read.)" if here.broken else ""
        why = f"This copy of the course holds no {asked}s.{damaged}"
    elif not isinstance(exercise, str):
        meant = meant or getattr(exercise, "__name__", "")
        known = isinstance(meant, str) and meant in there
        name = meant if known else _first(there)
        call = f'`check.{asked}("{name}")`'
        why = f"Write the name of an exercise in quotes: {call}. {_by_lesson(there)}"
    elif exercise in _exercises():
        why = f"This copy of the course holds no {asked}s for “{exercise}”."
    else:
        near = get_close_matches(exercise, there, n=1, cutoff=0.5)
        meant = f"`{near[0]}` comes nearest. " if near else ""
        why = f"There is no exercise “{exercise}”. {meant}{_by_lesson(there)}"
    return Panel("note", f"No {asked}", "", (Words(why),))


def _exercises() -> set[str]:
    lessons = outline.lessons(Path.cwd())
    return {exercise.name for lesson in lessons for exercise in lesson.exercises}


def _lessons() -> list[tuple[str, list[str]]]:
    """The present lesson alone, else all that are at hand: titles and exercises."""
    lessons = outline.lessons(Path.cwd())
    here = present(lessons)
    return [
        (lesson.title, [exercise.name for exercise in lesson.exercises])
        for lesson in ([here] if here else lessons)
    ]


def _first(there: Collection[str]) -> str:
    """An exercise to show how to ask with, of the present lesson when it has one."""
    names = [name for _, names in _lessons() for name in names]
    return next((name for name in names if name in there), next(iter(there)))


def _by_lesson(there: Collection[str]) -> str:
    """The exercises there is help with: the present lesson's, else all by lesson."""
    lessons = [
        (title, [name for name in names if name in there])
        for title, names in _lessons()
    ]
    lessons = [(title, names) for title, names in lessons if names]
    if not lessons:
        return _names(list(there))
    if len(lessons) == 1:
        return _names(lessons[0][1])
    said = [
        f"{title}: {', '.join(f'`{n}`' for n in names)}" for title, names in lessons
    ]
    return f"There are, by lesson: {'; '.join(said)}."


def _names(names: list[str]) -> str:
    said = ", ".join(f"`{name}`" for name in names)
    return f"There is {said}." if len(names) == 1 else f"There are: {said}."
