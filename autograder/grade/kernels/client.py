"""A client of a kernel that may be hostile."""

from __future__ import annotations

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient

from .limits import MIB

LARGEST = 64 * MIB
"""Bytes of a message's part that a kernel may send; it loses its connection by more."""

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

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        bound(context)
        return context


def bound(context: zmq.Context) -> None:
    """For all its sockets: bounded messages, and no second connection.

    The kernel's sockets are there before anybody connects. When it closes one, nothing
    that lies in its place is taken for it.
    """
    context.setsockopt(zmq.MAXMSGSIZE, LARGEST)
    context.setsockopt(zmq.RECONNECT_IVL, LATER)
