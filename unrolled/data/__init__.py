"""The course's data: tweets that people rated, and their words as numbers.

`tweets` reads what ``python -m unrolled.data`` (or ``make data``) fetched.
"""

from __future__ import annotations

from .corpus import Part, Tweets, tweets
from .error import DataError
from .words import Vocabulary, tokens

__all__ = ["DataError", "Part", "Tweets", "Vocabulary", "tokens", "tweets"]
