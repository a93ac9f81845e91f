"""Every backend of Keras that is installed is traced and drawn."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BACKENDS = [
    name for name in ("tensorflow", "jax", "torch") if importlib.util.find_spec(name)
]
PROGRAM = """
import sys

import keras

from tests.unrolled.models import MODELS, batch_for
from unrolled import draw, trace

for make in MODELS.values():
    model = make()
    assert trace(model, batch_for(model, 2)).error <= 1e-6
model = MODELS["LSTM"]()
assert draw(model, batch_for(model)).png.startswith(b"\\x89PNG")
loaded = [name for name in ("tensorflow", "jax", "torch") if name in sys.modules]
print(keras.backend.backend(), *loaded)
"""


def test_there_is_a_backend_to_try() -> None:
    assert BACKENDS


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_backend_is_traced_and_no_other_loaded(backend: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=os.environ | {"KERAS_BACKEND": backend},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [backend, backend]
