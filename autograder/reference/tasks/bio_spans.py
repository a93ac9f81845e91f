"""From BIO tags to entities, and ways to get them wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from numpy.random import Generator

from ..expected import Case, Function, Mistake
from .plain import Span, plain_spans
from .variants import pairs, singles


@dataclass(frozen=True)
class BioSpans:
    """B- begins an entity, I- continues one of its type, O is outside.

    L. A. Ramshaw, M. P. Marcus, Text chunking using transformation-based learning,
    1995, as the CoNLL tasks have it since: an I- that continues nothing of its type
    begins an entity. The defaults are right; each field is one thing that a learner
    may do otherwise.

    Attributes:
        end: the place after the last word, the one of the last word, or how many words
            there are.
        stray: what an I- that continues nothing does: it begins an entity, or it is
            dropped, or, where an entity of another type is open, continues that one.
        inside: whether an I- continues an entity, or is ignored, or always begins one.
        neighbours: whether a B- of the same type begins a new entity.
        gaps: whether an I- of the type of the entity before continues it over words
            outside.
        last: whether the last entity is found: always, or not when it reaches the end,
            or never.
        kept: which of the entities come back: all, the first or the last one.
        closed: what is closed once more where no entity is open at the end: nothing,
            or one without a type, written as None or as no text.
        first: the number of the first word.
        form: what an entity is told as.
        outside: whether words outside count as an entity of type O.
    """

    end: Literal["after", "last word", "length"] = "after"
    stray: Literal["begins", "dropped", "continues"] = "begins"
    inside: Literal["continues", "ignored", "begins"] = "continues"
    neighbours: Literal["split", "merged"] = "split"
    gaps: bool = False
    last: Literal["found", "open lost", "lost"] = "found"
    kept: Literal["all", "first", "last"] = "all"
    closed: Literal["nothing", "None", "no text"] = "nothing"
    first: int = 0
    form: Literal[
        "type start end",
        "start end",
        "tag start end",
        "own tag start end",
        "start end type",
        "text",
    ] = "type start end"
    outside: bool = False

    def spans(self, tags: Sequence[str]) -> list[Span]:
        """The entities of a sentence.

        Args:
            tags: one for each word, such as "B-PER", "I-PER" and "O".

        Returns:
            (type, start, end), end exclusive, in the order of the sentence.
        """
        found: list[tuple[str, int, int]] = []
        kind, start = "", 0
        for place, tag in enumerate([*tags, ""]):
            mark, _, of = ("B-O" if tag == "O" and self.outside else tag).partition("-")
            if tag == "O" and self.outside and kind == "O":
                continue
            if kind and self._goes_on(mark, of, kind):
                continue
            if kind and (tag or self.last != "open lost"):
                found.append((kind, start, place))
            begins = mark == "B" or (mark == "I" and self._begins)
            kind = of if begins else ""
            if self.gaps and mark == "I" and found and found[-1][0] == of:
                start = found.pop()[1]
            elif begins or self.closed == "nothing":
                start = place
        if self.last == "lost":
            found = found[:-1]
        found = {"all": found, "first": found[:1], "last": found[-1:]}[self.kept]
        told = [self._told(*one, tags=tags) for one in found]
        if self.closed == "nothing" or (found and found[-1][2] == len(tags)):
            return told
        none = None if self.closed == "None" else ""
        return [*told, (none, start, len(tags))]

    @property
    def _begins(self) -> bool:
        """Whether an I- that continues nothing begins an entity."""
        return self.inside == "begins" or (
            self.inside == "continues" and self.stray != "dropped"
        )

    def _goes_on(self, mark: str, of: str, kind: str) -> bool:
        """Whether a tag belongs to the entity that is open."""
        if mark == "I" and self.inside == "continues":
            return of == kind or (self.stray == "continues" and kind != "O")
        return mark == "B" and of == kind and self.neighbours == "merged"

    def _told(self, kind: str, start: int, after: int, tags: Sequence[str]) -> Span:
        end = {"after": after, "last word": after - 1, "length": after - start}[
            self.end
        ]
        own = tags[start]
        start += self.first
        end += self.first if self.end != "length" else 0
        return {
            "type start end": (kind, start, end),
            "start end": (start, end),
            "tag start end": (f"B-{kind}", start, end),
            "own tag start end": (own, start, end),
            "start end type": (start, end, kind),
            "text": (kind, str(start), str(end)),
        }[self.form]


RIGHT = BioSpans()

KNOWN: tuple[tuple[Mistake, BioSpans], ...] = (
    (
        Mistake(
            "end-inclusive",
            "The end is the place of the last word here. It is the place after it, so "
            "that words[start:end] are the entity's words.",
        ),
        replace(RIGHT, end="last word"),
    ),
    (
        Mistake(
            "length-for-end",
            "The third number is how many words there are. The place after the last "
            "one was asked for.",
        ),
        replace(RIGHT, end="length"),
    ),
    (
        Mistake(
            "inside-starts-nothing",
            "An I- that continues nothing is dropped here, with all that follow it. It "
            "begins an entity, as a B- would.",
        ),
        replace(RIGHT, stray="dropped"),
    ),
    (
        Mistake(
            "types-merged",
            "An I- of another type continues the entity before it here. It begins one "
            "of its own type.",
        ),
        replace(RIGHT, stray="continues"),
    ),
    (
        Mistake(
            "inside-ignored",
            "Each entity is a single word here, the one with the B-. The I- that "
            "follow it belong to it.",
        ),
        replace(RIGHT, inside="ignored"),
    ),
    (
        Mistake(
            "words-for-entities",
            "Each word is an entity of its own here. An I- of the same type continues "
            "the one before it.",
        ),
        replace(RIGHT, inside="begins"),
    ),
    (
        Mistake(
            "neighbours-merged",
            "Two entities of one type that touch are one here. A B- always begins a "
            "new one.",
        ),
        replace(RIGHT, neighbours="merged"),
    ),
    (
        Mistake(
            "last-entity-lost",
            "An entity that reaches the end of the sentence is lost: after the loop, "
            "one may still be open.",
        ),
        replace(RIGHT, last="open lost"),
    ),
    (
        Mistake(
            "last-entity-lost",
            "The last entity of a sentence is missing, wherever it ends. After the "
            "loop, there is still one to be kept.",
        ),
        replace(RIGHT, last="lost"),
    ),
    (
        Mistake(
            "goes-on-over-gap",
            "An I- continues the entity before it here though words outside stand "
            "between them. It begins one of its own.",
        ),
        replace(RIGHT, gaps=True),
    ),
    (
        Mistake(
            "first-entity-only",
            "The first entity of each sentence comes back, and no other. A return "
            "inside the loop ends it: collect all of them and return after the loop.",
        ),
        replace(RIGHT, kept="first"),
    ),
    (
        Mistake(
            "last-entity-only",
            "The last entity of each sentence comes back, and no other. Collect all of "
            "them in one list, made before the loop.",
        ),
        replace(RIGHT, kept="last"),
    ),
    (
        Mistake(
            "closed-when-none-is-open",
            "Where no entity is open at the end of the sentence, one without a type is "
            "closed. After the loop, look first whether one is open.",
        ),
        replace(RIGHT, closed="None"),
    ),
    (
        Mistake(
            "closed-when-none-is-open",
            "Where no entity is open at the end of the sentence, one without a type is "
            "closed. After the loop, look first whether one is open.",
        ),
        replace(RIGHT, closed="no text"),
    ),
    (
        Mistake(
            "counted-from-one",
            "The words are counted from 1 here. Their places begin with 0.",
        ),
        replace(RIGHT, first=1),
    ),
    (
        Mistake(
            "type-lost",
            "The type is missing: an entity is (type, start, end).",
        ),
        replace(RIGHT, form="start end"),
    ),
    (
        Mistake(
            "tag-for-type",
            "The first of the three is the tag, B- and all. The type is what follows "
            "the hyphen.",
        ),
        replace(RIGHT, form="tag start end"),
    ),
    (
        Mistake(
            "tag-for-type",
            "The first of the three is the tag of the entity's first word, B- or I- "
            "and all. The type is what follows the hyphen.",
        ),
        replace(RIGHT, form="own tag start end"),
    ),
    (
        Mistake(
            "other-order",
            "The type comes last here. An entity is (type, start, end).",
        ),
        replace(RIGHT, form="start end type"),
    ),
    (
        Mistake(
            "text-for-number",
            "The places are texts here. Leave them the numbers they are.",
        ),
        replace(RIGHT, form="text"),
    ),
    (
        Mistake(
            "outside-counted",
            "Words with the tag O come out as entities. They are outside of all.",
        ),
        replace(RIGHT, outside=True),
    ),
)

_TYPES = ("LOC", "ORG", "PER")


def bio_spans() -> Function:
    """The entities of a sentence, from its BIO tags.

    The function asked for is ``spans(tags)`` with tags a list of texts; it returns a
    list of (type, start, end), end exclusive.
    """
    return Function(
        ("tags",),
        RIGHT.spans,
        lambda rng: (*_short(rng), *(_long(rng) for _ in range(3))),
        singles(KNOWN, lambda way: way.spans),
        plain=plain_spans,
        two=pairs(RIGHT, KNOWN, lambda way: way.spans),
    )


def _types(rng: Generator, count: int) -> list[str]:
    return [str(kind) for kind in rng.permutation(_TYPES)[:count]]


def _short(rng: Generator) -> list[Case]:
    """One thing each, in sentences that are told tag by tag."""
    a, b = _types(rng, 2)
    sentences = [
        ["O", f"B-{a}", f"I-{a}", "O"],
        [f"B-{b}", f"I-{b}"],  # reaches the end
        [f"B-{a}", f"B-{a}"],  # neighbours of one type
        ["O", f"I-{b}"],  # continues nothing
        [f"B-{b}", f"I-{a}", "O"],  # continues nothing of its type
        [f"B-{a}", "O", f"I-{a}"],  # nor over a gap
        ["O", "O"],
        [],
    ]
    return [Case(" ".join(tags) or "no words", (tags,)) for tags in sentences]


def _long(rng: Generator) -> Case:
    """A sentence in which all of it happens, in any order, to any types."""
    a, b = _types(rng, 2)
    c, d, e, f = (_types(rng, 1)[0] for _ in range(4))
    parts = [
        ["O", f"B-{c}", f"I-{c}", f"I-{c}"],
        ["O", f"B-{d}", f"B-{d}", f"I-{d}"],  # neighbours of one type
        ["O", f"I-{e}", f"I-{e}"],  # continues nothing
        ["O", f"B-{e}", "O", f"I-{e}"],  # nor does this, over a gap
        ["O", f"B-{a}", f"I-{b}", f"I-{b}"],  # continues nothing of its type
        ["O", "O"],
    ]
    order = rng.permutation(len(parts))
    tags = [tag for place in order for tag in parts[place]]
    # some begin with an entity; each ends with one
    tags = [*tags[rng.integers(2) :], "O", f"B-{f}", f"I-{f}"]
    return Case(f"a sentence of {len(tags)} words", (tags,))
