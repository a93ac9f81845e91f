"""Numbers, vectors and lists of them in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from ..tracing.records import Argument
from .parts import MOST_CELLS, number


def vector_in_words(values: np.ndarray) -> str:
    """``[0.50, −0.28]``; of a strip, which shows no numbers, its least and largest."""
    if len(values) <= MOST_CELLS:
        return f"[{', '.join(number(value) for value in values.tolist())}]"
    least, most = number(float(values.min())), number(float(values.max()))
    return f"{len(values)} numbers from {least} to {most}"


def listed(items: Sequence[tuple[int, str]]) -> str:
    """The items one after another, with dots where their times leave some out."""
    words = [items[0][1]]
    for (before, _), (time, item) in pairwise(items):
        words += ["…", item] if abs(time - before) > 1 else [item]
    return ", ".join(words)


def steps_in_words(steps: Iterable[int]) -> str:
    """``step 3`` or ``steps 3 to 5``, ``steps 1, 2 and 7``."""
    numbers = sorted(steps)
    if len(numbers) == 1:
        return f"step {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"steps {numbers[0]} to {numbers[-1]}"
    return f"steps {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def call_in_words(kind: str, arguments: Iterable[Argument]) -> str:
    """``Dense(3, softmax)``: what stands without a keyword, and the activation."""
    said = [a.source.strip('"') for a in arguments if a.name in ("", "activation")]
    return f"{kind}({', '.join(said)})"


def title_in_words(title: str | None) -> list[str]:
    """The title as a sentence of its own; none where there is no title."""
    if not title:
        return []
    return [title if title.endswith((".", "?", "!")) else f"{title}."]


def padding(read: np.ndarray | None) -> list[int]:
    """The steps, from 1, that are padding."""
    return [] if read is None else (np.flatnonzero(~read) + 1).tolist()
