"""What the kernels of an assignment will import, to be imported once for all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nbformat import NotebookNode

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


def modules_used(notebooks: Iterable[NotebookNode]) -> tuple[str, ...]:
    """Modules that a zygote does well to import.

    Args:
        notebooks: as they were released.
    """
    found: set[str] = set()
    for notebook in notebooks:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                for names in _IMPORT.findall(cell.source):
                    found |= {
                        n.split()[0].split(".")[0]
                        for n in names.split(",")
                        if n.strip()
                    }
    wanted = [module for name in sorted(found) for module in HEAVY.get(name, ())]
    return tuple(dict.fromkeys(wanted))
