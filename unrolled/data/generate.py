"""Makes the "I am Groot" sentences out of their grammar, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from .grammar import (
    KNOWN,
    KNOWN_TEMPLATES,
    NEW,
    NEW_TEMPLATES,
    TWO_WORDS,
    Words,
)
from .tagged import OUTSIDE, Tagged

SEED = 2014
TRAIN, HELD_OUT = 1200, 200
"""How many sentences the training part has, and each of the others."""

NEW_SHARE = 0.95
"""Share of the ordinary slots that hold a new word, in both parts with new words."""

ORDINARY = {
    "NOUN": "nouns",
    "STUFF": "stuff",
    "ADJECTIVE": "adjectives",
    "VERB": "verbs",
}
"""The field of `Words` that fills a slot."""

_Choice = TypeVar("_Choice")
_Sentence = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Groot:
    """The "I am Groot" sentences; none stands in two parts.

    All is in small letters, so that no capital gives a name away. The tags are ``O``,
    ``B-LOC``, ``B-PER`` and ``I-PER``. In both parts with new words, ordinary words
    that training never showed (tagged ``O``) are as frequent as names that it never
    showed, so that "an unknown word is a name" does not pay.

    Attributes:
        train: 1,200 sentences to learn from. The first is "i am groot".
        development: 200 further ones of the same templates and words.
        new_names: 200 of the same templates, in which every name and place is new.
        new_templates: 200 of other templates, with the names and places of `train`.
    """

    train: Tagged
    development: Tagged
    new_names: Tagged
    new_templates: Tagged


def groot() -> Groot:
    """Sentences about characters and planets, made by the grammar in `grammar`.

    Returns:
        The four parts, the same on every machine.

    >>> groot().train
    Tagged(1,200 sentences, 8,417 words)
    """
    random = Random(SEED)
    first: _Sentence = (("i", "am", "groot"), ("O", "O", "B-PER"))
    seen = {first}
    known = _templates(KNOWN_TEMPLATES)

    def part(
        count: int, templates: Sequence[Sequence[str]], names: Words, new_share: float
    ) -> list[_Sentence]:
        made: list[_Sentence] = []
        while len(made) < count:
            sentence = _fill(random, _pick(random, templates), names, new_share)
            if sentence not in seen:
                seen.add(sentence)
                made.append(sentence)
        return made

    return Groot(
        train=_tagged([first, *part(TRAIN - 1, known, KNOWN, 0)]),
        development=_tagged(part(HELD_OUT, known, KNOWN, 0)),
        new_names=_tagged(part(HELD_OUT, known, NEW, NEW_SHARE)),
        new_templates=_tagged(
            part(HELD_OUT, _templates(NEW_TEMPLATES), KNOWN, NEW_SHARE)
        ),
    )


def _templates(text: str) -> list[list[str]]:
    """The templates, each as its words and slots."""
    return [line.split() for line in text.strip().splitlines()]


def _pick(random: Random, choices: Sequence[_Choice]) -> _Choice:
    """One of some; by `Random.random`, which alone stays the same in every Python."""
    return choices[int(random.random() * len(choices))]


def _fill(
    random: Random, template: Sequence[str], entities: Words, new_share: float
) -> _Sentence:
    """A sentence of a template, with its tags.

    Args:
        random: where the choices come from.
        template: words and slots.
        entities: where names and places are taken from.
        new_share: of the ordinary slots, how many hold a new word.
    """
    words: list[str] = []
    tags: list[str] = []
    for part in template:
        if part == "NAME":
            name = [_pick(random, entities.names)]
            if random.random() < TWO_WORDS:
                name.append(_pick(random, entities.further))
            words += name
            tags += ["B-PER", "I-PER"][: len(name)]
        elif part == "PLACE":
            words.append(_pick(random, entities.places))
            tags.append("B-LOC")
        else:
            if part in ORDINARY:
                source = NEW if random.random() < new_share else KNOWN
                part = _pick(random, getattr(source, ORDINARY[part]))
            words.append(part)
            tags.append(OUTSIDE)
    return tuple(words), tuple(tags)


def _tagged(made: list[_Sentence]) -> Tagged:
    """Sentences that were made, as they are handed out."""
    return Tagged(tuple(words for words, _ in made), tuple(tags for _, tags in made))
