"""Each known mistake is told from the right answer and from every other mistake."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import reference
from autograder.reference import Function
from autograder.reference.shapes import last_state_shape, sequence_shape

FUNCTIONS = {
    "step": reference.simple_rnn_step(features=2, units=4),
    "last state": reference.simple_rnn_last_state(steps=3, features=2, units=4),
    "parameters": reference.simple_rnn_parameters(),
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_mistakes_differ_from_what_is_right_and_from_each_other(
    function: Function, seed: int
) -> None:
    cases = function.draw(np.random.default_rng(seed))
    results: list[tuple[str, list[np.ndarray]]] = []
    for name, made in [
        ("right", function.answer),
        *((m.id, wrong) for m, wrong in function.mistakes),
    ]:
        results.append((name, [np.asarray(made(*c.arguments)) for c in cases]))
    for place, (name, found) in enumerate(results):
        for other, against in results[:place]:
            same = all(
                a.shape == b.shape and np.allclose(a, b, atol=1e-4)
                for a, b in zip(found, against, strict=True)
            )
            assert not same, (name, other)


def test_a_step_of_the_oracle_is_the_equation() -> None:
    x, h = np.array([[0.5, 0.4]]), np.array([[0.1, -0.2]])
    w, u = np.array([[0.9, -0.6], [-0.4, 0.8]]), np.array([[0.5, -0.3], [-0.7, 0.4]])
    b = np.array([0.1, 0.0])
    by_hand = [
        np.tanh(0.5 * 0.9 + 0.4 * -0.4 + 0.1 * 0.5 + -0.2 * -0.7 + 0.1),
        np.tanh(0.5 * -0.6 + 0.4 * 0.8 + 0.1 * -0.3 + -0.2 * 0.4 + 0.0),
    ]
    assert np.allclose(FUNCTIONS["step"].answer(x, h, w, u, b), [by_hand], atol=1e-12)


@pytest.mark.parametrize(
    "shape",
    [sequence_shape(32, 10, 50), last_state_shape((32, 10, 50), 16)],
)
def test_wrong_shapes_differ(shape: reference.Shape) -> None:
    wrong = [axes for _, axes in shape.mistakes]
    assert len({*wrong, shape.value}) == len(wrong) + 1
