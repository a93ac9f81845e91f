"""From BIO tags to entities, and ways to get them wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from numpy.random import Generator

from ..expected import Case, Function, Mistake
from .plain import Span, plain_spans
from .variants import pairs, singles

Kind = Literal["whole", "three", "last three", "stripped", "stripped in front"]


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
            dropped; or, where an entity of another type is open, continues that one,
            or does so and gives it its own type, or ends it and is dropped itself, or
            is passed over.
        inside: whether an I- continues an entity, or is ignored, or always begins one.
        neighbours: whether a B- of the same type begins a new entity.
        gaps: whether an I- of the type of the entity before continues it over words
            outside.
        last: whether the last entity is found: always, or not when it reaches the end,
            or never.
        overwritten: whether an entity is lost where the next one begins right behind
            it: never, or where a B- begins that, or whatever does.
        kept: which of the entities come back: all, the first or the last one, all in
            reverse order, or sorted; or what is known after the first tag, or after
            the first one that is not O.
        closed: what is closed once more where no entity is open at the end: nothing,
            or one without a type, written as None or as no text.
        first: the number of the first word.
        form: what an entity is told as.
        outside: whether words outside count as an entity of type O.
        kind: what is taken for the type: all behind the B- or I-; or three letters of
            it, or the last three of the tag; or what is left of the tag when B, I and
            hyphens are taken off both its ends, or off its front.
    """

    end: Literal["after", "last word", "length"] = "after"
    stray: Literal["begins", "dropped", "continues", "renames", "ends", "skipped"] = (
        "begins"
    )
    inside: Literal["continues", "ignored", "begins"] = "continues"
    neighbours: Literal["split", "merged"] = "split"
    gaps: bool = False
    last: Literal["found", "open lost", "lost"] = "found"
    overwritten: Literal["never", "by B", "by any"] = "never"
    kept: Literal[
        "all", "first", "last", "reversed", "sorted", "first tag", "first word"
    ] = "all"
    closed: Literal["nothing", "None", "no text"] = "nothing"
    first: int = 0
    form: Literal[
        "type start end",
        "start end",
        "type start",
        "type and place",
        "tag start end",
        "own tag start end",
        "start end type",
        "text",
    ] = "type start end"
    outside: bool = False
    kind: Kind = "whole"

    def spans(self, tags: Sequence[str]) -> list[Span] | None:
        """The entities of a sentence.

        Args:
            tags: one for each word, such as "B-PER", "I-PER" and "O".

        Returns:
            (type, start, end), end exclusive, in the order of the sentence; None where
            a wrong way comes to no return.
        """
        if self.kept in ("first tag", "first word"):
            return self._returned_early(tags)
        found: list[tuple[str, int, int]] = []
        kind, start, end = "", 0, 0
        for place, tag in enumerate([*tags, ""]):
            mark, of = self._parted("B-O" if tag == "O" and self.outside else tag)
            if tag == "O" and self.outside and kind == "O":
                end = place + 1
                continue
            if kind and self._goes_on(mark, of, kind):
                kind = of if self.stray == "renames" else kind
                end = place + 1
                continue
            if kind and mark == "I" and self.stray == "skipped":
                continue
            if kind and self._is_kept(mark, tag):
                found.append((kind, start, end))
            begins = mark == "B" or (mark == "I" and self._begins(kind))
            kind = of if begins else ""
            if self.gaps and mark == "I" and found and found[-1][0] == of:
                start = found.pop()[1]
            elif begins or self.closed == "nothing":
                start = place
            end = place + 1
        if self.last == "lost":
            found = found[:-1]
        if self.kept == "sorted":
            found.sort()
        elif self.kept != "all":
            some = {"first": slice(1), "last": slice(-1, None)}
            found = found[some.get(self.kept, slice(None, None, -1))]
        told = [self._told(*one, tags=tags) for one in found]
        if self.closed == "nothing" or (found and found[-1][2] == len(tags)):
            return told
        none = None if self.closed == "None" else ""
        return [*told, (none, start, len(tags))]

    def _returned_early(self, tags: Sequence[str]) -> list[Span] | None:
        """What is known after one turn of the loop, or after the first that is no O."""
        read = [place for place, tag in enumerate(tags) if tag != "O"]
        if self.kept == "first tag":
            read = [place for place in read if not place]
            if tags and not read:
                return []
        every = replace(self, kept="all")
        one = every.spans(tags[: read[0] + 1]) if read else None
        return one[:1] if one else one

    def _parted(self, tag: str) -> tuple[str, str]:
        """Whether a tag is B or I, and what is taken for its type."""
        mark, hyphen, _ = tag.partition("-")
        return mark, self._kind(tag) if hyphen else ""

    def _kind(self, tag: str) -> str:
        """What is taken for the type in a tag."""
        return {
            "whole": tag[2:],
            "three": tag[2:5],
            "last three": tag[-3:],
            "stripped": tag.strip("BI-"),
            "stripped in front": tag.lstrip("BI-"),
        }[self.kind]

    def _is_kept(self, mark: str, tag: str) -> bool:
        """Whether the entity that was open before a tag is kept; "" is the end."""
        if not tag:
            return self.last != "open lost"
        by = {"never": "", "by B": "B", "by any": "BI"}[self.overwritten]
        return mark not in tuple(by)

    def _begins(self, open_before: str) -> bool:
        """Whether an I- that continues nothing begins an entity."""
        if self.stray == "ends" and open_before:
            return False
        return self.inside == "begins" or (
            self.inside == "continues" and self.stray != "dropped"
        )

    def _goes_on(self, mark: str, of: str, kind: str) -> bool:
        """Whether a tag belongs to the entity that is open."""
        if mark == "I" and self.inside == "continues":
            goes_on = self.stray in ("continues", "renames")
            return of == kind or (goes_on and kind != "O")
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
            "type start": (kind, start),
            "type and place": (kind, (start, end)),
            "tag start end": (f"B-{kind}", start, end),
            "own tag start end": (own, start, end),
            "start end type": (start, end, kind),
            "text": (kind, str(start), str(end)),
        }[self.form]


