"""What keeps a command from its work, said to the person who can mend it."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
)

FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says when nothing more can be written."""

ONE_ROW = (DataError, IntegrityError)
"""What a database says against one row, not in general."""

ADVICE = {
    "locked": "Another program holds it: end that, or wait until it is done.",
    "readonly": "Give yourself the right to write to it and to its folder.",
    "is full": "Make room on its disk.",
    "unable to open": "See whether it is there and may be written to.",
    "no such column": "It is of an older nbgrader: back it up, then: nbgrader db "
    "upgrade",
}
"""What is to be done, by what SQLite says."""


class CourseError(Exception):
    """Something about the course keeps a whole command from working."""


class Halted(CourseError):
    """A command cannot go on in the middle; what it did until then is kept.

    Attributes:
        status: the command's exit status.
    """

    def __init__(self, words: str, status: int = 1) -> None:
        """Say it in words."""
        super().__init__(words)
        self.status = status


@contextmanager
def in_words(url: str) -> Iterator[None]:
    """Turn errors of the gradebook and of the disk into a `CourseError` each.

    Args:
        url: the gradebook's.
    """
    try:
        yield
    except CourseError:
        raise
    except Exception as error:  # whatever it is, if it is one of those
        words = words_for(error, url)
        if words is None:
            raise
        raise CourseError(words) from error


def words_for(error: BaseException, url: str) -> str | None:
    """A sentence about an error that is the gradebook's or the disk's.

    Args:
        error: what was raised; what it was raised for counts as well.
        url: the gradebook's.

    Returns:
        The sentence, with what is to be done; None for all other errors.
    """
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        if isinstance(cause, OSError) and cause.errno in FULL:
            where = f" at {cause.filename}" if cause.filename else ""
            return f"The disk is full{where}. Make room."
        if isinstance(cause, OSError) and cause.errno == errno.EROFS:
            return f"Nothing can be written to {cause.filename}: it is read-only."
        if isinstance(cause, DBAPIError) and not isinstance(cause, ONE_ROW):
            said = str(cause.orig).strip().splitlines() or [type(cause).__name__]
            advice = [words for key, words in ADVICE.items() if key in said[0]]
            return " ".join(
                [f"The gradebook {_shown(url)} cannot be used: {said[0]}.", *advice]
            )
        if isinstance(cause, NoSuchModuleError | ArgumentError):
            return f"The gradebook {_shown(url)} cannot be opened: {cause}."
        if isinstance(cause, ModuleNotFoundError) and _of_driver(cause):
            return (
                f"The gradebook {_shown(url)} needs the package {cause.name}: "
                f"pip install {cause.name}"
            )
        cause = cause.__cause__ or cause.__context__
    return None


def _of_driver(error: ModuleNotFoundError) -> bool:
    """Whether a missing module is the one that speaks to the database."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].name == "import_dbapi"


def _shown(url: str) -> str:
    """A gradebook's URL without its password."""
    try:
        parsed = make_url(url)
        return url if parsed.password is None else parsed.render_as_string()
    except ArgumentError:
        return "of nbgrader_config.py"
