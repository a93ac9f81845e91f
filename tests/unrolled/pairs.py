"""Pairs of models that tests compare."""

from __future__ import annotations

from functools import cache
from typing import Any

import keras
import numpy as np
from keras import layers

from tests.unrolled.models import (
    both_ways,
    each_step,
    lesson,
    rnn,
    sequential,
)
from tests.unrolled.random_models import LONG_WORDS, TITLES, random_model
from unrolled import Trace, trace

Pairs = tuple[Any, Any]


def alike(one: Any, other: Any) -> Pairs:
    """Both models with the weights of the first."""
    other.set_weights(one.get_weights())
    return one, other


@cache
def sequences_on_and_off() -> Pairs:
    """The layer of the lessons, with every output and with the last."""
    return lesson(return_sequences=True), lesson()


@cache
def with_and_without_time_distributed() -> Pairs:
    """The same tagger in two spellings."""
    return alike(
        sequential(rnn(4, True), each_step(4, activation="softmax")),
        sequential(rnn(4, True), layers.Dense(4, activation="softmax")),
    )


@cache
def stack_and_by_hand() -> Pairs:
    """A stack, and its two layers called one after the other."""
    first, second = rnn(4, True), rnn(3)
    start = keras.Input((3, 2))
    by_hand = keras.Model(start, second(first(start)))
    return alike(sequential(rnn(4, True), rnn(3)), by_hand)


@cache
def one_weight_off() -> Pairs:
    """The layer of the lessons, and again with one weight off by 0.01."""
    one, other = lesson(), lesson()
    weights = [each.copy() for each in one.get_weights()]
    weights[0][0, 1] += 0.01  # what feature 1 adds to unit 2
    other.set_weights(weights)
    return one, other


@cache
def both_ways_and_one(backwards: bool) -> Pairs:
    """A Bidirectional layer, and one of its halves."""
    both = sequential(both_ways(rnn(3, True)))
    one = sequential(rnn(3, True, go_backwards=backwards))
    weights = both.get_weights()
    one.set_weights(weights[3:] if backwards else weights[:3])
    return both, one


@cache
def random_pair(seed: int) -> tuple[Trace, Trace, dict[str, Any]]:
    """Two models that read the same input, and options."""
    rng = np.random.default_rng(seed)
    steps, features = int(rng.integers(1, 8)), int(rng.choice([1, 2, 3, 9]))
    ids = rng.random() < 0.25
    models = [random_model(rng, steps, features, ids) for _ in range(2)]
    if ids:
        x = rng.integers(0, 5, (1, steps))
    else:
        x = rng.normal(0, rng.choice([0.5, 3.0, 50.0]), (1, steps, features))
        x *= rng.choice([0, 1, 1, 1], (1, steps, 1))
    a, b = (trace(model, x) for model in models)
    names = ["O", "B-PERSON", "a class with a long name", "LOC"]
    options = {
        "tokens": list(rng.choice(LONG_WORDS, steps)) if rng.random() < 0.7 else None,
        "title": TITLES[rng.integers(len(TITLES))],
        "code": bool(rng.random() < 0.6),
        "classes": tuple(
            tuple(rng.choice(names, each.outputs.shape[-1]))
            if rng.random() < 0.5
            else ()
            for each in (a, b)
        ),
    }
    return a, b, options
