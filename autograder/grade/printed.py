"""Joins what a cell printed, in time that grows with the text alone.

nbclient does the same by a pattern that takes hours for one line of a million
characters.
"""

from __future__ import annotations

from collections.abc import Iterable

from nbformat import NotebookNode


def joined(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """A cell's outputs, each stream in one piece where it first stood.

    Of a line that was written over, as progress bars do, the last version stays. Where
    stdout and stderr are neighbours stdout comes first.
    """
    kept: list[NotebookNode] = []
    pieces: dict[str, list[str]] = {}
    for output in outputs:
        if output.output_type != "stream":
            kept.append(output)
        elif output.name in pieces:
            pieces[output.name].append(output.text)
        else:
            pieces[output.name] = [output.text]
            kept.append(output)
    for output in kept:
        if output.output_type == "stream":
            lines = "".join(pieces[output.name]).split("\n")
            output.text = "\n".join(map(_last_version, lines))
    for place in range(len(kept) - 1):
        if _is(kept[place], "stderr") and _is(kept[place + 1], "stdout"):
            kept[place : place + 2] = [kept[place + 1], kept[place]]
            break
    return kept


def _last_version(line: str) -> str:
    """What is left of a line after the carriage returns in it."""
    return line[line.rfind("\r", 0, max(len(line) - 1, 0)) + 1 :]


def _is(output: NotebookNode, name: str) -> bool:
    return bool(output.output_type == "stream" and output.name == name)
