"""Two answers side by side: which passages stand in both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from .fingerprints import GRAM, Tokens, grams, tokens

SHOWN = 3000
"""Characters of an answer that are shown."""


@dataclass(frozen=True)
class Piece:
    """A piece of an answer's text, and whether it stands in the other one too."""

    text: str
    shared: bool


@dataclass(frozen=True)
class Passages:
    """An exercise's answer in two submissions."""

    exercise: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


def side_by_side(
    exercise: str,
    first: str,
    second: str,
    shared: Collection[int],
    given: Collection[int],
) -> Passages:
    """Mark what two answers share.

    Args:
        exercise: its name.
        first: one answer.
        second: the other.
        shared: fingerprints of both that count.
        given: fingerprints of what everybody was given; never marked.
    """
    one, other = tokens(first), tokens(second)
    ours, theirs = grams(one), grams(other)
    left, right = _own(one, ours, given), _own(other, theirs, given)
    marked: tuple[set[int], set[int]] = (set(), set())
    place = {number: index for index, number in enumerate(theirs)}
    for start, number in enumerate(ours):
        if number in shared and number in place and start not in marked[0]:
            begin, length = _passage(one, other, start, place[number], left, right)
            marked[0].update(range(begin, begin + length))
            other_begin = begin + place[number] - start
            marked[1].update(range(other_begin, other_begin + length))
    # also where a passage occurs twice, and once on the other side
    for index, number in enumerate(theirs):
        if number in shared:
            marked[1].update(range(index, index + GRAM))
    return Passages(
        exercise,
        _pieces(first, one, marked[0] & left),
        _pieces(second, other, marked[1] & right),
    )


def _own(found: Tokens, numbers: Sequence[int], given: Collection[int]) -> set[int]:
    """Places of the tokens that were not given to everybody."""
    gone = {
        place
        for start, number in enumerate(numbers)
        if number in given
        for place in range(start, start + GRAM)
    }
    return set(range(len(found.words))) - gone


def _passage(
    one: Tokens,
    other: Tokens,
    start: int,
    opposite: int,
    left: Collection[int],
    right: Collection[int],
) -> tuple[int, int]:
    """A shared run of GRAM tokens, made as long as the two answers go together.

    Returns:
        Where it begins in `one`, and how many tokens it has.
    """
    shift = opposite - start

    def together(place: int) -> bool:
        return (
            place in left
            and place + shift in right
            and one.words[place] == other.words[place + shift]
        )

    begin, end = start, start + GRAM
    while together(begin - 1):
        begin -= 1
    while together(end):
        end += 1
    return begin, end - begin


def _pieces(code: str, found: Tokens, marked: Collection[int]) -> tuple[Piece, ...]:
    """The code cut where marks begin and end."""
    pieces, at = [], 0
    places = enumerate(sorted(marked))
    for _, run in groupby(places, key=lambda entry: entry[1] - entry[0]):
        run_of = [place for _, place in run]
        start, end = found.spans[run_of[0]][0], found.spans[run_of[-1]][1]
        pieces += [Piece(code[at:start], False), Piece(code[start:end], True)]
        at = end
    pieces.append(Piece(code[at:], False))
    return _cut(tuple(piece for piece in pieces if piece.text))


def _cut(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """No more than SHOWN characters of them."""
    kept, room = [], SHOWN
    for piece in pieces:
        if len(piece.text) > room:
            kept.append(Piece(f"{piece.text[:room]} …", piece.shared))
            break
        kept.append(piece)
        room -= len(piece.text)
    return tuple(kept)
