"""Runs a notebook in the kernel of another environment, as a notebook server would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode


def run(
    notebook: NotebookNode, python: Path, folder: Path, environment: Mapping[str, str]
) -> NotebookNode:
    """A copy of the notebook with its outputs; Run All goes on after an error.

    Args:
        notebook: its cells.
        python: whose ipykernel runs them.
        folder: where the notebook would stand.
        environment: of the kernel.
    """
    ran = nbformat.from_dict(notebook)
    for cell in ran.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    manager = AsyncKernelManager()
    manager._kernel_spec = KernelSpec(
        argv=[str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="Python 3",
        language="python",
    )
    client = NotebookClient(
        ran,
        km=manager,
        timeout=600,
        allow_errors=True,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=dict(environment), stdout=DEVNULL, stderr=DEVNULL)
    return ran


def said(cell: NotebookNode) -> str:
    """Everything that a cell shows, as text."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "error":
            parts += output.traceback
        else:
            parts.append(output.get("text") or output.data.get("text/html", ""))
    return "\n".join(parts)


def errors(notebook: NotebookNode) -> dict[str, str]:
    """The errors that cells ended in, by cell."""
    return {
        cell.id: said(cell)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }
