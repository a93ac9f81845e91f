"""What the kernels of an assignment will import, to be imported once for all."""

from __future__ import annotations

import re
from collections.abc import Iterable

HEAVY = {
    "keras": ("tensorflow", "keras"),
    "matplotlib": ("matplotlib.pyplot",),
    "numpy": ("numpy",),
    "pandas": ("pandas",),
    "scipy": ("scipy.stats", "scipy.optimize"),
    "seaborn": ("seaborn",),
    "seqeval": ("seqeval.metrics",),
    "sklearn": ("sklearn.metrics", "sklearn.linear_model"),
    "statsmodels": ("statsmodels.api",),
    "sympy": ("sympy",),
    "tensorflow": ("tensorflow",),
    "unrolled": ("numpy", "matplotlib.pyplot"),
}
"""What takes long to import, by what notebooks write, and starts no thread by that."""

_IMPORT = re.compile(
    r"^\s*(?:import|from)\s+([\w., \t]+?)(?:\s+import\b|\s*(?:#|$))", re.M
)


def imported(code: Iterable[str]) -> set[str]:
    """Names of the packages that cells import.

    Args:
        code: of each cell.
    """
    return {
        name.split()[0].split(".")[0]
        for text in code
        for names in _IMPORT.findall(text)
        for name in names.split(",")
        if name.strip()
    }


def modules_for(names: Iterable[str]) -> tuple[str, ...]:
    """Modules that a zygote does well to import.

    Args:
        names: of the packages that notebooks import.
    """
    wanted = [module for name in sorted(names) for module in HEAVY.get(name, ())]
    return tuple(dict.fromkeys(wanted))
