"""What a cell printed is joined as nbclient joins it, in no time."""

from __future__ import annotations

from time import monotonic

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.grade.printed import joined


def stream(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def texts(*outputs: NotebookNode) -> list[str]:
    return [output.get("text", "*") for output in joined(outputs)]


def test_each_stream_stands_once_where_it_began() -> None:
    shown = new_output("display_data", {"text/plain": "*"})
    assert texts(stream("a"), shown, stream("b"), stream("c", "stderr")) == [
        *("ab", "*", "c")
    ]
    assert texts(stream("e", "stderr"), stream("a")) == ["a", "e"]


def test_of_a_line_written_over_the_last_version_stays() -> None:
    assert texts(stream("1/2\r2/2"), stream("\rdone\nnext\r\n")) == ["done\nnext\r\n"]
    assert texts(stream("one\rtwo\r")) == ["two\r"]


def test_a_line_of_a_million_characters_takes_no_time() -> None:
    before = monotonic()
    joined([stream("x" * 1_000_000), stream("\r" + "y" * 1_000_000)])
    assert monotonic() - before < 1
