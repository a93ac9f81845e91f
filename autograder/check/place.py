"""Where the learner's names live: in this notebook, or in a kernel to be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import numpy as np

from ..learner import running_shell
from ..observe import makers as observe
from ..observe.makers import Maker
from .stops import Stops

_KEY = "unrolled cells"


class Place(Protocol):
    """What checks may know of the notebook that an answer stands in.

    Attributes:
        stops: which of its cells ended in an error; None where nobody notes it.
    """

    @property
    def stops(self) -> Stops | None:
        """Which cells ended in an error."""

    def names(self) -> Collection[str]:
        """The names that the learner's notebook knows."""

    def makers(
        self, inputs: np.ndarray, shapes: Sequence[tuple[int, ...]]
    ) -> tuple[Maker, ...]:
        """The layers among them with weights of these shapes; see `makers.makers`."""

    def draws(self, seed: int | None, what: str) -> np.random.Generator:
        """What random cases are drawn with.

        Args:
            seed: that the check was given; None for none.
            what: the exercise and the name that are checked.
        """


class Notebook:
    """The place of checks that run in the learner's own kernel, or in no notebook."""

    @property
    def stops(self) -> Stops | None:
        """Which cells ended in an error, where `watch` has begun."""
        shell = running_shell()
        return shell.meta.get(_KEY) if shell is not None else None

    def names(self) -> Collection[str]:
        """The names of the IPython that runs this; () when none does."""
        shell = running_shell()
        return shell.user_ns.keys() if shell is not None else ()

    def makers(
        self, inputs: np.ndarray, shapes: Sequence[tuple[int, ...]]
    ) -> tuple[Maker, ...]:
        """The layers among the names with weights of these shapes."""
        shell = running_shell()
        known = {} if shell is None else dict(shell.user_ns)
        return observe.makers(known, inputs, shapes)

    def draws(self, seed: int | None, what: str) -> np.random.Generator:
        """Other cases each time, unless the check was given a seed."""
        return np.random.default_rng(seed)


_place: ContextVar[Place] = ContextVar("place", default=Notebook())  # noqa: B039


def here() -> Place:
    """The place of the check that runs now."""
    return _place.get()


@contextmanager
def at(place: Place) -> Iterator[None]:
    """Has checks take their answers from another place for the while.

    Args:
        place: such as a kernel that can be asked.
    """
    before = _place.set(place)
    try:
        yield
    finally:
        _place.reset(before)


def watch(shell: Any) -> None:
    """Note from now on which cells end in an error, and what they should have made.

    What was noted before is forgotten.

    Args:
        shell: the IPython that runs them.
    """
    if _KEY in shell.meta:
        shell.meta[_KEY].errors.clear()
        return
    shell.meta[_KEY] = stops = Stops()
    shell.events.register("pre_run_cell", stops.begun_in_ipython)
    shell.events.register("post_run_cell", stops.ended_in_ipython)
