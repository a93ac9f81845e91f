"""``python -m unrolled.data``: has the data fetched, once, and says what it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import corpus, fetch, postal, sealed
from .error import DataError


@dataclass(frozen=True)
class _Corpus:
    """A corpus that is fetched.

    Attributes:
        source: where it comes from.
        title: what it is, in a few words.
        read: how it is read, once it is there.
    """

    source: fetch.Source
    title: str
    read: Callable[[], corpus.Tweets | postal.Addresses]


def main(arguments: Sequence[str] = ()) -> int:
    """Fetches what is missing or damaged, and says what it is.

    Args:
        arguments: of the command line; see ``--help``.

    Returns:
        The exit status: 0 when all is there, 1 when not, 130 when stopped.
    """
    corpora = (
        _Corpus(corpus.SOURCE, "Tweets that people rated", corpus.tweets),
        _Corpus(postal.SOURCE, "Addresses that people labelled", postal.addresses),
    )
    parser = argparse.ArgumentParser(
        prog="python -m unrolled.data",
        description=f"Fetches the {' and the '.join(c.source.what for c in corpora)} "
        f"that lessons train on into {fetch.folder()}, unless they are there.",
    )
    parser.add_argument(
        "--seal",
        metavar="FOLDER",
        type=Path,
        help="write them into FOLDER as well, without the labels of the test splits: "
        "what submissions read while a class is graded",
    )
    sealing: Path | None = parser.parse_args(arguments).seal
    status = 0
    try:
        for each in corpora:
            try:
                _have(each)
            except DataError as error:  # the next may be had all the same
                print(error, file=sys.stderr)
                status = 1
    except KeyboardInterrupt:
        print("\nStopped. Say the same again to go on.", file=sys.stderr)
        return 130
    if sealing is not None and status == 0:
        try:
            print(f"Sealed: {sealed.seal(sealing)}")
        except DataError as error:
            print(error, file=sys.stderr)
            return 1
    return status


def _have(wanted: _Corpus) -> None:
    """Fetches a corpus unless it is there, and says what it is.

    Raises:
        DataError: it could not be fetched.
    """
    source = wanted.source
    path = fetch.folder() / source.name
    try:
        fetch.read(source)
    except DataError:
        if path.exists():
            print(f"The {source.what} in {path} are damaged; they are fetched anew.")
        else:
            print(f"Fetching the {source.what}, once", flush=True)
    else:
        print(f"The {source.what} are there: {path}")
        return
    fetch.fetch(source)
    got = wanted.read()
    train, development, test = len(got.train), len(got.development), len(got.test)
    print(
        f"{wanted.title}: {train:,} train, {development:,} development, {test:,} test"
    )
    print(f"Licence: {got.licence}\nCitation: {got.citation}\nThey lie in {path}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
