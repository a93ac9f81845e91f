"""A model is judged by its numbers, in whatever style it was built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import check, reference
from autograder.check import Verdict
from autograder.check.diagnose.orders import Orders
from autograder.observe.model import Here
from autograder.observe.seen import ModelSeen

TAGS = reference.Stack(
    [
        reference.Bidirectional(reference.LSTM(6, return_sequences=True)),
        reference.LSTM(4, return_sequences=True),
        reference.TimeDistributed(reference.Dense(5, "softmax")),
    ]
)
WORDS = reference.Stack(
    [
        reference.Embedding(50, 6, mask_zero=True),
        reference.SimpleRNN(10, return_sequences=True),
        reference.TimeDistributed(reference.Dense(5, "softmax")),
    ]
)


def named(verdict: Verdict) -> list[str]:
    return [hint.id for hint in verdict.hints]


def sequential(shape: tuple[int, ...], *layers: Any) -> Any:
    import keras

    return keras.Sequential([keras.Input(shape), *layers])


def nested(L: Any) -> Any:
    below = sequential((10, 8), L.Bidirectional(L.LSTM(6, return_sequences=True)))
    above = sequential((10, 4), L.Dense(5), L.Activation("softmax", name="last"))
    return sequential((10, 8), below, L.LSTM(4, return_sequences=True), above)


def two_directions_as_two_layers(L: Any) -> Any:
    import keras

    x = keras.Input((10, 8))
    # the backward layer is made first, and called first
    back = L.LSTM(6, return_sequences=True, go_backwards=True)(x)
    there = L.LSTM(6, return_sequences=True)(x)
    turned = L.Lambda(lambda states: states[:, ::-1])(back)
    both = L.LSTM(4, return_sequences=True)(L.Concatenate()([there, turned]))
    return keras.Model(x, L.TimeDistributed(L.Dense(5, "softmax"))(both))


def cells(L: Any) -> Any:
    import keras

    x = keras.Input((None, 8))
    there = L.RNN(L.LSTMCell(6), return_sequences=True)
    both = L.Bidirectional(there)(x)
    above = L.RNN([L.LSTMCell(4)], return_sequences=True)(both)
    return keras.Model(x, L.Dense(5, activation=keras.activations.softmax)(above))


def subclass(L: Any) -> Any:
    import keras

    class Top(L.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.dense = L.Dense(5)

        def call(self, states: Any) -> Any:
            return keras.ops.softmax(self.dense(states))

    class Reader(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.top = Top()  # made before what lies below it
            self.upper = L.LSTM(4, return_sequences=True)
            self.lower = L.Bidirectional(L.LSTM(6, return_sequences=True))

        def call(self, sentences: Any) -> Any:
            return self.top(self.upper(self.lower(sentences)))

    return Reader()


@pytest.mark.parametrize(
    "build", [nested, two_directions_as_two_layers, cells, subclass]
)
def test_any_style_is_right(build: Callable[[Any], Any]) -> None:
    from keras import layers

    model = build(layers)
    verdict = check.model(model, like=TAGS, input_shape=(10, 8), points=3)
    assert (verdict.status, verdict.score, named(verdict)) == ("right", 3, [])


@pytest.mark.parametrize("kind", ["SimpleRNN", "LSTM", "GRU"])
def test_layers_of_equal_shapes_may_be_made_in_any_order(kind: str) -> None:
    """As many features as units: no shape tells the layers' weights apart."""
    import keras
    from keras import layers

    made = getattr(layers, kind)

    class Reader(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.upper = made(4)
            self.lower = made(4, return_sequences=True)

        def call(self, sentences: Any) -> Any:
            return self.upper(self.lower(sentences))

    one = getattr(reference, kind)
    like = reference.Stack([one(4, return_sequences=True), one(4)])
    model = Reader()
    assert check.model(model, like=like, input_shape=(5, 4)).status == "right"


def test_a_layer_of_ones_own_may_keep_its_weights_in_any_order() -> None:
    import keras
    from keras import ops

    class Own(keras.layers.Layer):
        def build(self, shape: Any) -> None:
            self.b = self.add_weight(shape=(3,))
            self.u = self.add_weight(shape=(3, 3))
            self.w = self.add_weight(shape=(3, 3))

        def call(self, sentences: Any) -> Any:
            h = ops.zeros((ops.shape(sentences)[0], 3))
            for t in range(5):
                given = ops.matmul(sentences[:, t], self.w)
                h = ops.tanh(given + ops.matmul(h, self.u) + self.b)
            return h

    model = sequential((5, 3), Own())
    verdict = check.model(model, like=reference.SimpleRNN(3), input_shape=(5, 3))
    assert verdict.status == "right"


def test_a_model_that_reads_words_is_asked_for_every_word_and_padding() -> None:
    from keras import layers as L

    def reader(words: int, **settings: Any) -> Any:
        rnn = L.SimpleRNN(10, return_sequences=True)
        top = L.TimeDistributed(L.Dense(5, "softmax"))
        return sequential((8,), L.Embedding(words, 6, **settings), rnn, top)

    def judged(model: Any) -> Verdict:
        return check.model(model, like=WORDS, input_shape=(8,))

    assert judged(reader(50, mask_zero=True)).status == "right"
    assert named(judged(reader(50))) == ["no-mask"]
    assert named(judged(reader(49, mask_zero=True))) == ["vocabulary-off-by-one"]
    swapped = sequential(
        (8,),
        L.Embedding(6, 50, mask_zero=True),
        L.SimpleRNN(10, return_sequences=True),
        L.Dense(5, "softmax"),
    )
    assert named(judged(swapped)) == ["embedding-sizes-swapped"]


LSTM = reference.LSTM(4, return_sequences=True, return_state=True)


@pytest.mark.parametrize(
    ("form", "status", "mistakes"),
    [
        (lambda o, h, c: [o, h, c], "right", []),
        (lambda o, h, c: (o, h, c), "right", []),
        (lambda o, h, c: {"states": c, "a": o, "b": h}, "right", []),
        (lambda o, h, c: [o, c, h], "wrong", ["h-c-exchanged"]),
        (lambda o, h, c: [h, o, c], "wrong", ["outputs-exchanged"]),
        (lambda o, h, c: o, "wrong", ["states-not-returned"]),
        (lambda o, h, c: [o, h], "wrong", []),
    ],
)
def test_several_outputs(form: Any, status: str, mistakes: list[str]) -> None:
    import keras

    x = keras.Input((5, 2))
    lstm = keras.layers.LSTM(4, return_sequences=True, return_state=True)
    model = keras.Model(x, form(*lstm(x)))
    verdict = check.model(model, like=LSTM, input_shape=(5, 2))
    assert (verdict.status, named(verdict)) == (status, mistakes)


def test_a_list_where_one_tensor_was_asked_for() -> None:
    import keras

    x = keras.Input((5, 2))
    outputs = keras.layers.SimpleRNN(4, return_state=True)(x)
    like = reference.SimpleRNN(4)
    verdict = check.model(keras.Model(x, outputs), like=like, input_shape=(5, 2))
    assert named(verdict) == ["state-list-for-tensor"]
    assert "the first alone was asked for" in verdict.hints[0].text


def test_the_numbers_of_an_array_are_cut_out_of_why_a_model_does_not_run() -> None:
    import keras

    one_sentence = [keras.Input((1, 5, 4)), keras.layers.Reshape((5, 4))]
    model = keras.Sequential([*one_sentence, keras.layers.SimpleRNN(4)])
    like = reference.SimpleRNN(4)
    verdict = check.model(model, like=like, input_shape=(5, 4))
    row = verdict.expectations[-1]
    assert row.what == "runs"
    assert (
        "Invalid input shape for input […]. Expected shape (None, 1, 5, 4)" in row.found
    )


@pytest.mark.parametrize("steps", [12, None])
def test_with_given_weights_the_numbers_alone_count(steps: int | None) -> None:
    from keras import layers

    like = reference.Stack(
        [reference.SimpleRNN(1, "linear", return_sequences=True)],
        weights=[[[0.2]], [[0.8]], [0.0]],
    )
    settings = {"activation": None, "return_sequences": True}
    without_bias = layers.SimpleRNN(1, use_bias=False, **settings)
    model = sequential((None, 1), without_bias)
    without_bias.set_weights([np.array([[0.2]]), np.array([[0.8]])])

    def judged(model: Any) -> Verdict:
        return check.model(model, like=like, input_shape=(steps, 1), weights="own")

    assert judged(model).status == "right"
    without_bias.set_weights([np.array([[0.8]]), np.array([[0.2]])])
    assert judged(model).status == "wrong"
    full = layers.SimpleRNN(1, **settings)
    other = sequential((None, 1), full)
    full.set_weights([np.array([[0.8]]), np.array([[0.2]]), np.zeros(1)])
    assert named(judged(other)) == ["weights-exchanged"]


def test_any_number_of_steps_is_asked_for_with_none() -> None:
    from keras import layers

    like = reference.SimpleRNN(4, return_sequences=True)

    def judged(steps: int | None) -> Verdict:
        model = sequential((steps, 2), layers.SimpleRNN(4, return_sequences=True))
        return check.model(model, like=like, input_shape=(None, 2))

    assert judged(None).status == "right"
    assert judged(6).expectations[0].met is False


@pytest.mark.parametrize(
    ("given", "mistake"), [("layers", "fresh-layer"), ("weights", "weights-not-set")]
)
def test_a_new_layer_for_the_given_one(given: Any, mistake: str) -> None:
    from keras import layers

    rng = np.random.default_rng(0)
    weights = [rng.normal(size=s) for s in ((2, 3), (3, 3), (3,))]
    like = reference.Stack([reference.SimpleRNN(3)], weights=weights)
    model = sequential((5, 2), layers.SimpleRNN(3))
    verdict = check.model(
        model, like=like, input_shape=(5, 2), weights="own", given=given
    )
    assert named(verdict) == [mistake]


def of_given_layers(model: Any, like: reference.Stack) -> Verdict:
    return check.model(
        model, like=like, input_shape=(5, 2), weights="own", given="layers"
    )


def test_weights_that_are_not_the_given_may_be_those_of_a_layer_that_was_changed() -> (
    None
):
    from keras import layers

    layer = layers.SimpleRNN(3)
    layer.build((None, 5, 2))
    weights = [w + 0.1 for w in layer.get_weights()]
    like = reference.Stack([reference.SimpleRNN(3)], weights=weights)
    verdict = of_given_layers(sequential((5, 2), layer), like)
    (hint,) = verdict.hints
    assert hint.text.startswith("SimpleRNN(3) has other weights than the given layer.")
    assert "Call the very layer" in hint.text
    assert "trained or changed since, run the cell that makes it" in hint.text
    assert "stands where" not in hint.text  # it may be the very layer


def test_of_several_recurrent_layers_a_hint_says_which() -> None:
    from keras import layers as L

    def told(*below: Any) -> dict[str, str]:
        model = sequential((10, 8), *below, L.Dense(5, "softmax"))
        hints = check.model(model, like=TAGS, input_shape=(10, 8)).hints
        return {hint.id: hint.text for hint in hints}

    def both(units: int) -> Any:
        return L.Bidirectional(L.LSTM(units, return_sequences=True))

    upper = "Layer 2, the upper recurrent one: "
    said = told(both(6), both(4))
    assert said["both-directions"].startswith(upper)
    said = told(L.LSTM(6, return_sequences=True), both(4))
    assert said["one-direction"].startswith("Layer 1, the lower recurrent one: ")
    assert said["both-directions"].startswith(upper)
    said = told(both(6), L.GRU(4, return_sequences=True))
    assert said["other-layer"].startswith(f"{upper}The recurrent layer here is GRU;")


def test_a_mistake_that_was_made_in_two_layers_is_told_of_both() -> None:
    from keras import layers as L

    like = reference.sentence_stack([reference.GRU(12), reference.GRU(6)])
    model = sequential((10, 8), L.LSTM(12, return_sequences=True), L.LSTM(6))
    (hint,) = check.model(model, like=like, input_shape=(10, 8)).hints
    assert hint.id == "other-layer"
    assert "Layer 1, the lower" in hint.text
    assert "Layer 2, the upper" in hint.text


def test_where_one_layer_is_recurrent_none_is_counted() -> None:
    from keras import layers as L

    (hint,) = check.model(
        sequential((6, 3), L.GRU(5)), like=reference.LSTM(5), input_shape=(6, 3)
    ).hints
    assert hint.text.startswith("The recurrent layer here is GRU;")


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (lambda L, made: L.ZeroPadding1D((1, 0))(made)[:, :-1], "states-shifted"),
        (lambda L, made: made[:, None], "axis-kept"),
        (lambda L, made: made[:, ::-1], "steps-reversed"),
        (lambda L, made: L.Flatten()(made), "flattened"),
    ],
)
def test_right_numbers_in_another_shape_or_order(change: Any, mistake: str) -> None:
    import keras
    from keras import layers

    x = keras.Input((6, 3))
    made = layers.SimpleRNN(5, return_sequences=True)(x)
    model = keras.Model(x, change(layers, made))
    like = reference.SimpleRNN(5, return_sequences=True)
    assert named(check.model(model, like=like, input_shape=(6, 3))) == [mistake]


