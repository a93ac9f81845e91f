"""Where the Hub's parts lie and how it is reached; each setting has a default.

They are read from the TOML file that `$UNROLLED_HUB` names, else from
/srv/unrolled/hub.toml, else the defaults hold.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

VARIABLE = "UNROLLED_HUB"
"""Variable of the environment that names the file of settings."""

USUAL = Path("/srv/unrolled/hub.toml")
"""The file of settings when the variable names none."""


class SettingsError(Exception):
    """What is wrong with the settings, in words for who wrote them."""


@dataclass(frozen=True)
class Settings:
    """The settings of a Hub for one course.

    Attributes:
        folder: holds all that the Hub needs, the environment aside.
        environment: the course's Python environment; `env` in the folder by default.
        data: the data of the lessons; `data` in the folder by default.
        homes: where the home folders of new users are made.
        course: nbgrader's course id, the one in the course's nbgrader_config.py.
        course_folder: the course's folder in the instructor's home.
        proxy: the command configurable-http-proxy.
        ip: where the Hub listens; 127.0.0.1 is for a proxy with TLS before it.
        port: of the Hub.
        hub_port: of the Hub for its own servers, on 127.0.0.1.
        proxy_port: of the proxy's own door, on 127.0.0.1.
    """

    folder: Path = Path("/srv/unrolled")
    environment: Path = Path()
    data: Path = Path()
    homes: Path = Path("/home")
    course: str = "unrolled"
    course_folder: str = "unrolled"
    proxy: str = "configurable-http-proxy"
    ip: str = "127.0.0.1"
    port: int = 8000
    hub_port: int = 8081
    proxy_port: int = 8001

    def __post_init__(self) -> None:
        """Fill in the folders that lie in the Hub's own by default."""
        for name, usual in (("environment", "env"), ("data", "data")):
            if getattr(self, name) == Path():
                object.__setattr__(self, name, self.folder / usual)

    @property
    def exchange(self) -> Path:
        """nbgrader's exchange."""
        return self.folder / "exchange"

    @property
    def configuration(self) -> Path:
        """Jupyter's and nbgrader's configuration, by role."""
        return self.folder / "configuration"

    @property
    def run(self) -> Path:
        """A folder for each user, for the sockets of kernels."""
        return self.folder / "run"

    @property
    def state(self) -> Path:
        """What the Hub remembers: its own alone."""
        return self.folder / "state"

    @property
    def students(self) -> str:
        """The system's group of the students."""
        return f"{self.course}-students"

    @property
    def instructors(self) -> str:
        """The system's group of the instructor."""
        return f"{self.course}-instructors"


def read(path: Path | None = None) -> Settings:
    """The settings.

    Args:
        path: the file to read instead of the one that the environment names.

    Raises:
        SettingsError: the file is missing, is no TOML, or holds what is no setting.
    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None and not USUAL.exists():
        return Settings()
    source = named or USUAL
    try:
        found = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{source} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"{source} is not TOML: {error}.") from error
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    for name, value in found.items():
        if name not in kinds:
            raise SettingsError(
                f"{source}: there is no setting “{name}”. "
                f"There are: {', '.join(sorted(kinds))}."
            )
        wanted = int if kinds[name] is int else str
        if type(value) is not wanted:
            kind = "a whole number" if wanted is int else "a text in quotes"
            raise SettingsError(f"{source}: “{name}” must be {kind}.")
        if wanted is str and kinds[name] is not str:
            found[name] = Path(value)
            if not found[name].is_absolute():
                raise SettingsError(f"{source}: “{name}” must start with a slash.")
    return Settings(**found)
