"""The stand-in for `autograder` takes everything, gives nothing, knows no answer."""

from __future__ import annotations

import importlib.util
import json
import operator
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.grade.kernels import stand_in
from autograder.grade.kernels.kernel import OBSERVER, OBSERVER_THERE
from autograder.grade.kernels.probe import probe
from autograder.grade.kernels.stand_in.autograder.inert import Inert
from autograder.grade.kernels.warm import WarmKernelManager, Zygote

from .forked import ran

ANSWERING = (
    "autograder.check.judge",
    "autograder.reference.tasks",
    "autograder.learner",
)

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(str(stand_in.__file__)).parent / "autograder"

linux = pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux")
warm = pytest.mark.xdist_group("warm")


@pytest.fixture
def package() -> ModuleType:
    """The stand-in, imported under a name of its own."""
    spec = importlib.util.spec_from_file_location(
        "standing_in",
        FOLDER / "__init__.py",
        submodule_search_locations=[str(FOLDER)],
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["standing_in"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["check", "reference"])
def anything(request: pytest.FixtureRequest, package: ModuleType) -> Any:
    """What a call of any check and of any reference returns."""
    return getattr(package, request.param).anything(1, like=[2], points=3)


def test_it_takes_whatever_is_done_to_it(anything: Any) -> None:
    steps = (anything.score, anything(1, a=2), anything[0], anything["a", 1:2].b(3)[4])
    assert all(type(step) is type(anything) for step in steps)
    anything.score = anything["a"] = 3
    del anything.score
    with anything as inner:
        assert inner is anything
    assert [*anything] == [] and len(anything) == 0 and 1 not in anything


def test_it_shows_nothing(anything: Any) -> None:
    assert repr(anything) == str(anything) == f"{anything:>9}" == ""
    assert anything._repr_mimebundle_() == {}


def test_it_is_no_right_answer(anything: Any) -> None:
    others = (anything, 1, 0, True, None, "", [], 3.0)
    assert not any(anything == other or other == anything for other in others)
    assert all(anything != other for other in others)
    assert not anything and not anything < 1 and not anything >= 0
    assert hash(anything) == hash(anything)


@pytest.mark.parametrize("number", [int, float, complex, operator.index, round])
def test_it_is_no_number(anything: Any, number: Any) -> None:
    with pytest.raises(TypeError):
        number(anything)


def test_numpy_finds_nothing_in_it(anything: Any) -> None:
    import numpy as np

    assert np.asarray(anything, dtype=object).size == 0


def test_it_has_every_name_but_pythons_own(package: ModuleType) -> None:
    assert not hasattr(Inert(), "__array__") and not hasattr(Inert(), "__len_hint__")
    assert not hasattr(package.check, "__wrapped__")


def test_nothing_in_it_imports_what_judges() -> None:
    for path in FOLDER.glob("*.py"):
        text = path.read_text()
        assert "import autograder" not in text and "from ..." not in text
    assert {path.name for path in FOLDER.glob("*.py")} == {"__init__.py", "inert.py"}


@pytest.fixture(scope="module", params=[True, False], ids=["sandbox", "bare"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """One without TensorFlow."""
    made = Zygote(("numpy",), confine=request.param)
    yield made
    made.close()


@linux
@warm
def test_a_kernel_gets_the_stand_in_when_it_is_asked_for(zygote: Zygote) -> None:
    cell = "import autograder; print(autograder.__file__)"
    there = ran(zygote, cell, stand_in=True).last.strip()
    assert there.endswith("stand_in/autograder/__init__.py")
    assert "stand_in" not in ran(zygote, cell).last


@linux
@warm
def test_a_lessons_checks_run_through_and_show_nothing(zygote: Zygote) -> None:
    found = ran(
        zygote,
        "from autograder import check, reference\n"
        "from autograder.check import value, hint",
        "check.model(1, like=reference.SimpleRNN(8), input_shape=(5, 3), points=2)",
        "check.hint('a-1')",
        "check.progress()",
        "value(3, like=reference.tasks.anything[0].x())",
        "_ = check.value(1); print(_)",
        stand_in=True,
    )
    assert found.outputs[:5] == [[]] * 5 and found.last == "\n"


@linux
@warm
def test_nothing_in_the_process_can_judge(zygote: Zygote) -> None:
    look = (
        "import sys, gc, types, importlib.util, json\n"
        "def there(name):\n"
        "    try: return importlib.util.find_spec(name) is not None\n"
        "    except ImportError: return False\n"
        "names = {m.__name__ for m in gc.get_objects()"
        " if type(m) is types.ModuleType and isinstance(m.__name__, str)}\n"
        "print(json.dumps({\n"
        "  'named': sorted(n for n in sys.modules if n.startswith('autograder')),\n"
        "  'alive': sorted(n for n in names if n.startswith('autograder')),\n"
        f"  'found': [n for n in {ANSWERING} if there(n)]}}))"
    )
    found = json.loads(ran(zygote, look, stand_in=True).last)
    assert found["found"] == [] and found["named"] == []
    assert not [n for n in found["alive"] if ".check" in n or ".reference" in n]


@linux
@warm
def test_the_answers_cannot_be_read_as_files(zygote: Zygote) -> None:
    if zygote.unconfined and "course out of sight" not in probe(confine=False).holds:
        pytest.skip(f"nothing keeps files out of sight: {zygote.unconfined}")
    look = (
        "import os\n"
        f"tops = ['/opt', {str(ROOT)!r}, '/usr/lib/python3', *os.sys.path]\n"
        "paths = [p for top in tops for p, _, _ in os.walk(top)]\n"
        "[p for p in paths if p.endswith(('check/judge', 'reference/tasks'))]"
    )
    assert ran(zygote, look, stand_in=True).last == "[]"
    there = "import autograder.check.judge as j; open(j.__file__).read() > ''"
    assert ran(zygote, there).last == "True"


@linux
@warm
def test_what_reports_on_names_is_kept(zygote: Zygote) -> None:
    pytest.importorskip(OBSERVER)
    cell = f"import {OBSERVER_THERE} as o; o.__name__, callable(o.answer)"
    assert ran(zygote, cell, stand_in=True).last == f"('{OBSERVER}', True)"
    ask = 'o.answer(\'{"ask": "known"}\').text'
    assert (
        "mine" in ran(zygote, "mine = 3", f"{cell}; print({ask})", stand_in=True).last
    )
    assert WarmKernelManager(zygote, stand_in=True).observer == OBSERVER_THERE
    assert WarmKernelManager(zygote).observer == OBSERVER
