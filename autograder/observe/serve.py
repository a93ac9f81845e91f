"""Answers what the judge asks of a kernel: what stands under the learner's names.

    answer(write({"ask": "hold", "texts": ["model", "(h, c)"]}))
    answer(write({"ask": "look", "of": 0, "probe": None}))

Runs in the kernel, and knows of no right answer. An answer is `{"said": observation}`,
or `{"error": words}` where there is none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from . import elsewhere, makers, wire
from .function import failure, function
from .model import look, run

_KEY = "autograder observed"

MOST_NAMES = 5_000
"""Names of the learner's that are told."""


class Answer:
    """An answer; IPython shows it as its text."""

    def __init__(self, text: str) -> None:
        """Hold the text."""
        self.text = text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text}


class Held:
    """The objects that are asked about, by their places."""

    def __init__(self, names: dict[str, Any]) -> None:
        """Nothing is held yet.

        Args:
            names: of the learner's notebook, as they change.
        """
        self.names = names
        self.objects: list[Any] = []

    def hold(self, texts: list[str]) -> list[dict[str, str]]:
        """Hold what expressions give, from place 0 on; an object for each.

        It is empty, names the missing name, or says the error.
        """
        self.objects = []
        return [self._held(text) for text in texts]

    def _held(self, text: str) -> dict[str, str]:
        self.objects.append(...)
        try:
            self.objects[-1] = eval(text, self.names)  # in the learner's kernel
        except NameError as error:
            return {"missing": str(error.name or ""), "error": failure(error)[0]}
        except (Exception, SystemExit) as error:  # learners' objects may do anything
            return {"error": failure(error)[0]}
        return {}

    def known(self) -> list[str]:
        """The learner's names."""
        names = [name for name in list(self.names) if isinstance(name, str)]
        return [name for name in names if name[:1] != "_"][:MOST_NAMES]

    def asked(self, ask: str, of: int = -1, **given: Any) -> Any:
        """Do what one request asks for."""
        if ask in ("hold", "known"):
            return getattr(self, ask)(**given)
        if ask == "makers":
            return makers.makers(dict(self.names), **given)
        return ASKED[ask](self.objects[of], **given)


ASKED: dict[str, Callable[..., Any]] = {
    "value": elsewhere.value,
    "parts": elsewhere.parts,
    "called": elsewhere.called,
    "look": look,
    "run": run,
    "call": function,
}
"""What is asked of an object that is held."""


def answer(request: str) -> Answer:
    """Answer a request; never raises what a learner's object may raise.

    Args:
        request: written by `wire.write`: "ask", and what that takes.
    """
    try:
        said = _of_running_kernel().asked(**wire.read(request))
        return Answer(wire.write({"said": said}))
    except (Exception, SystemExit) as error:  # learners' objects may do anything
        return Answer(wire.write({"error": failure(error)[0]}))


def _of_running_kernel() -> Held:
    shell = sys.modules["IPython"].get_ipython()
    # IPython's own place for what its guests remember
    held: Held = shell.meta.setdefault(_KEY, Held(shell.user_ns))
    return held