def test_a_list_whose_first_tensor_is_wrong_has_two_mistakes() -> None:
    import keras

    x = keras.Input((6, 3))
    model = keras.Model(x, keras.layers.SimpleRNN(5, return_state=True)(x))
    like = reference.SimpleRNN(5, return_sequences=True)
    verdict = check.model(model, like=like, input_shape=(6, 3))
    assert named(verdict) == ["last-step-only", "state-list-for-tensor"]


def test_where_all_numbers_are_alike_the_layers_decide() -> None:
    from keras import layers as L

    below = [L.SimpleRNN(n, return_sequences=True) for n in (6, 4)]
    model = sequential((7, 3), *below, L.Dense(1, "softmax"))
    one = reference.SimpleRNN
    like = reference.Stack(
        [one(6, return_sequences=True), one(4), reference.Dense(1, "sigmoid")]
    )
    verdict = check.model(model, like=like, input_shape=(7, 3))
    assert named(verdict) == ["every-step-returned", "softmax-over-one"]


def test_numbers_that_are_all_alike_prove_no_other_layers() -> None:
    """They are those of a softmax over one number, and there is none."""
    import keras
    from keras import layers as L
    from keras import ops

    x = keras.Input((5, 3))
    made = L.Dense(1, activation="sigmoid")(L.SimpleRNN(4)(x))
    model = keras.Model(x, ops.ones_like(made))
    like = reference.Stack([reference.SimpleRNN(4), reference.Dense(1, "sigmoid")])
    verdict = check.model(model, like=like, input_shape=(5, 3))
    assert (verdict.status, named(verdict)) == ("wrong", ["same-answer-for-all"])


