"""What a learner asks for: hints, worked solutions, and what is done so far.

    from autograder import check

    check.hint("step")
    check.solution("step")
    check.progress()

Hints and solutions are files that the course's build makes; what is done stands in one
small file of the learner's own. Nothing is sent anywhere. The checks use this package,
and it does not know them.
"""

from .asked import hint, progress, solution, unquoted
from .attempts import attempted, running_shell, stuck

__all__ = [
    "attempted",
    "hint",
    "progress",
    "running_shell",
    "solution",
    "stuck",
    "unquoted",
]
