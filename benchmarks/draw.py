"""How long figures take and how large they are: ``python -m benchmarks.draw``.

Times are medians of warm runs that alternate between `draw`, `trace`, `step` and
`keras.utils.plot_model`, so that another load on the machine meets all of them. The
last needs pydot and graphviz, which the course does not; without them its column is
empty. The first figure of a process also loads matplotlib and its fonts, and is given
below the table.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from unrolled import draw, quiet, step, trace

with quiet():
    import keras
    from keras import layers

    from tests.unrolled.models import SENTENCE, WORDS, lesson, reads_ids, sequential

ROUNDS = 7

Case = tuple[Any, Any, dict[str, Any]]


def cases() -> dict[str, Case]:
    """The lessons' figures, and some that are larger: model, input, options."""
    words = {"tokens": WORDS}
    titled = words | {"title": "SimpleRNN(4) reads three words"}
    names = {"classes": ["O", "PER", "LOC", "ORG"]}
    answer = lesson(layers.Dense(1, activation="sigmoid"))
    labels = lesson(layers.Dense(4, activation="softmax"), return_sequences=True)
    rng = np.random.default_rng(1)

    def lstm(units: int, sequences: bool = True) -> Any:
        return layers.LSTM(units, return_sequences=sequences)

    return {
        "the layer": (lesson(), SENTENCE, titled),
        "its code": (lesson(), SENTENCE, words | {"code": True}),
        "Dense on top": (answer, SENTENCE, titled),
        "in one picture": (answer, SENTENCE, titled | {"code": True}),
        "every state": (lesson(return_sequences=True), SENTENCE, titled),
        "a label a word": (labels, SENTENCE, titled | names),
        "a stack of two": (
            lesson(layers.SimpleRNN(4), return_sequences=True),
            SENTENCE,
            titled,
        ),
        "LSTM(4)": (sequential(lstm(4, False)), SENTENCE, titled),
        "GRU(4)": (sequential(layers.GRU(4)), SENTENCE, titled),
        "Bidirectional(LSTM(3))": (
            sequential(layers.Bidirectional(lstm(3))),
            SENTENCE,
            titled,
        ),
        "masked ids, LSTM, Dense": (
            reads_ids(lstm(4), layers.Dense(3, "softmax")),
            [[3, 5, 0]],
            titled,
        ),
        "six layers": (
            sequential(*(lstm(4) for _ in range(5)), layers.Dense(1)),
            SENTENCE,
            titled,
        ),
        "100 steps, 64 units": (
            sequential(lstm(64), shape=(100, 8)),
            rng.normal(size=(1, 100, 8)),
            {"code": True},
        ),
    }


def milliseconds(call: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def plotted(folder: str) -> Callable[[Any], Any] | None:
    """A function that plots a model to a file with Keras's own tool, if it can."""

    def plot(model: Any) -> Any:
        keras.utils.plot_model(
            model, str(Path(folder) / "model.png"), show_shapes=True, dpi=96
        )

    try:
        import pydot

        pydot.Dot.create(pydot.Dot())
    except (ImportError, OSError):
        return None
    return plot


def main() -> None:
    """Prints the table."""
    every = cases()
    model, x, options = next(iter(every.values()))
    first = milliseconds(lambda: draw(model, x, **options))
    table = Table(title=f"medians of {ROUNDS} alternating rounds, warm")
    for head in (
        *("figure", "draw ms", "trace ms", "step ms", "plot_model ms"),
        *("PNG kB", "step's HTML kB", "CSS pixels", "error"),
    ):
        table.add_column(head, justify="left" if head == "figure" else "right")
    with tempfile.TemporaryDirectory() as folder:
        plot = plotted(folder)
        for name, (model, x, options) in every.items():
            table.add_row(name, *row(model, x, options, plot))
    console = Console(width=120)
    console.print(table)
    console.print(f"the first figure of a process: {first:.0f} ms")


def row(
    model: Any, x: Any, options: dict[str, Any], plot: Callable[[Any], Any] | None
) -> list[str]:
    """One case's times and sizes."""
    bare = {name: value for name, value in options.items() if name != "code"}
    calls: dict[str, Callable[[], Any]] = {
        "draw": lambda: draw(model, x, **options),
        "trace": lambda: trace(model, x),
        "step": lambda: step(model, x, **bare),
    }
    if plot:
        calls["plot"] = lambda: plot(model)
    for call in calls.values():
        call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            times[name].append(milliseconds(call))
    drawing = draw(model, x, **options)
    page, _ = step(model, x, **bare)._repr_mimebundle_()
    took = {name: f"{statistics.median(each):.0f}" for name, each in times.items()}
    return [
        took["draw"],
        took["trace"],
        took["step"],
        took.get("plot", "–"),
        f"{len(drawing.png) / 1000:.1f}",
        f"{len(page['text/html'].encode()) / 1000:.0f}",
        f"{drawing.width} × {drawing.height}",
        f"{drawing.trace.error:.0e}",
    ]


if __name__ == "__main__":
    main()
