"""Checks what a reader asks of a figure, before it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .theme import THEMES, Theme


def theme_of(name: Any) -> Theme:
    """The theme of that name.

    Raises:
        ValueError: there is none.
    """
    if not isinstance(name, str) or name not in THEMES:
        raise ValueError(f"theme is {name!r}; there are {' and '.join(THEMES)}.")
    return THEMES[name]


def row_of(row: Any, batch: int) -> int:
    """The number of a sequence in a batch of so many.

    Raises:
        ValueError: the batch has no such one.
    """
    if not isinstance(row, int | np.integer) or not 0 <= row < batch:
        raise ValueError(f"row is {row!r}; the batch has rows 0 to {batch - 1}.")
    return int(row)


def names_for(given: Any, name: str, number: int, what: str) -> list[str]:
    """The given names as strings, one for each of something.

    Args:
        given: what the reader gave.
        name: the argument.
        number: how many there must be.
        what: the plural of what they name.

    Raises:
        TypeError: it is no list.
        ValueError: there are more or fewer.
    """
    if isinstance(given, str):
        raise TypeError(f"{name} is one string; give a list of {number} strings.")
    if isinstance(given, dict | set | frozenset):
        raise TypeError(
            f"{name} is a {type(given).__name__}, which is read in no sure order; give "
            f"a list of {number} strings."
        )
    if not isinstance(given, Iterable):
        raise TypeError(
            f"{name} is a {type(given).__name__}; give a list of {number} strings."
        )
    names = one_line(list(given))
    if len(names) != number:
        having = "there are" if what == "models" else "the model has"
        raise ValueError(
            f"{name} has {len(names)} names, and {having} {number} {what}. "
            "Give one name for each."
        )
    return names


def title_of(title: Any) -> str | None:
    """The title on one line; None for none and for one without a letter."""
    return None if title is None else " ".join(str(title).split()) or None


def kept(names: Any) -> Any:
    """Names that can be read more than once; what is no list of names as it is."""
    unordered = str | dict | set | frozenset
    readable = isinstance(names, Iterable) and not isinstance(names, unordered)
    return list(names) if readable else names


def one_line(names: Sequence[Any] | None) -> Any:
    """Each name as a string on one line; None for none."""
    return None if names is None else [" ".join(_text(n).split()) for n in names]


def _text(name: Any) -> str:
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