@pytest.mark.parametrize(
    ("between", "mistake"),
    [
        (lambda L: [L.Flatten(), L.Dense(30, "tanh"), L.Reshape((6, 5))], "flattened"),
        (
            lambda L: [L.Reshape((6, 3, 1)), L.TimeDistributed(L.SimpleRNN(5))],
            "time-distributed-rnn",
        ),
    ],
)
def test_layers_that_no_numbers_explain_are_told(between: Any, mistake: str) -> None:
    from keras import layers

    model = sequential((6, 3), *between(layers))
    like = reference.SimpleRNN(5, return_sequences=True)
    assert named(check.model(model, like=like, input_shape=(6, 3))) == [mistake]


def test_a_new_layer_that_is_wrong_besides() -> None:
    from keras import layers

    rng = np.random.default_rng(0)
    shapes = ((2, 4), (4, 4), (4,), (4, 3), (3, 3), (3,))
    weights = [rng.normal(size=shape) for shape in shapes]
    lower = layers.SimpleRNN(4, return_sequences=True)
    model = sequential((5, 2), lower, layers.SimpleRNN(3, return_sequences=True))
    lower.set_weights(weights[:3])
    like = reference.Stack(
        [reference.SimpleRNN(4, return_sequences=True), reference.SimpleRNN(3)],
        weights=weights,
    )
    verdict = of_given_layers(model, like)
    assert named(verdict) == ["every-step-returned", "fresh-layer"]
    assert "SimpleRNN(3) has other weights" in verdict.hints[1].text


