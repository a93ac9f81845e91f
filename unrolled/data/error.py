"""The one error of the course's data, which speaks to the person who sees it."""

from __future__ import annotations


class DataError(Exception):
    """The data is not there, is damaged, or was asked for in a way that cannot be.

    Its message says what to do. IPython shows that message and no traceback: the
    lines of a traceback would all be the course's own.

    >>> DataError("The tweets are not here.")._render_traceback_()
    ['The tweets are not here.']
    """

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython shows in place of a traceback."""
        return str(self).splitlines()
