"""Fingerprints of Python code that renaming and reformatting leave as they are.

Code becomes tokens without comments, spaces and the names that a student chose; each
run of GRAM tokens a number; and of WINDOW neighbouring numbers the least is kept
(winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003). Two texts that share
GRAM + WINDOW - 1 tokens in a row share a fingerprint, wherever these stand.
"""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

GRAM = 8
"""Tokens of one fingerprint."""

WINDOW = 4
"""Neighbouring fingerprints of which one is kept."""

LONGEST = 20_000
"""Characters of an answer that are looked at."""

# By hand and not by Python's tokenizer, which raises on code that is not Python: a
# broken answer is an answer too. A string that nobody ended takes the rest, so that no
# text is gone through twice.
_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\n]*)
    | (?P<string>[rRbBuUfF]{0,2}(?:
        \"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z) | '{3}(?:\\.|[^\\])*?(?:'{3}|\Z)
        | "(?:\\.|[^"\\\n])*"?           | '(?:\\.|[^'\\\n])*'?))
    | (?P<number>\.?\d(?:[eE][-+]\d|[\w.])*)
    | (?P<name>[^\W\d]\w*)
    | (?P<sign>\*\*=?|//=?|>>=?|<<=?|[-+*/%@&|^=<>!:]=|->|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KEPT = {*keyword.kwlist, *dir(builtins)}
_DEEPER = dict.fromkeys("([{", 1) | dict.fromkeys(")]}", -1)


@dataclass(frozen=True)
class Tokens:
    """Normalised tokens.

    Attributes:
        words: the tokens; a name that a student chose is "v", a string "s".
        spans: where each stands in the code, (start, end).
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def tokens(code: str) -> Tokens:
    """The normalised tokens of code, which need not be valid Python.

    Names that mean something beyond the code stay: keywords, built-ins, what follows
    a dot, and arguments by name.

    >>> tokens("total = len(words) + 1  # how many").words
    ('v', '=', 'len', '(', 'v', ')', '+', '1')
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    names: list[tuple[int, str, int]] = []
    depth = 0
    for found in _TOKEN.finditer(code[:LONGEST]):
        kind, text = found.lastgroup, found[0]
        if kind == "skip":
            continue
        if kind == "name" and text not in _KEPT and words[-1:] != ["."]:
            names.append((len(words), text, depth))
            text = "v"
        depth += _DEEPER.get(text, 0)
        words.append("s" if kind == "string" else text)
        spans.append(found.span())
    for place, name, depth in names:
        if depth > 0 and words[place + 1 : place + 2] == ["="]:
            words[place] = name
    return Tokens(tuple(words), tuple(spans))


def grams(found: Tokens) -> list[int]:
    """A number for each run of GRAM tokens; none when there are fewer tokens."""
    words = found.words
    return [
        _number(" ".join(words[start : start + GRAM]))
        for start in range(len(words) - GRAM + 1)
    ]


def winnow(numbers: Sequence[int], without: Collection[int]) -> dict[int, int]:
    """The fingerprints among the numbers of a text.

    Args:
        numbers: one for each run of tokens.
        without: those that say nothing, as everybody was given them.

    Returns:
        The place of each fingerprint, the last when it occurs more than once.
    """
    kept: dict[int, int] = {}
    own = {i: number for i, number in enumerate(numbers) if number not in without}
    for start in range(max(1, len(numbers) - WINDOW + 1)):
        window = [(own[i], -i) for i in range(start, start + WINDOW) if i in own]
        if window:
            number, place = min(window)
            kept[number] = -place
    return kept


def _number(text: str) -> int:
    """The same in every process, which Python's own hash is not."""
    data = text.encode("utf-8", "surrogatepass")  # JSON may hold half a pair
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())