def given_layer_that_is_changed() -> tuple[Any, reference.Stack]:
    from keras import layers

    layer = layers.SimpleRNN(3, return_sequences=True)
    layer.build((None, 5, 2))
    like = reference.Stack([reference.SimpleRNN(3)], weights=layer.get_weights())
    return layer, like


def test_a_setting_of_a_given_layer_is_had_back() -> None:
    layer, like = given_layer_that_is_changed()
    verdict = of_given_layers(sequential((5, 2), layer), like)
    assert named(verdict) == ["every-step-returned"]
    assert "If you set that on a layer that the task gives" in verdict.hints[0].text


def test_an_axis_that_is_no_batch_is_shown_as_it_is() -> None:
    import keras

    layer, like = given_layer_that_is_changed()
    inputs = keras.Input((5, 2))
    model = keras.Model(inputs, layer(inputs)[-1])  # one sentence, all its steps
    verdict = of_given_layers(model, like)
    (row,) = [r for r in verdict.expectations if r.what == "returns"]
    assert (row.met, row.found) == (False, "(5, 3)")


@pytest.mark.parametrize("seed", range(3))
def test_two_mistakes_are_both_named(seed: int) -> None:
    from keras import layers as L

    lower = L.Bidirectional(L.LSTM(6, return_sequences=True), merge_mode="sum")
    upper = L.LSTM(4, return_sequences=True)
    model = sequential((10, 8), lower, upper, L.Dense(5, "sigmoid"))
    verdict = check.model(model, like=TAGS, input_shape=(10, 8), seed=seed)
    assert sorted(named(verdict)) == ["other-merge-mode", "sigmoid-for-softmax"]


