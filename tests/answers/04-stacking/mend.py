# Exercise "mend": SimpleRNN(6), SimpleRNN(4), Dense(1) with a sigmoid, on (7, 3).
# ruff: noqa

# %% right: Sequential from a list
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% right: the shown lines, mended
mended = keras.Sequential([keras.Input((7, 3))])
mended.add(layers.SimpleRNN(6, return_sequences=True))
mended.add(layers.SimpleRNN(4, return_sequences=False))
mended.add(layers.Dense(1, activation="sigmoid"))

# %% right: functional, names of its own
sentences = keras.Input(shape=(7, 3), name="sentences")
states = layers.SimpleRNN(6, return_sequences=True, name="below")(sentences)
vector = layers.SimpleRNN(4, name="above")(states)
probability = layers.Dense(1, activation="sigmoid", name="answer")(vector)
mended = keras.Model(inputs=sentences, outputs=probability)


# %% right: a subclass of Model
class Mended(keras.Model):
    def __init__(self):
        super().__init__()
        self.below = layers.SimpleRNN(6, return_sequences=True)
        self.above = layers.SimpleRNN(4)
        self.answer = layers.Dense(1, activation="sigmoid")

    def call(self, sentences):
        return self.answer(self.above(self.below(sentences)))


mended = Mended()

# %% right: two cells in one RNN
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.RNN([layers.SimpleRNNCell(6), layers.SimpleRNNCell(4)]),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% right: models in a model
recurrent = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
    ]
)
head = keras.Sequential([keras.Input((4,)), layers.Dense(1, activation="sigmoid")])
mended = keras.Sequential([keras.Input((7, 3)), recurrent, head])

# %% right: both return their states, the last one is taken
sentences = keras.Input((7, 3))
states = layers.SimpleRNN(6, return_sequences=True)(sentences)
states = layers.SimpleRNN(4, return_sequences=True)(states)
mended = keras.Model(sentences, layers.Dense(1, "sigmoid")(states[:, -1]))

# %% right: in a loop, sigmoid as a layer, any number of steps
mended = keras.Sequential([keras.Input((None, 3))])
for units, goes_on in [(6, True), (4, False)]:
    mended.add(layers.SimpleRNN(units, return_sequences=goes_on))
mended.add(layers.Dense(1))
mended.add(layers.Activation("sigmoid"))

# %% right: a probability at every word, of which the last is taken
sentences = keras.Input((7, 3))
x = sentences
for units in (6, 4):
    x = layers.SimpleRNN(units, return_sequences=True)(x)
x = layers.TimeDistributed(layers.Dense(1, activation="sigmoid"))(x)
mended = keras.Model(sentences, x[:, -1, :])

# %% wrong: as it was shown, which raises | mistake=cell-stopped
mended = ...  # reads (batch, 7, 3), answers (batch, 1)
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: turned off above, not on below, which raises | mistake=cell-stopped
mended = ...  # reads (batch, 7, 3), answers (batch, 1)
sentences = keras.Input((7, 3))
vector = layers.SimpleRNN(4)(layers.SimpleRNN(6)(sentences))
mended = keras.Model(sentences, layers.Dense(1, activation="sigmoid")(vector))

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.Masking(),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: turned on below, left on above | mistake=every-step-returned
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: an answer for each word, by TimeDistributed | mistake=every-step-returned
sentences = keras.Input((7, 3))
x = layers.SimpleRNN(6, return_sequences=True)(sentences)
x = layers.SimpleRNN(4, return_sequences=True)(x)
x = layers.TimeDistributed(layers.Dense(1, activation="sigmoid"))(x)
mended = keras.Model(sentences, x)

# %% wrong: RepeatVector makes the error go | mistake=repeated-last-state
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6),
        layers.RepeatVector(7),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: an axis put in by Reshape | mistake=lower-layer-last-only
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6),
        layers.Reshape((1, 6)),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: 4 below, 6 above | mistake=layers-swapped
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(4, return_sequences=True),
        layers.SimpleRNN(6),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: softmax makes probabilities | mistake=softmax-over-one
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="softmax"),
    ]
)

# %% wrong: Dense without a sigmoid | mistake=no-activation
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1),
    ]
)

# %% wrong: features first | mistake=steps-features-swapped
mended = keras.Sequential(
    [
        keras.Input((3, 7)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: the layer that did not fit left out | mistake=missing-layer
mended = keras.Sequential(
    [keras.Input((7, 3)), layers.SimpleRNN(6), layers.Dense(1, activation="sigmoid")]
)

# %% wrong: a GRU above | mistake=other-layer
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.GRU(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: the states of the upper layer flattened | mistake=flattened
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: the mean of the upper layer's states | mistake=mean-of-states
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4, return_sequences=True),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: the lower layer reads from the end | mistake=reads-backwards
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True, go_backwards=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)

# %% wrong: on in both, and softmax over the one number | mistake=every-step-returned+softmax-over-one
mended = keras.Sequential([keras.Input((7, 3))])
mended.add(layers.SimpleRNN(6, return_sequences=True))
mended.add(layers.SimpleRNN(4, return_sequences=True))
mended.add(layers.Dense(1, activation="softmax"))

# %% wrong: 4 below, 6 above, no sigmoid | mistake=layers-swapped+no-activation
mended = keras.Sequential([keras.Input((7, 3))])
mended.add(layers.SimpleRNN(4, return_sequences=True))
mended.add(layers.SimpleRNN(6))
mended.add(layers.Dense(1))

# %% wrong: RepeatVector, and no sigmoid | mistake=repeated-last-state+no-activation
sentences = keras.Input((7, 3))
repeated = layers.RepeatVector(7)(layers.SimpleRNN(6)(sentences))
mended = keras.Model(sentences, layers.Dense(1)(layers.SimpleRNN(4)(repeated)))

# %% wrong: what the functional layers return is the model | mistake=output-for-model
sentences = keras.Input((7, 3))
vector = layers.SimpleRNN(4)(layers.SimpleRNN(6, return_sequences=True)(sentences))
mended = layers.Dense(1, activation="sigmoid")(vector)

# %% wrong: a list of layers, no model | mistake=list-for-model
mended = [
    keras.Input((7, 3)),
    layers.SimpleRNN(6, return_sequences=True),
    layers.SimpleRNN(4),
    layers.Dense(1, activation="sigmoid"),
]

# %% wrong: assigned what summary returns | mistake=nothing-for-model
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
).summary()

# %% wrong: untouched | mistake=not_attempted
mended = ...  # reads (batch, 7, 3), answers (batch, 1)

# %% wrong: no Input, so nothing raises until it reads | mistake=no-sequence-between
mended = keras.Sequential()
mended.add(layers.SimpleRNN(6))
mended.add(layers.SimpleRNN(4))
mended.add(layers.Dense(1, activation="sigmoid"))
