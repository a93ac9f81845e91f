"""How long a learner waits for a check: right, wrong with a hint, wrong without.

Run with ``python -m benchmarks.check``; the kernel is warm, as after the first check.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from autograder import check, reference
from autograder.check import Verdict
from unrolled import quiet

ROUNDS = 15

with quiet():
    import keras
    from keras import layers


def step(x, h, kernel, recurrent_kernel, bias):
    """The right step."""
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


def read(sentences, kernel, recurrent_kernel, bias):
    """The right loop."""
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = step(sentences[:, t], h, kernel, recurrent_kernel, bias)
    return h


def backwards(sentences, *weights):
    """The loop from the last word to the first."""
    return read(sentences[:, ::-1], *weights)


def model(**settings: object) -> keras.Model:
    """Exercise 3's model, with settings of its layer."""
    return keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, **settings)])


def checks() -> dict[str, Callable[[], Verdict]]:
    """What is timed, by name."""
    shape = reference.sequence_shape(sentences=32, words=10, numbers=50)
    one_step = reference.simple_rnn_step(features=2, units=4)
    loop = reference.simple_rnn_last_state(steps=3, features=2, units=4)
    rnn, lost = reference.SimpleRNN(8), reference.SimpleRNN(4)
    rng = np.random.default_rng(0)
    stack = [lost, reference.Dense(1, "sigmoid")]
    weights = [
        rng.uniform(-1, 1, s) for s in reference.Stack(stack).weight_shapes((3, 2))
    ]
    given = reference.Stack(stack, weights)
    rebuilt = keras.Sequential(
        [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, "sigmoid")]
    )
    right, wrong = model(), model(go_backwards=True)
    gru = keras.Sequential([keras.Input((5, 3)), layers.GRU(8)])
    tagger = keras.Sequential(
        [
            keras.Input((20,)),
            layers.Embedding(2000, 32),
            layers.SimpleRNN(16),
            layers.Dense(1, "sigmoid"),
        ]
    )
    tweets, labels = rng.integers(0, 2000, (500, 20)), rng.integers(0, 2, 500)
    return {
        "shape, right": lambda: check.shape((32, 10, 50), like=shape),
        "shape, wrong": lambda: check.shape((10, 50), like=shape),
        "function: step, right": lambda: check.function(step, like=one_step),
        "function: loop, right": lambda: check.function(read, like=loop),
        "function: loop, backwards": lambda: check.function(backwards, like=loop),
        "model, right": lambda: check.model(right, like=rnn, input_shape=(5, 3)),
        "model, backwards": lambda: check.model(wrong, like=rnn, input_shape=(5, 3)),
        "model, GRU": lambda: check.model(gru, like=rnn, input_shape=(5, 3)),
        "model, weights not set": lambda: check.model(
            rebuilt, like=given, input_shape=(3, 2), weights="own"
        ),
        "metric, 500 tweets": lambda: check.metric(
            tagger, tweets, labels, floor=0.9, baseline=0.5
        ),
    }


def main() -> None:
    """Print the table."""
    table = Table("check", "median ms", "slowest ms", "hint")
    taken: dict[str, list[float]] = {}
    said: dict[str, str] = {}
    everything = checks()
    for run in everything.values():
        run()._repr_mimebundle_()  # warm
    for _ in range(ROUNDS):
        for name, run in everything.items():
            start = perf_counter()
            verdict = run()
            verdict._repr_mimebundle_()
            taken.setdefault(name, []).append(1000 * (perf_counter() - start))
            said[name] = ", ".join(hint.id for hint in verdict.hints) or verdict.status
    for name, times in taken.items():
        table.add_row(name, f"{median(times):.1f}", f"{max(times):.1f}", said[name])
    Console().print(table)


if __name__ == "__main__":
    main()
