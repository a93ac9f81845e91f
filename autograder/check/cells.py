"""What every check does: it answers with a verdict, whatever it meets.

An answer whose cell ended in an error is missing, or an older one: a check says so
instead of judging what a name held before.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import inspect
import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ParamSpec

from ..observe.elsewhere import LookFailed
from ..observe.function import failure
from .misused import Misused
from .place import Notebook, here
from .show.verdict import Expectation, Hint, Verdict, verdict

Given = ParamSpec("Given")

_ALIKE = 0.87
"""How much of two names is the same where one is taken for a slip of the other."""


def stopped(name: str) -> str:
    """That the cell stopped which should have made a name; "" when none did."""
    stops = here().stops
    if stops is None or name not in stops.errors:
        return ""
    return _told({name: stops.errors[name]})


def judged(check: Callable[Given, Verdict]) -> Callable[Given, Verdict]:
    """Have a check answer with a verdict whatever the learner's object does to it.

    The verdict is about the exercise that the check was given, and says if the cell of
    its answer stopped.

    Args:
        check: takes `exercise`, `name` or `names`, and `points`.
    """
    signature = inspect.signature(check)

    @functools.wraps(check)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Verdict:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        about = given.arguments
        try:
            with _quietly():
                made = check(*args, **kwargs)
        except Misused:
            raise
        except Exception as error:  # learners' objects may do anything
            name = about.get("name") or " and ".join(about.get("names", ["it"]))
            made = _unjudged(str(name), about["points"], error)
        # of a check that has both, names are those of classes
        names = (made.name,) if "name" in about else about["names"]
        made = replace(made, exercise=about["exercise"])
        return _finished(made, check.__name__, names)

    return answer


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Lets nothing be written to stderr while a notebook's own kernel judges.

    Keras warns of what it meets when it is looked at, NumPy of what is counted with,
    and a learner's function of what it likes; nbgrader takes points for each.
    """
    if not isinstance(here(), Notebook):  # nobody reads this process's stderr
        yield
        return
    with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _unjudged(name: str, points: float, error: Exception) -> Verdict:
    """The verdict on what cannot even be looked at."""
    words = str(error) if isinstance(error, LookFailed) else failure(error)[0]
    row = Expectation(name, False, "something that can be looked at", words)
    text = (
        f"Looking at {name} ends in an error: {words}. Make it anew from the line that "
        "the task gave, and run that cell."
    )
    return verdict(name, points, [row], [Hint("not-judged", text)])


def _finished(made: Verdict, check: str, names: Sequence[str]) -> Verdict:
    """A verdict that says if the cell stopped which makes what was checked.

    Args:
        made: by the check.
        check: its name.
        names: what it calls the answers.
    """
    stops = here().stops
    errors = stops.concerned(check, names) if stops else {}
    if not errors:
        other = look_alike(made.name) if made.status == "not attempted" else ""
        if not other:
            return made
        note = f"{made.note} There is a {other} here; this looks at {made.name}."
        return replace(made, note=note)
    text = _told(errors)
    if made.status == "right":
        return replace(made, note=f"{text} What is judged here stood there before.")
    if made.status == "not attempted":  # it was, and came to nothing
        made = replace(made, status="wrong", note="")
    # what the numbers of an older answer show is no mistake of this one
    text += " Mend that first: what is judged here was there before it stopped."
    return replace(made, hints=(Hint("cell-stopped", text),))


def look_alike(name: str) -> str:
    """A name that the learner's notebook knows and that is almost this one, or "".

    Args:
        name: that the task gives.
    """
    if len(name) < 4:
        return ""
    names = [n for n in here().names() if n != name and n[:1] == name[0]]
    return "".join(difflib.get_close_matches(name, names, 1, _ALIKE))


def _told(errors: Mapping[str, str]) -> str:
    """That the cell stopped which makes these names, with the first one's error."""
    names, said = ", ".join(errors), next(iter(errors.values()))
    return f"The cell that makes {names} stopped with an error. {said}"
