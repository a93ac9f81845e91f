"""Entities and their F1 are those of seqeval."""

from __future__ import annotations

import warnings
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from seqeval.metrics import f1_score
from seqeval.metrics.sequence_labeling import get_entities

from autograder import reference
from autograder.reference.tasks.bio_spans import RIGHT
from autograder.reference.tasks.score import RIGHT as SCORE

TAGS = ["O", *(f"{mark}-{kind}" for mark, kind in product("BI", ("LOC", "PER", "X")))]


def random_tags(rng: np.random.Generator, longest: int) -> list[str]:
    return [str(tag) for tag in rng.choice(TAGS, rng.integers(0, longest + 1))]


def test_spans_of_random_tags_are_those_of_seqeval() -> None:
    rng = np.random.default_rng(0)
    found = 0
    for _ in range(5000):
        tags = random_tags(rng, 9)
        # its end is the place of the last word, ours the one after it
        expected = [(kind, start, end + 1) for kind, start, end in get_entities(tags)]
        assert RIGHT.spans(tags) == expected, tags
        found += len(expected)
    assert found > 10_000


def test_spans_of_all_short_sentences_are_those_of_seqeval() -> None:
    for tags in map(list, product(TAGS[:5], repeat=4)):
        expected = [(kind, start, end + 1) for kind, start, end in get_entities(tags)]
        assert RIGHT.spans(tags) == expected, tags


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_f1_of_random_tags_is_that_of_seqeval() -> None:
    rng = np.random.default_rng(1)
    score = reference.entity_f1().answer
    seen: set[float] = set()
    for _ in range(500):
        sentences = int(rng.integers(1, 6))
        true = [random_tags(rng, 8) for _ in range(sentences)]
        found = [
            [tag if rng.random() < 0.8 else str(rng.choice(TAGS)) for tag in tags]
            for tags in true
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = float(f1_score(true, found))
        mine = score([RIGHT.spans(t) for t in true], [RIGHT.spans(f) for f in found])
        assert np.isclose(mine, expected, atol=1e-12), (true, found)
        seen.add(round(mine, 3))
    assert len(seen) > 50


@pytest.mark.parametrize("seed", range(5))
def test_sentences_that_are_drawn_hold_what_goes_wrong(seed: int) -> None:
    cases = reference.bio_spans().draw(np.random.default_rng(seed))
    long = [case.arguments[0] for case in cases if len(case.arguments[0]) > 10]
    assert len(long) == 3
    for tags in long:
        steps = list(zip(["O", *tags], tags, strict=False))
        assert any(a == "O" and b[0] == "I" for a, b in steps)
        assert any(a[0] == b[0] == "B" and a == b for a, b in steps)
        assert any(a[0] == "B" and b[0] == "I" and a[2:] != b[2:] for a, b in steps)
        assert tags[-1].startswith("I-")


@pytest.mark.parametrize("seed", range(5))
def test_short_sentences_are_drawn_and_told_tag_by_tag(seed: int) -> None:
    cases = reference.bio_spans().draw(np.random.default_rng(seed))
    short = {case.sizes: case.arguments[0] for case in cases[:11]}
    assert short.pop("no words") == []
    assert all(tags == said.split() for said, tags in short.items())
    assert max(map(len, short.values())) <= 4
    found = {said: RIGHT.spans(tags) for said, tags in short.items()}
    assert [said for said, entities in found.items() if not entities] == ["O O"]
    assert sum(len(entities) == 2 for entities in found.values()) == 4


def test_every_tag_follows_every_other_that_it_may() -> None:
    seen, longest, inside = set(), 0, ""
    for case in reference.bio_spans().draw(np.random.default_rng(0)):
        tags = case.arguments[0]
        for before, tag in zip(["", *tags], [*tags, ""], strict=True):
            same = before[2:] == tag[2:]
            seen.add((before[:1], tag[:1], same and before[:1] in "BI" and bool(tag)))
            inside += tag[2:]
        longest = max([longest, *(e - s for _, s, e in RIGHT.spans(tags) or [])])
    followed = {(before, tag) for before, tag, _ in seen}
    assert followed >= {(one, other) for one in "OBI" for other in "OBI"}
    for before in "BI":
        for tag in "BI":
            assert {(before, tag, True), (before, tag, False)} <= seen
    assert longest >= 4
    assert {*"BIO"} <= {*inside}


@pytest.mark.parametrize("seed", range(5))
def test_a_mistake_in_spans_shows_in_a_short_sentence(seed: int) -> None:
    function = reference.bio_spans()
    cases = function.draw(np.random.default_rng(seed))[:-3]
    for mistake, wrong in function.mistakes:
        assert any(
            wrong(*case.arguments) != function.answer(*case.arguments) for case in cases
        ), mistake.id


@pytest.mark.parametrize("seed", range(5))
def test_what_is_forgiven_together_scores_otherwise_than_anything_else(
    seed: int,
) -> None:
    cases = reference.entity_f1().draw(np.random.default_rng(seed))
    ways = [
        replace(SCORE, types=types, place=place, heap=heap)
        for types in (True, False)
        for place in ("all", "start", "end", "overlap")
        for heap in ("none", "all", "right", "right once")
        if types or place == "all" or heap == "none"  # no three at once
    ]
    scores = [[way.score(*case.arguments) for case in cases] for way in ways]
    for one, other in combinations(range(len(ways)), 2):
        assert not np.allclose(scores[one], scores[other]), (ways[one], ways[other])


@pytest.mark.parametrize("seed", range(5))
def test_each_mean_over_sentences_differs_whatever_is_measured(seed: int) -> None:
    cases = reference.entity_f1().draw(np.random.default_rng(seed))
    ways = [
        replace(SCORE, measure=measure, average=average)
        for measure in ("f1", "precision", "recall", "jaccard", "mean", "half")
        for average in ("sentences", "with 0", "with true")
    ]
    scores = [[way.score(*case.arguments) for case in cases] for way in ways]
    for one, other in combinations(range(len(ways)), 2):
        assert not np.allclose(scores[one], scores[other]), (ways[one], ways[other])


def test_scores_are_drawn_for_everything_and_for_nothing() -> None:
    function = reference.entity_f1()
    cases = function.draw(np.random.default_rng(0))
    scores = {case.sizes: function.answer(*case.arguments) for case in cases}
    assert scores.pop("all right") == 1.0
    for nothing in ("nothing found", "nothing right", "no entities at all"):
        assert scores.pop(nothing) == 0.0
    assert all(0.2 < score < 0.8 for score in scores.values())
    for true, found in (case.arguments for case in cases):
        for spans in (*true, *found):
            assert len(set(spans)) == len(spans)  # a decoder finds nothing twice
        # what a function does to one sentence happens to no other
        assert len(set(map(id, (*true, *found)))) == len(true) + len(found)
