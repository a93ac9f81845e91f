"""Takes a submission as it was handed in and makes it one that nbgrader can read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, ValidationError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from .notes import Note

LARGEST = 50 * 2**20
"""Bytes above which a submitted file is not read."""

ROOM = 256 * 2**20
"""Bytes that all files beside the notebooks may have together."""

MOST_FILES = 300
"""Files beside the notebooks that are taken along; nbgrader lists all for each."""

MOST_CELLS = 5_000
"""Cells that a notebook may have; nbgrader looks at each many times."""

CHECKPOINTS = ".ipynb_checkpoints"
"""Folder of Jupyter's own copies of notebooks that somebody has opened."""

DEEPEST = 50
"""Levels that metadata of a cell may have."""

_MAKE = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
_MERGE = re.compile(r"^[ \t]*\"?(<{7}|>{7})( |$)", re.MULTILINE)


class Unreadable(Exception):
    """A notebook cannot be graded; the message says why."""


@dataclass(frozen=True)
class Admitted:
    """A submission in a folder of its own, ready for nbgrader.

    Attributes:
        student: whose it is.
        folder: where it stands now; the original is untouched.
        unreadable: why, by name, for notebooks replaced by the released version.
        notes: what was repaired or refused.
    """

    student: str
    folder: Path
    unreadable: dict[str, str]
    notes: tuple[Note, ...]


def authored_in(folder: Path, pattern: str = "*") -> list[Path]:
    """What matches in a folder, sorted, without what Jupyter keeps there for itself."""
    found = sorted(folder.rglob(pattern))
    return [p for p in found if CHECKPOINTS not in p.relative_to(folder).parts]


def fingerprint(submission: Path, *also: str) -> str:
    """Changes when a submitted file does, or one of the strings in `also`."""
    digest = hashlib.sha256("\0".join(also).encode())
    paths = authored_in(submission) if submission.is_dir() else [submission]
    for path in paths:
        if path.is_file() and not path.is_symlink():
            size = path.stat().st_size
            about = f"{path.relative_to(submission)}\0{size}\0"
            digest.update(about.encode(errors="surrogateescape"))
            if size <= LARGEST:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def admit(
    student: str,
    submission: Path,
    folder: Path,
    released: Mapping[str, NotebookNode],
    ignore: list[str],
) -> Admitted:
    """Copy a submission, every notebook of the assignment in it readable.

    A notebook that cannot be read stands there as it was released, so that the
    student's feedback has a place for the reason.

    Args:
        student: whose it is.
        submission: the folder as handed in.
        folder: where to write; made here.
        released: the assignment's notebooks by name.
        ignore: nbgrader's list of file names to leave out.
    """
    folder.mkdir(parents=True)
    notes = [] if not submission.is_dir() else _copy_files(submission, folder, ignore)
    unreadable = {}
    taken: set[Path] = set()
    for name, original in released.items():
        try:
            path = _find(submission, name, released)
            taken.add(path)
            notebook = read(path)
            if path.name != f"{name}.ipynb":
                if not _ids(notebook) & _ids(original):
                    raise Unreadable(
                        f"“{name}.ipynb” is missing, and “{path.name}” holds none of "
                        "its exercises; the right file has to be handed in."
                    )
                notes.append(Note(f"“{path.name}” was taken for “{name}.ipynb”."))
        except Unreadable as error:
            unreadable[name] = str(error)
            notes.append(Note(str(error)))
            notebook = _with_reason(original, str(error))
        nbformat.write(notebook, folder / f"{name}.ipynb")
    spare = [p.name for p in _notebooks(submission) if p not in taken]
    if spare and not unreadable:
        notes.append(Note(f"Not graded, not part of it: {', '.join(spare)}."))
    return Admitted(student, folder, unreadable, tuple(notes))


def _ids(notebook: NotebookNode) -> set[str]:
    """What nbgrader calls a notebook's cells; forged ones may be called anything."""
    marks = [cell.metadata.get("nbgrader") for cell in notebook.cells]
    return {str(m.get("grade_id")) for m in marks if isinstance(m, dict)}


def _copy_files(submission: Path, folder: Path, ignore: list[str]) -> list[Note]:
    """Copy what lies beside the notebooks; links and giants stay behind."""
    notes = []
    room, left, odd = ROOM, MOST_FILES, 0
    for path in sorted(submission.rglob("*")):
        name = path.relative_to(submission)
        parents = [submission / parent for parent in [*name.parents][:-1]]
        if any(p.is_symlink() or _is_ignored(p.name, ignore) for p in parents):
            continue
        if not _is_text(str(name)):
            odd += 1
        elif path.is_symlink():
            notes.append(Note(f"“{name}” is a link; it was not followed."))
        elif not path.is_file() or path.suffix == ".ipynb":
            continue
        elif path.stat().st_size > LARGEST:
            notes.append(Note(f"“{name}” is larger than 50 MB; it was left out."))
        elif not _is_ignored(path.name, ignore):
            room, left = room - path.stat().st_size, left - 1
            if room < 0 or left < 0:
                notes.append(
                    Note(f"Files from “{name}” on were left out: they are too many.")
                )
                break
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    if odd:
        notes.append(Note(f"Left out, their names are no text: {odd} files."))
    return notes


def _is_ignored(name: str, ignore: list[str]) -> bool:
    """What nbgrader's `is_ignored` says, which lists the whole folder each time."""
    return any(
        fnmatchcase(name, pattern)
        for pattern in ignore
        if pattern[:1] == "." or name[:1] != "."
    )


