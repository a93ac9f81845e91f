"""Corpora without the labels of their test splits: what the kernels of a class read.

A class is judged on the test splits, and where a submission runs their labels have no
business. `seal` writes all splits into one file of another folder, the test labels left
out. Where ``$UNROLLED_DATA`` names such a folder, `tweets` and `addresses` read that
file: train and development are as always, the test split has its texts, and labels that
say nothing. The grader gives kernels the folder ``sealed`` in that of the data, when
there is one.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

from . import fetch
from .error import DataError

NAME = "sealed.json"

SPLITS = ("train", "development", "test")


def found(corpus: str) -> dict[str, Any] | None:
    """The sealed form of a corpus, when the data folder holds sealed ones.

    Args:
        corpus: "tweets" or "addresses".

    Raises:
        DataError: there is such a file, and it cannot be read.
    """
    path = fetch.folder() / NAME
    if not path.is_file():
        return None
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))[corpus]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"The sealed data in {path} are damaged: {error}. Seal them anew: "
            f"python -m unrolled.data --seal {path.parent}"
        ) from error
    return held


def seal(folder: Path) -> Path:
    """Write the sealed form of all corpora that are fetched.

    Args:
        folder: where; made when it is missing.

    Returns:
        The file.

    Raises:
        DataError: the corpora are not on this machine, or the file cannot be written.
    """
    from .corpus import tweets
    from .postal import addresses

    tweeted, labelled = tweets(), addresses()
    rated = {split: getattr(tweeted, split) for split in SPLITS}
    ratings = {split: rated[split].ratings.tolist() for split in SPLITS}
    random.SystemRandom().shuffle(ratings["test"])
    tagged = {split: getattr(labelled, split) for split in SPLITS}
    tags = {split: tagged[split].tags for split in SPLITS}
    tags["test"] = tuple(("O",) * len(s) for s in tagged["test"].sentences)
    content = {
        "tweets": {s: {"texts": rated[s].texts, "ratings": ratings[s]} for s in SPLITS},
        "addresses": {
            s: {"sentences": tagged[s].sentences, "tags": tags[s]} for s in SPLITS
        },
    }
    path = folder / NAME
    partial = path.with_name(f"{NAME}.{os.getpid()}.partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_text(json.dumps(content), encoding="utf-8")
            os.replace(partial, path)  # so that no reader ever sees half of it
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}.") from error
    return path