@pytest.mark.parametrize("seed", range(3))
def test_three_mistakes_are_not_called_two(seed: int) -> None:
    from keras import layers as L

    lower = L.Bidirectional(L.LSTM(6, return_sequences=True), merge_mode="sum")
    upper = L.LSTM(4, return_sequences=True, activation="relu")
    model = sequential((10, 8), lower, upper, L.Dense(5, "sigmoid"))
    verdict = check.model(model, like=TAGS, input_shape=(10, 8), seed=seed)
    assert named(verdict) == []


def test_the_layer_at_which_the_numbers_part_is_named() -> None:
    from keras import layers as L

    lower = L.Bidirectional(L.LSTM(6, return_sequences=True))
    upper = L.LSTM(4, return_sequences=True, activation="elu")
    model = sequential((10, 8), lower, upper, L.Dense(5, "softmax"))
    verdict = check.model(model, like=TAGS, input_shape=(10, 8))
    assert named(verdict) == []
    row = verdict.expectations[-1]
    assert row.what == "layer 2, differs first"
    assert row.expected == "LSTM(4, return_sequences=True)"
    assert row.found == "LSTM(4, activation='elu', return_sequences=True)"


def test_a_layer_of_another_form_is_pointed_at_before_weights_that_are_not_set() -> (
    None
):
    import keras
    from keras import layers

    like = reference.Stack([reference.SimpleRNN(4), reference.Dense(1, "sigmoid")])
    weights = [np.ones(shape) / 2 for shape in like.weight_shapes((3, 2))]
    like = reference.Stack(like.layers, weights=weights)
    top = layers.Dense(4, activation="sigmoid")
    model = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4), top])
    verdict = check.model(model, like=like, input_shape=(3, 2), weights="own")
    row = verdict.expectations[-1]
    assert (row.what, row.expected, row.found) == (
        "layer 2",
        "Dense(1, activation='sigmoid')",
        "Dense(4, activation='sigmoid')",
    )


def test_an_embedding_without_its_mask_is_the_layer_that_is_named() -> None:
    from keras import layers as L

    rnn = L.SimpleRNN(10, return_sequences=True)
    model = sequential((8,), L.Embedding(50, 6), rnn, L.Dense(5, "softmax"))
    row = check.model(model, like=WORDS, input_shape=(8,)).expectations[-1]
    assert row.what == "layer 1, shows at layer 2"
    assert row.expected == "Embedding(50, 6, mask_zero=True)"
    assert row.found == "Embedding(50, 6)"


