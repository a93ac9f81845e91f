"""Reads the instructor's guide: what it has people type and click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Step:
    """A section of the guide.

    Attributes:
        title: without its number.
        blocks: language and text of the code blocks, in their order.
        bold: names of what is clicked.
        text: everything that is no code block.
    """

    title: str
    blocks: tuple[tuple[str, str], ...]
    bold: frozenset[str]
    text: str

    def block(self, language: str) -> str:
        """The one block in a language."""
        (found,) = [text for each, text in self.blocks if each == language]
        return found

    def clicks(self, name: str) -> str:
        """The name, which the guide must tell people to click."""
        assert name in self.bold, f"“{self.title}” does not say to click {name}"
        return name

    def says(self, words: str) -> str:
        """The words, which the guide must hold."""
        assert words in self.text, f"“{self.title}” does not say “{words}”"
        return words


def read(path: Path) -> dict[str, Step]:
    """The guide's sections by title, in their order."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    return {step.title: step for step in map(_step, _sections(tokens))}


def _sections(tokens: list[Token]) -> Iterator[list[Token]]:
    starts = [i for i, t in enumerate(tokens) if t.type == "heading_open"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield tokens[start + 1 : end]


def _step(tokens: list[Token]) -> Step:
    heading, *rest = tokens
    number, _, title = heading.content.partition(". ")
    inline = [token for token in rest if token.type == "inline"]
    return Step(
        title if number.isdigit() else heading.content,
        tuple((t.info, t.content) for t in rest if t.type == "fence"),
        frozenset(name for token in inline for name in _bold(token)),
        " ".join(" ".join(token.content.split()) for token in inline),
    )


def _bold(token: Token) -> Iterator[str]:
    inside, name = False, ""
    for child in token.children or []:
        if child.type == "strong_open":
            inside, name = True, ""
        elif child.type == "strong_close":
            inside = False
            yield name
        elif inside:
            name += child.content
