"""What a trace costs beside one prediction, how that grows, and how exact it is.

Prints tables: ``python -m benchmarks.trace``; KERAS_BACKEND chooses the backend.
The rounds alternate, so that another load on the machine meets both.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers
from rich.console import Console
from rich.table import Table

from tests.unrolled.models import MODELS, batch_for
from unrolled import trace

STEPS = (10, 100, 1000)
ROUNDS = 7
KINDS: dict[str, Callable[[], Any]] = {
    "SimpleRNN(16)": lambda: layers.SimpleRNN(16, return_sequences=True),
    "LSTM(16)": lambda: layers.LSTM(16, return_sequences=True),
    "Bidirectional(GRU(16))": lambda: layers.Bidirectional(
        layers.GRU(16, return_sequences=True)
    ),
}


def seconds(function: Callable[[], Any]) -> float:
    """How long one call takes, its result fetched."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def main() -> None:
    """Prints both tables."""
    console = Console()
    exact = Table(
        title=f"Exactness over {len(MODELS)} models, {keras.backend.backend()}"
    )
    exact.add_column("largest deviation from Keras")
    errors = []
    for make in MODELS.values():
        model = make()
        errors.append(trace(model, batch_for(model, 5)).error)
    exact.add_row(f"{max(errors):.1e}")
    console.print(exact)

    table = Table(title=f"One sequence, median of {ROUNDS} alternating rounds, ms")
    for column in ("layer", "steps", "model(x)", "trace", "ratio", "trace a step"):
        table.add_column(column, justify="right")
    rng = np.random.default_rng(0)
    for name, make in KINDS.items():
        model = keras.Sequential([keras.Input((None, 4)), make()])
        for steps in STEPS:
            x = rng.normal(size=(1, steps, 4)).astype("float32")

            def predict(model: Any = model, x: np.ndarray = x) -> Any:
                return keras.ops.convert_to_numpy(model(x, training=False))

            predict(), trace(model, x)
            pairs = [
                (seconds(predict), seconds(lambda m=model, v=x: trace(m, v)))
                for _ in range(ROUNDS)
            ]
            one, other = (statistics.median(side) for side in zip(*pairs, strict=True))
            ratio = statistics.median(b / a for a, b in pairs)
            table.add_row(
                name, str(steps), f"{one * 1e3:.1f}", f"{other * 1e3:.1f}",
                f"{ratio:.1f}", f"{other * 1e3 / steps:.2f}",
            )  # fmt: skip
    console.print(table)


if __name__ == "__main__":
    main()
