"""The sandbox of a zygote: a bubblewrap command that shows it what it needs."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .start import Setting

PACKAGES = "/opt/packages"
"""Where packages are found that lie in a course folder outside."""

STAND_IN = "/opt/stand_in"

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")

DESCRIPTIONS = (
    "/etc/group",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self",
    "/proc/stat",
    "/proc/sys/kernel/cap_last_cap",
    "/sys/devices/system/cpu",
)
"""Where programs look what machine they are on, and what they are themselves."""

PASSED = (
    "AUTOGRADER_PROGRESS",
    "KERAS_BACKEND",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "MPLBACKEND",
    "NBGRADER_EXECUTION",
    "OMP_NUM_THREADS",
    "PYTHONHASHSEED",
    "TF_CPP_MIN_LOG_LEVEL",
    "TF_ENABLE_ONEDNN_OPTS",
    "TF_NUM_INTEROP_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TZ",
    "UNROLLED_DATA",
)
"""Variables of the environment that kernels may know."""

OWN = ("HOME", "PYTHONPATH")
"""Variables that a zygote without a sandbox needs, and its kernels do not."""

SEALED = "sealed"
"""In the folder of the data: the same without the labels that a class is graded by."""

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]


@dataclass(frozen=True)
class Command:
    """How a zygote is started.

    Attributes:
        words: what comes before the zygote's own arguments.
        env: its whole environment.
        setting: what it is told about itself.
    """

    words: Sequence[str]
    env: dict[str, str]
    setting: Setting


def sandboxed(readable: Iterable[Path] = ()) -> Command | None:
    """A zygote in a sandbox; None without bubblewrap.

    Args:
        readable: further folders that kernels may read.
    """
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return None
    inside = _within(PACKAGE, _python())
    answers = PACKAGE if inside else Path(PACKAGES, PACKAGE.name)
    folders = [*_python(), *readable, *data()]
    developed = {f"{PACKAGES}/{name}": path for name, path in packages().items()}
    words = [
        bwrap,
        *("--unshare-user", "--uid", "0", "--gid", "0"),
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent"),
        # for the kernels' own namespaces: the zygote alone has these, in its own
        *("--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN"),
        *("--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_SETFCAP"),
        *_system(),
        *_bound((Path(path), path) for path in SETTINGS),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--perms", "0700", "--tmpfs", "/tmp", "--dir", "/run"),
        *_bound((path, str(path)) for path in folders),
        *_bound((path, place) for place, path in developed.items()),
        *_bound([(HERE / "stand_in", STAND_IN)]),
        *_links(Path(sys.executable), folders),
        *("--chdir", "/tmp", "--"),
        sys.executable,
    ]
    env = environment() | {"HOME": "/tmp", "PYTHONPATH": PACKAGES}
    setting = Setting(
        True,
        STAND_IN,
        str(answers),
        PACKAGES,
        kept=[str(path) for path in folders if _within(path, [Path("/tmp")])],
        seen=_seen([*folders, STAND_IN, *developed]),
    )
    return Command(words, env, setting)


def bare(readable: Iterable[Path] = ()) -> Command:
    """A zygote without a sandbox.

    Args:
        readable: further folders that kernels may read.
    """
    folders = [*_python(), *packages().values(), *readable, *data()]
    stand_in = str(HERE / "stand_in")
    seen = _seen([*folders, stand_in])
    setting = Setting(False, stand_in, str(PACKAGE), seen=seen)
    own = {name: os.environ[name] for name in OWN if name in os.environ}
    return Command([sys.executable], environment() | own, setting)


def environment(sealed: bool = True) -> dict[str, str]:
    """The environment of kernels: what says how to run, no secret of the grader's.

    Args:
        sealed: whether they read the sealed data, when there are some.
    """
    env = {name: os.environ[name] for name in PASSED if name in os.environ}
    # else TensorFlow's words on a missing GPU stand below a learner's answer
    env.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    for folder in data(sealed):
        env["UNROLLED_DATA"] = str(folder)
    system = ("/usr/local/bin", "/usr/bin", "/bin")
    return env | {
        "PATH": os.pathsep.join([str(Path(sys.prefix, "bin")), *system]),
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def packages() -> dict[str, Path]:
    """This package and others that are installed from where they are developed."""
    found = dict(_by_path())
    for name, module in list(sys.modules.items()):
        if name.startswith("__editable__") and name.endswith("_finder"):
            found |= {n: Path(p) for n, p in getattr(module, "MAPPING", {}).items()}
    if not _within(PACKAGE, _python()):
        found[PACKAGE.name] = PACKAGE
    return {name: path for name, path in found.items() if path.is_dir()}


def _by_path() -> Iterator[tuple[str, Path]]:
    """Packages that are found because the folder they are developed in is searched."""
    for distribution in metadata.distributions():
        said = json.loads(distribution.read_text("direct_url.json") or "{}")
        if said.get("dir_info", {}).get("editable"):
            root = Path(unquote(urlsplit(said["url"]).path))
            for name in (distribution.read_text("top_level.txt") or "").split():
                folders = (root / name, root / "src" / name)
                yield from ((name, path) for path in folders if path.is_dir())


def data(sealed: bool = True) -> list[Path]:
    """The folder of the course's data, when there is one.

    Args:
        sealed: whether to take the sealed ones in it, when there are some.
    """
    chosen = os.environ.get("UNROLLED_DATA")
    folder = Path(chosen).absolute() if chosen else PACKAGE.parent / "data"
    if sealed and (folder / SEALED / f"{SEALED}.json").is_file():
        folder /= SEALED
    return [folder] if folder.is_dir() else []


def _seen(folders: Iterable[Path | str]) -> list[str]:
    """What a kernel may read that has no namespaces of its own."""
    return [*SYSTEM, *SETTINGS, *DESCRIPTIONS, *map(str, folders)]


def _python() -> list[Path]:
    """The installation of Python and its environment."""
    found = {Path(sys.base_prefix), Path(sys.prefix), Path(sys.exec_prefix)}
    system = [Path(folder) for folder in SYSTEM]
    return sorted(path for path in found if not _within(path, system))


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _system() -> list[str]:
    words = []
    for folder in map(Path, SYSTEM):
        if folder.is_symlink():
            words += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            words += ["--ro-bind", str(folder), str(folder)]
    return words


def _bound(what: Iterable[tuple[Path, str]]) -> list[str]:
    """Words that show what is there, read-only, at the place it is to have."""
    words = []
    for path, place in what:
        words += ["--ro-bind-try", str(path), place]
    return words


def _links(executable: Path, folders: Iterable[Path]) -> list[str]:
    """Words for links that lead to the interpreter and lie outside the folders."""
    words = []
    seen = {executable}
    while executable.is_symlink():
        target = executable.readlink()
        if not _within(executable, [*folders, *map(Path, SYSTEM)]):
            words += ["--symlink", str(target), str(executable)]
        executable = Path(os.path.normpath(executable.parent / target))
        if executable in seen:
            break
        seen.add(executable)
    return words
