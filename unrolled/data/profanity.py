"""Whether a text holds a word that one would not put on a classroom's wall.

A small filter for a course: it knows some sixty English swear words, slurs and crude
words, and drops a harmless text now and then rather than show a crude one. It judges
no opinion and is no moderation.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

# The words stand here as the digests that `digest` makes, to keep the source clean.
# Found anywhere in a word, so that compounds, endings and hashtags are caught too.
INSIDE = frozenset(
    re.findall(
        r"\w+",
        """
        01cccf00c853 038c9ccdd226 0508a634445d 0f28c4960d96 0fcb77e9e007
        158869a97379 2b3240970c71 3abd5d8553b8 3e227de12776 566f532d486c
        6ac3c336e409 7bc671151cbf 819837a1df89 85fc17f7069a 89133bc00e9b
        89702d91e0e5 8c5c04391361 8f5083e3e5c7 908ada823720 90bffe1884b8
        9ae315a94e42 bb0689e399cc c2c3b68b4883 d75a838dc758 dd92623b0a4b
        e512a0558344 e9143a29033d e99d55248f67 f6952d6eef55
        """,
    )
)
# Found only when they are the whole word: many harmless words contain them.
ALONE = frozenset(
    re.findall(
        r"\w+",
        """
        0ebdc3317b75 13a465fc6616 17bde8b40646 1837bc2c546d 1ce99fbe332c
        2062f8009306 2189c0ed714f 227c0106e597 2447ae191120 2caa071f9818
        32c2aaad55e4 4119d174abae 4140197ec795 4404f5b7a883 5921fb04bb6b
        594810adcbee 70a4ce3720cc 796e43a5a8cd 7b5508eb84ab 98d44e13f455
        9915ba2d8222 99e367bcad7a ad505b0be8a4 affc87570066 cbbd0f71af28
        db10a7906121 dc2abe4ed2d8 dcd2ee35085f e683679358a5
        """,
    )
)
LENGTHS = range(3, 8)
"""How many letters the words in `INSIDE` have."""

_STARRED = re.compile(r"[a-z](?:\*[a-z*]|[#$%&*@]{2,})", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def digest(word: str) -> str:
    """The form in which a word stands in `INSIDE` and `ALONE`.

    >>> digest("groot")
    'c76d9da671ff'
    """
    return hashlib.sha256(word.encode()).hexdigest()[:12]


def profane(text: str) -> bool:
    """Whether a text holds a word of the list, or one that is starred out.

    Args:
        text: any text.

    >>> profane("What a lovely grass"), profane("What a l**t")
    (False, True)
    """
    plain = text.lower().replace("'", "").replace("’", "")
    return bool(_STARRED.search(text)) or any(map(_listed, _WORD.findall(plain)))


@cache  # a corpus has many words, but few different ones
def _listed(word: str) -> bool:
    """Whether a word of small letters is one of the list, drawn out or not."""
    if digest(word) in ALONE or digest(_DRAWN_OUT.sub(r"\1", word)) in ALONE:
        return True
    return any(
        digest(word[start : start + length]) in INSIDE
        for length in LENGTHS
        for start in range(len(word) - length + 1)
    )
