"""An object that takes everything and gives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any


class Inert:
    """Shows nothing, is no number and no member of anything, equals nothing.

    Its attributes, its items and what it returns when called are inert, too.
    """

    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Inert:
        """Any name but those by which Python asks what an object can do."""
        if name.startswith("__") or (name.startswith("_") and name.endswith("_")):
            raise AttributeError(name)
        return Inert()

    def __setattr__(self, name: str, value: Any) -> None:
        """Nothing is kept."""

    def __delattr__(self, name: str) -> None:
        """Nothing is there to go."""

    def __call__(self, *args: Any, **options: Any) -> Inert:
        """Nothing is done."""
        return Inert()

    def __getitem__(self, key: Any) -> Inert:
        """Any key."""
        return Inert()

    def __setitem__(self, key: Any, value: Any) -> None:
        """Nothing is kept."""

    def __iter__(self) -> Iterator[Any]:
        """Nothing is in it."""
        return iter(())

    def __contains__(self, item: Any) -> bool:
        """Nothing is in it."""
        return False

    def __len__(self) -> int:
        """Nothing is in it."""
        return 0

    def __bool__(self) -> bool:
        """It is neither a right answer nor a passed check."""
        return False

    def __eq__(self, other: object) -> bool:
        """It is like nothing, not even itself."""
        return False

    def __ne__(self, other: object) -> bool:
        """It is unlike everything."""
        return True

    def __lt__(self, other: object) -> bool:
        """It is not in order with anything."""
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __enter__(self) -> Inert:
        """Nothing begins."""
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing ends; what was raised goes on."""

    def __repr__(self) -> str:
        """Nothing."""
        return ""

    __str__ = __repr__

    def __format__(self, form: str) -> str:
        """Nothing, in any form."""
        return ""

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """A notebook shows nothing."""
        return {}

    def _ipython_display_(self) -> None:
        """A notebook shows nothing, not even that there was a result."""


class Empty(ModuleType):
    """A module in which every name is inert."""

    def __getattr__(self, name: str) -> Inert:
        """Any name but those by which Python asks what a module has."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()
