"""Hints for what stands in the place of a number, a shape, an array or a list."""

from __future__ import annotations

from typing import Literal

from ...observe.value import Seen
from . import words
from .verdict import Hint

Asked = Literal["number", "shape", "array", "mask", "list"]

_ASKED: dict[Asked, str] = {
    "number": "one number was asked for",
    "shape": "a shape is a tuple with one number for each axis",
    "array": "an array or tensor was asked for",
    "mask": "an array of True and False was asked for",
    "list": "a list of numbers was asked for",
}

_NOTHING = (
    "This is None. A function that prints or changes something and hands nothing on "
    "returns it, as summary, build and set_weights do."
)
_SET = (
    "Braces make a set, which has no order and holds no number twice. Write round "
    "brackets: the order of the axes is part of a shape."
)


def instead(seen: Seen, asked: Asked) -> list[Hint]:
    """What to say of what is no answer of the kind that was asked for.

    Args:
        seen: what was found; no number where one was asked for, and so on.
        asked: what was asked for; ids of hints end in it.
    """
    if seen.kind == "text":
        text = f"This is text; {_ASKED[asked]}. It is written without quotes."
        return [Hint(f"text-for-{asked}", text)]
    if seen.kind == "nothing":
        return [Hint(f"nothing-for-{asked}", _NOTHING)]
    if seen.plain == ():
        text = f"This {seen.type} is empty; {_ASKED[asked]}."
        return [Hint(f"empty-for-{asked}", text)]
    texts = [item for item in seen.plain or () if isinstance(item, str)]
    if texts and asked != "list" and all(text.strip().isdecimal() for text in texts):
        text = (
            f"There is text in this {seen.type}; {_ASKED[asked]}. Numbers are written "
            "without quotes."
        )
        return [Hint(f"texts-for-{asked}", text)]
    if seen.thing == "set" and asked == "shape":
        return [Hint("set-for-shape", _SET)]
    if seen.thing:
        return [Hint(f"{seen.thing}-for-{asked}", _of_thing(seen, asked))]
    if seen.flags is not None:
        text = f"This holds True and False; {_ASKED[asked]}."
        return [Hint(f"flags-for-{asked}", text)]
    if seen.shape is not None and asked in ("array", "mask"):
        return [_without_numbers(seen)]
    if seen.shape is not None:
        return [Hint(f"tensor-for-{asked}", _of_tensor(seen.shape, asked))]
    if seen.axes and asked == "list":
        return [_with_none(seen)]
    if seen.items and asked == "list":
        text = f"The items of this {seen.type} are not all numbers; {_ASKED[asked]}."
        return [Hint("list-of-others", text)]
    if seen.items:
        text = f"This is {words.a(seen.type)} of {len(seen.items)}; {_ASKED[asked]}."
        return [Hint(f"list-for-{asked}", text)]
    return [Hint(f"no-{asked}", f"This is of the class {seen.type}; {_ASKED[asked]}.")]


def ragged(seen: Seen) -> list[Hint]:
    """What to say of lists of unequal length in the place of an array.

    Args:
        seen: what was found.
    """
    rows = [item.flags if item.array is None else item.array for item in seen.items]
    one_dimensional = [row for row in rows if row is not None and row.ndim == 1]
    lengths = {len(row) for row in one_dimensional}
    if len(one_dimensional) < len(rows) or len(lengths) < 2:
        return []
    text = (
        f"These are lists of unequal length, of {words.several(_sorted(lengths))} "
        "items. An array has rows of one length: fill the short ones up."
    )
    return [Hint("ragged-lists", text)]


def blank(names: list[str]) -> Hint:
    """What to say of answers that are still as they were handed out, beside others.

    Args:
        names: of the learner's variables; also "h and c", as a check of two is called.
    """
    each = [one for name in names for one in name.replace(" and ", ", ").split(", ")]
    verb = "is" if len(each) == 1 else "are"
    text = f"{words.several(each)} {verb} still …; the other answers are judged."
    return Hint("left-blank", text)


def _with_none(seen: Seen) -> Hint:
    """What to say of None among the numbers of a list."""
    places = [str(place) for place, item in enumerate(seen.axes, 1) if item is None]
    items = (
        f"item {places[0]}" if len(places) == 1 else f"items {words.several(places)}"
    )
    text = f"None stands in this {seen.type}, as {items}; {_ASKED['list']}."
    return Hint("none-in-list", text)


def _sorted(lengths: set[int]) -> list[str]:
    return [str(length) for length in sorted(lengths)]


def _of_thing(seen: Seen, asked: Asked) -> str:
    if seen.thing == "function":
        return "This is a function that was not called: put brackets behind its name."
    if seen.thing in ("layer", "model") and asked in ("array", "mask"):
        return f"This is a {seen.thing}, not what it makes: call it on its inputs."
    kind = f", {seen.type}" if seen.thing in ("layer", "model") else ""
    return f"This is a {seen.thing}{kind}; {_ASKED[asked]}."


def _without_numbers(seen: Seen) -> Hint:
    if seen.type == "KerasTensor":
        text = (
            "This is a symbolic tensor: it has a shape and no numbers yet. Call the "
            "layer or model on an array."
        )
        return Hint("symbolic-tensor", text)
    return Hint("no-numbers", f"No numbers can be read from this {seen.type}.")


def _of_tensor(shape: tuple[int | None, ...], asked: Asked) -> str:
    if asked == "shape":
        return (
            f"This is an array or tensor, not its shape. It has the shape "
            f"{words.shape(shape)}; .shape gives it."
        )
    return f"This is an array or tensor of shape {words.shape(shape)}; {_ASKED[asked]}."
