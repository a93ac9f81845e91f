"""What the processes of one machine that grade have in common: a zygote."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..check.show import figures
from .kernels.door import Door, Drawer, DrawerDied
from .kernels.process import Zygote
from .kernels.warm import enter
from .workers import Workers


class Shared:
    """A zygote for all processes of an executor; they have copies of it.

    Args:
        early: one that was started on a guess of what will be needed.
    """

    def __init__(self, early: Zygote | None = None) -> None:
        """Nothing is started yet, but perhaps `early`."""
        self._early = early
        self._zygote: Zygote | None = None

    def begin(
        self, workers: Workers, modules: Sequence[str], readable: Sequence[Path]
    ) -> None:
        """Start it; to be called before the first job.

        Args:
            workers: the executor.
            modules: what it imports, while the processes are started.
            readable: further folders that its kernels may read.
        """
        if sys.platform == "linux" and self._zygote is None:
            folders = tuple(Path(path).absolute() for path in readable)
            self._zygote = self._started(tuple(modules), folders)
            workers.first = partial(use, self._zygote.door)

    def _started(self, *wanted: Any) -> Zygote:
        """The one that was started early, if it is as wanted."""
        early = self._early
        if early is not None and early.alive:
            if (early.modules, early.readable) == wanted:
                return early
            early.close()
        return Zygote(*wanted)

    def close(self) -> None:
        """End it, its copies and all kernels that they forked."""
        if self._zygote is not None:
            self._zygote.close()


def use(door: Door) -> None:
    """Take this process's kernels and figures from there."""
    enter(door)
    drawer = Drawer(door)

    def figure(*given: Any) -> Any:
        try:
            return drawer(*given)
        except DrawerDied:
            here = figures.drawn_by()
            if here is None:
                raise
            return here(*given)

    figures.draw_by(figure)
