"""Settings of an nbgrader plugin: one that is unknown or wrong is not passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

from traitlets import Enum, TraitError, TraitType
from traitlets.config import Config, Configurable


def values(section: Config) -> dict[str, Any]:
    """What is set in a section itself, not in those within it."""
    return {key: each for key, each in section.items() if not isinstance(each, Config)}


def refuse_unknown(plugin: Configurable, mine: Config, family: Collection[str]) -> None:
    """Refuse settings that the plugin has not; traitlets warns of some and goes on.

    Args:
        plugin: whose settings they are.
        mine: those that are set for it.
        family: names of all plugins of its kind.

    Raises:
        SystemExit: there are some.
    """
    own, known = type(plugin).__name__, sorted(plugin.traits(config=True))
    unknown = [f"{own}.{key}" for key in values(mine) if key not in known]
    unknown += _misplaced(plugin, family)
    if not unknown:
        return
    keys = [name.rpartition(".")[2] for name in unknown]
    near = [get_close_matches(key, known, n=1) for key in keys]
    meant = [f"{own}.{key}" for (key,) in filter(None, near)]
    raise SystemExit(
        f"{own} has no setting {', '.join(unknown)}. "
        + (f"Did you mean {', '.join(meant)}? " if meant else "")
        + f"It has: {', '.join(known)}."
    )


@contextmanager
def told_what_it_takes(
    plugin: Configurable, setting: str, value: Any
) -> Iterator[None]:
    """Say what a setting takes when its value is refused.

    Args:
        plugin: whose setting it is.
        setting: its name.
        value: what it is set to.

    Raises:
        SystemExit: it was refused.
    """
    try:
        yield
    except (TraitError, ValueError):
        takes = _takes(plugin.traits(config=True)[setting])
        raise SystemExit(
            f"{type(plugin).__name__}.{setting} cannot be {_said(value)}: it takes "
            f"{takes}."
        ) from None


def _misplaced(plugin: Configurable, family: Collection[str]) -> Iterator[str]:
    """What is typed for another plugin, or for none; a file may hold them all."""
    mine, own = {*plugin.section_names()}, type(plugin).__name__
    for section, typed in getattr(plugin.parent, "cli_config", {}).items():
        if section in mine or not isinstance(typed, Config):
            continue
        if section in family or get_close_matches(section, [own]):
            yield from (f"{section}.{key}" for key in values(typed))


def _said(value: Any) -> str:
    """A setting's value; traitlets has classes of its own for what is typed."""
    if isinstance(value, str):
        return f"“{value}”"
    return repr([*value] if isinstance(value, list) else value)


def _takes(setting: TraitType[Any, Any]) -> str:
    """What a setting can be; its metadata `takes` says it where traitlets would not."""
    if isinstance(setting, Enum):
        return " or ".join(f"“{value}”" for value in setting.values or ())
    return str(setting.metadata.get("takes") or setting.info())
