"""Trained models are judged by unseen data; their answers say what went wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder import check
from autograder.check import Verdict
from autograder.check.judge import metric, tagger
from autograder.check.judge.tagger import entity_f1
from autograder.check.judge.trained import Goal

RNG = np.random.default_rng(3)
STEPS, BATCH = 6, 60
NAMES = ("O", "B-name", "I-name", "B-place")
TAG_OF = (0, 0, 0, 1, 2, 3, 0, 0)
"""The class of each word number: what a word is called depends on it alone."""


def sentences() -> tuple[np.ndarray, list[list[str]]]:
    words = RNG.integers(1, len(TAG_OF), (BATCH, STEPS))
    tags = []
    for row in words:
        length = int(RNG.integers(2, STEPS + 1))
        row[length:] = 0
        tags.append([NAMES[TAG_OF[word]] for word in row[:length]])
    return words.astype("int32"), tags


WORDS, TAGS = sentences()


def named(verdict: Verdict) -> list[str]:
    return [hint.id for hint in verdict.hints]


class Answers:
    """Makes models whose answers are known, by tables in place of training."""

    @staticmethod
    def by_word(table: Any, change: Any = None, recurrent: bool = True) -> Any:
        """(batch, steps) words to (batch, steps, numbers), changed at the end."""
        import keras
        from keras import layers

        table = np.asarray(table, "float32")
        x = keras.Input((STEPS,), dtype="int32")
        lookup = layers.Embedding(*table.shape)
        made = lookup(x)
        if recurrent:  # one that adds nothing
            rnn = layers.SimpleRNN(table.shape[1], activation=None)
            rnn.return_sequences = True
            still = rnn(made)
            made = made + 0 * still
        model = keras.Model(x, made if change is None else change(made))
        lookup.set_weights([table])
        if recurrent:
            bias = [w + 0.5 if w.ndim == 1 else w for w in rnn.get_weights()]
            rnn.set_weights(bias)  # as training would leave it
        return model


RIGHT = np.eye(len(NAMES))[list(TAG_OF)] * 0.96 + 0.01


def tagged(model: Any, **settings: Any) -> Verdict:
    given: dict[str, Any] = {"floor": 0.9, "baseline": 0.5, "name": "tagger"}
    return check.tagger(model, WORDS, TAGS, NAMES, **(given | settings))


def test_a_tagger_above_the_floor_is_right() -> None:
    verdict = tagged(Answers.by_word(RIGHT), points=4)
    assert (verdict.status, verdict.score) == ("right", 4)
    assert verdict.expectations[-1].found == "1.000 (baseline: 0.500)"


def _stacked(rows: list[Any]) -> np.ndarray:
    return np.array(rows, "float32")


ONLY_O = _stacked([[0.7, 0.1, 0.1, 0.1 + n / 1000] for n in range(8)])
ONLY_O /= ONLY_O.sum(axis=1, keepdims=True)
HALF = RIGHT.copy()
HALF[3] = HALF[0]


@pytest.mark.parametrize(
    ("table", "change", "mistake"),
    [
        (RIGHT, lambda made: made[:, -1], "last-step-only"),
        (RIGHT[:, :3], None, "wrong-number-of-classes"),
        (np.log(RIGHT), None, "no-probabilities"),
        (RIGHT * 0.7, None, "sigmoid-for-softmax"),
        (RIGHT, lambda made: made[:, ::-1], "reads-backwards"),
        (np.roll(RIGHT, 1, axis=1), None, "classes-shifted"),
        (RIGHT[:, [2, 0, 3, 1]], None, "tags-in-other-order"),
        (np.full((8, 4), 0.25), None, "same-answer-for-all"),
        (ONLY_O, None, "only-outside"),
        (HALF, None, "below-floor"),
        (RIGHT * np.nan, None, "not-finite"),
        (RIGHT, lambda made: [made, made], "state-list-for-tensor"),
    ],
)
def test_what_a_taggers_answers_show(table: Any, change: Any, mistake: str) -> None:
    verdict = tagged(Answers.by_word(table, change))
    assert (verdict.score, named(verdict)) == (0, [mistake])


def test_two_tags_that_are_taken_for_each_other_are_no_other_order() -> None:
    swapped = RIGHT.copy()
    swapped[[4, 5]] = swapped[[5, 4]]
    verdict = tagged(Answers.by_word(swapped))
    assert named(verdict) == ["below-floor"]


def test_sequences_that_were_joined_along_their_steps() -> None:
    from keras import ops

    verdict = tagged(Answers.by_word(RIGHT, lambda made: ops.repeat(made, 2, axis=1)))
    assert named(verdict) == ["joined-along-steps"]
    assert "answers for 12 steps here" in verdict.hints[0].text


def test_a_score_that_just_falls_short_does_not_look_like_enough() -> None:
    goal = Goal(floor=0.86, baseline=0.5)
    shown = [tagger._shown(score, goal) for score in (0.85, 0.8597, 0.86, 0.8613)]
    assert shown == ["0.850", "0.859700", "0.860", "0.861"]
    shown = [metric._shown(share, goal) for share in (0.85, 0.8597, 0.86)]
    assert shown == ["85.0%", "85.9700%", "86.0%"]


def test_an_embedding_of_several_that_is_too_small() -> None:
    import keras
    from keras import layers

    one, two = keras.Input((STEPS,)), keras.Input((STEPS,))
    vectors = layers.Embedding(8, 4)(one) + layers.Embedding(5, 4)(two)
    states = layers.SimpleRNN(4, return_sequences=True)(vectors)
    model = keras.Model([one, two], layers.Dense(len(NAMES), "softmax")(states))
    both = (WORDS, WORDS)
    verdict = check.tagger(model, both, TAGS, NAMES, floor=0.9, baseline=0.5)
    assert named(verdict) == ["embedding-too-small"]
    assert "has 5 rows here" in verdict.hints[0].text


def test_a_tagger_that_reads_the_padding_in_front() -> None:
    import keras
    from keras import ops

    class ToTheEnd(keras.layers.Layer):
        """Moves each sentence's answers behind as many steps as it has padding."""

        def call(self, made: Any, words: Any) -> Any:
            moved = np.array(ops.convert_to_numpy(made))
            for row, word in zip(moved, ops.convert_to_numpy(words), strict=True):
                row[:] = np.roll(row, int((word == 0).sum()), axis=0)
            return ops.convert_to_tensor(moved)

    table = Answers.by_word(RIGHT)

    class Reader(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.table, self.turn = table, ToTheEnd()

        def call(self, words: Any) -> Any:
            return self.turn(self.table(words), words)

    assert named(tagged(Reader(), recurrent=0)) == ["padding-in-front"]


def test_a_softmax_over_the_steps() -> None:
    from keras import ops

    model = Answers.by_word(RIGHT, lambda made: ops.softmax(made, axis=1))
    assert named(tagged(model)) == ["softmax-over-steps"]


def test_an_untrained_tagger_and_one_without_recurrence() -> None:
    import keras
    from keras import layers

    def built(*between: Any) -> Any:
        return keras.Sequential(
            [
                keras.Input((STEPS,)),
                layers.Embedding(8, 4),
                *between,
                layers.Dense(4, activation="softmax"),
            ]
        )

    rnn = layers.SimpleRNN(5, return_sequences=True)
    assert named(tagged(built(rnn))) == ["untrained"]
    assert named(tagged(built())) == ["no-recurrent-layer"]
    rnn = layers.SimpleRNN(5, return_sequences=True)
    assert named(tagged(built(rnn), recurrent=2)) == ["too-few-recurrent-layers"]


def test_several_inputs_and_their_order() -> None:
    import keras
    from keras import layers

    first, second = keras.Input((STEPS,)), keras.Input((STEPS,))
    lookup, other = layers.Embedding(8, 4), layers.Embedding(8, 4)
    rnn = layers.SimpleRNN(4, activation=None, return_sequences=True)
    made = lookup(first)
    still = rnn(other(second))
    model = keras.Model([first, second], made + 0 * still)
    lookup.set_weights([RIGHT])
    rnn.set_weights([w + 0.5 if w.ndim == 1 else w for w in rnn.get_weights()])
    shapes = np.ones_like(WORDS)

    def judged(*inputs: np.ndarray) -> Verdict:
        return check.tagger(model, [*inputs], TAGS, NAMES, floor=0.9, baseline=0.5)

    assert judged(WORDS, shapes).status == "right"
    assert named(judged(shapes, WORDS)) == ["inputs-exchanged"]
    only = check.tagger(model, WORDS, TAGS, NAMES, floor=0.9, baseline=0.5)
    assert (only.status, only.expectations[0].what) == ("wrong", "reads")


def test_entities_are_counted_as_seqeval_does() -> None:
    right = [["B-a", "I-a", "O"], ["B-b", "O", "B-a"]]
    assert entity_f1(right, right) == 1
    assert entity_f1(right, [["O"] * 3, ["O"] * 3]) == 0
    # one of three found, nothing besides: 2 · 1 · ⅓ / (1 + ⅓)
    assert entity_f1(right, [["B-a", "I-a", "O"], ["O"] * 3]) == pytest.approx(0.5)


def test_words_beyond_the_last_step_are_not_found() -> None:
    full = [row for row, tags in enumerate(TAGS) if len(tags) == STEPS]
    longer = [[*TAGS[row], "B-place"] for row in full]
    model = Answers.by_word(RIGHT)
    verdict = check.tagger(model, WORDS[full], longer, NAMES, floor=1, baseline=0)
    assert verdict.status == "wrong"


FRONT = np.ascontiguousarray(WORDS[:, ::-1])
"""With the padding in front, so that the last step is a word."""

LABELS = (FRONT[:, -1] > 3).astype(int)


def read_along(model: Any, **settings: Any) -> Verdict:
    given: dict[str, Any] = {"floor": 0.9, "baseline": 0.6, "every_step": True}
    return check.metric(model, FRONT, LABELS, **(given | settings))


POSITIVE = np.array([[0.1]] * 4 + [[0.9]] * 4)


def test_the_answer_after_the_last_word_is_judged() -> None:
    model = Answers.by_word(POSITIVE)
    assert read_along(model, points=4).score == 4
    flipped = read_along(Answers.by_word(1 - POSITIVE))
    assert named(flipped) == ["labels-flipped"]


@pytest.mark.parametrize(
    ("table", "change", "mistake"),
    [
        (POSITIVE, lambda made: made[:, -1], "last-step-only"),
        (np.tile(POSITIVE, 2), None, "two-outputs"),
        (np.tile(POSITIVE, 2), lambda made: made[:, -1], "last-step-only two-outputs"),
        (np.tile(POSITIVE, 2) * 3, None, "two-outputs no-probabilities"),
        (3 * POSITIVE, None, "no-probabilities"),
        (POSITIVE * 0 + 0.4, None, "same-answer-for-all"),
        (POSITIVE, lambda made: [made, made], "state-list-for-tensor"),
    ],
)
def test_what_answers_after_each_word_show(
    table: Any, change: Any, mistake: str
) -> None:
    verdict = read_along(Answers.by_word(table, change))
    assert (verdict.score, named(verdict)) == (0, mistake.split())


def test_whoever_reads_along_has_read_the_words_so_far_alone() -> None:
    import keras
    from keras import ops

    def repeated(made: Any) -> Any:
        return ops.repeat(made[:, -1:], STEPS, axis=1)

    assert named(read_along(Answers.by_word(POSITIVE, repeated))) == [
        "repeated-last-state"
    ]

    def both_ways(made: Any) -> Any:
        from_behind = ops.flip(ops.cumsum(ops.flip(made, axis=1), axis=1), axis=1)
        return made + (from_behind - made) / 100

    model = Answers.by_word(POSITIVE * 0.9, both_ways)
    verdict = read_along(model)
    assert named(verdict) == ["reads-ahead"]
    assert verdict.expectations[-1].found == "changes with a later word"
    assert isinstance(model, keras.Model)


def test_answers_that_share_one_probability() -> None:
    from keras import ops

    shared = Answers.by_word(POSITIVE, lambda made: ops.softmax(made, axis=1))
    assert named(read_along(shared)) == ["softmax-over-steps"]


def test_one_answer_where_one_was_asked_for_and_what_is_read_has_a_name() -> None:
    model = Answers.by_word(POSITIVE)
    verdict = read_along(model, every_step=False, what="letter")
    assert named(verdict) == ["every-step-returned"]
    assert "letter" in verdict.hints[0].text


@pytest.mark.parametrize(
    ("asked", "status"), [(0, "right"), (1, "right"), (2, "wrong")]
)
def test_recurrent_layers_are_counted(asked: int, status: str) -> None:
    assert read_along(Answers.by_word(POSITIVE), recurrent=asked).status == status


def test_why_a_trained_model_cannot_read_the_words() -> None:
    import keras
    from keras import layers

    def answered(*below: Any) -> Verdict:
        top = [layers.SimpleRNN(4), layers.Dense(1, "sigmoid")]
        model = keras.Sequential([*below, *top])
        labels = np.arange(BATCH) % 2
        return check.metric(model, WORDS, labels, floor=0.9, baseline=0.5)

    small = answered(layers.Embedding(5, 4))
    assert named(small) == ["embedding-too-small"]
    assert "0 to 4" in small.hints[0].text
    assert named(answered()) == ["no-embedding"]
    lower = layers.SimpleRNN(4)
    assert named(answered(layers.Embedding(8, 4), lower)) == ["no-sequence-between"]


@pytest.mark.filterwarnings("ignore:.*softmax over axis")
def test_a_softmax_over_one_number_is_told() -> None:
    import keras
    from keras import layers

    model = keras.Sequential(
        [layers.Embedding(8, 4), layers.SimpleRNN(4), layers.Dense(1, "softmax")]
    )
    labels = np.arange(BATCH) % 2
    verdict = check.metric(model, WORDS, labels, floor=0.9, baseline=0.5)
    assert named(verdict) == ["softmax-over-one"]


def test_two_inputs_that_can_be_read_in_the_other_order_alone() -> None:
    import keras
    from keras import layers

    shapes, words = keras.Input((STEPS,)), keras.Input((STEPS,))
    vectors = layers.Embedding(100, 4)(shapes) + layers.Embedding(8, 4)(words)
    states = layers.SimpleRNN(4, return_sequences=True)(vectors)
    answers = layers.Dense(len(NAMES), "softmax")(states)
    model = keras.Model([shapes, words], answers)
    many = np.minimum(WORDS * 13, 99)
    verdict = check.tagger(model, (WORDS, many), TAGS, NAMES, floor=0.9, baseline=0.5)
    assert named(verdict) == ["inputs-exchanged"]


@pytest.mark.parametrize("check_of", ["tagger", "metric"])
def test_a_model_of_fewer_inputs_than_are_given_is_never_right(check_of: str) -> None:
    two = [WORDS, np.ones_like(WORDS)]
    if check_of == "tagger":
        model = Answers.by_word(RIGHT)
        goal = {"floor": 0.9, "baseline": 0.5}
        assert check.tagger(model, WORDS, TAGS, NAMES, **goal).status == "right"
        verdict = check.tagger(model, two, TAGS, NAMES, **goal)
    else:
        labels = np.arange(BATCH) % 2
        model = in_two(lambda L, x: L.GRU(3)(x))
        verdict = check.metric(model, two, labels, floor=0.0, baseline=0.0)
    assert (verdict.status, named(verdict)) == ("wrong", ["too-few-inputs"])
    assert [(row.what, row.met) for row in verdict.expectations] == [("reads", False)]
    assert verdict.hints[0].text.startswith("It reads one array here; the task gives")


def test_a_class_of_the_learners_own_may_leave_an_input_out() -> None:
    import keras

    class First(keras.Model):
        def __init__(self, below: Any) -> None:
            super().__init__()
            self.below = below

        def call(self, inputs: Any) -> Any:
            return self.below(inputs[0])

    model = First(Answers.by_word(RIGHT))
    two = [WORDS, np.ones_like(WORDS)]
    assert check.tagger(model, two, TAGS, NAMES, floor=0.9, baseline=0.5).score == 1


def in_two(join: Any) -> Any:
    """A classifier of two recurrent layers that are put together by ``join``."""
    import keras
    from keras import layers

    x = keras.Input((STEPS,), dtype="int32")
    made = layers.Embedding(8, 4)(x)
    model = keras.Model(x, layers.Dense(1, "sigmoid")(join(layers, made)))
    rng = np.random.default_rng(5)
    model.set_weights([rng.uniform(0.1, 1, w.shape) for w in model.get_weights()])
    return model


@pytest.mark.parametrize(
    ("join", "stacked"),
    [
        (lambda L, x: L.GRU(3)(L.GRU(4, return_sequences=True)(x)), True),
        (lambda L, x: L.RNN([L.GRUCell(3), L.GRUCell(4)])(x), True),
        (lambda L, x: L.GRU(3)(x, initial_state=L.GRU(3)(x)), True),
        (
            lambda L, x: L.GRU(3)(
                L.Dense(3, "relu")(
                    L.BatchNormalization()(L.GRU(4, return_sequences=True)(x))
                )
            ),
            True,
        ),
        (lambda L, x: L.Concatenate()([L.GRU(3)(x), L.GRU(4)(x)]), False),
        (lambda L, x: L.GRU(3)(x + 0 * L.GRU(4, return_sequences=True)(x)), False),
        (lambda L, x: L.GRU(3)(x) + 0 * L.LSTM(3)(x), False),
    ],
)
def test_layers_on_top_of_each_other_and_side_by_side(join: Any, stacked: bool) -> None:
    labels = np.arange(BATCH) % 2
    verdict = check.metric(
        in_two(join), WORDS, labels, floor=0.0, baseline=0.0, recurrent=2
    )
    assert verdict.expectations[0].met is stacked
    assert verdict.status == ("right" if stacked else "wrong")
    assert named(verdict) == ([] if stacked else ["layers-side-by-side"])


def test_numbers_that_are_reshaped_are_still_numbers() -> None:
    from keras import layers

    labels = np.zeros(BATCH)
    model = trained(layers.Reshape((STEPS, 1)))
    verdict = check.metric(model, WORDS, labels, floor=1.1, baseline=0.5)
    assert named(verdict) == ["no-embedding"]


def trained(*below: Any, own_mask: bool = False) -> Any:
    """A recurrent classifier whose weights look as if training had moved them."""
    import keras
    from keras import layers, ops

    x = keras.Input((STEPS,), dtype="int32")
    made = x
    for layer in below:
        made = layer(made)
    mask = {"mask": ops.not_equal(x, 0)} if own_mask else {}
    top = layers.Dense(1, activation="sigmoid")
    model = keras.Model(x, top(layers.SimpleRNN(3)(made, **mask)))
    rng = np.random.default_rng(5)
    model.set_weights([rng.uniform(-1, 1, w.shape) for w in model.get_weights()])
    return model


def falls_short(model: Any, inputs: np.ndarray = FRONT) -> str:
    labels = np.arange(len(inputs)) % 2  # nothing that stands in the inputs
    verdict = check.metric(model, inputs, labels, floor=0.99, baseline=0.6)
    assert named(verdict) in (["below-floor"], ["one-side"])
    return verdict.hints[0].text


def test_padding_that_is_read_as_words_is_told_where_it_changes_the_answers() -> None:
    from keras import layers

    model = trained(layers.Embedding(8, 4))
    before = model.get_weights()
    text = falls_short(model)
    assert "the zeros before a short tweet are read as words" in text
    assert "Try mask_zero=True, dropout" in text
    assert all(map(np.array_equal, before, model.get_weights()))
    assert "the zeros behind a short tweet" in falls_short(model, WORDS)


@pytest.mark.parametrize(
    ("masked", "own_mask", "inputs"),
    [
        (True, False, FRONT),
        (False, True, FRONT),  # a mask that no setting of the Embedding shows
        (False, False, np.maximum(FRONT, 1)),  # no padding
    ],
)
def test_nothing_is_said_of_padding_that_is_not_read(
    masked: bool, own_mask: bool, inputs: np.ndarray
) -> None:
    from keras import layers

    model = trained(layers.Embedding(8, 4, mask_zero=masked), own_mask=own_mask)
    text = falls_short(model, inputs)
    assert "mask_zero" not in text
    assert "Try dropout" in text


def test_mixed_up_labels_are_a_possibility_and_no_second_embedding_is_asked_for() -> (
    None
):
    import keras
    from keras import layers

    text = falls_short(trained(layers.Embedding(8, 4)))
    assert "learnt them by heart, as it would with mixed-up labels too" in text
    assert "an Embedding" not in text
    vectors = keras.ops.one_hot
    text = falls_short(trained(layers.Lambda(lambda x: vectors(x, 8))))
    assert "Try an Embedding" in text


def test_a_model_that_was_trained_with_what_checks_it_gets_nothing() -> None:
    model = Answers.by_word(POSITIVE)
    as_good = read_along(model, training=(FRONT, LABELS))
    assert (as_good.status, named(as_good)) == ("right", [])
    other = np.arange(BATCH) % 2  # nothing that the model can know
    fitted = read_along(model, training=(FRONT, other), what="letter")
    assert (fitted.score, named(fitted)) == (0, ["trained-on-the-check"])
    row = fitted.expectations[-1]
    assert (row.what, row.met) == ("accuracy in training", False)
    assert "the training letters alone" in fitted.hints[0].text

    tags = [list(reversed(sentence)) for sentence in TAGS]
    tagger = Answers.by_word(RIGHT)
    assert tagged(tagger, training=(WORDS, TAGS)).status == "right"
    assert named(tagged(tagger, training=(WORDS, tags))) == ["trained-on-the-check"]


@pytest.mark.parametrize(
    ("wrong", "mistake"), [(8, []), (12, []), (30, ["trained-on-the-check"])]
)
def test_a_little_worse_in_training_may_be_chance(
    wrong: int, mistake: list[str]
) -> None:
    labels = LABELS.copy()
    labels[:wrong] = 1 - labels[:wrong]
    model = Answers.by_word(POSITIVE)
    assert named(read_along(model, training=(FRONT, labels))) == mistake


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (60, "right: it has learnt them by heart. Try dropout"),
        (50, "Try more epochs; against learning by heart dropout"),
        (32, "Either it has learnt little: try more epochs. Or the labels"),
    ],
)
def test_what_falls_short_is_told_by_the_training(right: int, said: str) -> None:
    model = Answers.by_word(POSITIVE, lambda made: made[:, -1])
    labels = LABELS.copy()
    labels[right:] = 1 - labels[right:]
    short = np.where(np.arange(BATCH) % 3, LABELS, 1 - LABELS)
    verdict = check.metric(
        model, FRONT, short, floor=0.9, baseline=0.6, training=(FRONT, labels)
    )
    assert named(verdict) == ["below-floor"]
    text = verdict.hints[0].text
    assert f"Of the training tweets it has {right / 60:.1%}" in text
    assert said in text


def test_training_that_cannot_be_read_says_nothing() -> None:
    model = Answers.by_word(POSITIVE)
    with pytest.raises(TypeError, match="60 inputs and 59"):
        read_along(model, training=(FRONT, LABELS[1:]))
    odd = np.zeros((BATCH, STEPS, 2))
    assert read_along(model, training=(odd, LABELS)).status == "right"


@pytest.mark.parametrize(("of_60", "flipped"), [(50, True), (40, True), (34, False)])
def test_most_answers_the_other_way_round(of_60: int, flipped: bool) -> None:
    labels = LABELS.copy()
    swap = np.argsort(np.arange(BATCH) * 7 % BATCH)[:of_60]
    labels[swap] = 1 - labels[swap]
    model = Answers.by_word(POSITIVE)
    verdict = check.metric(
        model, FRONT, labels, floor=0.9, baseline=0.6, every_step=True
    )
    assert (named(verdict) == ["labels-flipped"]) is flipped
