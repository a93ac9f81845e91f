# Exercise "stacked-tags": Bidirectional(LSTM(6)), LSTM(4), five tags for every word.
# ruff: noqa

# %% right: TimeDistributed around Dense
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% right: a plain Dense, by add
tag_stack = keras.Sequential([keras.Input((10, 8))])
tag_stack.add(layers.Bidirectional(layers.LSTM(6, return_sequences=True)))
tag_stack.add(layers.LSTM(4, return_sequences=True))
tag_stack.add(layers.Dense(5, activation="softmax"))

# %% right: functional, any number of steps
words = keras.Input(shape=(None, 8))
context = layers.Bidirectional(
    layers.LSTM(6, return_sequences=True), merge_mode="concat"
)(words)
states = layers.LSTM(4, return_sequences=True)(context)
tag_stack = keras.Model(words, layers.Dense(5, activation="softmax")(states))


# %% right: a subclass of Model
class Tagger(keras.Model):
    def __init__(self):
        super().__init__()
        self.context = layers.Bidirectional(layers.LSTM(6, return_sequences=True))
        self.reader = layers.LSTM(4, return_sequences=True)
        self.tags = layers.Dense(5)

    def call(self, words):
        scores = self.tags(self.reader(self.context(words)))
        return keras.ops.softmax(scores, axis=-1)


tag_stack = Tagger()

# %% right: the backward layer spelled out
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(
            layers.LSTM(6, return_sequences=True),
            backward_layer=layers.LSTM(6, return_sequences=True, go_backwards=True),
        ),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5),
        layers.Softmax(),
    ]
)

# %% right: models in a model
below = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
    ]
)
above = keras.Sequential(
    [
        keras.Input((10, 12)),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)
tag_stack = keras.Sequential([keras.Input((10, 8)), below, above])

# %% right: cells wrapped in RNN
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.RNN(layers.LSTMCell(6), return_sequences=True)),
        layers.RNN(layers.LSTMCell(4), return_sequences=True),
        layers.TimeDistributed(layers.Dense(5)),
        layers.Activation("softmax"),
    ]
)

# %% right: both directions by hand, turned round and joined
words = keras.Input((10, 8))
there = layers.LSTM(6, return_sequences=True)(words)
back = layers.LSTM(6, return_sequences=True, go_backwards=True)(words)
back = keras.ops.flip(back, axis=1)
joined = layers.Concatenate()([there, back])
states = layers.LSTM(4, return_sequences=True)(joined)
tag_stack = keras.Model(words, layers.Dense(5, activation="softmax")(states))

# %% right: two directions by hand, the backward half first
words = keras.Input((10, 8))
there = layers.LSTM(6, return_sequences=True)(words)
back = layers.LSTM(6, return_sequences=True, go_backwards=True)(words)
joined = layers.Concatenate()([keras.ops.flip(back, axis=1), there])
states = layers.LSTM(4, return_sequences=True)(joined)
tag_stack = keras.Model(words, layers.Dense(5, activation="softmax")(states))

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Masking(),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: one answer for the sentence | mistake=last-step-only
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: the argument forgotten inside Bidirectional, which raises | mistake=cell-stopped
tag_stack = ...  # reads (batch, 10, 8), answers (batch, 10, 5)
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6)),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: the argument goes to Bidirectional, which raises | mistake=cell-stopped
tag_stack = ...  # reads (batch, 10, 8), answers (batch, 10, 5)
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6), return_sequences=True),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: the last state of both directions at every step | mistake=repeated-last-state
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6)),
        layers.RepeatVector(10),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: an answer for each word, from the last state of all | mistake=repeated-last-state
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4),
        layers.RepeatVector(10),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: forward alone | mistake=one-direction
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.LSTM(6, return_sequences=True),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: 12 units, as if both directions were one | mistake=one-direction
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.LSTM(12, return_sequences=True),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: the directions added up | mistake=other-merge-mode
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True), merge_mode="sum"),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: the mean of the directions | mistake=other-merge-mode
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True), merge_mode="ave"),
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: six units in all, three in each direction | mistake=half-the-units
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: both directions above as well | mistake=both-directions
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: forward below, both directions above | mistake=one-direction+both-directions
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.LSTM(6, return_sequences=True),
        layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: an answer for each step, ten numbers | mistake=other-units
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(10, activation="softmax")),
    ]
)

# %% wrong: softmax over the words | mistake=softmax-over-steps
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5),
        layers.Softmax(axis=1),
    ]
)

# %% wrong: a sigmoid for each tag | mistake=sigmoid-for-softmax
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="sigmoid")),
    ]
)

# %% wrong: no activation | mistake=no-activation
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5),
    ]
)

# %% wrong: the one that reads both ways on top | mistake=layers-swapped
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.LSTM(4, return_sequences=True),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: TimeDistributed around the upper LSTM, which raises | mistake=cell-stopped
tag_stack = ...  # reads (batch, 10, 8), answers (batch, 10, 5)
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.TimeDistributed(layers.LSTM(4)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: GRU in place of LSTM | mistake=other-layer
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.GRU(6, return_sequences=True)),
        layers.GRU(4, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: forward alone, and a sigmoid | mistake=one-direction+sigmoid-for-softmax
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.LSTM(6, return_sequences=True),
        layers.LSTM(4, return_sequences=True),
        layers.Dense(5, activation="sigmoid"),
    ]
)

# %% wrong: directions added up, softmax over the words | mistake=other-merge-mode+softmax-over-steps
words = keras.Input((10, 8))
x = layers.Bidirectional(layers.LSTM(6, return_sequences=True), merge_mode="sum")(words)
x = layers.Dense(5)(layers.LSTM(4, return_sequences=True)(x))
tag_stack = keras.Model(words, keras.ops.softmax(x, axis=1))

# %% wrong: one answer for the sentence, by sigmoids | mistake=last-step-only+sigmoid-for-softmax
tag_stack = keras.Sequential([keras.Input((10, 8))])
tag_stack.add(layers.Bidirectional(layers.LSTM(6, return_sequences=True)))
tag_stack.add(layers.LSTM(4))
tag_stack.add(layers.Dense(5, activation="sigmoid"))

# %% wrong: the backward half not turned round again | mistake=backward-half-not-turned
words = keras.Input((10, 8))
there = layers.LSTM(6, return_sequences=True)(words)
back = layers.LSTM(6, return_sequences=True, go_backwards=True)(words)
joined = layers.Concatenate()([there, back])
states = layers.LSTM(4, return_sequences=True)(joined)
tag_stack = keras.Model(words, layers.Dense(5, activation="softmax")(states))

# %% wrong: untouched | mistake=not_attempted
tag_stack = ...  # reads (batch, 10, 8), answers (batch, 10, 5)
