"""An IPython in the tests' own process, for cells that run as in a learner's kernel."""

from __future__ import annotations

import gc
import os
import sys

from IPython.core.interactiveshell import InteractiveShell

from autograder.learner.place import PROGRESS

os.environ[PROGRESS] = "off"  # what runs here is nobody's progress


def fresh_shell() -> InteractiveShell:
    """The one IPython of this process, with no names in it.

    IPython puts a module of its own in the place of ``__main__``, which breaks
    processes that are spawned later; it is put back.
    """
    main = sys.modules["__main__"]
    shell = InteractiveShell.instance()
    sys.modules["__main__"] = main
    shell.reset(new_session=False)
    # a reset collects garbage: what has lasted until now, TensorFlow and the lessons'
    # data, is left out of the next collection, which took 0.2 s with it
    gc.freeze()
    return shell