def test_nothing_stays_changed_in_a_model() -> None:
    import keras
    from keras import layers as L

    keras.utils.set_random_seed(1)
    rnn = L.SimpleRNN(4, stateful=True, return_sequences=True)
    model = keras.Sequential([keras.Input(batch_shape=(12, 5, 3)), rnn, L.Dense(1)])
    model(np.ones((12, 5, 3)))
    states = [keras.ops.convert_to_numpy(state) for state in rnn.states]
    before = model.get_weights()
    view = Here(model)
    x = np.ones((12, 5, 3), "float32")
    view.look(x)
    outputs = view.run([x], [w + 1 for w in before], inside=True)
    assert [array.shape for array in outputs.inside] == [(12, 5, 4), (12, 5, 1)]
    for kept, now in zip(before, model.get_weights(), strict=True):
        assert np.array_equal(kept, now)
    for kept, state in zip(states, rnn.states, strict=True):
        assert np.array_equal(kept, keras.ops.convert_to_numpy(state))
    assert all("call" not in vars(layer) for layer in model.layers)


def test_a_model_that_fails_is_left_as_it_was() -> None:
    import keras

    class Failing(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            if len(x) > 1:
                raise ValueError("one sentence at once, please")
            return x

    inner, failing = keras.layers.SimpleRNN(4), Failing()

    class Reader(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.rnn, self.failing = inner, failing

        def call(self, x: Any) -> Any:
            return self.failing(self.rnn(x))

    model = Reader()
    model(np.zeros((1, 5, 3)))
    before = model.get_weights()
    verdict = check.model(model, like=reference.SimpleRNN(4), input_shape=(5, 3))
    assert verdict.status == "wrong"
    assert "one sentence at once" in str(verdict.expectations)
    assert "call" not in vars(inner) and "call" not in vars(failing)
    for kept, now in zip(before, model.get_weights(), strict=True):
        assert np.array_equal(kept, now)


def test_layers_are_seen_as_they_are_called_with_their_settings() -> None:
    import keras
    from keras import layers as L

    lower = L.Bidirectional(L.GRU(3, reset_after=False), merge_mode="sum")
    stacked = L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True)
    model = sequential((5, 2), stacked, L.Dropout(0.5), lower)
    seen: ModelSeen = Here(model).look(np.zeros((1, 5, 2), "float32"))
    assert [layer.type for layer in seen.layers] == ["RNN", "Bidirectional"]
    assert seen.recurrent == 3
    assert dict(seen.layers[1].settings) == {"merge_mode": "sum"}
    inner = dict(seen.layers[1].inner[0].settings)
    assert (inner["units"], inner["reset_after"]) == (3, False)
    held = [place for layer in seen.layers for place in layer.weights]
    assert held == list(range(len(model.get_weights())))
    assert isinstance(model, keras.Sequential)


def test_a_wrong_order_of_weights_is_no_order() -> None:
    seen = ModelSeen("model", "Model", weights=(np.zeros((2, 3)), np.zeros(3)))
    orders = Orders(seen)
    assert orders.of([((2, 3), (3,))]) == [[0, 1]]
    assert orders.of([((3, 2), (3,))]) == []
    assert orders.of([((2, 3),)]) == []


def test_a_layer_that_gets_no_sequence_is_explained_where_keras_raises() -> None:
    import keras
    from keras import layers as L

    # without an Input nothing is built, so that nothing raised when it was made
    model = keras.Sequential([L.SimpleRNN(6), L.SimpleRNN(4)])
    upper = reference.SimpleRNN(4)
    stack = reference.Stack([reference.SimpleRNN(6, return_sequences=True), upper])
    verdict = check.model(model, like=stack, input_shape=(7, 3))
    assert named(verdict) == ["no-sequence-between"]
    assert "return_sequences=True" in verdict.hints[0].text


def in_call(change: Callable[[Any, Any], Any]) -> Any:
    """A right model of one's own whose answers are changed at the end."""
    import keras

    class Reader(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = keras.layers.SimpleRNN(8)
            self.dropout = keras.layers.Dropout(0.5)

        def call(self, sentences: Any) -> Any:
            return change(self, sentences)

    return Reader()


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (lambda self, x: 0 * self.rnn(x), "same-answer-for-all"),
        (lambda self, x: 0 * self.rnn(x) + 0.5, "same-answer-for-all"),
        (lambda self, x: self.rnn(x)[:1] + 0 * self.rnn(x), "first-answer-for-all"),
        (lambda self, x: self.rnn(x)[::-1], "sentences-reordered"),
        (
            lambda self, x: 0 * self.rnn(x) + _mean(self.rnn(x)),
            "mean-over-batch",
        ),
        (lambda self, x: self.rnn(x) - _mean(self.rnn(x)), "batch-mixed"),
        (lambda self, x: self.dropout(self.rnn(x), training=True), "random-when-"),
        (lambda self, x: _dense_anew(x), "layers-made-in-call"),
        (lambda self, x: _without_weights(self.rnn(x), x), "layer-not-used"),
        (lambda self, x: _without_weights(None, x), "no-weights"),
    ],
)
def test_what_a_model_does_when_it_is_asked_again(change: Any, mistake: str) -> None:
    asked = reference.SimpleRNN(8)
    (hint,) = check.model(in_call(change), like=asked, input_shape=(5, 3)).hints
    assert hint.id.startswith(mistake)


