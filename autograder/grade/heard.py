"""Hears a kernel that may send anything: what is no message of Jupyter's is dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from queue import Empty
from time import monotonic
from typing import Any

from jupyter_core.utils import ensure_async

Message = dict[str, Any]

Get = Callable[..., Awaitable[Message] | Message]

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading frames raises that are no message."""


def hear_only_messages(*channels: Any) -> None:
    """Have channels of a kernel's client drop what is no message, and go on.

    Args:
        channels: such as its `shell_channel`.
    """
    for channel in channels:
        channel.get_msg = _heard(channel.get_msg)


def _heard(get: Get) -> Get:
    async def heard(timeout: float | None = None) -> Message:
        """The next message; raises Empty when none came in time."""
        until = None if timeout is None else monotonic() + timeout
        while True:
            left = None if until is None else max(until - monotonic(), 0)
            try:
                message: Message = await ensure_async(get(timeout=left))
                if _is_message(message):
                    return message
            except UNREADABLE:
                pass
            if left == 0:
                raise Empty
            await asyncio.sleep(0)  # a flood of them holds up nobody else

    return heard


def _is_message(message: Any) -> bool:
    """Whether it has the parts that every message has; comms are not for graders."""
    if not isinstance(message, dict):
        return False
    parts = [message.get(name) for name in ("header", "parent_header", "content")]
    kind = message.get("msg_type")
    if not all(isinstance(part, dict) for part in parts) or not isinstance(kind, str):
        return False
    return not kind.startswith("comm") and _has_content(kind, message["content"])


def _has_content(kind: str, content: dict[str, Any]) -> bool:
    """Whether a message's content is what one of its kind has."""
    if not isinstance(content.get("execution_count"), int | None):
        return False
    for name, form in _FORMS.get(kind, {}).items():
        if not isinstance(content.get(name), form):
            return False
    if kind == "error":
        return all(isinstance(line, str) for line in content["traceback"])
    display = content.get("transient")
    return display is None or (
        isinstance(display, dict) and isinstance(display.get("display_id"), str | None)
    )


_FORMS: dict[str, dict[str, type]] = {
    "stream": {"name": str, "text": str},
    "display_data": {"data": dict, "metadata": dict},
    "update_display_data": {"data": dict, "metadata": dict},
    "execute_result": {"data": dict, "metadata": dict},
    "error": {"ename": str, "evalue": str, "traceback": list},
    "status": {"execution_state": str},
    "execute_reply": {"status": str},
}
"""What stands in messages of each kind."""
