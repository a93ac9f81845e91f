"""Finds out what confinement there is here, by trying to break out."""

from __future__ import annotations

import ast
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbclient.client import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from . import attempts
from .limits import Limits
from .process import Zygote
from .sandbox import PACKAGE

LAST = "bounded processes"
"""The attempt that may cost the kernel's life."""

STRAY = "strays end"
"""What holds when a process that a kernel left is gone with it."""

TRIED = Limits(memory_gib=1, processes=200, disk_mib=16, seconds=60)
"""Limits that the attempts are made under."""

SECRET = "AUTOGRADER_SECRET"
"""A variable of the grader's environment that no kernel must know."""

MANY = 500
"""Files that are tried at most."""


@dataclass(frozen=True)
class Confinement:
    """What confines kernels here.

    Attributes:
        holds: short phrases, each of them tried.
        missing: (phrase, reason) of what does not hold.
        sandboxed: whether kernels are in a sandbox with namespaces of their own.
        reason: why not; "" when they are.
    """

    holds: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    sandboxed: bool
    reason: str = ""


@cache
def probe(confine: bool = True) -> Confinement:
    """Have a kernel try to break out; takes a few seconds, once in a process.

    Args:
        confine: False for what holds without a sandbox.

    Returns:
        What holds, what does not and why.
    """
    secret = secrets.token_hex(8)
    os.environ[SECRET] = secret
    try:
        zygote = Zygote((), confine=confine)
    finally:
        del os.environ[SECRET]
    try:
        with _bait(zygote) as given:
            found = _tried(zygote, given | {"secret": secret})
    finally:
        zygote.close()
    return Confinement(
        holds=tuple(phrase for phrase, reason in found.items() if reason is None),
        missing=tuple((phrase, why) for phrase, why in found.items() if why),
        sandboxed=zygote.unconfined is None,
        reason=zygote.unconfined or "",
    )


def _tried(zygote: Zygote, given: dict[str, Any]) -> dict[str, str | None]:
    """Each phrase with None where it holds, else the reason why not."""
    from .warm import WarmKernelManager  # which says what holds by this module

    manager = WarmKernelManager(zygote, limits=TRIED, stand_in=True)
    text = Path(attempts.__file__).read_text(encoding="utf-8")
    names = [name for name in attempts.ATTEMPTS if name != LAST]
    notebook = new_notebook(
        cells=[
            new_code_cell(f"{text}\ngiven = {given!r}"),
            *(new_code_cell(f"print([ATTEMPTS[{name!r}](given)])") for name in names),
            new_code_cell("print([stray(given)])"),
            new_code_cell(f"print([ATTEMPTS[{LAST!r}](given)])"),
        ]
    )
    failed = "the attempt itself failed"
    try:
        client = NotebookClient(notebook, manager, timeout=30, allow_errors=True)
        client.owns_km = True  # so that it ends the kernel
        client.shutdown_kernel = "immediate"
        client.execute()
    except DeadKernelError:
        pass  # the last attempt may have cost its life
    except (RuntimeError, TimeoutError) as error:
        failed = str(error)
    told = [_said(cell.outputs) for cell in notebook.cells[1:]]
    found: dict[str, str | None] = {}
    for name, said in zip(names, told, strict=False):
        found[name] = f"it could not be tried; {failed}" if said is None else said[0]
    *_, left, many = told
    found[STRAY] = _left(given["name"]) if left else "it could not be tried"
    if many:
        found[LAST] = many[0]
    else:
        over = manager.over == "processes"
        found[LAST] = None if over else "the kernel died of the attempt"
    return found


def _said(outputs: list[Any]) -> list[Any] | None:
    """What a cell printed, a list of one thing; None when it did not come to it."""
    shown = [output for output in outputs if output.get("name") == "stdout"]
    printed = "".join(output.text for output in shown)
    return ast.literal_eval(printed) if printed.startswith("[") else None


def _left(name: str) -> str | None:
    """Whether a process whose command ends in a name is still there."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:  # it has just ended
            continue
        if name.encode() in words:
            return "a process that a kernel started goes on without it"
    return None


@contextmanager
def _bait(zygote: Zygote) -> Iterator[dict[str, Any]]:
    """Prepare what the attempts go for."""
    name = f"autograder-{secrets.token_hex(8)}"
    with (
        tempfile.NamedTemporaryFile(prefix="autograder-") as file,
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as local,
    ):
        local.bind("\0" + name)
        local.listen()
        home = Path.home()
        yield {
            "port": server.getsockname()[1],
            "name": name,
            "folders": {
                str(folder): os.stat(folder).st_dev
                for folder in (Path.cwd(), home, PACKAGE)
                if folder.exists()
            },
            "files": [file.name, *_files(Path.cwd()), *_files(home)],
            "answers": [str(PACKAGE / "check" / "judge" / "__init__.py")],
            "pids": [os.getpid(), zygote.pid],
            "memory_gib": TRIED.memory_gib,
            "disk_mib": TRIED.disk_mib,
            "most": 2 * TRIED.processes,
        }


def _files(folder: Path) -> list[str]:
    """Files of a folder."""
    found = sorted(path for path in folder.iterdir() if path.is_file())
    return [str(path) for path in found[:MANY]]
