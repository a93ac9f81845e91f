"""What holds for every test: no test is anybody's progress."""

from __future__ import annotations

import os

from autograder.learner.place import PROGRESS

os.environ[PROGRESS] = "off"  # before any kernel starts, and for all that do
