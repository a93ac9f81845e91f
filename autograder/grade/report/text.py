"""Makes students' text harmless: for a page, and for a cell of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Control characters, marks that turn the direction of a line or have no width, and
# halves of surrogate pairs, which no file in UTF-8 can hold. What joins letters in
# Persian or in an emoji, and a tab or a new line, stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def visible(text: str) -> str:
    r"""Write out each character that would hide or turn something.

    >>> print(visible("ann\u202exe"))
    ann\u202exe
    """
    text = text.replace("\r\n", "\n")
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def cell(text: str) -> str:
    """Text that a spreadsheet takes for text, never for a formula.

    >>> cell("=1+1"), cell("ann")
    ("'=1+1", 'ann')
    """
    text = visible(text)
    risky = text.lstrip().startswith(_FORMULA) or text.startswith(("\t", "\n"))
    return f"'{text}" if risky else text


def some(names: Sequence[str], most: int) -> str:
    """Names in a row, those beyond the first few counted.

    >>> some(["ann", "bob", "cid"], most=2)
    'ann, bob and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