def _mean(made: Any) -> Any:
    from keras import ops

    return ops.mean(made, axis=0, keepdims=True)


def _dense_anew(x: Any) -> Any:
    from keras import layers

    return layers.SimpleRNN(8)(x)


def _without_weights(made: Any, x: Any) -> Any:
    from keras import ops

    return ops.tanh(ops.tile(x[:, -1, :1], (1, 8)))


def test_a_right_model_that_does_odd_things_is_right() -> None:
    """Dropout that rests, a layer that is called twice, a mean that is taken off."""
    for change in (
        lambda self, x: self.dropout(self.rnn(x)),
        lambda self, x: self.rnn(x) + 0 * self.rnn(x[:, ::-1]),
        lambda self, x: self.rnn(x) - _mean(self.rnn(x)) + _mean(self.rnn(x)),
    ):
        verdict = check.model(
            in_call(change), like=reference.SimpleRNN(8), input_shape=(5, 3)
        )
        assert (verdict.status, named(verdict)) == ("right", [])


def test_a_stateful_layer_and_an_empty_model_are_told() -> None:
    import keras

    stateful = keras.Sequential(
        [
            keras.Input(batch_shape=(1, 5, 3)),
            keras.layers.SimpleRNN(8, stateful=True),
        ]
    )
    asked = reference.SimpleRNN(8)
    for model, mistake in (
        (stateful, "stateful"),
        (keras.Sequential(), "empty-model"),
        (7, "no-model"),
    ):
        verdict = check.model(model, like=asked, input_shape=(5, 3))
        assert named(verdict) == [mistake]


def by_hand(top: Any, turned: bool, first: str) -> Any:
    import keras
    from keras import layers

    x = keras.Input((10, 8))
    there = layers.LSTM(6, return_sequences=True)(x)
    back = layers.LSTM(6, return_sequences=True, go_backwards=True)(x)
    back = keras.ops.flip(back, axis=1) if turned else back
    halves = [there, back] if first == "forward" else [back, there]
    joined = layers.Concatenate()(halves)
    return keras.Model(x, top(joined) if top else joined)


def test_two_directions_by_hand() -> None:
    from keras import layers

    both = reference.Bidirectional(reference.LSTM(6, return_sequences=True))
    upper = reference.Stack([both, reference.LSTM(4)])
    for like, top, turned, first, status, mistakes in (
        (upper, layers.LSTM(4), True, "forward", "right", []),
        (upper, layers.LSTM(4), True, "backward", "right", []),
        (
            upper,
            layers.LSTM(4),
            False,
            "forward",
            "wrong",
            ["backward-half-not-turned"],
        ),
        (both, None, True, "forward", "right", []),
        (both, None, True, "backward", "wrong", ["halves-exchanged"]),
    ):
        verdict = check.model(by_hand(top, turned, first), like, (10, 8))
        assert (verdict.status, named(verdict)) == (status, mistakes)


