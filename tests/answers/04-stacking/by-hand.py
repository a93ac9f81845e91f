# Exercise "by-hand": a model of lower_layer (LSTM(5)) and upper_layer (SimpleRNN(3)).
# ruff: noqa

# %% right: Sequential of the two
stacked = keras.Sequential([keras.Input((6, 2)), lower_layer, upper_layer])

# %% right: functional, as the task writes it
sentences = keras.Input((6, 2))
stacked = keras.Model(sentences, upper_layer(lower_layer(sentences)))

# %% right: by add, without an Input
stacked = keras.Sequential()
stacked.add(lower_layer)
stacked.add(upper_layer)


# %% right: a subclass that is given its layers
class TwoFloors(keras.Model):
    def __init__(self, below, above):
        super().__init__()
        self.below = below
        self.above = above

    def call(self, sentences):
        return self.above(self.below(sentences))


stacked = TwoFloors(lower_layer, upper_layer)

# %% right: a model of each, and one of both
below = keras.Sequential([keras.Input((6, 2)), lower_layer])
above = keras.Sequential([keras.Input((6, 5)), upper_layer])
stacked = keras.Sequential([keras.Input((6, 2)), below, above])

# %% right: the given cells in RNN layers
sentences = keras.Input((None, 2))
states = layers.RNN(lower_layer.cell, return_sequences=True)(sentences)
stacked = keras.Model(sentences, layers.RNN(upper_layer.cell)(states))

# %% right: both cells in one RNN
stacked = keras.Sequential(
    [keras.Input((6, 2)), layers.RNN([lower_layer.cell, upper_layer.cell])]
)

# %% right: layers of the same kind, with the given weights put in
stacked = keras.Sequential(
    [keras.Input((6, 2)), layers.LSTM(5, return_sequences=True), layers.SimpleRNN(3)]
)
stacked.set_weights([*lower_layer.get_weights(), *upper_layer.get_weights()])

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
stacked = keras.Sequential(
    [keras.Input((6, 2)), layers.Masking(), lower_layer, upper_layer]
)

# %% wrong: two fresh layers | mistake=fresh-layer
stacked = keras.Sequential(
    [keras.Input((6, 2)), layers.LSTM(5, return_sequences=True), layers.SimpleRNN(3)]
)

# %% wrong: a fresh upper one | mistake=fresh-layer
stacked = keras.Sequential([keras.Input((6, 2)), lower_layer, layers.SimpleRNN(3)])

# %% wrong: a fresh lower one | mistake=fresh-layer
sentences = keras.Input((6, 2))
states = layers.LSTM(5, return_sequences=True)(sentences)
stacked = keras.Model(sentences, upper_layer(states))

# %% wrong: layers made from the configuration | mistake=fresh-layer
stacked = keras.Sequential(
    [
        keras.Input((6, 2)),
        layers.LSTM.from_config(lower_layer.get_config()),
        layers.SimpleRNN.from_config(upper_layer.get_config()),
    ]
)

# %% wrong: cloned, which draws new weights | mistake=fresh-layer
original = keras.Sequential([keras.Input((6, 2)), lower_layer, upper_layer])
stacked = keras.models.clone_model(original)

# %% wrong: the given ones, changed before | mistake=fresh-layer
lower_layer = layers.LSTM(5, return_sequences=True)
lower_layer.build((None, 6, 2))
stacked = keras.Sequential([keras.Input((6, 2)), lower_layer, upper_layer])

# %% wrong: the upper one below, which raises | mistake=cell-stopped
stacked = ...  # reads (batch, 6, 2), answers (batch, 3)
stacked = keras.Sequential([keras.Input((6, 2)), upper_layer, lower_layer])

# %% wrong: the lower layer alone | mistake=missing-layer
stacked = keras.Sequential([keras.Input((6, 2)), lower_layer])

# %% wrong: the upper one reads the last state at every step | mistake=repeated-last-state
sentences = keras.Input((6, 2))
last = lower_layer(sentences)[:, -1]
stacked = keras.Model(sentences, upper_layer(layers.RepeatVector(6)(last)))

# %% wrong: the upper one reads the last state alone | mistake=lower-layer-last-only
sentences = keras.Input((6, 2))
last = lower_layer(sentences)[:, -1:]
stacked = keras.Model(sentences, upper_layer(last))

# %% wrong: a Dense on top | mistake=extra-layer
stacked = keras.Sequential(
    [
        keras.Input((6, 2)),
        lower_layer,
        upper_layer,
        layers.Dense(3, activation="sigmoid"),
    ]
)

# %% wrong: every state of the upper cell | mistake=every-step-returned
every = layers.RNN(upper_layer.cell, return_sequences=True)
stacked = keras.Sequential([keras.Input((6, 2)), lower_layer, every])

# %% wrong: the given cells, read from the end | mistake=reads-backwards
sentences = keras.Input((6, 2))
turned = keras.ops.flip(sentences, axis=1)
stacked = keras.Model(sentences, upper_layer(lower_layer(turned)))

# %% wrong: a fresh upper one that returns every state | mistake=fresh-layer+every-step-returned
stacked = keras.Sequential(
    [keras.Input((6, 2)), lower_layer, layers.SimpleRNN(3, return_sequences=True)]
)

# %% wrong: the last state at every step, for a fresh upper one | mistake=repeated-last-state+fresh-layer
sentences = keras.Input((6, 2))
last = layers.RepeatVector(6)(lower_layer(sentences)[:, -1])
stacked = keras.Model(sentences, layers.SimpleRNN(3)(last))

# %% wrong: called on numbers | mistake=output-for-model
stacked = upper_layer(lower_layer(np.zeros((1, 6, 2))))

# %% wrong: called on an Input | mistake=output-for-model
stacked = upper_layer(lower_layer(keras.Input((6, 2))))

# %% wrong: a layer is a model | mistake=layer-for-model
stacked = upper_layer


# %% wrong: a function of the two | mistake=function-for-model
def stacked(sentences):
    return upper_layer(lower_layer(sentences))


# %% wrong: untouched | mistake=not_attempted
stacked = ...  # reads (batch, 6, 2), answers (batch, 3)


# %% wrong: a BatchNormalization between the two | mistake=extra-layer
stacked = keras.Sequential(
    [keras.Input((6, 2)), lower_layer, layers.BatchNormalization(), upper_layer]
)
