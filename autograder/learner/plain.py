"""Text that others wrote, made fit for a terminal, which obeys what it is told."""

from __future__ import annotations

import re
import unicodedata

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, the cursor
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # the title, links, the clipboard
    r"|\x1b[ -/]*[0-~]?"
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|[\x90\x98\x9d-\x9f][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
)


def plain(text: str) -> str:
    """Text without anything that a terminal would do instead of show.

    Args:
        text: of any origin.

    Returns:
        The text without escape sequences and invisible characters; other characters
        that cannot be shown are �. Its lines stay.

    >>> plain("\\x1b]0;title\\x07\\x1b[31mred\\x1b[0m")
    'red'
    >>> plain("bell\\x07 \\u202eback\\ttab")
    'bell� back tab'
    """
    text = _SEQUENCE.sub("", text.replace("\r\n", "\n"))
    return "".join(map(_shown, text))


def one_line(text: str) -> str:
    """The same on one line.

    >>> one_line("a\\n  b")
    'a b'
    """
    return " ".join(plain(text).split())


def _shown(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    kind = unicodedata.category(character)
    if character == "\t" or kind == "Zs":
        return " "
    # what only changes how others stand, such as their direction, is left out
    return "" if kind == "Cf" else "\N{REPLACEMENT CHARACTER}"
