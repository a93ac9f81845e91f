"""Observations and what is asked for, as JSON: arrays are their bytes in base64.

Tuples stay tuples and lists lists, for functions tell them apart. A dataclass becomes
an object of its fields. There is no pickle in it: reading one runs nothing.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

LARGEST = 32 * 2**20
"""Characters of a message above which it is not sent, and not read."""

MOST_KEYS = 2_000
"""Keys of one dict that are read."""

_KINDS = "biuf"
"""NumPy's kinds of what travels: booleans, whole and real numbers."""

_PLAIN: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
}

_ARRAY, _SCALAR, _TUPLE, _DICT = "~array", "~scalar", "~tuple", "~dict"


class Unsendable(ValueError):
    """It does not travel: too large, or no plain data."""


class Unreadable(ValueError):
    """What came is no message of ours."""


def write(thing: Any) -> str:
    """Plain data as text.

    Args:
        thing: numbers, texts, arrays, and tuples, lists, dicts and dataclasses of them.

    Raises:
        Unsendable: something in it is anything else, or it is too large.
    """
    text = json.dumps(_packed(thing))
    if len(text) > LARGEST:
        raise Unsendable(f"{len(text)} characters are too many to be sent")
    return text


def read(text: str) -> Any:
    """What a text was written from; objects of fields stay dicts.

    Raises:
        Unreadable: the text was not written by `write`.
    """
    if len(text) > LARGEST:
        raise Unreadable(f"{len(text)} characters are too many to be read")
    try:
        return _unpacked(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:300]) from None


def _packed(thing: Any) -> Any:
    if thing is None or type(thing) in (bool, int, float, str):
        return thing
    if isinstance(thing, np.ndarray | np.generic):
        array = np.asarray(thing)
        if array.dtype.kind == "V":  # bfloat16 and its kin
            array = array.astype("float32")
        if array.dtype.kind not in _KINDS:
            raise Unsendable(f"an array of {array.dtype} does not travel")
        data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
        key = _ARRAY if isinstance(thing, np.ndarray) else _SCALAR
        return {key: [array.dtype.str, list(array.shape), data]}
    if isinstance(thing, tuple):
        return {_TUPLE: [_packed(item) for item in thing]}
    if isinstance(thing, list):
        return [_packed(item) for item in thing]
    if isinstance(thing, dict):
        return {_DICT: [[_packed(k), _packed(v)] for k, v in thing.items()]}
    if is_dataclass(thing):
        return {f.name: _packed(getattr(thing, f.name)) for f in fields(thing)}
    for kind, plain in _PLAIN.items():  # a subclass may print as anything
        if isinstance(thing, kind):
            return plain(thing)
    raise Unsendable(f"{type(thing).__name__} does not travel")


def _unpacked(thing: Any) -> Any:
    if isinstance(thing, list):
        return [_unpacked(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    if len(thing) == 1:
        (key, held), *_ = thing.items()
        if key in (_ARRAY, _SCALAR):
            array = _array(*held)
            return array if key == _ARRAY else array[()]
        if key == _TUPLE:
            return tuple(_unpacked(item) for item in held)
        if key == _DICT:
            if len(held) > MOST_KEYS:  # whose hashes may all be the same
                raise ValueError(f"{len(held)} keys are too many")
            return {_unpacked(k): _unpacked(v) for k, v in held}
    return {key: _unpacked(held) for key, held in thing.items()}


def _array(dtype: str, shape: list[int], data: str) -> np.ndarray:
    kind = np.dtype(dtype)
    raw = base64.b64decode(data, validate=True)
    if kind.kind not in _KINDS or math.prod(shape) * kind.itemsize != len(raw):
        raise ValueError(f"no array of {dtype} and shape {shape}"[:200])
    return np.frombuffer(raw, kind).reshape(shape).copy()
