"""The addresses whose words people labelled: which the course takes, their splits."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np

from . import fetch, sealed
from .error import DataError
from .tagged import OUTSIDE, Tagged, bio

CITATION = (
    "usaddress, a Python library for parsing United States addresses, by F. Gregg, "
    "C. Deng, M. Batchkarov and J. Cochrane, DataMade, "
    "https://github.com/datamade/usaddress"
)
LICENCE = "MIT, Copyright (c) 2014 The Atlanta Journal Constitution"

SOURCE = fetch.Source(
    what="addresses",
    package="usaddress",
    version="0.5.16",
    distribution="f7e614e2489c159cf85be1b6f86edbfaf329dbeedef4d002a025757afd1ec6c6",
    inner=("usaddress-0.5.16/training/labeled.xml",),
    content="dbd125fa01fbdbc4e25cce722c648ce4e224e4c9bdb9b5a14498aa8a042aee32",
    name="addresses.xml",
)

RECIPIENT = "Recipient"
"""Label of a person's or firm's name: an address with one is left out."""

NOT_ADDRESS = "NotAddress"
"""Label of what is no part of the address: such words are tagged ``O``."""

RARE = 10
"""In how many addresses a label must stand: fewer can be neither learned nor judged."""

NEAR = 0.7
"""Addresses that share this much of their words are near-copies."""

TRAIN, DEVELOPMENT = 0.70, 0.15
"""Shares of the addresses; the rest is the test split."""


@dataclass(frozen=True)
class Addresses:
    """The addresses, split once and for all; no near-copies stand in two splits.

    Attributes:
        train: what a model learns from.
        development: what you compare models on.
        test: what the finished model is judged on.
        citation: whom the addresses come from.
        licence: on which terms they are given.
    """

    train: Tagged
    development: Tagged
    test: Tagged
    citation: str = CITATION
    licence: str = LICENCE


@dataclass(frozen=True)
class _Address:
    """An address: its words, and the label of each."""

    words: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def gist(self) -> str:
        """What copies of an address share: its letters and digits, word by word."""
        bare = (re.sub(r"[\W_]", "", word.lower()) for word in self.words)
        return " ".join(word for word in bare if word)


def addresses() -> Addresses:
    """US addresses with a tag for every word: the street's name, the town, the state.

    Left out are addresses that name their recipient, copies, and the 21 with a label
    that stands in fewer than 10 addresses: too few to learn, or to judge. Labels
    became BIO tags of 22 types: equal neighbours are one entity. What is labelled as
    no part of the address is ``O``, as nothing else is.

    They are read from this machine; the network is never tried.

    Returns:
        The three splits, the same on every machine.

    Raises:
        DataError: the addresses are not on this machine, or are damaged. IPython
            shows its words alone.
    """
    if (held := sealed.found("addresses")) is not None:
        train, development, test = (_read(held[name]) for name in sealed.SPLITS)
        return Addresses(train, development, test)
    taken: dict[str, _Address] = {}
    for address in _labelled(fetch.read(SOURCE)):
        if RECIPIENT not in address.labels and address.gist:
            taken.setdefault(address.gist, address)
    standing = Counter(
        label for address in taken.values() for label in set(address.labels)
    )
    rare = {label for label in standing if standing[label] < RARE} - {OUTSIDE}
    kept = [each for each in taken.values() if rare.isdisjoint(each.labels)]
    train, development, test = map(_tagged, _splits(kept))
    return Addresses(train, development, test)


def _read(part: Mapping[str, Sequence[Sequence[str]]]) -> Tagged:
    """A split as a file of sealed data holds it."""
    return Tagged(tuple(map(tuple, part["sentences"])), tuple(map(tuple, part["tags"])))


def _labelled(content: bytes) -> Iterator[_Address]:
    """The addresses of a file; words that stand in no label are labelled ``O``."""
    try:
        collection = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise DataError(f"The {SOURCE.what} are no XML: {error}.") from error
    for element in collection.iter("AddressString"):
        pieces = [(element.text, OUTSIDE)]
        for part in element:
            label = OUTSIDE if part.tag == NOT_ADDRESS else part.tag
            pieces += [("".join(part.itertext()), label), (part.tail, OUTSIDE)]
        pairs = [
            (word, label) for text, label in pieces for word in (text or "").split()
        ]
        if pairs:
            yield _Address(*map(tuple, zip(*pairs, strict=True)))


def _splits(
    addresses: list[_Address],
) -> tuple[list[_Address], list[_Address], list[_Address]]:
    """Three splits by hash, near-copies together, each in the order of the file."""
    families: dict[int, list[int]] = {}
    for place, family in enumerate(_families([a.gist for a in addresses])):
        families.setdefault(family, []).append(place)
    by_hash = sorted(
        families.values(),
        key=lambda places: hashlib.sha256(addresses[places[0]].gist.encode()).digest(),
    )
    splits: tuple[list[int], list[int], list[int]] = ([], [], [])
    reached = 0
    for places in by_hash:
        share = reached / len(addresses)
        chosen = 0 if share < TRAIN else 1 if share < TRAIN + DEVELOPMENT else 2
        splits[chosen].extend(places)
        reached += len(places)
    train, development, test = (
        [addresses[place] for place in sorted(places)] for places in splits
    )
    return train, development, test


def _families(gists: list[str]) -> list[int]:
    """For each address the number of its family: near-copies, and theirs, are one.

    Near-copies share `NEAR` of the different words that either has (Jaccard's index),
    or differ only in where a word ends.
    """
    words = [set(gist.split()) for gist in gists]
    columns = {word: place for place, word in enumerate(sorted(set().union(*words)))}
    holds = np.zeros((len(gists), len(columns)), dtype=np.float32)
    for row, each in zip(holds, words, strict=True):
        row[[columns[word] for word in each]] = 1
    shared = holds @ holds.T
    sizes = holds.sum(axis=1)
    near = shared >= NEAR * (sizes[:, None] + sizes - shared)
    joined = np.array([gist.replace(" ", "") for gist in gists])
    near |= joined[:, None] == joined
    family = np.arange(len(gists))
    for one, other in np.argwhere(np.triu(near, 1)):
        family[family == family[other]] = family[one]
    return [int(number) for number in family]


def _tagged(addresses: list[_Address]) -> Tagged:
    """A split as it is handed out."""
    return Tagged(
        tuple(address.words for address in addresses),
        tuple(tuple(bio(address.labels)) for address in addresses),
    )