@pytest.mark.parametrize(
    ("weights", "mistake"),
    [
        ([1.0, 0.8, 0.0], "other-kernel"),
        ([0.2, 0.3, 0.0], "other-recurrent-kernel"),
        ([0.2, 0.8, 0.5], "other-bias"),
        ([0.2, 0.8, 0.0], ""),
        ([1.0, 0.5, 0.0], "weights-not-set"),
    ],
)
def test_the_one_weight_that_is_another_is_named(
    weights: list[float], mistake: str
) -> None:
    from keras import layers

    model = sequential((None, 1), layers.SimpleRNN(1, "linear", return_sequences=True))
    model.set_weights(
        [np.full((1, 1), w) for w in weights[:2]] + [np.array(weights[2:])]
    )
    given = [[[0.2]], [[0.8]], [0.0]]
    one = reference.SimpleRNN(1, "linear", return_sequences=True)
    like = reference.Stack([one], weights=given)
    verdict = check.model(model, like, (None, 1), weights="own")
    assert named(verdict) == ([mistake] if mistake else [])


def test_of_three_mistakes_the_lowest_layer_is_named_first() -> None:
    from keras import layers

    model = sequential(
        (8,),
        layers.Embedding(50, 6),  # no mask, which shows above it alone
        layers.SimpleRNN(10, "relu", return_sequences=True),
        layers.Dense(5, "sigmoid"),
    )
    verdict = check.model(model, like=WORDS, input_shape=(8,))
    assert named(verdict) == []
    row = verdict.expectations[-1]
    assert row.what == "layer 1, differs first"
    assert (row.expected, row.found) == (
        "Embedding(50, 6, mask_zero=True)",
        "Embedding(50, 6)",
    )


@pytest.mark.parametrize("built", [(), (1, 3, 3), (4, 6, 3)])
def test_a_model_without_an_input_is_told_the_same_twice(built: tuple[int]) -> None:
    import keras
    from keras import layers

    model = keras.Sequential([layers.SimpleRNN(5, return_sequences=True)])
    if built:
        model(np.zeros(built, "float32"))
    like = reference.SimpleRNN(5, return_sequences=True)
    for shape in ((6, 3), (6, 3), (None, 3)):
        verdict = check.model(model, like, shape)
        assert verdict.status == "right"
        assert verdict.expectations[0].found == "any that fits"


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_mask_that_was_not_asked_for_shows_and_is_named(value: float) -> None:
    from keras import layers

    rnn = layers.SimpleRNN(4)
    model = sequential((6, 3), layers.Masking(value), rnn)
    verdict = check.model(model, reference.SimpleRNN(4), (6, 3))
    assert named(verdict) == ([] if value else ["mask-not-asked"])
    asked = reference.Stack([reference.Masking(value), reference.SimpleRNN(4)])
    assert check.model(model, asked, (6, 3)).status == "right"
    without = check.model(sequential((6, 3), rnn), asked, (6, 3))
    assert named(without) == ["no-mask"]


def test_where_any_layers_may_answer_none_is_said_to_be_asked_for() -> None:
    from keras import layers

    like = reference.running_average(keep=0.8)
    for rnn in (layers.GRU, layers.LSTM):
        model = sequential((None, 1), rnn(1, return_sequences=True), layers.Dense(1))
        verdict = check.model(
            model, like, (None, 1), weights="own", given="nothing", reads="series"
        )
        said = " ".join([h.text for h in verdict.hints])
        rows = [row.what for row in verdict.expectations]
        assert verdict.status == "wrong"
        assert "SimpleRNN" not in said
        assert rows == ["reads", "returns", "its numbers"]
        assert verdict.expectations[-1].found.startswith("series 1, step ")


def test_given_nothing_is_for_models_that_have_their_weights() -> None:
    with pytest.raises(TypeError, match="nothing"):
        check.model(None, reference.SimpleRNN(4), (6, 3), given="nothing")


def test_word_numbers_that_an_embedding_has_no_row_for() -> None:
    from keras import layers

    model = sequential(
        (8,),
        layers.Embedding(20, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    )
    verdict = check.model(model, like=WORDS, input_shape=(8,))
    assert named(verdict) == ["embedding-too-small"]
    assert "0 to 19" in verdict.hints[0].text
