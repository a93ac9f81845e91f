"""Several checks in one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .show.instead import blank
from .show.verdict import Expectation, Hint, Status, Verdict

_BLANK = "left-blank"


def together(*parts: Verdict, name: str = "the answers", exercise: str = "") -> Verdict:
    """Several checks in one cell: their points add up.

    Args:
        parts: at least one check.
        name: what the panel calls them.
        exercise: the id of the exercise that they are about.

    >>> from autograder import check
    >>> together(check.value(1, like=1), check.value(2, like=3))
    1
    """
    if not parts or not all(isinstance(part, Verdict) for part in parts):
        raise TypeError(
            "check.together takes checks: check.together(check.value(…), …)"
        )
    score = sum(part.score for part in parts)
    found = {part.status for part in parts}
    status: Status = found.pop() if len(found) == 1 else "wrong"
    return Verdict(
        name,
        sum(part.points for part in parts),
        score,
        "partly right" if status == "wrong" and score else status,
        tuple(row for part in parts for row in _rows(part))
        if status != "not attempted"
        else (),
        _hints(parts),
        parts[0].note if status == "not attempted" else _notes(parts),
        exercise,
    )


def _hints(parts: Sequence[Verdict]) -> tuple[Hint, ...]:
    """The parts' mistakes, each once, with the names of those it is about."""
    about: dict[str, dict[Hint, list[str]]] = {}
    for part in parts:
        for hint in part.hints:
            about.setdefault(hint.id, {}).setdefault(hint, []).append(part.name)
    said = [_said(found) for found in about.values()]
    # what the check of a part says of its own names, and of the parts themselves
    left = [part.name for part in parts if part.status == "not attempted"]
    if left and len(left) < len(parts):
        own = [hint for hint in said if hint.id == _BLANK]
        said = [hint for hint in said if hint.id != _BLANK]
        text = "\n".join(hint.text for hint in [*own, blank(left)])
        said.append(Hint(_BLANK, text))
    return tuple(said)


def _notes(parts: Sequence[Verdict]) -> str:
    """What there is to know besides of parts that were attempted, each once."""
    notes = [part.note for part in parts if part.status != "not attempted"]
    return "\n".join(dict.fromkeys(filter(None, notes)))


def _said(found: Mapping[Hint, Sequence[str]]) -> Hint:
    """One mistake in several parts, which may say different things of it."""
    first, *_ = found
    lines = [f"{', '.join(names)}: {hint.text}" for hint, names in found.items()]
    return Hint(first.id, "\n".join(lines), first.sketch)


def _rows(part: Verdict) -> tuple[Expectation, ...]:
    """A part's expectations; one that was not attempted says so."""
    untouched = Expectation(part.name, False, "your answer", "…")
    return part.expectations or (untouched,)
