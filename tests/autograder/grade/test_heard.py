"""Of what a kernel sends only messages are heard."""

from __future__ import annotations

import asyncio
from queue import Empty
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.grade.heard import hear_only_messages

GOOD: dict[str, Any] = {
    "msg_type": "stream",
    "header": {},
    "parent_header": {},
    "content": {"name": "stdout", "text": "x"},
}
BAD: list[Any] = [
    ValueError("Invalid Signature"),
    IndexError("list index out of range"),
    [],
    {**GOOD, "content": []},
    {**GOOD, "parent_header": None},
    {**GOOD, "msg_type": 5},
    {**GOOD, "content": {"name": "stdout"}},
    {**GOOD, "content": {"name": "stdout", "text": "x", "execution_count": "1"}},
    {**GOOD, "content": {"name": "stdout", "text": "x", "transient": "display"}},
    {
        **GOOD,
        "msg_type": "error",
        "content": {"ename": "E", "evalue": "", "traceback": [7]},
    },
    {**GOOD, "msg_type": "status", "content": {}},
    {**GOOD, "msg_type": "comm_open"},
]


def heard(*sent: Any) -> dict[str, Any]:
    """The first message that is heard."""
    waiting = list(sent)

    async def get(timeout: float | None = None) -> Any:
        if not waiting:
            raise Empty
        found = waiting.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    channel = SimpleNamespace(get_msg=get)
    hear_only_messages(channel)
    message: dict[str, Any] = asyncio.run(channel.get_msg(timeout=1))
    return message


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: str(bad)[:40])
def test_what_is_no_message_is_passed_over(bad: Any) -> None:
    assert heard(bad, GOOD) is GOOD


def test_silence_is_told() -> None:
    with pytest.raises(Empty):
        heard(*BAD)


def test_a_flood_of_what_is_no_message_ends_with_the_time() -> None:
    async def get(timeout: float | None = None) -> Any:
        return BAD[-1]

    channel = SimpleNamespace(get_msg=get)
    hear_only_messages(channel)
    with pytest.raises(Empty):
        asyncio.run(channel.get_msg(timeout=0.1))
