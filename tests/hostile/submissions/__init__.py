"""All hostile submissions, by the layer that they attack."""

from __future__ import annotations

from ..hostile import Hostile
from .files import FILES
from .floods import FLOODS
from .forged import FORGED
from .functions import FUNCTIONS
from .messages import MESSAGES
from .models import MODEL_ATTACKS
from .notebooks import NOTEBOOKS
from .patches import PATCHES
from .processes import PROCESSES
from .secrets import SECRETS
from .texts import TEXTS
from .values import VALUES

ALL: tuple[Hostile, ...] = (
    *VALUES,
    *FUNCTIONS,
    *PATCHES,
    *FORGED,
    *MESSAGES,
    *NOTEBOOKS,
    *TEXTS,
    *FILES,
    *PROCESSES,
    *FLOODS,
    *SECRETS,
    *MODEL_ATTACKS,
)

__all__ = ["ALL"]
