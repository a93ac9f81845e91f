"""The oracle gives what Keras gives, for layers it has never seen together."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.reference import Dense, SimpleRNN, Stack
from autograder.reference.layers import Flatten, Pool

TOLERANCE = 1e-5


def random_stack(rng: np.random.Generator) -> tuple[Stack, tuple[int, int]]:
    """One to three layers of random sizes and settings, and the shape they read."""

    def recurrent(sequences: bool) -> SimpleRNN:
        return SimpleRNN(
            int(rng.integers(1, 7)),
            activation=str(rng.choice(["tanh", "relu", "sigmoid", "linear"])),
            use_bias=bool(rng.integers(2)),
            return_sequences=sequences,
            go_backwards=bool(rng.integers(2)),
        )

    layers: list = [recurrent(bool(rng.integers(2)))]
    if layers[0].return_sequences and rng.integers(2):
        layers.append(recurrent(bool(rng.integers(2))))
    if rng.integers(2):
        activation = str(rng.choice(["linear", "sigmoid", "softmax", "relu", "tanh"]))
        layers.append(Dense(int(rng.integers(1, 5)), activation, bool(rng.integers(2))))
    return Stack(layers), (int(rng.integers(1, 7)), int(rng.integers(1, 5)))


def keras_twin(stack: Stack, shape: tuple[int, ...]):
    """The same layers in Keras."""
    import keras

    made = [keras.Input(shape)]
    for layer in stack.layers:
        if isinstance(layer, Flatten):
            made.append(keras.layers.Flatten())
            continue
        if isinstance(layer, Pool):
            mean = keras.layers.GlobalAveragePooling1D()
            first = keras.layers.Lambda(lambda x: x[:, 0])
            made.append(mean if layer.how == "mean" else first)
            continue
        settings = dict(vars(layer))
        made.append(getattr(keras.layers, type(layer).__name__)(**settings))
    return keras.Sequential(made)


@pytest.mark.parametrize("seed", range(60))
def test_outputs_are_those_of_keras(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stack, shape = random_stack(rng)
    model = keras_twin(stack, shape)
    weights = [rng.uniform(-1, 1, s) for s in stack.weight_shapes(shape)]
    model.set_weights(weights)
    x = rng.uniform(-1, 1, (3, *shape)).astype("float32")
    found = np.asarray(model(x))
    assert found.shape == (3, *stack.output_shape(shape))
    assert model.count_params() == stack.parameters(shape)
    assert np.allclose(found, stack(x, weights), rtol=TOLERANCE, atol=TOLERANCE)


@pytest.mark.parametrize(
    "stack",
    [
        Stack([SimpleRNN(8)]),
        Stack([SimpleRNN(4), Dense(1, "sigmoid")]),
        Stack([SimpleRNN(4), Dense(3, "softmax")]),
    ],
)
def test_every_known_mistake_is_what_keras_makes_of_it(stack: Stack) -> None:
    rng, shape = np.random.default_rng(0), (5, 3)
    mistakes = stack.mistakes(shape)
    assert len(mistakes) >= 8
    for mistake, wrong in mistakes:
        model = keras_twin(wrong, shape)
        weights = [rng.uniform(-1, 1, s) for s in wrong.weight_shapes(shape)]
        model.set_weights(weights)
        x = rng.uniform(-1, 1, (3, *shape)).astype("float32")
        assert np.allclose(
            np.asarray(model(x)), wrong(x, weights), rtol=TOLERANCE, atol=TOLERANCE
        ), mistake.id


def test_the_lessons_numbers() -> None:
    count = SimpleRNN(4).parameters(features=2, steps=3)
    assert count.value == 28
    assert SimpleRNN(4).shape_of_output((1, 3, 2)).value == (1, 4)


def test_no_two_wrong_counts_of_the_exercise_are_alike() -> None:
    number = SimpleRNN(16).parameters(features=50, steps=10)
    wrong = [value for _, value in number.mistakes]
    assert len(set(wrong)) == len(wrong)
    assert number.value not in wrong