def _is_text(name: str) -> bool:
    """Whether a name can be written down; that of a file may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _notebooks(submission: Path) -> list[Path]:
    found = sorted(submission.glob("*.ipynb"))
    return [p for p in found if not p.name.startswith(".") and _is_text(p.name)]


def _find(submission: Path, name: str, released: Mapping[str, Any]) -> Path:
    """The file that is meant by a notebook's name."""
    path = submission / f"{name}.ipynb"
    if not submission.is_dir():
        raise Unreadable(
            f"“{submission.name}” is a file; a folder with {path.name} was expected."
        )
    if path.is_symlink():
        raise Unreadable(f"“{path.name}” is a link; links are not followed.")
    if path.exists():
        return path
    others = [
        p
        for p in _notebooks(submission)
        if p.stem not in released and p.is_file() and not p.is_symlink()
    ]
    close = [p for p in others if _key(name) in _key(p.stem)]
    missing = [n for n in released if not (submission / f"{n}.ipynb").exists()]
    candidates = close or (others if len(missing) == 1 else [])
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        names = ", ".join(p.name for p in candidates)
        raise Unreadable(f"“{path.name}” is missing; one of these may be it: {names}.")
    raise Unreadable(f"“{path.name}” is missing; it has to be handed in.")


def _key(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", stem.lower())


def read(path: Path) -> NotebookNode:
    """Read a submitted notebook and make it well-formed.

    Cells keep text, metadata, id and attachments; outputs go, as nbgrader's own
    sanitizer would have them.

    Raises:
        Unreadable: it is no notebook; the message says what it is.
    """
    label = f"“{path.name}”"
    if path.is_dir():
        raise Unreadable(f"{label} is a folder, not a notebook.")
    if not path.is_file():
        raise Unreadable(f"{label} is no ordinary file.")
    size = path.stat().st_size
    if size > LARGEST:
        raise Unreadable(f"{label} is larger than 50 MB.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{label} is not UTF-8 text.") from None
    if not text.strip():
        raise Unreadable(f"{label} is empty; it has to be handed in again.")
    try:
        content = _whole(json.loads(text))
    except json.JSONDecodeError as error:
        merge = _MERGE.search(text)
        if merge:
            line = text.count("\n", 0, merge.start(1)) + 1
            raise Unreadable(
                f"{label} holds merge markers (line {line}): "
                "two versions were merged and the conflict was not resolved; it has to "
                "be handed in again without them."
            ) from None
        raise Unreadable(
            f"{label} is not JSON (line {error.lineno}: {error.msg}); it has to be "
            "handed in again."
        ) from None
    except RecursionError:
        raise Unreadable(f"{label} is nested too deeply to be a notebook.") from None
    except ValueError as error:  # such as a number of 5,000 digits
        raise Unreadable(f"{label} cannot be read: {error}"[:300]) from None
    try:
        return _well_formed(content, label)
    except RecursionError:
        raise Unreadable(f"{label} is nested too deeply to be a notebook.") from None


def _whole(content: Any) -> Any:
    """Parsed JSON, halves of characters in its texts replaced: no file can hold them.

    Raises:
        RecursionError: it is nested too deeply.
    """
    text = json.dumps(content, ensure_ascii=False)
    return content if _is_text(text) else json.loads(text.encode(errors="replace"))


def _well_formed(content: Any, label: str) -> NotebookNode:
    """A clean notebook of the cells of a parsed one."""
    if not isinstance(content, dict):
        kind = "list" if isinstance(content, list) else "single value"
        raise Unreadable(f"{label} is JSON, but a {kind}, not a notebook.")
    if content.get("nbformat") in (1, 2, 3):
        try:
            content = nbformat.reads(json.dumps(content), as_version=4)
        except Exception as error:  # nbformat's converters raise whatever they meet
            raise Unreadable(f"{label} is an old notebook: {error}") from error
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise Unreadable(f"{label} is JSON, but has no cells: not a notebook.")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"{label} has more than {MOST_CELLS:,} cells.")
    notebook = new_notebook()
    seen: set[str] = set()
    for cell in cells:
        if isinstance(cell, dict) and str(cell.get("cell_type")) in _MAKE:
            notebook.cells.append(_clean(cell, seen))
    return notebook


def _clean(cell: Mapping[str, Any], seen: set[str]) -> NotebookNode:
    """One cell with only what a cell has; ids are unique or new."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    if not _is_shallow(metadata):
        metadata = {}
    made = _made(
        cell["cell_type"],
        source if isinstance(source, str) else "",
        deepcopy(metadata) if isinstance(metadata, dict) else {},
    )
    name = cell.get("id")
    usable = isinstance(name, str) and re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name)
    made["id"] = name if usable and name not in seen else f"repaired-{len(seen)}"
    seen.add(made["id"])
    attached = cell.get("attachments")
    carries = cell["cell_type"] != "code" and isinstance(attached, dict)
    if carries and _is_shallow(attached):
        made["attachments"] = deepcopy(attached)
    return made


def _made(kind: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    """A cell; of metadata that nbformat does not take, what grading goes by."""
    try:
        return _MAKE[kind](source, metadata=metadata)
    except ValidationError:
        kept = {k: v for k, v in metadata.items() if k == "nbgrader"}
        return _MAKE[kind](source, metadata=kept)


def _is_shallow(content: Any) -> bool:
    """Whether no part of it lies deeper than `DEEPEST`."""
    parts = [content]
    for _ in range(DEEPEST):
        inner = [p for p in parts if isinstance(p, dict | list)]
        parts = [i for p in inner for i in (p.values() if isinstance(p, dict) else p)]
        if not parts:
            return True
    return False


def _with_reason(released: NotebookNode, reason: str) -> NotebookNode:
    """The released notebook, the reason why it stands there on top of it."""
    notebook = deepcopy(released)
    words = f"**This submission could not be graded.** {reason}"
    notebook.cells.insert(0, new_markdown_cell(words, id="not-graded"))
    return notebook
