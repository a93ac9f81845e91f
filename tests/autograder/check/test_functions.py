"""A function is judged by what it returns: arrays, numbers, lists of spans."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import check, reference
from autograder.check import Verdict, names
from autograder.check.judge.agree import agrees, as_answer
from autograder.observe import value as observe
from autograder.reference.expected import Case, Function, Mistake

SPANS = reference.bio_spans()
STEP = reference.simple_rnn_step(features=2, units=4)
LOOP = reference.simple_rnn_last_state(steps=3, features=2, units=4)
STATES = reference.simple_rnn_states(steps=3, features=2, units=4)


def named(verdict: Verdict) -> list[str]:
    return [hint.id for hint in verdict.hints]


def test_a_function_without_a_name_is_called_as_the_cell_calls_it() -> None:
    from tests.ipython import fresh_shell

    shell = fresh_shell()
    names.install()
    shell.run_cell("from autograder import check, reference\nimport functools")
    shell.run_cell("first = lambda features, units: 28\nsecond = 28")
    shell.run_cell("def third(features, units): return 27")
    one = "check.function({}, like=reference.simple_rnn_parameters())"
    for name in ("first", "second", "third"):
        assert shell.run_cell(one.format(name)).result.name == name
    both = f"[{one.format('first')}, {one.format('third')}]"
    called = [verdict.name for verdict in shell.run_cell(both).result]
    assert called == ["the function", "third"]


def test_what_is_no_function_has_its_article() -> None:
    verdict = check.function(28, like=LOOP)
    assert verdict.expectations[0].found == "an int"
    assert verdict.hints[0].text.startswith("This is an int, not a function.")


def spans(tags: list[str]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        inside = tag.startswith("I-") and tag[2:] == kind
        if kind and not inside:
            found.append((kind, start, place))
        if not inside:
            start, kind = place, tag[2:]
    return found


@pytest.mark.parametrize(
    "form",
    [
        list,
        tuple,
        lambda found: [list(span) for span in found],
        lambda found: [(np.str_(k), np.int64(s), np.int32(e)) for k, s, e in found],
    ],
)
def test_lists_of_spans_are_right_in_any_form(form: Callable[[Any], Any]) -> None:
    verdict = check.function(lambda tags: form(spans(tags)), like=SPANS)
    assert (verdict.status, named(verdict)) == ("right", [])


@pytest.mark.parametrize(
    ("wrong", "mistakes"),
    [
        (lambda tags: [(k, s, e - 1) for k, s, e in spans(tags)], ["end-inclusive"]),
        (lambda tags: spans(tags)[:-1], ["last-entity-lost"]),
        (lambda tags: [(s, e) for _, s, e in spans(tags)], ["type-lost"]),
        (lambda tags: str(spans(tags)), ["text-for-list"]),
        (lambda tags: print(tags), ["returned-nothing"]),
        (lambda tags: [], ["arguments-ignored"]),
        (lambda tags: 3, ["arguments-ignored"]),
        (lambda tags: tags, ["argument-returned"]),
    ],
)
def test_wrong_spans(wrong: Callable[[Any], Any], mistakes: list[str]) -> None:
    verdict = check.function(wrong, like=SPANS)
    assert (verdict.score, named(verdict)) == (0, mistakes)


def test_two_mistakes_in_spans_are_both_named() -> None:
    def found(tags: list[str]) -> list[tuple[str, int, int]]:
        return [(kind, start, end - 1) for kind, start, end in spans(tags)][:-1]

    assert sorted(named(check.function(found, like=SPANS))) == [
        "end-inclusive",
        "last-entity-lost",
    ]


def test_a_number_within_the_tolerance_is_not_shown_beside_another_one() -> None:
    def off(true: Any, found: Any) -> float:
        right = reference.entity_f1().answer(true, found)
        return float(right + 9e-6)

    verdict = check.function(off, like=reference.entity_f1())
    assert verdict.status == "right"
    assert {row.found for row in verdict.expectations} == {"the same"}


def test_a_function_that_changes_a_list_is_told() -> None:
    def found(tags: list[str]) -> list[tuple[str, int, int]]:
        made = spans(tags)
        tags.append("O")
        return made

    verdict = check.function(found, like=SPANS)
    assert named(verdict) == ["changed-its-input"]
    assert verdict.hints[0].text.endswith("work on a new list.")


def test_a_function_that_changes_an_array_is_told() -> None:
    def found(sentences: Any, *weights: Any) -> Any:
        made = LOOP.answer(sentences, *weights)
        sentences[:] = 0
        return made

    (hint,) = check.function(found, like=LOOP).hints
    assert hint.id == "changed-its-input"
    assert hint.text.endswith("work on a new array.")


def test_right_results_and_an_error_show_no_mistake_but_the_error() -> None:
    def found(tags: list[str]) -> list[tuple[str, int, int]]:
        assert all(len(tag) < 8 for tag in tags)
        return spans(tags)

    assert named(check.function(found, like=SPANS)) == ["raises"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            lambda x, h, w, u, b: np.tanh(w @ x + h @ u + b),
            "b 3 rows. What has a row for each sentence stands on the left.",
        ),
        (
            lambda x, h, w, u, b: np.tanh(np.dot(x, w.T) + b),
            "b 4 rows.",
        ),
        (lambda x, h, w, u, b: np.tanh(x * w + b), "The product of two matrices is @."),
        (lambda x, h, w, u, b: x[9], "out of bounds for axis 0 with size 3."),
    ],
)
def test_what_numpy_could_not_put_together_is_told_with_its_rule(
    found: Callable[..., Any], said: str
) -> None:
    like = reference.simple_rnn_step(features=2, units=4)
    (hint,) = check.function(found, like=like).hints
    assert hint.id == "raises"
    assert said in hint.text
    assert ("a @ b" in hint.text) is (said[0] == "b")


ANY_OF_THEM = "where one number is taken, as math's functions, float and int do."


@pytest.mark.parametrize(
    ("line", "says", "leaves_out"),
    [
        ("math.tanh(z)", "math.tanh takes one number", ANY_OF_THEM),
        ("math.tanh(z)", "np.tanh takes arrays", ANY_OF_THEM),
        ("math.erf(z)", "math.erf takes one number", "np.erf"),
        ("np.tanh(float(z))", ANY_OF_THEM, "math.tanh"),
        # whichever of them it was
        ("math.tanh(float(z))", ANY_OF_THEM, "math.tanh takes"),
        ("math.exp(0) + math.tanh(z)", ANY_OF_THEM, "takes one number,"),
        ("z[1.0]", "IndexError", "one number"),
    ],
)
def test_what_takes_one_number_is_told_from_what_takes_arrays(
    line: str, says: str, leaves_out: str
) -> None:
    from tests.ipython import fresh_shell

    shell = fresh_shell()
    shell.run_cell("import math\nimport numpy as np")
    shell.run_cell(
        "def step(x, h, kernel, recurrent_kernel, bias):\n"
        "    z = x @ kernel + h @ recurrent_kernel + bias\n"
        f"    return {line}"
    )
    (hint,) = check.function(shell.user_ns["step"], like=STEP).hints
    assert hint.id == "raises"
    assert says in hint.text
    assert leaves_out not in hint.text


def kernels_exchanged(x: Any, h: Any, w: Any, u: Any, b: Any) -> Any:
    return np.tanh(x @ u + h @ w + b)


def test_arguments_that_are_taken_for_each_other_are_told() -> None:
    (hint,) = check.function(kernels_exchanged, like=STEP).hints
    assert hint.id == "arguments-exchanged"
    assert hint.text.startswith(
        "With x and h exchanged, or kernel and recurrent_kernel, your function gives "
    )
    assert "Here 4 is the number of units and 2 is the number of features." in hint.text

    def loop(x: Any, w: Any, u: Any, b: Any) -> Any:
        return read(x, u, w, b)

    (hint,) = check.function(loop, like=LOOP).hints
    assert hint.text.startswith("With kernel and recurrent_kernel exchanged, your ")


@pytest.mark.parametrize(
    "found",
    [
        lambda x, h, w, u, b: np.tanh(x @ u + h @ w),  # the bias is missing as well
        lambda x, h, w, u, b: np.tanh(x @ u + h @ u + b),
        lambda x, h, w, u, b: np.tanh(w @ x + u @ h + b),  # factors in wrong order
        lambda x, h, w, u, b: np.tanh(w @ x + h @ u + b),
        lambda x, h, w, u, b: math.tanh(x @ u + h @ w + b),
    ],
)
def test_what_is_wrong_with_arguments_exchanged_too_is_an_error(
    found: Callable[..., Any],
) -> None:
    assert named(check.function(found, like=STEP)) == ["raises"]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("found", "mistakes"),
    [
        (lambda o, n: o[:, min(n) - 1], ["shortest-for-all"]),
        (lambda o, n: o[:, max(n) - 1], ["longest-for-all"]),
        (lambda o, n: o[:, n[0] - 1], ["first-length-for-all"]),
        (lambda o, n: o[:, n[-1] - 1], ["last-length-for-all"]),
        (lambda o, n: o[:, -min(n)], ["counted-from-end", "shortest-for-all"]),
        (lambda o, n: o[:, -max(n)], ["counted-from-end", "longest-for-all"]),
        (lambda o, n: o[:, n[0] - 2], ["first-length-for-all", "length-off-by-one"]),
        (lambda o, n: o[:, n[-1] - 2], ["last-length-for-all", "length-off-by-one"]),
        (lambda o, n: o[:, sorted(n)[len(n) // 2] - 1], ["only-one-sentence"]),
        # the lengths have a share, though others often give the same
        (lambda o, n: o[:, : min(n)].mean(axis=1), []),
        (lambda o, n: 2 * o[:, 2], ["argument-unused"]),
    ],
)
def test_whose_length_is_used_is_told_whatever_is_drawn(
    found: Callable[..., Any], mistakes: list[str], seed: int
) -> None:
    like = reference.last_output(steps=6, units=4)
    assert sorted(named(check.function(found, like=like, seed=seed))) == mistakes


def test_some_rounded_numbers_are_right_by_chance() -> None:
    like = reference.simple_rnn_parameters()

    def cut(f: int, u: int) -> int:
        return u * (f + u + 1) // 10 * 10

    found = [named(check.function(cut, like=like, seed=seed)) for seed in range(300)]
    assert found == [["rounded"]] * 300


def test_right_by_chance_is_not_right_for_some_sizes() -> None:
    like = reference.simple_rnn_parameters()

    def near(f: int, u: int) -> int:
        return u * (f + u + 1) + f % 2

    found = [named(check.function(near, like=like, seed=seed)) for seed in range(300)]
    assert found == [[]] * 300


def test_two_layers_in_a_loop_over_the_features() -> None:
    def read_twice(x: Any, w1: Any, u1: Any, b1: Any, *above: Any) -> Any:
        return read(read_all(x[:, : x.shape[2]], w1, u1, b1), *above)

    like = reference.two_simple_rnns(steps=3, features=2, units=(4, 3))
    verdict = check.function(read_twice, like=like)
    assert (verdict.score, named(verdict)) == (0, ["loops-over-features"])


def four_words(sentences: Any, *weights: Any) -> Any:
    return read(sentences[:, :4], *weights)


def two_words(sentences: Any, *weights: Any) -> Any:
    return read(sentences[:, :2], *weights)


@pytest.mark.parametrize("found", [four_words, two_words])
def test_a_fixed_number_of_words_is_no_loop_over_another_axis(
    found: Callable[..., Any],
) -> None:
    assert not {"loops-over-features", "loops-over-units"} & {
        *named(check.function(found, like=LOOP))
    }


@pytest.mark.parametrize("seed", range(5))
def test_types_have_other_lengths_and_letters_than_usual(seed: int) -> None:
    cases = SPANS.draw(np.random.default_rng(seed))
    types = {tag[2:] for case in cases for tag in case.arguments[0] if tag != "O"}
    assert any(len(kind) == 1 for kind in types)
    assert any(len(kind) > 3 for kind in types)
    for cut in (
        lambda tag: tag[2:5],
        lambda tag: tag[-3:],
        lambda tag: tag.strip("BI-"),
        lambda tag: tag.lstrip("BI-"),
    ):
        assert any(cut(f"B-{kind}") != kind for kind in types)
    assert all("-" not in kind for kind in types)  # a split on it is right here


def test_long_lists_are_shown_from_where_they_part() -> None:
    case = Case("five", (5,))
    like = Function(("n",), lambda n: [*range(n)], lambda rng: (case, case, case))
    verdict = check.function(lambda n: [0, 1, 2, 9, 9], like=like)
    row = verdict.expectations[0]
    assert (row.expected, row.found) == ("from item 4: [3, 4]", "from item 4: [9, 9]")


def read_all(sentences: Any, kernel: Any, recurrent_kernel: Any, bias: Any) -> Any:
    h, states = np.zeros((len(sentences), len(bias))), []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


def test_a_sequence_is_shown_at_the_step_where_it_parts() -> None:
    def late(*arguments: Any) -> np.ndarray:
        states = read_all(*arguments)
        states[1:, 2:] = 7
        return states

    verdict = check.function(late, like=STATES)
    assert verdict.expectations[0].found.startswith("sentence 2, step 3: [7")
    assert check.function(read_all, like=STATES).status == "right"


def test_tensors_of_keras_are_numbers() -> None:
    from keras import ops

    def found(*arguments: Any) -> Any:
        return ops.convert_to_tensor(read_all(*arguments)[:, -1])

    assert check.function(found, like=LOOP).status == "right"


def read(
    sentences: Any, kernel: Any, recurrent_kernel: Any, bias: Any, squash: Any = np.tanh
) -> Any:
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = squash(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


def turned_without_bias(x: Any, w: Any, u: Any, b: Any) -> Any:
    return read(x[:, ::-1], w, u, 0 * b)


def no_tanh_last_skipped(x: Any, w: Any, u: Any, b: Any) -> Any:
    return read(x[:, :-1], w, u, b, squash=lambda sums: sums)


def no_tanh_two_biases(x: Any, w: Any, u: Any, b: Any) -> Any:
    return read(x, w, u, 2 * b, squash=lambda sums: sums)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("found", "mistakes"),
    [
        (turned_without_bias, ["no-bias", "reads-backwards"]),
        (no_tanh_last_skipped, ["last-step-skipped", "no-tanh"]),
        # a bias in two parts without a tanh is the same, and no tanh is there
        (no_tanh_two_biases, ["bias-twice", "no-tanh"]),
    ],
)
def test_two_mistakes_in_a_loop_are_both_named(
    found: Callable[..., Any], mistakes: list[str], seed: int
) -> None:
    assert sorted(named(check.function(found, like=LOOP, seed=seed))) == mistakes


@pytest.mark.parametrize(
    ("found", "mistakes"),
    [
        (lambda x, w, u, b: np.zeros((len(x), len(b))), ["arguments-ignored"]),
        (lambda x, w, u, b: np.full((len(x), len(b)), 0.5), ["arguments-ignored"]),
        (
            lambda x, w, u, b: read(x[:, ::-1], w, u.T, 0 * b, squash=np.sin),
            ["argument-unused"],
        ),
        (lambda x, w, u, b: read(x[:, ::-1], w, u.T, -b, squash=np.sin), []),
        (lambda x, w, u, b: read(x, w, u, b) * 1.001, []),
    ],
    ids=["zeros", "constant", "no bias and more", "three mistakes", "a little more"],
)
def test_what_the_numbers_do_not_prove_is_not_named(
    found: Callable[..., Any], mistakes: list[str]
) -> None:
    assert named(check.function(found, like=LOOP)) == mistakes


@pytest.mark.parametrize(
    ("cut", "mistakes"),
    [
        (lambda h: np.round(h, 2), ["rounded"]),
        (lambda h: np.trunc(h * 1000) / 1000, ["rounded"]),
        (lambda h: np.floor(h * 10) / 10, ["rounded"]),
        (lambda h: np.round(h, 2) + 0.01, []),
        (lambda h: h.astype(int), ["whole-numbers"]),
    ],
)
def test_rounded_numbers_are_called_so(
    cut: Callable[[np.ndarray], np.ndarray], mistakes: list[str]
) -> None:
    verdict = check.function(lambda x, w, u, b: cut(read(x, w, u, b)), like=LOOP)
    assert named(verdict) == mistakes


def test_all_or_nothing_is_no_rounded_share() -> None:
    def found(true: Any, given: Any) -> float:
        return float(any(true) and [*map(set, true)] == [*map(set, given)])

    verdict = check.function(found, like=reference.entity_f1())
    assert (verdict.score, named(verdict)) == (0, [])


def not_in_one_place(*arguments: Any) -> Any:
    h = read(*arguments)
    h[-1, -1] = np.nan
    return h


def never_filled(x: Any, w: Any, u: Any, b: Any) -> Any:
    return np.random.default_rng().random((len(x), len(b)))  # as np.empty may hold


@pytest.mark.parametrize(
    ("found", "mistake"),
    [
        (lambda *a: read(*a) * np.nan, "not-a-number"),
        (not_in_one_place, "not-a-number"),
        (lambda *a: read(*a).astype(str), "text-for-number"),
        (lambda *a: (h for h in read(*a)), "generator-returned"),
        (lambda *a: read, "function-returned"),
        (lambda *a: np.tanh(read(*a, lambda sums: sums)), "tanh-at-end"),
        (lambda x, *w: read(x[:, :1].repeat(x.shape[1], 1), *w), "same-word-read"),
        (lambda x, w, u, b: np.tanh(x.sum(axis=1) @ w + b), "bag-of-words"),
        (lambda x, *w: read(x * (x > 0), *w), "negatives-cut"),
        (lambda x, *w: read(x[:, : len(x)], *w), "loops-over-batch"),
        (never_filled, "not-repeatable"),
    ],
)
def test_what_is_plain_of_a_loop_is_named(
    found: Callable[..., Any], mistake: str
) -> None:
    verdict = check.function(found, like=LOOP)
    assert (verdict.score, named(verdict)) == (0, [mistake])


@pytest.mark.parametrize(
    ("order", "mistake"),
    [((1, 0, 2), "steps-first"), ((0, 2, 1), "axes-swapped")],
)
def test_a_sequence_with_its_axes_in_another_order(
    order: tuple[int, ...], mistake: str
) -> None:
    verdict = check.function(lambda *a: read_all(*a).transpose(order), like=STATES)
    assert (verdict.score, named(verdict)) == (0, [mistake])


def test_a_result_under_the_name_of_the_function() -> None:
    assert named(check.function(np.zeros((2, 4)), like=LOOP)) == ["not-a-function"]


@pytest.mark.parametrize(
    "right",
    [
        lambda *a: read(*a).astype("float32"),
        lambda *a: read(*a).tolist(),
        lambda *a: np.round(read(*a), 7),
    ],
)
def test_right_numbers_in_unusual_forms_get_no_hint(right: Callable[..., Any]) -> None:
    verdict = check.function(right, like=LOOP)
    assert (verdict.status, named(verdict)) == ("right", [])


def test_a_fit_by_chance_is_asked_a_second_time() -> None:
    """Wrong in one way for the first numbers, in another way for the next."""
    drawn = iter(range(100))

    def draw(rng: np.random.Generator) -> tuple[Case, ...]:
        return tuple(Case("any", (next(drawn),)) for _ in range(3))

    like = Function(
        ("n",),
        lambda n: n + 1,
        draw,
        ((Mistake("one-less", ""), lambda n: n),),
    )
    assert named(check.function(lambda n: n, like=like)) == ["one-less"]
    drawn = iter(range(100))
    assert named(check.function(lambda n: n if n < 3 else 0, like=like)) == []


@pytest.mark.parametrize("seed", range(30))
def test_an_entity_that_goes_on_over_a_gap_is_never_right(seed: int) -> None:
    def found(tags: list[str]) -> list[tuple[str, int, int]]:
        made: list[tuple[str, int, int]] = []
        for place, tag in enumerate(tags):
            if tag.startswith("I-") and made and made[-1][0] == tag[2:]:
                made[-1] = (tag[2:], made[-1][1], place + 1)
            elif tag != "O":
                made.append((tag[2:], place, place + 1))
        return made

    assert check.function(found, like=SPANS, seed=seed).status == "wrong"


def test_the_first_sentence_alone_with_another_mistake() -> None:
    def found(x: Any, w: Any, u: Any, b: Any) -> Any:
        return read(x, w, u, 0 * b)[0]

    assert named(check.function(found, like=LOOP)) == ["batch-axis-lost", "no-bias"]


@pytest.mark.parametrize(
    ("found", "answer", "same"),
    [
        ([("a", 1)], [("a", 1)], True),
        ([("a", 1.0 + 1e-9)], [("a", 1)], True),
        ([("a", True)], [("a", 1)], False),
        ([("a", "1")], [("a", 1)], False),
        ([1, 2], [1, 2], True),
        ([], [], True),
        ([[]], [], False),
        ({"a": 1}, [("a", 1)], False),
        (3, [3], False),
    ],
)
def test_lists_are_compared_item_by_item(found: Any, answer: Any, same: bool) -> None:
    assert agrees(observe.value(found), as_answer(answer)) is same
