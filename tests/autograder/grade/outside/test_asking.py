"""A kernel that lies about its answers earns nothing, and the judge goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import check, reference
from autograder.check import Verdict
from autograder.check.place import at
from autograder.check.stops import Stops
from autograder.grade.outside.asking import Asked, Kernel
from autograder.observe import wire
from autograder.observe.elsewhere import Unreachable
from autograder.observe.function import Call, FunctionSeen
from autograder.observe.seen import LayerSeen, ModelSeen, Outputs
from autograder.observe.value import Seen

CHECKS: dict[str, Callable[[Any], Verdict]] = {
    "value": lambda found: check.value(found, like=28),
    "shape": lambda found: check.shape(found, like=(3, 4)),
    "sequence": lambda found: check.sequence(found, like=np.ones((1, 2, 3)), name="s"),
    "states": lambda found: check.states(
        found, like=(np.ones((1, 2)), np.zeros((1, 2))), names=("h", "c")
    ),
    "mask": lambda found: check.mask(found, like=np.array([[True, False]])),
    "parameters": lambda found: check.parameters(
        found, like=reference.Stack([reference.SimpleRNN(2)]), input_shape=(3, 2)
    ),
    "function": lambda found: check.function(
        found, like=reference.simple_rnn_step(features=2, units=3)
    ),
    "model": lambda found: check.model(found, reference.SimpleRNN(3), (4, 2)),
    "own weights": lambda found: check.model(
        found, reference.running_average(0.5), (None, 1), weights="own"
    ),
    "layers": lambda found: check.layers(found, reference.SimpleRNN(3)),
    "metric": lambda found: check.metric(
        found, np.ones((4, 3), int), np.array([0, 1, 1, 1]), floor=0.5, baseline=0.5
    ),
    "tagger": lambda found: check.tagger(
        found,
        np.ones((2, 3), int),
        [["B-A", "O", "O"]] * 2,
        ("O", "B-A"),
        floor=0.5,
        baseline=0.1,
    ),
}


def judged(check: str, *answers: str) -> Verdict:
    """What a check says when the kernel answers so, the last again and again."""
    left = list(answers)

    def send(request: str) -> str:
        return left.pop(0) if len(left) > 1 else left[0]

    kernel = Kernel(send, Stops(), b"seed")
    with at(kernel):
        return CHECKS[check](Asked(kernel, 0))


def said(observation: Any) -> str:
    return wire.write({"said": observation})


LIES = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[]",
    "neither": "{}",
    "null": json.dumps({"said": None}),
    "a number": json.dumps({"said": 28}),
    "a list": json.dumps({"said": []}),
    "deep": '{"said": ' + "[" * 100_000,
    "other fields": json.dumps({"said": {"score": 1, "status": "right"}}),
    "a verdict": json.dumps({"said": {"kind": "right", "type": "Verdict"}}),
    "an error": json.dumps({"error": "RuntimeError: mine"}),
    "a lasting error": json.dumps({"error": ["x"] * 10_000}),
    "an empty value": said(Seen("array", "ndarray", array=np.zeros((0,)))),
    "an endless array": json.dumps(
        {"said": {"kind": "array", "type": "x", "array": {"~array": ["<f8", [9], ""]}}}
    ),
    "not a number": said(Seen("number", "float", array=np.array(np.nan))),
    "several of none": said(Seen("several", "tuple", items=())),
    "a function of no calls": said(FunctionSeen("function", "function")),
    "a function without results": said(
        FunctionSeen("function", "function", (Call(None),) * 40)
    ),
    "a model of no layers": said(ModelSeen("model", "Model")),
    "a model of weights of none": said(
        ModelSeen(
            "model",
            "Model",
            layers=(LayerSeen("SimpleRNN", True, weights=(0, 1, 9)),),
            weights=(),
        )
    ),
    "a model of a thousand layers": said(
        ModelSeen("model", "Model", layers=(LayerSeen("SimpleRNN", True),) * 1000)
    ),
    "a model of texts": said(
        ModelSeen("model", "Model", weights=(np.array([1, 2]),)),
    ),
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("name", CHECKS)
def test_a_lie_earns_nothing(name: str, lie: str) -> None:
    verdict = judged(name, LIES[lie])
    assert verdict.score == 0
    assert verdict.status != "right"


SHAPE = [("units", 3), ("activation", "tanh"), ("return_sequences", False)]
MODEL = ModelSeen(
    "model",
    "Sequential",
    reads=(None, 4, 2),
    inputs=1,
    layers=(LayerSeen("SimpleRNN", True, tuple(SHAPE), weights=(0, 1, 2)),),
    weights=(np.zeros((2, 3)), np.zeros((3, 3)), np.zeros(3)),
    steps_trained=3,
)


@pytest.mark.parametrize(
    "made",
    [
        Outputs(),
        Outputs(((),)),
        Outputs(((np.zeros((0, 3)),),) * 3),
        Outputs(((np.full((8, 3), np.nan),),) * 3),
        Outputs(((np.zeros((8, 3)),),) * 3),
        Outputs(((np.zeros(()),),) * 3),
        Outputs(((np.zeros((8, 3)),),) * 2, error="too"),
    ],
)
@pytest.mark.parametrize("name", ["model", "own weights", "metric", "tagger"])
def test_outputs_that_were_not_computed_earn_nothing(name: str, made: Outputs) -> None:
    assert judged(name, said(MODEL), said(made)).score == 0


def test_an_answer_of_a_true_kernel_earns_its_points() -> None:
    held = Seen("number", "int", "28", np.array(28.0))
    assert judged("value", said(held)).score == 1


def test_a_kernel_that_is_gone_is_no_mistake_of_the_answer() -> None:
    def send(request: str) -> str:
        raise Unreachable

    kernel = Kernel(send, Stops(), b"seed")
    with at(kernel), pytest.raises(Unreachable):
        CHECKS["value"](Asked(kernel, 0))


def test_cases_come_from_the_seed_and_from_what_is_checked() -> None:
    def drawn(seed: bytes, own: int | None, what: str) -> float:
        return Kernel(lambda _: "", Stops(), seed).draws(own, what).random()

    assert drawn(b"a", None, "step/step") == drawn(b"a", None, "step/step")
    others = [
        drawn(b"a", None, "step/step"),
        drawn(b"b", None, "step/step"),
        drawn(b"a", None, "loop/read"),
        drawn(b"a", 0, "step/step"),  # a seed in the test cell is no secret
        drawn(b"b", 0, "step/step"),
    ]
    assert len({*others}) == len(others)
