"""Figures to step through, and what a page shows of them, for the browser's tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from keras import layers
from playwright.sync_api import Locator, Page

from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    both_ways,
    gru,
    lesson,
    lstm,
    reads_ids,
    rnn,
    sequential,
)
from unrolled import BidirectionalTrace, CellTrace, RecurrentTrace
from unrolled.stepping.step import Stepper, step

NASTY = ["$x$", '"><img src=x onerror=window.harm=1>', "</script><b>c"]
WIDE = np.random.default_rng(3).normal(0, 0.5, (1, 12, 20)).astype("float32")

FIGURES: dict[str, Callable[[], Stepper]] = {
    "SimpleRNN": lambda: step(lesson(), SENTENCE, tokens=WORDS, title="Three words"),
    "relu": lambda: step(MODELS["relu"](), SENTENCE),
    "LSTM": lambda: step(sequential(lstm(4)), SENTENCE, tokens=WORDS),
    "GRU": lambda: step(sequential(gru(4, True)), SENTENCE, tokens=WORDS),
    "GRU, reset before": lambda: step(
        sequential(gru(3, reset_after=False)), SENTENCE, tokens=WORDS
    ),
    "bidirectional": lambda: step(
        sequential(both_ways(rnn(3, True))), SENTENCE, tokens=WORDS
    ),
    "bidirectional LSTM": lambda: step(
        sequential(both_ways(lstm(2)), layers.Dense(1, "sigmoid")), SENTENCE
    ),
    "backwards": lambda: step(MODELS["backwards"](), SENTENCE, tokens=WORDS),
    "stacked cells": lambda: step(MODELS["stacked cells"](), SENTENCE),
    "a cell of one's own": lambda: step(MODELS["a cell of one's own"](), SENTENCE),
    "masked": lambda: step(
        reads_ids(lstm(3), layers.Dense(3, "softmax"), steps=5),
        np.array([[3, 5, 0, 7, 0]]),
        tokens=["the", "cat", "", "sat", ""],
        classes=["red", "green", "blue"],
    ),
    "stack": lambda: step(
        sequential(
            rnn(4, True),
            layers.Dropout(0.2),
            lstm(3),
            layers.RepeatVector(2),
            gru(2, True),
            layers.TimeDistributed(layers.Dense(3, "softmax")),
        ),
        SENTENCE,
        tokens=WORDS,
        classes=["red", "green", "blue"],
    ),
    "wide": lambda: step(
        sequential(rnn(64, True), lstm(32), layers.Dense(9), shape=(12, 20)),
        WIDE,
        tokens=[f"word{t}" for t in range(12)],
    ),
    "nasty": lambda: step(lesson(), SENTENCE, tokens=NASTY, title=NASTY[1]),
}


@cache
def figure(name: str) -> Stepper:
    """One of the figures, made once for all tests."""
    return FIGURES[name]()


class Shown:
    """A figure on a page, driven as a person does."""

    def __init__(self, page: Page, root: Locator | None = None) -> None:
        self.page = page
        self.root = root or page.locator(".unrolled-step")
        self.root.locator(".view").wait_for()

    def line(self) -> str:
        """The sum that is spelled out."""
        return self.root.locator(".line").inner_text()

    def where(self) -> str:
        """The step, as the controls say it."""
        return self.root.locator(".where").inner_text()

    def step(self) -> int:
        """The step in the order of reading, from 1."""
        return int(self.root.locator("input[type=range]").input_value())

    def button(self, name: str) -> Locator:
        """A control by its name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def go(self, step: int, lane: int = 0) -> None:
        """Clicks the block of a step, counted in the order of reading."""
        self.root.locator(f'.block[data-lane="{lane}"][data-step="{step}"]').click()

    def unit(self) -> Locator:
        """The units that the current step made in the chosen lane, c's before h's."""
        return self.root.locator(".column.made:not(.beside) .cell")

    def pointed(self) -> str:
        """The number in the marked unit of what the line is about."""
        return self.root.locator(".made.chosen .cell.pointed").inner_text()


@dataclass(frozen=True)
class Line:
    """A spelled-out sum: what it is of, the sum of its addends, and its results.

    Attributes:
        unit: from 1.
        added: the addends as they are written, added up.
        terms: how many there are.
        sum: as it is written.
        value: what the activation made of it.
    """

    unit: int
    added: float
    terms: int
    sum: float
    value: float


def read_line(text: str) -> Line:
    """Reads a line such as 'unit 3 of h₂: 0.1·(−0.6) = −0.06; tanh(−0.06) = −0.06'."""
    text = text.replace("−", "-").replace("\n", " ")
    head, _, rest = text.partition(": ")
    spelled, _, after = rest.partition(";")
    addends, _, total = spelled.rpartition(" = ")
    plain = re.sub(r"⋯ \(\d+ more: (-?[\d.]+)\)", r"(\1)", addends).replace("·", "*")
    assert re.fullmatch(r"[-\d.()*+ ]+", plain), plain
    unit = re.search(r"unit (\d+)", head)
    assert unit, head
    return Line(
        unit=int(unit[1]),
        added=float(eval(plain)),
        terms=plain.count("+") + 1,
        sum=float(total),
        value=float(after.rpartition(" = ")[2] if after else total),
    )


def cells_of(layer: Any) -> list[CellTrace]:
    """The cells of a layer's trace in the order of the lanes."""
    if isinstance(layer, BidirectionalTrace):
        return [*layer.forward.cells, *layer.backward.cells]
    assert isinstance(layer, RecurrentTrace)
    return [*layer.cells]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def near(one: float, other: float) -> bool:
    """Whether two numbers are the same to three decimals."""
    return abs(one - other) < 6e-4


def cells(name: str) -> list[CellTrace]:
    """The cells of the first layer of one of the figures."""
    return cells_of(figure(name).trace.layers[0])
