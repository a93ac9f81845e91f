"""A learner's object in another process, and how a check asks for it wherever it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from . import value as observe
from .function import FunctionHere, FunctionSeen, FunctionView
from .model import Here
from .seen import Arrays, Batch, ModelSeen, Outputs, View
from .value import Seen


class Unreachable(BaseException):
    """The object's process cannot be asked: it is gone, or its time is up.

    A BaseException, so that no check takes it for an error of the learner's.
    """


class LookFailed(Exception):
    """Looking at the object raised where it lives; the message is that error's."""


class Elsewhere(ABC):
    """Stands for an object of another process; it is a view of a model or function.

    Raises:
        LookFailed: by every method, where the object does not let itself be looked at.
        Unreachable: by every method, once that process cannot be asked.
    """

    @abstractmethod
    def value(self) -> Seen:
        """It as a value; see `value.value`."""

    @abstractmethod
    def parts(self) -> Seen:
        """It as several values; see `value.parts`."""

    @abstractmethod
    def called(self) -> str:
        """Its own name, when it is a function that has one, else ""."""

    @abstractmethod
    def look(self, probe: Batch | None = None) -> ModelSeen:
        """It as a model; see `model.look`."""

    @abstractmethod
    def run(
        self,
        inputs: Sequence[Batch],
        weights: Arrays | None = None,
        inside: bool = False,
    ) -> Outputs:
        """What it makes of each batch; see `model.run`."""

    @abstractmethod
    def call(self, arguments: Sequence[Sequence[Any]]) -> FunctionSeen:
        """What comes of calling it; see `function.function`."""


def value(found: Any) -> Seen:
    """A value, wherever it is."""
    return found.value() if isinstance(found, Elsewhere) else observe.value(found)


def parts(found: Any) -> Seen:
    """Several values, wherever they are."""
    return found.parts() if isinstance(found, Elsewhere) else observe.parts(found)


def model(found: Any) -> View:
    """A view of a model, wherever it is."""
    return found if isinstance(found, Elsewhere) else Here(found)


def function(found: Any) -> FunctionView:
    """A view of a function, wherever it is."""
    return found if isinstance(found, Elsewhere) else FunctionHere(found)


def called(found: Any) -> str:
    """What a function calls itself; "" for what does not."""
    if isinstance(found, Elsewhere):
        return found.called()
    name = getattr(found, "__name__", "")
    return name if isinstance(name, str) and name.isidentifier() else ""
