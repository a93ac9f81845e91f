"""The tweets that people rated: which of them the course takes, and their splits."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import fetch, sealed
from .profanity import profane

CITATION = (
    "C. J. Hutto and E. Gilbert, VADER: A Parsimonious Rule-based Model for Sentiment "
    "Analysis of Social Media Text, ICWSM 2014"
)
LICENCE = "MIT, Copyright (c) 2016 C. J. Hutto"

SOURCE = fetch.Source(
    what="tweets",
    package="vaderSentiment",
    version="3.3.2",
    distribution="5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9",
    inner=(
        "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz",
        "hutto_ICWSM_2014/tweets_GroundTruth.txt",
    ),
    content="dfbe7102e2f92579ed8b19df9a3822491880697c67adf712fb66e520cc05102f",
    name="tweets_GroundTruth.txt",
)

LEAST = 0.5
"""How far from 0 a mean rating must be: nearer ones say neither yes nor no."""

TRAIN, DEVELOPMENT = 0.70, 0.15
"""Shares of the tweets; the rest is the test split."""


@dataclass(frozen=True, eq=False, repr=False)
class Part:
    """Some of the tweets; the n-th text, rating and label belong together.

    Attributes:
        texts: the tweets as people wrote them.
        ratings: (tweets,) floats, mean of 20 people, −4 most negative to +4 most
            positive; none is nearer to 0 than 0.5.
        labels: (tweets,) integers, 1 for a positive rating, 0 for a negative one.
    """

    texts: tuple[str, ...]
    ratings: npt.NDArray[np.float64]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """How many tweets there are."""
        return len(self.texts)

    def __repr__(self) -> str:
        """In one line: the texts would fill pages."""
        return f"Part({len(self):,} tweets, {self.labels.mean():.0%} positive)"


@dataclass(frozen=True, eq=False)
class Tweets:
    """The tweets, split once and for all; no tweet stands in two splits.

    Attributes:
        train: what a model learns from.
        development: what you compare models on.
        test: what the finished model is judged on.
        citation: the paper that the tweets come from.
        licence: on which terms they are given.
    """

    train: Part
    development: Part
    test: Part
    citation: str = CITATION
    licence: str = LICENCE


def tweets() -> Tweets:
    """The tweets that people rated, without those that are profane or undecided.

    They are read from this machine; the network is never tried.

    Returns:
        The three splits, the same on every machine.

    Raises:
        DataError: the tweets are not on this machine, or are damaged. IPython shows
            its words alone.
    """
    if (held := sealed.found("tweets")) is not None:
        train, development, test = (_read(held[name]) for name in sealed.SPLITS)
        return Tweets(train, development, test)
    rated: dict[str, tuple[int, str, float]] = {}  # by gist, so none comes twice
    for line in fetch.read(SOURCE).decode("utf-8").splitlines():
        number, rating, escaped = line.split("\t", 2)
        text = html.unescape(escaped).strip()
        if abs(float(rating)) >= LEAST and not profane(text):
            rated.setdefault(_gist(text), (int(number), text, float(rating)))
    # Each label is split on its own: the majority answer is equally good everywhere.
    splits: tuple[list[str], ...] = ([], [], [])
    for positive in (False, True):
        gists = [gist for gist, (_, _, r) in rated.items() if (r > 0) == positive]
        gists.sort(key=lambda gist: hashlib.sha256(gist.encode()).digest())
        first = round(TRAIN * len(gists))
        second = first + round(DEVELOPMENT * len(gists))
        splits[0].extend(gists[:first])
        splits[1].extend(gists[first:second])
        splits[2].extend(gists[second:])
    train, development, test = (
        _part([rated[gist] for gist in gists]) for gists in splits
    )
    return Tweets(train, development, test)


def _gist(text: str) -> str:
    """What two copies of a tweet share: its letters and digits, no names or links."""
    bare = re.sub(r"(?:https?://|www\.)\S+|@\w+|\brt\b", " ", text.lower())
    return " ".join(re.findall(r"[^\W_]+", bare))


def _read(part: Mapping[str, list[Any]]) -> Part:
    """A split as a file of sealed data holds it."""
    rated = zip(part["texts"], part["ratings"], strict=True)
    return _part([(n, text, rating) for n, (text, rating) in enumerate(rated)])


def _part(rated: list[tuple[int, str, float]]) -> Part:
    """A split from its (number, text, rating), in the order of the numbers."""
    rated = sorted(rated)
    ratings = np.array([rating for _, _, rating in rated])
    return Part(
        texts=tuple(text for _, text, _ in rated),
        ratings=ratings,
        labels=(ratings > 0).astype(np.int64),
    )
