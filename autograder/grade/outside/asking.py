"""Asks a kernel what stands under the learner's names; believes only the form."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar, cast

import numpy as np
from pydantic import ConfigDict, TypeAdapter, ValidationError

from ...check.stops import Stops
from ...observe import wire
from ...observe.elsewhere import Elsewhere, LookFailed
from ...observe.function import FunctionSeen
from ...observe.makers import Maker
from ...observe.seen import Arrays, Batch, ModelSeen, Outputs
from ...observe.value import Seen

Said = TypeVar("Said")

MOST = 200_000
"""Things in an answer, an array being one."""

LONGEST = 5_000
"""Characters of a text in an answer; what is observed is shortened to far fewer."""

MOST_LAYERS = 500
"""Layers and weights of a model that are looked at."""


@dataclass(frozen=True)
class Holding:
    """What became of an expression that the kernel was to hold.

    Attributes:
        error: its error's name and message; "" when it is held.
        missing: the name that does not exist, when that was it.
    """

    error: str = ""
    missing: str = ""


class Kernel:
    """The kernel of a submission, as a place that checks take answers from.

    Args:
        send: sends a request, returns the answer's text; see `observe.serve`.
        stops: which cells ended in an error.
        seed: the instructor's; random cases are drawn from it, and it stays here.
    """

    def __init__(self, send: Callable[[str], str], stops: Stops, seed: bytes) -> None:
        """Nothing was asked yet."""
        self._send = send
        self._seed = seed
        self.stops: Stops | None = stops

    def ask(self, kind: type[Said], ask: str, **given: Any) -> Said:
        """Ask, and take an answer of the form that is due.

        Raises:
            LookFailed: the learner's object raised, or the answer is none of ours.
        """
        try:
            answer = wire.read(self._send(wire.write({"ask": ask, **given})))
        except wire.Unreadable as error:
            raise LookFailed(f"its kernel's answer cannot be read: {error}") from None
        if not _is_modest(answer):
            raise LookFailed("its kernel's answer is too large")
        if not isinstance(answer, dict) or not {"said", "error"} & answer.keys():
            raise LookFailed("its kernel's answer is no observation")
        if "error" in answer:
            raise LookFailed(str(answer["error"])[:300])
        try:
            return _form(cast("Hashable", kind)).validate_python((answer["said"],))[0]
        except (ValidationError, RecursionError):
            raise LookFailed("its kernel's answer is no observation") from None

    def hold(self, texts: Sequence[str]) -> list[Holding]:
        """Have the kernel hold what expressions give, from place 0 on."""
        found = self.ask(list[Holding], "hold", texts=list(texts))
        if len(found) != len(texts):
            raise LookFailed("its kernel's answer is no observation")
        return found

    def names(self) -> Collection[str]:
        """The names that the learner's notebook knows."""
        return self.ask(list[str], "known")

    def makers(
        self, inputs: np.ndarray, shapes: Sequence[tuple[int, ...]]
    ) -> tuple[Maker, ...]:
        """The layers among them with weights of these shapes."""
        given = {"inputs": np.asarray(inputs), "shapes": [tuple(s) for s in shapes]}
        return self.ask(tuple[Maker, ...], "makers", **given)

    def draws(self, seed: int | None, what: str) -> np.random.Generator:
        """The same cases for every submission, from a seed that no learner knows."""
        digest = hashlib.sha256(self._seed + f"\0{seed}\0{what}".encode()).digest()
        return np.random.default_rng(list(digest))


class Asked(Elsewhere):
    """An object that a kernel holds.

    Args:
        kernel: that holds it.
        place: where.
    """

    def __init__(self, kernel: Kernel, place: int) -> None:
        """Nothing was asked yet."""
        self._kernel = kernel
        self._place = place

    def _ask(self, kind: type[Said], ask: str, **given: Any) -> Said:
        return self._kernel.ask(kind, ask, of=self._place, **given)

    def value(self) -> Seen:
        """It as a value."""
        return self._ask(Seen, "value")

    def parts(self) -> Seen:
        """It as several values."""
        return self._ask(Seen, "parts")

    def called(self) -> str:
        """Its own name, when it is a function that has one, else ""."""
        name = self._ask(str, "called")
        return name if name.isidentifier() and len(name) < 100 else ""

    def look(self, probe: Batch | None = None) -> ModelSeen:
        """It as a model."""
        seen = self._ask(ModelSeen, "look", probe=probe)
        places = [place for layer in seen.layers for place in layer.weights]
        if (
            max(len(seen.layers), len(seen.weights)) > MOST_LAYERS
            or any(not 0 <= place < len(seen.weights) for place in places)
            or any(weight.dtype.kind != "f" for weight in seen.weights)
        ):
            raise LookFailed("its kernel's answer is no model")
        return seen

    def run(
        self,
        inputs: Sequence[Batch],
        weights: Arrays | None = None,
        inside: bool = False,
    ) -> Outputs:
        """What it makes of each batch."""
        put = None if weights is None else [np.asarray(each) for each in weights]
        made = self._ask(Outputs, "run", inputs=[*inputs], weights=put, inside=inside)
        if not made.error and (
            len(made.made) != len(inputs) or not all(map(len, made.made))
        ):
            raise LookFailed("its kernel's answer has no outputs")
        return made

    def call(self, arguments: Sequence[Sequence[Any]]) -> FunctionSeen:
        """What comes of calling it."""
        given = [list(some) for some in arguments]
        seen = self._ask(FunctionSeen, "call", arguments=given)
        if seen.kind == "function" and len(seen.calls) != len(given):
            raise LookFailed("its kernel's answer has no results")
        if any(c.result is None and not c.error for c in seen.calls):
            raise LookFailed("its kernel's answer has no results")
        return seen


def _is_modest(answer: Any) -> bool:
    """Whether an answer is no larger than what is observed ever is."""
    waiting, left = [answer], MOST
    while waiting:
        thing = waiting.pop()
        left -= 1
        if isinstance(thing, dict):
            waiting += [*thing, *thing.values()]
        elif isinstance(thing, list | tuple):
            waiting += thing
        if left < len(waiting) or (isinstance(thing, str) and len(thing) > LONGEST):
            return False
    return True


@cache
def _form(kind: Hashable) -> TypeAdapter[Any]:
    settings = ConfigDict(arbitrary_types_allowed=True)
    return TypeAdapter(
        cast("Any", GenericAlias(tuple, (kind,))), config=settings
    )  # arrays are known as such alone
