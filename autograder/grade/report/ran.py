"""How the submissions ran: what confined them, and what ran beside their own code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..results import ClassResults, StudentResult


@dataclass(frozen=True)
class Group:
    """Submissions of which the same is true.

    Attributes:
        what: such as ("no network", "read-only system"); empty for nothing.
        students: whose they are.
    """

    what: tuple[str, ...]
    students: tuple[str, ...]


def that_ran(results: ClassResults) -> tuple[StudentResult, ...]:
    """Students of whose submissions a kernel ran something."""
    return tuple(s for s in results.students if s.could_be_read)


def confinements(results: ClassResults) -> tuple[Group, ...]:
    """Who was confined by what, the largest group first."""
    return _groups(that_ran(results), lambda student: student.run.confined)


def in_kernels(results: ClassResults) -> tuple[Group, ...]:
    """Which test cells ran in the learner's own kernel, and whose."""
    groups = _groups(that_ran(results), lambda student: student.run.in_kernel)
    return tuple(group for group in groups if group.what)


def _groups(
    students: Iterable[StudentResult],
    what: Callable[[StudentResult], tuple[str, ...]],
) -> tuple[Group, ...]:
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for student in students:
        found[what(student)].append(student.student)
    ranked = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(Group(what, tuple(names)) for what, names in ranked)
