"""What is plain of a wrong shape beside the right one: axes missing, added, reordered.

These say what is there, for shapes that no known mistake gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..show import words
from ..show.verdict import Hint

Axes = tuple[int | None, ...]


def lengths(found: Axes, right: Axes, names: Sequence[str] = ()) -> list[Hint]:
    """What the lengths of a wrong shape show.

    Args:
        found: a wrong shape.
        right: the right one.
        names: of the right one's axes, such as "steps"; () when they have none.

    >>> [hint.id for hint in lengths((32, 1, 16), (32, 16))]
    ['axis-kept']
    >>> [hint.id for hint in lengths((16, 32), (32, 16))]
    ['axes-reordered']
    >>> lengths((32, 16), (32, 10, 16), ("batch", "steps", "units"))[0].id
    'steps-missing'
    """
    if len(found) == len(right):
        return _as_many(found, right)
    if len(found) > len(right):
        if _without_ones(found) == _without_ones(right):
            text = "An axis of length 1 is one too many here: leave it out."
            return [Hint("axis-kept", text)]
        more = "The right lengths are among them." * _holds(found, right)
        text = f"{_axes(found)}; fewer were asked for. {more}".strip()
        return [Hint("axis-too-many", text)]
    named = _missing(found, right, names)
    if named:
        return named
    rest = "Those that are here are among the right ones." * _holds(right, found)
    text = f"{_axes(found)}; more were asked for. {rest}".strip()
    return [Hint("axis-missing", text)]


def _missing(found: Axes, right: Axes, names: Sequence[str]) -> list[Hint]:
    """Which axes are missing, where each that is here is known by its length."""
    if not names or not found or Counter(found) - Counter(right):
        return []
    if len(set(right)) < len(right):  # of two of one length nobody knows which
        return []
    by_length = dict(zip(right, names, strict=True))
    lost = [by_length[length] for length in right if length not in found]
    here = [by_length[length] for length in found]
    verb = "is" if lost == ["batch"] else "are"
    text = f"The {words.several(lost)} {verb} missing: "
    text += f"by its lengths this is {_tuple(here)}, of {_tuple(names)}."
    if not _holds(right, found):
        text += " Those that are here stand in another order."
    return [Hint(f"{lost[0]}-missing", text)]


def _tuple(names: Sequence[str]) -> str:
    return f"({', '.join(names)}{',' * (len(names) == 1)})"


def _as_many(found: Axes, right: Axes) -> list[Hint]:
    if Counter(found) == Counter(right):
        text = "These are the right lengths in another order."
        return [Hint("axes-reordered", text)]
    wrong = [
        at for at, pair in enumerate(zip(found, right, strict=True)) if _differ(pair)
    ]
    if len(wrong) > 1 or len(found) == 1:
        return []
    if len(found) > len(words.ORDINALS):
        return []
    text = (
        f"The {words.ORDINALS[wrong[0]]} axis has another length; "
        f"{'the other is' if len(found) == 2 else 'the others are'} right."
    )
    return [Hint("other-length", text)]


def _differ(pair: tuple[int | None, int | None]) -> bool:
    return pair[0] != pair[1]


def _axes(found: Axes) -> str:
    return f"There {'is 1 axis' if len(found) == 1 else f'are {len(found)} axes'} here"


def _without_ones(axes: Axes) -> list[int | None]:
    return [length for length in axes if length != 1]


def _holds(many: Axes, few: Axes) -> bool:
    """Whether lengths stand among others, in their order."""
    rest = iter(many)
    return bool(few) and all(length in rest for length in few)
