"""A verdict read back from what a check displayed, which may be anything."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from .verdict import CHECK, Expectation, Hint, Status, Verdict

_STATUSES: Mapping[Any, Status] = {
    "right": "right",
    "partly right": "partly right",
    "wrong": "wrong",
    "not attempted": "not attempted",
}


def told(shown: Mapping[str, Any]) -> Verdict | None:
    """The verdict that a cell's value is; None when it is none.

    Args:
        shown: the value by form, as a kernel displays it.
    """
    said = shown.get(CHECK)
    if not isinstance(said, Mapping) or said.get("status") not in (*_STATUSES,):
        return None
    return Verdict(
        _text(said.get("name")),
        number(said.get("points")),
        number(said.get("score")),
        _STATUSES[said["status"]],
        tuple(
            Expectation(
                _text(row.get("what")),
                row.get("met") is True,
                _text(row.get("expected")),
                _text(row.get("found")),
            )
            for row in _rows(said.get("expectations"))
        ),
        tuple(
            Hint(_text(hint.get("id")), _text(hint.get("text")))
            for hint in _rows(said.get("hints"))
        ),
        _text(said.get("note")),
        _text(said.get("exercise")),
    )


def number(value: Any) -> float:
    """A number, or the text of one; 0 for what is none.

    >>> number("2.5"), number(2), number("nan"), number([1])
    (2.5, 2.0, 0.0, 0.0)
    """
    try:
        found = float(value) if isinstance(value, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return found if math.isfinite(found) else 0.0


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, Mapping))
