"""The course's data: texts and sentences, and their words and tags as numbers.

`tweets` and `addresses` read what ``python -m unrolled.data`` (or ``make data``)
fetched; `groot` makes its sentences, and `read_conll` reads a file of yours.
"""

from __future__ import annotations

from .conll import read_conll
from .corpus import Part, Tweets, tweets
from .error import DataError
from .generate import Groot, groot
from .postal import Addresses, addresses
from .shapes import plain_word, word_shape
from .tagged import Tagged, TagSet, bio
from .words import Vocabulary, tokens

__all__ = [
    "Addresses",
    "DataError",
    "Groot",
    "Part",
    "TagSet",
    "Tagged",
    "Tweets",
    "Vocabulary",
    "addresses",
    "bio",
    "groot",
    "plain_word",
    "read_conll",
    "tokens",
    "tweets",
    "word_shape",
]
