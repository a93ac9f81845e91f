"""Two models compared, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..drawing.alt import in_words
from ..drawing.grid import COMPACT
from ..drawing.spoken import steps_in_words, title_in_words
from ..tracing.trace import Trace
from .differences import Differences, Side, amount
from .panels import Shown


def compared_in_words(
    traces: tuple[Trace, Trace],
    found: Differences,
    shown: Shown,
    marked: tuple[list[str], list[str]],
) -> str:
    """The verdict, what is marked in each model, and both with their numbers."""
    said = [*title_in_words(shown.title), *shown.verdict]
    for name, side, labels in zip(shown.names, (found.a, found.b), marked, strict=True):
        if listed := [*labels, *_vectors(side)]:
            said.append(f"Marked in {name}: {'; '.join(listed)}.")
    if not (any(marked) or found.a.alone or found.b.alone):
        said.append("Nothing is marked.")
    for name, trace, classes in zip(shown.names, traces, shown.classes, strict=True):
        words = in_words(trace, shown.row, shown.tokens, classes, None, COMPACT)
        said.append(f"{name}: {words}")
    return " ".join(said)


def _vectors(side: Side) -> Iterator[str]:
    """What is framed, by layer and name, with its steps."""
    rows: dict[tuple[int, str], list[tuple[int, float]]] = {}
    alone: dict[tuple[int, str], list[int]] = {}
    for tag, cells in side.cells.items():
        if cells.any():
            rows.setdefault((tag.layer, tag.what), []).append(
                (tag.time, side.largest[tag])
            )
    for tag in sorted(side.alone, key=lambda tag: (tag.layer, tag.what, tag.time)):
        alone.setdefault((tag.layer, tag.what), []).append(tag.time)
    for (layer, what), found in rows.items():
        times = [time for time, _ in found]
        largest = max(gap for _, gap in found)
        by = f"by up to {amount(largest)}" if largest else "in size"
        yield f"{_place(layer, what, times)}, {by}"
    for (layer, what), times in alone.items():
        yield f"{_place(layer, what, times)}, which the other model has not"


def _place(layer: int, what: str, times: Sequence[int]) -> str:
    of_layer = f"layer {layer + 1}’s {what}" if layer >= 0 else what
    if times == [0] and "state" not in what:
        return of_layer
    return f"{of_layer} at {steps_in_words(times)}"