RIGHT = BioSpans()

_CUT: tuple[tuple[Kind, str], ...] = (
    ("three", "Only three letters are taken for the type here."),
    ("last three", "The last three characters of the tag are taken for the type here."),
    (
        "stripped",
        "B, I and hyphens are missing at the ends of the types here, as by strip, "
        "which takes single characters off both ends, as many as there are.",
    ),
    (
        "stripped in front",
        "B, I and hyphens are missing at the beginnings of the types here, as by "
        "lstrip, which takes off single characters, as many as there are.",
    ),
)

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
            "types-merged",
            "An I- of another type continues the entity before it here, and gives it "
            "its own type. It begins one of that type.",
        ),
        replace(RIGHT, stray="renames"),
    ),
    (
        Mistake(
            "inside-starts-nothing",
            "An I- of another type ends the entity before it here, and is dropped "
            "itself. It begins an entity of its own type, as a B- would.",
        ),
        replace(RIGHT, stray="ends"),
    ),
    (
        Mistake(
            "inside-starts-nothing",
            "An I- of another type, right behind an entity, is dropped here. It begins "
            "an entity of its own type, as a B- would.",
        ),
        replace(RIGHT, stray="skipped"),
    ),
    (
        Mistake(
            "open-entity-lost",
            "An entity is lost where a B- comes right behind it. The B- ends it: keep "
            "the one that is open before the next one begins.",
        ),
        replace(RIGHT, overwritten="by B"),
    ),
    (
        Mistake(
            "open-entity-lost",
            "An entity is lost where another one begins right behind it. That ends it: "
            "keep the one that is open before the next one begins.",
        ),
        replace(RIGHT, overwritten="by any"),
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
            "entities-reversed",
            "These are the right entities in reverse order, the last one first. Their "
            "order in the sentence was asked for: append puts each behind the others.",
        ),
        replace(RIGHT, kept="reversed"),
    ),
    (
        Mistake(
            "entities-sorted",
            "These are the right entities, sorted: by their types, as sorted and sort "
            "go by what stands first. Their order in the sentence was asked for.",
        ),
        replace(RIGHT, kept="sorted"),
    ),
    (
        Mistake(
            "returned-in-loop",
            "What comes back is known after the first tag of the sentence: return "
            "stands inside the loop and ends it in its first turn. Return after it.",
        ),
        replace(RIGHT, kept="first tag"),
    ),
    (
        Mistake(
            "returned-in-loop",
            "What comes back is known after the first word of the first entity: "
            "return stands inside the loop and ends it there. Return after it.",
        ),
        replace(RIGHT, kept="first word"),
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
            "end-lost",
            "The end is missing: an entity is (type, start, end).",
        ),
        replace(RIGHT, form="type start"),
    ),
    (
        Mistake(
            "tuple-in-tuple",
            "Start and end stand in a tuple of their own here. An entity is one tuple "
            "of three, (type, start, end).",
        ),
        replace(RIGHT, form="type and place"),
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
    *(
        (
            Mistake(
                "type-cut",
                f"{told} A type may have any length and any letters: it is all of the "
                "tag behind the B- or I-, tag[2:].",
            ),
            replace(RIGHT, kind=kind),
        )
        for kind, told in _CUT
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

_USUAL = ("LOC", "ORG", "PER", "Date", "Street", "Person")
_SYLLABLES = ("Da", "ke", "lo", "mu", "Na", "ra", "so", "te", "Vu", "zo")


def bio_spans() -> Function:
    """The entities of a sentence, from its BIO tags.

    The function asked for is ``spans(tags)`` with tags a list of texts; it returns a
    list of (type, start, end), end exclusive.
    """
    return Function(
        ("tags",),
        RIGHT.spans,
        lambda rng: (*_short(rng), *_close(rng), *(_long(rng) for _ in range(3))),
        singles(KNOWN, lambda way: way.spans),
        plain=plain_spans,
        two=pairs(RIGHT, KNOWN, lambda way: way.spans),
    )


def _types(rng: Generator) -> list[str]:
    """Six types in any order: of other lengths, other letters at their ends.

    Most are words that nobody can have listed. What is left of them when one of the
    known mistakes cuts them is another for each.
    """
    long, *some = (
        "".join(str(s) for s in rng.choice(_SYLLABLES, count, replace=False))
        for count in (3, 2, 2, 2)
    )
    drawn = [
        str(rng.choice(_USUAL)),
        str(rng.choice([*"ACDEFG"])),
        long,
        some[0] + str(rng.choice([*"BI"])),
        str(rng.choice([*"BI"])) + some[1],
        some[2] + str(rng.choice(["BI", "IB"])),
    ]
    for kind, _ in _CUT:
        cut = replace(RIGHT, kind=kind)._kind
        if len({cut(f"B-{of}") for of in drawn}) < len(drawn):
            return _types(rng)
    return [drawn[place] for place in rng.permutation(len(drawn))]


def _short(rng: Generator) -> list[Case]:
    """One thing each, in sentences that are told tag by tag."""
    a, b, c, d, e, f = _types(rng)
    a, e = sorted((a, e))  # so that e stands before a, and nothing is sorted
    sentences = [
        ["O", f"B-{a}", f"I-{a}", "O"],
        [f"B-{b}", f"I-{b}"],  # reaches the end
        [f"B-{c}", f"B-{c}"],  # neighbours of one type
        ["O", f"I-{d}"],  # continues nothing
        [f"B-{e}", f"I-{a}", "O"],  # continues nothing of its type
        [f"B-{f}", "O", f"I-{f}"],  # nor over a gap
        [f"I-{a}"],  # nor where nothing stands before it
        [f"I-{b}", f"I-{b}", "O"],
        [f"I-{c}", "O", f"B-{c}"],  # nor is the last tag before the first
        ["O", "O"],
        [],
    ]
    return [Case(" ".join(tags) or "no words", (tags,)) for tags in sentences]


def _close(rng: Generator) -> list[Case]:
    """Entities that touch, types that share letters, and an entity of many words."""
    a, b, c, d, e, f = _types(rng)
    letter = str(rng.choice([*"HKLMN"]))
    sentences = [
        [f"B-{a}", f"I-{a}", f"B-{a}"],
        [f"B-{b}", f"I-{b}", f"B-{c}"],
        [f"B-{d}", f"B-{e}", "O"],
        [f"B-{f}", f"I-{f}", f"I-{a}"],
        [f"I-{c}", f"I-{d}", f"I-{d}"],
        ["O", f"B-{e}", *[f"I-{e}"] * int(rng.integers(3, 7)), "O"],
        [f"B-{letter}{a}", f"I-{a}"],  # one type ends as the other does
        [f"B-{b}", f"I-{letter}{b}"],
        [f"B-{c}{letter}", f"I-{c}"],  # or begins so
        [f"B-{d}", f"I-{d}{letter}"],
        [f"B-O{e}", f"I-O{e}"],  # letters that mean something in front of the hyphen
        [f"B-I{f}", f"B-I{f}"],
        [f"I-B{a}", f"I-B{a}"],
    ]
    return [Case(" ".join(tags), (tags,)) for tags in sentences]


def _long(rng: Generator) -> Case:
    """A sentence in which all of it happens, in any order, to any types."""
    types = _types(rng)
    # the first of two that touch comes later in the alphabet: nothing is sorted
    b, a = sorted(types[:2])
    c, d, e, f = (str(rng.choice(types)) for _ in range(4))
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
