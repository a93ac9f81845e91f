"""An IPython in the tests' own process, for cells that run as in a learner's kernel."""

from __future__ import annotations

import gc
import os
import sys
from functools import cache

from IPython.core.interactiveshell import InteractiveShell

from autograder.learner.place import PROGRESS

os.environ[PROGRESS] = "off"  # what runs here is nobody's progress


def fresh_shell() -> InteractiveShell:
    """The one IPython of this process, with no names in it.

    IPython puts a module of its own in the place of ``__main__``, which breaks
    processes that are spawned later; it is put back.
    """
    _leave_out_of_collections("tensorflow" in sys.modules)
    main = sys.modules["__main__"]
    shell = InteractiveShell.instance()
    sys.modules["__main__"] = main
    shell.reset(new_session=False)
    return shell


@cache
def _leave_out_of_collections(with_tensorflow: bool) -> None:
    """Leaves what is in memory out of garbage collections, once more with TensorFlow.

    A shell collects when it is reset: 0.2 s with all that TensorFlow holds.
    """
    gc.collect()
    gc.freeze()
