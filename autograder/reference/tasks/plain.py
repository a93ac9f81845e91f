"""Spans as plain tuples, so that lists of them can be compared exactly."""

from __future__ import annotations

from typing import Any

import numpy as np

Span = tuple[Any, ...]


def plain_spans(found: object) -> tuple[Span, ...] | None:
    """Spans in one form, whatever they were written in and in whatever order.

    Args:
        found: a list, tuple, set or array of lists, tuples or arrays of texts and
            whole numbers.

    Returns:
        Tuples of str and int, in their order, those of a set sorted; None when it
        is nothing of the kind.

    >>> plain_spans([["PER", np.int64(3), 4.0], ("LOC", 0, 2)])
    (('PER', 3, 4), ('LOC', 0, 2))
    """
    if not isinstance(found, list | tuple | set | frozenset | np.ndarray):
        return None
    spans = []
    for one in found:
        if not isinstance(one, list | tuple | np.ndarray):
            return None
        items = [_plain(item) for item in one]
        if any(item is None for item in items):
            return None
        spans.append(tuple(items))
    if isinstance(found, set | frozenset):  # which has no order
        spans.sort(key=lambda span: [str(item) for item in span])
    return tuple(spans)


def _plain(item: object) -> str | int | None:
    """A text or a whole number; None for anything else."""
    if isinstance(item, str):
        return str(item)
    if isinstance(item, bool | np.bool_):
        return None
    if isinstance(item, int | np.integer):
        return int(item)
    if isinstance(item, float | np.floating) and float(item).is_integer():
        return int(item)
    return None
