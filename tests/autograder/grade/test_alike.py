"""Submissions that look alike are found; what is expected to be alike is not."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from autograder.grade.report.alike import FEWEST, Likeness, alike, common_from, rarity
from autograder.grade.report.fingerprints import (
    GRAM,
    WINDOW,
    grams,
    tokens,
    winnow,
)
from autograder.grade.report.passages import Passages, Piece
from autograder.grade.results import Answer

from .made_up import answer, head, made_up, renamed, statement

SIZE = 40


def own(place: int) -> str:
    """Twelve lines as nobody else writes them."""
    rng = random.Random(place)
    return "\n".join(statement(rng).strip() for _ in range(12)) + "\n"


GIVEN = """
while True:
    print(sorted({1: "a", 2: "b"}.items(), reverse=True), file=None, flush=False)
    raise ValueError("no") if lambda: {} else StopIteration from None
"""


def look(codes: Mapping[str, str], released: str = "", most: int = 20) -> Likeness:
    """What looks alike in a class of one exercise."""
    answers = {student: [Answer("step", code)] for student, code in codes.items()}
    return alike(answers, [released], most)


def named(likeness: Likeness) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in likeness.pairs]


def text(pieces: tuple[Piece, ...], shared: bool | None = None) -> str:
    return "".join(p.text for p in pieces if shared is None or p.shared == shared)


def test_a_copy_with_every_name_changed_is_found_and_nobody_else() -> None:
    results = made_up(SIZE, copies=[(4, 9), (30, 2)])
    likeness = alike({s.student: s.answers for s in results.students}, results.released)
    assert set(named(likeness)) == {
        ("student-0004", "student-0009"),
        ("student-0002", "student-0030"),
    }
    assert likeness.more == 0


def test_a_class_of_independent_answers_names_nobody() -> None:
    results = made_up(SIZE, seed=5)
    likeness = alike({s.student: s.answers for s in results.students}, results.released)
    assert likeness.pairs == () and likeness.compared > FEWEST


def test_the_one_good_answer_that_all_have_names_nobody() -> None:
    assert named(look({f"s{i}": own(0) for i in range(SIZE)})) == []


def test_what_a_twentieth_of_the_class_has_counts_no_more() -> None:
    class_of_200 = {f"s{i:03}": own(i + 1) for i in range(200)}
    common = common_from(200)
    assert common == 11
    ring = {f"s{i:03}": own(0) for i in range(common)}
    assert named(look(class_of_200 | ring)) == []
    ring.popitem()
    ring.popitem()
    close = look(class_of_200 | ring, most=1000)
    assert close.pairs == ()  # 9 have it: it counts, but very little
    ring = dict(list(ring.items())[:4])
    assert set(named(look(class_of_200 | ring))) == {
        (a, b) for a in ring for b in ring if a < b
    }


def test_four_of_a_small_class_who_share_an_answer_are_found() -> None:
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    four = dict.fromkeys(("s00", "s01", "s02", "s03"), own(0))
    found = named(look(codes | four))
    assert set(found) == {(a, b) for a in four for b in four if a < b}


def test_rarity_falls_from_one_to_nothing() -> None:
    values = [rarity(owners, common=12) for owners in range(2, 13)]
    assert values[0] == 1 and values[-1] == 0
    assert values == sorted(values, reverse=True)


def test_what_was_released_is_taken_out() -> None:
    given = GIVEN
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    codes |= {s: given + codes[s] for s in ("s00", "s01")}
    assert named(look(codes, released=given)) == []

    mixed = codes | {s: given + own(1) for s in ("s00", "s01")}
    (pair,) = look(mixed, released=given).pairs
    assert (pair.first, pair.second) == ("s00", "s01")
    (both,) = pair.passages
    for line in filter(None, map(str.strip, given.splitlines())):
        assert line not in text(both.first, shared=True)
    assert text(both.first, shared=True) == own(1).strip()


def test_a_lone_short_answer_says_nothing() -> None:
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    short = "n = 16 * (50 + 16 + 1) - f(3, 4, 5)"
    assert named(look(codes | {"s00": short, "s01": short})) == []


def test_the_passages_are_the_answers_with_what_both_have_marked() -> None:
    first = own(1) + own(2) + own(3)
    second = own(4) + renamed(own(2)) + own(2) + own(5)
    codes = {f"s{i:02}": own(i + 10) for i in range(SIZE)}
    codes |= {"a": first, "b": second, "c": own(1) + own(7), "d": own(4)}
    from autograder.grade.report import alike as module

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LEAST", 0.1)
        found = look(codes)
    (both,) = [p.passages[0] for p in found.pairs if (p.first, p.second) == ("a", "b")]
    assert isinstance(both, Passages) and both.exercise == "step"
    assert text(both.first) == first and text(both.second) == second
    marked = text(both.first, shared=True)
    assert own(2).strip() in marked
    assert len(marked) < len(own(2)) + 60  # neighbours may begin alike
    assert text(both.second, shared=True).count("my_") == renamed(own(2)).count("my_")


@pytest.mark.parametrize("place", range(100, 106))
def test_what_two_have_in_whole_is_marked_from_its_first_to_its_last_token(
    place: int,
) -> None:
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    (pair,) = look(codes | dict.fromkeys(("s00", "s01"), own(place))).pairs
    marked = (Piece(own(place).strip(), True), Piece("\n", False))
    assert pair.passages == (Passages("step", marked, marked),)


def test_the_most_similar_come_first_and_the_rest_are_counted() -> None:
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    codes["s01"] = codes["s00"]
    codes["s03"] = codes["s02"] + "\n".join(own(500).splitlines()[:4])
    codes["s05"] = codes["s04"]
    likeness = look(codes, most=2)
    assert set(named(likeness)) == {("s00", "s01"), ("s04", "s05")}
    assert likeness.more == 1
    everything = look(codes)
    assert named(everything)[2] == ("s02", "s03") and everything.more == 0
    values = [pair.similarity for pair in everything.pairs]
    assert values == sorted(values, reverse=True)
    assert 0.5 <= values[2] < values[1]


def test_a_small_class_has_nothing_that_is_common() -> None:
    codes = {f"s{i}": own(i) for i in range(FEWEST - 1)} | {"s1": own(0)}
    likeness = look(codes)
    assert likeness.too_few and likeness.pairs == ()
    likeness = look(codes | {"t": own(99)})
    assert not likeness.too_few and named(likeness) == [("s0", "s1")]


def test_two_who_share_less_than_half_of_all_they_wrote_are_not_named() -> None:
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    lines = {place: own(place).splitlines(keepends=True) for place in (1, 2, 99)}
    for shared, found in ((8, False), (11, True)):
        parts = {s: lines[99][:shared] + lines[s][shared:] for s in (1, 2)}
        two = {"s00": "".join(parts[1]), "s01": "".join(parts[2])}
        assert named(look(codes | two)) == [("s00", "s01")] * found


@pytest.mark.parametrize(
    "broken",
    [
        *('x = """never ended', "x = 'never ended\ny = 2", "((((", "\\", "\x00\ud800"),
        *("if x\n  else: é = 1e+", '"\\"' * 30_000, "'''" * 9999, "\U0001f600 = 1"),
    ],
)
def test_code_that_is_not_python_is_compared_all_the_same(broken: str) -> None:
    codes = {f"s{i:02}": own(i + 1) for i in range(SIZE)}
    codes |= {s: own(0) + broken for s in ("s00", "s01")}
    assert named(look(codes)) == [("s00", "s01")]


def test_names_that_mean_something_beyond_the_code_stay() -> None:
    found = tokens("h = layers.SimpleRNN(n, go_backwards=True)")
    assert " ".join(found.words) == "v = v . SimpleRNN ( v , go_backwards = True )"
    assert tokens("print(f'{x}') # why\n").words == ("print", "(", "s", ")")


def test_a_shared_run_of_tokens_always_leaves_a_fingerprint() -> None:
    for seed in range(200):
        rng = random.Random(seed)
        middle = [f"{rng.randrange(5)}" for _ in range(GRAM + WINDOW - 1)]
        one = [*(str(rng.randrange(9)) for _ in range(rng.randrange(9))), *middle]
        other = [*middle, *(str(rng.randrange(9)) for _ in range(rng.randrange(9)))]
        prints = [winnow(grams(tokens(" ".join(t))), ()) for t in (one, other)]
        assert set(prints[0]) & set(prints[1]), seed


def test_fingerprints_are_the_same_in_every_process() -> None:
    numbers = [14305514595260103048, 4441759352959017703]
    assert grams(tokens("a = b + c * d - 1")) == numbers


def test_made_up_answers_share_what_was_given() -> None:
    assert answer(random.Random(0), "loop").startswith(head("loop"))
