"""How long a figure takes and how large it is: ``python -m benchmarks.draw``.

Times are of a warm `draw`, the fastest of five; the first one of a process also loads
matplotlib and its fonts, and is given below the table.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from unrolled import Drawing, draw, quiet, trace

WORDS = ["I", "am", "Groot"]
SENTENCE = np.array([[[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]]], dtype="float32")
REPEATS = 5


def cases() -> dict[str, tuple[Any, np.ndarray, dict[str, Any]]]:
    """The lessons' figures, and some that are larger: model, input, options."""
    with quiet():
        import keras
        from keras import layers

    keras.utils.set_random_seed(1)

    def model(*stack: Any, shape: tuple[int, int] = (3, 2)) -> Any:
        return keras.Sequential([keras.Input(shape), *stack])

    def rnn(units: int, sequences: bool = False) -> Any:
        return layers.SimpleRNN(units, return_sequences=sequences)

    words = {"tokens": WORDS}
    titled = words | {"title": "SimpleRNN(4) reads three words"}
    names = {"classes": ["O", "PER", "LOC", "ORG"]}
    answer = model(rnn(4), layers.Dense(1, activation="sigmoid"))
    long = np.random.default_rng(1).normal(size=(1, 20, 50))
    return {
        "lesson 1: the layer": (model(rnn(4)), SENTENCE, titled),
        "lesson 1: its code": (model(rnn(4)), SENTENCE, words | {"code": True}),
        "lesson 1: Dense on top": (answer, SENTENCE, titled),
        "lesson 1: in one picture": (answer, SENTENCE, titled | {"code": True}),
        "every state": (model(rnn(4, True)), SENTENCE, titled),
        "a label a word": (
            model(rnn(4, True), layers.Dense(4, activation="softmax")),
            SENTENCE,
            titled | names,
        ),
        "a stack of two": (model(rnn(4, True), rnn(4)), SENTENCE, titled),
        "the same and its code": (
            model(rnn(4, True), rnn(4)),
            SENTENCE,
            titled | {"code": True},
        ),
        "20 steps, 50 features, 32 units": (
            model(rnn(32), shape=(20, 50)),
            long,
            {"code": True},
        ),
    }


def fastest(call: Callable[[], Any]) -> float:
    """The shortest of some runs, in milliseconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def main() -> None:
    """Prints the table."""
    every = cases()
    start = time.perf_counter()
    model, x, options = next(iter(every.values()))
    draw(model, x, **options)
    first = 1000 * (time.perf_counter() - start)
    heads = ("figure", "draw ms", "trace ms", "PNG kB", "CSS pixels", "error")
    print("{:33}{:>8}{:>10}{:>8}{:>13}{:>10}".format(*heads))
    for name, (model, x, options) in every.items():
        drawing: Drawing = draw(model, x, **options)
        whole = fastest(lambda m=model, x=x, o=options: draw(m, x, **o))
        traced = fastest(lambda m=model, x=x: trace(m, x))
        size = f"{drawing.width} × {drawing.height}"
        print(
            f"{name:33}{whole:8.0f}{traced:10.0f}{len(drawing.png) / 1000:8.1f}"
            f"{size:>13}{drawing.trace.error:10.1e}"
        )
    print(f"\nthe first figure of a process: {first:.0f} ms")


if __name__ == "__main__":
    main()
