"""A client of a kernel that may be hostile."""

from __future__ import annotations

from math import inf
from queue import Empty
from time import monotonic
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient

from .limits import MIB

LARGEST = 64 * MIB
"""Bytes of a message's part that a kernel may send; it loses its connection by more."""

WAITING = 32
"""Messages that are held until they are read; more wait where the kernel pays."""

ANSWER = 1
"""Seconds until a kernel that has not answered is asked again."""

HEARD = 0.2
"""Seconds after an answer within which all else about it is heard, or never is."""

LATER = 3_600_000
"""Milliseconds until a lost connection is made anew; "never" makes ZeroMQ linger."""


class BoundedClient(AsyncKernelClient):
    """A client that takes no message without bounds.

    It listens for no heartbeat: a process that was forked is asked for, and the last
    beat of one that has ended is waited for a whole second.
    """

    def start_channels(
        self,
        shell: bool = True,
        iopub: bool = True,
        stdin: bool = True,
        hb: bool = False,
        control: bool = True,
    ) -> None:
        """Connect to the kernel."""
        super().start_channels(shell, iopub, stdin, hb, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and what it shows is heard.

        jupyter_client's own way listens 0.2 s longer for what may still come; here the
        kernel's last word on the request is waited for.

        Args:
            timeout: seconds; None for as long as the kernel lives.

        Raises:
            RuntimeError: it ended before, or did not answer in time.
        """
        until = monotonic() + (inf if timeout is None else timeout)
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("The kernel died before it answered.")
            if monotonic() > until:
                raise RuntimeError(f"The kernel did not answer within {timeout:g} s.")

    async def _answers(self) -> bool:
        """Whether a request is answered, and both channels say so."""
        sent = self.kernel_info()
        try:
            await _about(sent, self.shell_channel, "kernel_info_reply", ANSWER)
            await _about(sent, self.iopub_channel, "status", HEARD, state="idle")
        except Empty:  # it was not connected yet, and nothing is sent twice
            return False
        return True

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        bound(context)
        return context


async def _about(
    request: str, channel: Any, kind: str, seconds: float, state: str | None = None
) -> None:
    """Wait for a message of this kind that a request has brought about.

    Raises:
        Empty: none came in time.
    """
    until = monotonic() + seconds
    while True:
        got = await channel.get_msg(timeout=max(until - monotonic(), 0))
        if (
            got["msg_type"] == kind
            and got["parent_header"].get("msg_id") == request
            and state in (None, got["content"].get("execution_state"))
        ):
            return


def bound(context: zmq.Context) -> None:
    """For all its sockets: bounded messages, few at a time, and no second connection.

    The kernel's sockets are there before anybody connects. When it closes one, nothing
    that lies in its place is taken for it.
    """
    context.setsockopt(zmq.MAXMSGSIZE, LARGEST)
    context.setsockopt(zmq.RCVHWM, WAITING)
    context.setsockopt(zmq.RECONNECT_IVL, LATER)
