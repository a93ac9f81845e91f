"""What a learner reads when asking: a panel without script, and the same as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Literal, Protocol

from ..style import BADGE, BOX, MONO, SOFT, TINT

Kind = Literal["hint", "solution", "progress", "note"]

# a colour that holds 4.5:1 with white on it, and a sign
_LOOK: dict[Kind, tuple[str, str]] = {
    "hint": ("#0a5cad", "?"),
    "solution": ("#1a7f37", "="),
    "progress": ("#57606a", "#"),
    "note": ("#57606a", "i"),
}
_CODE = f"{MONO};{TINT};padding:0 .25em;color:inherit"
_PRE = (
    f"{MONO};{TINT};margin:.5em 0 0;padding:.5em .7em;line-height:1.4;color:inherit;"
    "border:0;white-space:pre;overflow-x:auto;overflow-wrap:normal;user-select:text"
)
_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*(\S[^*\n]*)\*")


class Block(Protocol):
    """A part of a panel."""

    def html(self) -> str:
        """The part as an HTML element."""

    def plain(self) -> str:
        """The part as text."""


@dataclass(frozen=True)
class Words:
    """A paragraph: `code`, **bold** between stars; soft when it matters less."""

    text: str
    soft: bool = False

    def html(self) -> str:
        """The paragraph as HTML."""
        look = f";{SOFT}" if self.soft else ""
        return f'<div style="margin-top:.45em{look}">{marked(self.text)}</div>'

    def plain(self) -> str:
        """The paragraph as text."""
        return self.text


@dataclass(frozen=True)
class Steps:
    """Numbered paragraphs, of which the last is new; none is when `new` is False."""

    texts: tuple[str, ...]
    new: bool

    def html(self) -> str:
        """The paragraphs as an ordered list."""
        last = len(self.texts) - 1
        items = "".join(
            f'<li style="margin:.3em 0 0{self._look(at == last)}">{marked(text)}</li>'
            for at, text in enumerate(self.texts)
        )
        return f'<ol style="margin:.3em 0 0;padding-left:1.6em">{items}</ol>'

    def plain(self) -> str:
        """The paragraphs with their numbers."""
        return "\n".join(f"{n}. {text}" for n, text in enumerate(self.texts, start=1))

    def _look(self, last: bool) -> str:
        return f";{SOFT}" if self.new and not last else ""


@dataclass(frozen=True)
class Code:
    """Lines of code, to be read, selected and copied."""

    text: str

    def html(self) -> str:
        """The code as preformatted text."""
        return f'<pre style="{_PRE}">{escape(self.text)}</pre>'

    def plain(self) -> str:
        """The code, set in."""
        return "\n".join(f"    {line}".rstrip() for line in self.text.splitlines())


@dataclass(frozen=True)
class Panel:
    """A panel; in a notebook it displays, elsewhere it prints.

    Attributes:
        kind: which sign and colour it has.
        title: what it is about.
        soft: what stands behind the title.
        body: what stands below it, from top to bottom.
        shown: called when it is displayed.
    """

    kind: Kind
    title: str
    soft: str
    body: tuple[Block, ...]
    shown: Callable[[], object] | None = None

    def __repr__(self) -> str:
        """The panel as text."""
        head = f"{self.title} · {self.soft}" if self.soft else self.title
        return "\n\n".join([head, *(part.plain() for part in self.body)])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        if self.shown is not None:
            self.shown()
        return {"text/plain": repr(self), "text/html": self.html()}

    def html(self) -> str:
        """The panel as one HTML element."""
        colour, sign = _LOOK[self.kind]
        soft = f"&ensp;·&ensp;{marked(self.soft)}" if self.soft else ""
        head = (
            f'<div><span style="{BADGE.format(colour=colour)}" aria-hidden="true">'
            f"{sign}</span>&ensp;<b>{marked(self.title)}</b>"
            f'<span style="{SOFT}">{soft}</span></div>'
        )
        body = "".join(part.html() for part in self.body)
        return f'<div style="{BOX.format(colour=colour)}">{head}{body}</div>'


def marked(text: str) -> str:
    """Text as HTML, with its code and its bold and slanted words.

    >>> marked("**Why.** 1 < *two*")
    '<b>Why.</b> 1 &lt; <i>two</i>'
    """
    parts, at = [], 0
    for found in _MARKED.finditer(text):
        code, bold, slanted = (escape(group or "") for group in found.groups())
        parts.append(escape(text[at : found.start()]))
        if code:
            parts.append(f'<code style="{_CODE}">{code}</code>')
        else:
            parts.append(f"<b>{bold}</b>" if bold else f"<i>{slanted}</i>")
        at = found.end()
    parts.append(escape(text[at:]))
    return "".join(parts).replace("\n", "<br>")
