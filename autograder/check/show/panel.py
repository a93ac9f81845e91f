"""The panel: a verdict as HTML that fits light and dark pages, and needs no script."""

from __future__ import annotations

import base64
import re
from html import escape

from ...learner import stuck
from ...style import BADGE, BOX, CELL, MONO, SOFT, TINT
from .figures import Figure, drawn
from .verdict import Expectation, Verdict

# Colours that hold 4.5:1 with white on them; everything else takes the page's own ink.
_COLOUR = {
    "right": "#1a7f37",
    "partly right": "#8a5a00",
    "wrong": "#b3261e",
    "not attempted": "#57606a",
}
_SIGN = {"right": "✓", "partly right": "◐", "wrong": "✗", "not attempted": "○"}

_HINT = f"margin:.5em 0 0;padding:.4em .7em;{TINT}"
_WIDE = ";max-width:78em"
_SMALLEST = 0.45
"""How small a figure may become, of its own width; then it scrolls."""
_SHAPE = re.compile(r"\((?:(?:None|\d+), ?){1,5}(?:None|\d+)?\)")
"""A shape, which is not to be broken between two lines."""

_PAPER = (
    "margin:.5em 0 0;padding:.4em;border-radius:4px;background:#fff;overflow-x:auto"
)


def panel(verdict: Verdict) -> str:
    """The verdict as one HTML element.

    Args:
        verdict: what a check found.

    Returns:
        A ``<div>`` whose text is escaped and whose style stands in its elements.
    """
    colour = _COLOUR[verdict.status]
    parts = [_head(verdict)]
    if verdict.note:
        parts.append(
            f'<div style="margin-top:.35em;{SOFT}">{_text(verdict.note)}</div>'
        )
    if verdict.expectations:
        rows = "".join(_row(e) for e in verdict.expectations)
        style = CELL.format(more=f"font-weight:400;{SOFT}")
        heads = "".join(
            f'<th scope="col" style="{style}">{head}</th>'
            for head in ("", "", "expected", "found")
        )
        parts.append(
            '<table style="border-collapse:collapse;border:0;margin:.4em 0 0;'
            f'font-size:inherit;color:inherit"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )
    figures = [drawn(hint.sketch) for hint in verdict.hints if hint.sketch]
    parts += [
        f'<div style="{_HINT}"><b>Hint</b>&ensp;{_text(hint.text)}</div>'
        for hint in verdict.hints
    ]
    parts += [_picture(figure) for figure in figures if figure is not None]
    if call := stuck(verdict.exercise, verdict.status):
        parts.append(
            f'<div style="margin-top:.5em;{SOFT}">Stuck?&ensp;'
            f'<span style="{MONO}">{_text(call)}</span></div>'
        )
    body = "".join(parts)
    box = BOX.format(colour=colour) + (_WIDE if any(figures) else "")
    return f'<div style="{box}">{body}</div>'


def _picture(figure: Figure) -> str:
    """A figure on white, which scrolls where it would be too small to read."""
    png = base64.b64encode(figure.png).decode("ascii")
    least = min(figure.width, round(figure.width * _SMALLEST))
    return (
        f'<div style="margin-top:.5em;{SOFT}">With sentence {figure.number}, in full:'
        f'</div><div style="{_PAPER}"><img alt="{escape(figure.alt)}" '
        f'style="display:block;width:{figure.width}px;min-width:{least}px;'
        f'max-width:100%;height:auto" src="data:image/png;base64,{png}"></div>'
    )


def _head(verdict: Verdict) -> str:
    badge = BADGE.format(colour=_COLOUR[verdict.status])
    noun = "point" if verdict.points == 1 else "points"
    score = f"&ensp;·&ensp;{verdict.score:g} of {verdict.points:g} {noun}"
    if not verdict.points:  # a name that is missing, in a cell that does not say
        score = ""
    return (
        f'<div><span style="{badge}" aria-hidden="true">{_SIGN[verdict.status]}</span>'
        f"&ensp;<b>{_text(verdict.name)}</b>: {verdict.status}"
        f'<span style="{SOFT}">{score}</span></div>'
    )


def _row(expectation: Expectation) -> str:
    colour = _COLOUR["right" if expectation.met else "wrong"]
    sign, said = ("✓", "right") if expectation.met else ("✗", "wrong")
    mark = (
        f'<span style="{BADGE.format(colour=colour)}" role="img" aria-label="{said}">'
    )
    plain, mono = CELL.format(more=""), CELL.format(more=MONO)
    return (
        f'<tr style="background:transparent">'
        f'<td style="{plain}">{mark}{sign}</span></td>'
        f'<td style="{plain}">{_text(expectation.what)}</td>'
        f'<td style="{mono}">{_text(expectation.expected)}</td>'
        f'<td style="{mono}">{_text(expectation.found)}</td></tr>'
    )


def _text(text: str) -> str:
    whole = r'<span style="white-space:nowrap">\g<0></span>'
    return _SHAPE.sub(whole, escape(text)).replace("\n", "<br>")
