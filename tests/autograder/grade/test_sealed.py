"""Kernels of a class get the sealed data, where there are some, and no others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.grade.kernels.process import Zygote
from autograder.grade.kernels.sandbox import data, environment
from tests.autograder.grade.forked import ran

LOOK = (
    "import os\nfrom pathlib import Path\nfolder = Path(os.environ['UNROLLED_DATA'])\n"
    "print(sorted(path.name for path in folder.iterdir()), "
    "os.path.exists(folder.parent / 'labels.txt'))"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the data."""
    (tmp_path / "labels.txt").write_text("1 0 1")
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path))
    return tmp_path


def test_without_sealed_data_they_get_all(folder: Path) -> None:
    (folder / "sealed").mkdir()  # an empty one seals nothing
    assert environment()["UNROLLED_DATA"] == str(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux")
@pytest.mark.xdist_group("warm")
def test_with_sealed_data_they_see_nothing_else(folder: Path) -> None:
    (folder / "sealed").mkdir()
    (folder / "sealed" / "sealed.json").write_text("{}")
    assert environment()["UNROLLED_DATA"] == str(folder / "sealed")
    zygote = Zygote(())
    try:
        if not zygote.sandboxed:
            pytest.skip(f"no sandbox here: {zygote.unconfined}")
        found = ran(zygote, LOOK, stand_in=True).last
    finally:
        zygote.close()
    assert found == "['sealed.json'] False\n"


@pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux")
@pytest.mark.xdist_group("warm")
def test_a_kernel_that_judges_itself_sees_all(folder: Path) -> None:
    (folder / "sealed").mkdir()
    (folder / "sealed" / "sealed.json").write_text("{}")
    zygote = Zygote((), readable=data(sealed=False))
    try:
        found = ran(zygote, LOOK).last
    finally:
        zygote.close()
    assert found.startswith("['labels.txt', 'sealed']")
