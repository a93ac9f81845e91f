"""What is different between two dataclasses of one kind, put into a third.

A way to compute is a frozen dataclass here, and each field is one thing that may be
done otherwise. So two mistakes at once are the fields of both.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Changes = tuple[tuple[tuple[str, ...], object], ...]
"""Fields, each as the way to it from the outermost dataclass, and their values."""

T = TypeVar("T")


def changes(base: Any, other: Any) -> Changes | None:
    """The fields of ``other`` that differ from ``base``; None for another kind.

    Args:
        base: a dataclass.
        other: another.

    >>> changes(slice(1), 3) is None
    True
    """
    if type(base) is not type(other) or not is_dataclass(base):
        return None
    found: list[tuple[tuple[str, ...], object]] = []
    for field in fields(base):
        one, two = getattr(base, field.name), getattr(other, field.name)
        if one == two:
            continue
        inner = changes(one, two)
        if inner is None:
            found.append(((field.name,), two))
        else:
            found += [((field.name, *way), value) for way, value in inner]
    return tuple(found)


def put(target: T, base: Any, changed: Changes) -> T | None:
    """A target with these changes; None when it is changed there already.

    Args:
        target: a dataclass with the fields, not of one kind with the base perhaps.
        base: what the changes are measured from.
        changed: fields and their new values.
    """
    for way, value in changed:
        made = _put(target, base, way, value)
        if made is None:
            return None
        target = made
    return target


def _put(target: Any, base: Any, way: tuple[str, ...], value: object) -> Any:
    name, *rest = way
    if not hasattr(target, name):
        return None
    now, before = getattr(target, name), getattr(base, name)
    if rest:
        value = _put(now, before, tuple(rest), value)
        if value is None:
            return None
    elif now != before:
        return None
    return replace(target, **{name: value})


def together(base: T, one: T, other: T) -> T | None:
    """Both what ``one`` and what ``other`` change of ``base``; None when they clash."""
    changed = changes(base, other)
    return None if changed is None else put(one, base, changed)
