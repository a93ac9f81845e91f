"""The code of two models, in which only what differs stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ..drawing.codeline import CODE, CODE_MARK, Line, Piece
from ..drawing.theme import Theme
from .alignment import Pair, partners
from .marks import marking

Lines = Sequence[Line]


def calm(
    a: Lines, b: Lines, pairs: Sequence[Pair], theme: Theme
) -> tuple[list[Line], list[Line]]:
    """The lines of both models, marked where the other's counterpart reads otherwise.

    The first line of each is its input; then there is one for each layer.
    """
    there, back = partners(pairs)
    return _calmed(a, b, there, theme), _calmed(b, a, back, theme)


def _calmed(
    own: Lines, other: Lines, partners: dict[int, int | None], theme: Theme
) -> list[Line]:
    calmed = []
    for place, line in enumerate(own):
        partner = partners.get(place - 1)
        theirs = [] if partner is None else _words(other[partner + 1].pieces)
        calmed.append(replace(line, pieces=_marked(line.pieces, theirs, theme)))
    return calmed


def _words(pieces: Sequence[Piece]) -> list[str]:
    return [run.string for piece in pieces for run in piece]


def _marked(pieces: Sequence[Piece], theirs: list[str], theme: Theme) -> list[Piece]:
    words = _words(pieces)
    matcher = SequenceMatcher(None, words, theirs, autojunk=False)
    same = {k for block in matcher.get_matching_blocks()
            for k in range(block.a, block.a + block.size)}  # fmt: skip
    marked, at = [], 0
    for piece in pieces:
        runs = []
        for run in piece:
            differs = at not in same and run.string.strip(" ,()[]")
            at += 1
            runs.append(
                replace(run, font=CODE_MARK, colour=marking(theme), pill=True)
                if differs
                else replace(run, font=CODE, colour=theme.ink, pill=False)
            )
        marked.append(runs)
    return marked
