"""The panel: a verdict as HTML that fits light and dark pages, and needs no script."""

from __future__ import annotations

from html import escape

from .verdict import Expectation, Verdict

# Colours that hold 4.5:1 with white on them; everything else takes the page's own ink.
_COLOUR = {
    "right": "#1a7f37",
    "partly right": "#8a5a00",
    "wrong": "#b3261e",
    "not attempted": "#57606a",
}
_SIGN = {"right": "✓", "partly right": "◐", "wrong": "✗", "not attempted": "○"}

_BOX = (
    "border:1px solid color-mix(in srgb,currentColor 22%,transparent);"
    "border-left:5px solid {colour};border-radius:4px;padding:.55em .85em .6em;"
    "margin:.25em 0;max-width:52em;line-height:1.45;text-align:left;"
    "font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;"
    "font-size:14px"
)
_BADGE = (
    "display:inline-block;min-width:1.35em;text-align:center;border-radius:3px;"
    "color:#fff;background:{colour};font-weight:700;padding:0 .25em"
)
_CELL = (
    "padding:.15em 1em .15em 0;text-align:left;vertical-align:baseline;border:0;"
    "background:transparent;white-space:normal;{more}"
)
_HINT = (
    "margin:.5em 0 0;padding:.4em .7em;border-radius:4px;"
    "background:color-mix(in srgb,currentColor 9%,transparent)"
)
_MONO = (
    "font-family:'DejaVu Sans Mono',ui-monospace,Menlo,Consolas,monospace;"
    "font-size:.92em;overflow-wrap:anywhere"
)
_SOFT = "opacity:.82"


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
            f'<div style="margin-top:.35em;{_SOFT}">{_text(verdict.note)}</div>'
        )
    if verdict.expectations:
        rows = "".join(_row(e) for e in verdict.expectations)
        style = _CELL.format(more=f"font-weight:400;{_SOFT}")
        heads = "".join(
            f'<th scope="col" style="{style}">{head}</th>'
            for head in ("", "", "expected", "found")
        )
        parts.append(
            '<table style="border-collapse:collapse;border:0;margin:.4em 0 0;'
            f'font-size:inherit;color:inherit"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )
    parts += [
        f'<div style="{_HINT}"><b>Hint</b>&ensp;{_text(hint.text)}</div>'
        for hint in verdict.hints
    ]
    body = "".join(parts)
    return f'<div style="{_BOX.format(colour=colour)}">{body}</div>'


def _head(verdict: Verdict) -> str:
    badge = _BADGE.format(colour=_COLOUR[verdict.status])
    noun = "point" if verdict.points == 1 else "points"
    score = f"&ensp;·&ensp;{verdict.score:g} of {verdict.points:g} {noun}"
    if not verdict.points:  # a name that is missing: nobody knows what it is worth
        score = ""
    return (
        f'<div><span style="{badge}" aria-hidden="true">{_SIGN[verdict.status]}</span>'
        f"&ensp;<b>{_text(verdict.name)}</b>: {verdict.status}"
        f'<span style="{_SOFT}">{score}</span></div>'
    )


def _row(expectation: Expectation) -> str:
    colour = _COLOUR["right" if expectation.met else "wrong"]
    sign, said = ("✓", "right") if expectation.met else ("✗", "wrong")
    mark = (
        f'<span style="{_BADGE.format(colour=colour)}" role="img" aria-label="{said}">'
    )
    plain, mono = _CELL.format(more=""), _CELL.format(more=_MONO)
    return (
        f'<tr style="background:transparent">'
        f'<td style="{plain}">{mark}{sign}</span></td>'
        f'<td style="{plain}">{_text(expectation.what)}</td>'
        f'<td style="{mono}">{_text(expectation.expected)}</td>'
        f'<td style="{mono}">{_text(expectation.found)}</td></tr>'
    )


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
