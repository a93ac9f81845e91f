"""Sealed data are the same but for the labels of the test splits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from unrolled import data
from unrolled.data import DataError, sealed
from unrolled.data.__main__ import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sealed data; the data themselves are still the ones in use."""
    sealed.seal(tmp_path / "sealed")
    return tmp_path / "sealed"


def test_only_the_labels_of_the_test_splits_differ(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tweets, addresses = data.tweets(), data.addresses()
    monkeypatch.setenv("UNROLLED_DATA", str(folder))
    seen, read = data.tweets(), data.addresses()
    for split in ("train", "development", "test"):
        true, found = getattr(tweets, split), getattr(seen, split)
        assert found.texts == true.texts
        assert sorted(found.ratings) == sorted(true.ratings)
        assert np.array_equal(found.labels, true.labels) == (split != "test")
        tagged, tags = getattr(addresses, split), getattr(read, split).tags
        assert getattr(read, split).sentences == tagged.sentences
        assert (tags == tagged.tags) == (split != "test")
    assert np.mean(seen.test.labels == tweets.test.labels) < 0.75
    assert {tag for tags in read.test.tags for tag in tags} == {"O"}


def test_there_is_nothing_else_in_the_folder(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == [sealed.NAME]


def test_a_damaged_file_is_named_with_the_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / sealed.NAME).write_text("{")
    monkeypatch.setenv("UNROLLED_DATA", str(folder))
    with pytest.raises(DataError, match=r"python -m unrolled\.data --seal"):
        data.tweets()


def test_the_command_seals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seal", str(tmp_path / "a/b")]) == 0
    assert f"Sealed: {tmp_path / 'a/b' / sealed.NAME}" in capsys.readouterr().out
    (tmp_path / "file").write_text("")
    assert main(["--seal", str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err
