"""A limit to how long judging may take, in whatever thread it is done."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ...observe.patience import Endless, at_no_whole, forget, limited, stop_after

PAUSE = 0.01
"""Seconds that a thread may be at something that is not to be cut in two."""


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Stop what takes longer.

    A signal does so in the main thread, see `limited`. A worker of a cluster does its
    jobs in other threads: there Python is asked to raise the error at its next step.

    Args:
        seconds: how long it may take.

    Raises:
        Endless: it took longer.
    """
    if threading.current_thread() is threading.main_thread():
        with limited(seconds):
            yield
        return
    thread, lock = threading.get_ident(), threading.Lock()
    over = False

    def stop() -> None:
        whole, told = at_no_whole(thread), False
        while not over:
            if whole.acquire(timeout=PAUSE):
                with lock:
                    # told, it may have stopped by itself
                    if not over and (forget(thread) or not told):
                        _raise_in(thread, Endless)
                whole.release()
                return
            with lock:
                if not over and not told:
                    stop_after(thread)
                    told = True

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
            _raise_in(thread, None)  # what came too late is called back
            forget(thread)
        timer.cancel()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    raised = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
