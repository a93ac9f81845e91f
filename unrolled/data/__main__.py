"""``python -m unrolled.data``: has the tweets fetched, once, and says what they are."""

from __future__ import annotations

import sys

from . import corpus, fetch
from .error import DataError


def main() -> int:
    """Fetches the tweets when they are missing or damaged, and says what they are.

    Returns:
        The exit status: 0 when the tweets are there, 1 when not, 130 when stopped.
    """
    path = fetch.folder() / corpus.SOURCE.name
    try:
        try:
            fetch.read(corpus.SOURCE)
        except DataError:
            if path.exists():
                print(f"The tweets in {path} are damaged; they are fetched anew.")
            else:
                print("Fetching the tweets, once", flush=True)
        else:
            print(f"The tweets are there: {path}")
            return 0
        fetch.fetch(corpus.SOURCE)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Say the same again to go on.", file=sys.stderr)
        return 130
    got = corpus.tweets()
    parts = len(got.train), len(got.development), len(got.test)
    print(
        "Tweets that people rated: {:,} train, {:,} development, {:,} test".format(
            *parts
        )
    )
    print(f"Licence: {got.licence}\nCitation: {got.citation}\nThey lie in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
