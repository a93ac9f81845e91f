"""What learners build in place of a SimpleRNN, LSTM or GRU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..expected import Mistake
from ..layers.gru import GRU
from ..layers.layer import InPlace, Layer, steps_and_features
from ..layers.lstm import LSTM
from ..layers.plain import Dense
from ..layers.simple_rnn import SimpleRNN
from ..layers.weightless import Flatten, Pool, RepeatVector, Reshape
from ..layers.wrappers import Bidirectional, TimeDistributed

Kind = SimpleRNN | LSTM | GRU
Wrong = tuple[Mistake, tuple[Layer, ...]]


def of_recurrent(layer: Kind, shape: tuple[int, ...]) -> InPlace:
    """What is built in place of a recurrent layer that reads ``shape``."""
    steps, features = steps_and_features(layer.name, shape)
    found: list[Wrong] = [
        (mistake, (wrong,)) for mistake, wrong in settings(layer, steps, features)
    ]
    found += outputs(layer, steps)
    if layer.return_state:
        return tuple(found)
    found += around(layer, steps, features)
    for units in sorted({layer.units, layer.units // 2} - {0}):
        two = Bidirectional(replace(layer, units=units))
        text = "The sentence is read in both directions here; one was asked for."
        found.append((Mistake("both-directions", text), (two,)))
    return tuple(found)


def settings(layer: Kind, steps: int, features: int) -> Iterator[tuple[Mistake, Kind]]:
    """The same layer with another setting, or another kind of layer.

    Args:
        layer: what was asked for.
        steps: of the sentences it reads.
        features: numbers a word.
    """
    name = layer.name
    text = (
        "The sentence is read backwards here, its last word first: look for "
        "go_backwards, or for words that are turned round before the layer."
    )
    if layer.go_backwards:
        text = (
            f"The sentence is read forwards here; {name} was to read its last word "
            "first."
        )
    yield (
        Mistake("reads-backwards", text),
        replace(layer, go_backwards=not layer.go_backwards),
    )
    if layer.use_bias:
        text = f"{name} adds no bias here: it is zero, or use_bias is off."
        yield Mistake("no-bias", text), replace(layer, use_bias=False)
    yield from _units(layer, steps, features)
    yield from _activations(layer)
    if isinstance(layer, GRU):
        yield (
            Mistake(
                "gru-reset-before",
                f"{name} resets the state {'before' if layer.reset_after else 'after'} "
                "the product here: look for reset_after.",
            ),
            replace(layer, reset_after=not layer.reset_after),
        )
    for kind in (SimpleRNN, LSTM, GRU):
        if not isinstance(layer, kind):
            other = kind(
                layer.units,
                activation=layer.activation,
                use_bias=layer.use_bias,
                return_sequences=layer.return_sequences,
                return_state=layer.return_state,
                go_backwards=layer.go_backwards,
            )
            # two mistakes at once may leave other units: no word of those
            there, asked = (type(each).__name__ for each in (other, layer))
            text = f"The recurrent layer here is {there}; {asked} was asked for."
            yield Mistake("other-layer", text), other


def _units(layer: Kind, steps: int, features: int) -> Iterator[tuple[Mistake, Kind]]:
    asked = f"the task asks for {layer.units} units."
    named = {
        steps: ("steps-for-units", "as many units as the sentence has words"),
        features: ("features-for-units", "as many units as a word has numbers"),
    }
    if steps == features:  # the number does not say which of the two it is
        named = {}
    for units, (mistake, text) in named.items():
        if units != layer.units:
            whole = (
                f"The recurrent layer has {text}. The two have nothing to do with "
                f"each other; {asked}"
            )
            yield Mistake(mistake, whole), replace(layer, units=units)
    near = {layer.units + 1, layer.units - 1, 2 * layer.units, layer.units // 2, steps}
    for units in sorted(near - {0, layer.units} - set(named)):
        text = f"{replace(layer, units=units).name} stands here; {asked}"
        yield Mistake("other-units", text), replace(layer, units=units)


def _activations(layer: Kind) -> Iterator[tuple[Mistake, Kind]]:
    name = layer.name
    own = (
        "Its own is tanh, and the task names no other."
        if layer.activation == "tanh"
        else "The task asks for no activation: its sums as they are."
        if layer.activation == "linear"
        else f"The task asks for {layer.activation}."
    )
    for activation in ("relu", "sigmoid", "tanh", "softmax"):
        if activation != layer.activation:
            text = f"{name} has the activation {activation} here. {own}"
            wrong = replace(layer, activation=activation)
            yield Mistake("other-activation", text), wrong
    if layer.activation != "linear":
        text = f"{name} has no activation here: its sums come out as they are. {own}"
        yield Mistake("no-activation", text), replace(layer, activation="linear")
    if isinstance(layer, SimpleRNN):
        return
    for activation in ("tanh", "hard_sigmoid", "relu", "linear", "sigmoid"):
        if activation != layer.recurrent_activation:
            text = (
                f"The gates of {name} have the activation {activation} here; the task "
                f"asks for {layer.recurrent_activation}."
            )
            wrong = replace(layer, recurrent_activation=activation)
            yield Mistake("other-recurrent-activation", text), wrong


def outputs(layer: Kind | Bidirectional, steps: int) -> Iterator[Wrong]:
    """The same layer, with other outputs handed on.

    Args:
        layer: what was asked for, wrapped or not.
        steps: of the sentences it reads.
    """
    name = layer.name
    every, last = with_sequences(layer, True), with_sequences(layer, False)
    if layer.return_sequences:
        text = (
            f"{name} returns one vector for the whole sentence here; one for each "
            "word was asked for: return_sequences=True."
        )
        yield Mistake("last-step-only", text), (last,)
    else:
        text = (
            f"{name} returns a vector for each word here, by return_sequences=True; "
            "one for the sentence was asked for."
        )
        yield Mistake("every-step-returned", text), (every,)
    if layer.return_state:
        return
    if layer.return_sequences:
        text = (
            "Every word has the same vector here, the last state repeated. Each word "
            "has a state of its own: return_sequences=True."
        )
        yield Mistake("repeated-last-state", text), (last, RepeatVector(steps))
        text = (
            "The states of all words are laid end to end here; they belong one under "
            "another, a vector for each word."
        )
        yield Mistake("flattened", text), (every, Flatten())
    else:
        text = (
            "The states of all words are laid end to end here. The last one alone was "
            "asked for: leave return_sequences at its default."
        )
        yield Mistake("flattened", text), (every, Flatten())
    asked = (
        "each word's own was asked for."
        if layer.return_sequences
        else "the last one alone was asked for."
    )
    text = f"This is made of the mean of all states; {asked}"
    yield Mistake("mean-of-states", text), (every, Pool("mean"))
    text = f"This is made of the sum of all states; {asked}"
    yield Mistake("sum-of-states", text), (every, Pool("sum"))
    text = f"This is made of the largest number of each unit over all words; {asked}"
    yield Mistake("largest-of-states", text), (every, Pool("max"))
    text = f"This is made of the state after the first word; {asked}"
    yield Mistake("returned-first-state", text), (every, Pool("first"))
    if steps > 2:  # of two words the first is the last but one
        text = (
            "This is made of the state before the last word is read, the last but one; "
            f"{asked}"
        )
        yield Mistake("returned-last-but-one", text), (every, Pool("last but one"))


def around(layer: Kind | Bidirectional, steps: int, features: int) -> Iterator[Wrong]:
    """Other layers around the layer, or in its place.

    Args:
        layer: what was asked for, wrapped or not.
        steps: of the sentences it reads.
        features: numbers a word.
    """
    name, last = layer.name, with_sequences(layer, False)
    text = (
        f"There is one layer more than was asked for: two {name} on top of each other."
    )
    yield Mistake("extra-layer", text), (with_sequences(layer, True), layer)
    text = (
        "Each word is read as a sentence of its own here: TimeDistributed stands "
        f"around the recurrent layer. {name} goes through the words by itself."
    )
    wrapped = TimeDistributed(last)
    for inner in ((1, features), (features, 1)):
        reshaped = Reshape((steps, *inner))
        yield Mistake("time-distributed-rnn", text), (reshaped, wrapped)
        if features == 1:
            break
    if layer.return_sequences:
        text = (
            "Each word is answered from that word alone here, as by a Dense layer: "
            "nothing goes on from one word to the next. A recurrent layer does that."
        )
        own = layer.layer if isinstance(layer, Bidirectional) else layer
        for activation in dict.fromkeys(("tanh", own.activation)):
            dense = Dense(layer.units, activation)
            yield Mistake("no-recurrent-layer", text), (dense,)


def with_sequences(
    layer: Kind | Bidirectional, every: bool
) -> SimpleRNN | LSTM | GRU | Bidirectional:
    """The same layer with or without return_sequences.

    Args:
        layer: a recurrent layer, wrapped or not.
        every: whether it returns one vector for each word.
    """
    if isinstance(layer, Bidirectional):
        inner = replace(layer.layer, return_sequences=every)
        return replace(layer, layer=inner)
    return replace(layer, return_sequences=every)
