"""What a function keeps from one call to the next, as its results show it."""

from __future__ import annotations

from ..judge.agree import items_of
from ..show.verdict import Hint
from .tried import Tried


def kept_from_before(first: Tried) -> list[Hint]:
    """Lists that begin with all that the call before gave.

    Args:
        first: what came of the calls, in their order.
    """
    found = [
        None if call.result is None else items_of(call.result)
        for call in first.seen.calls
    ]
    before = found[0]
    if not all(isinstance(a, tuple) for a in first.answers) or before is None:
        return []
    # what came before the first call nobody knows; of that call the end is its own
    own = first.answers[0]
    if before[len(before) - len(own) :] != own:
        return []
    for items, answer in zip(found[1:], first.answers[1:], strict=True):
        if items is None or items != (*before, *answer):
            return []
        before = items
    text = (
        "What earlier calls found comes back again, before what this one finds: the "
        "list is made once, outside of the function or as the default of a parameter. "
        "Make it inside, in the first line."
    )
    return [Hint("kept-from-earlier-calls", text)]
