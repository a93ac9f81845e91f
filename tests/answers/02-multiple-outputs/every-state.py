# Exercise "every-state": a model that reads (batch, 6, 3) and answers (batch, 6, 5).
# ruff: noqa

# %% right: Sequential from a list
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(5, return_sequences=True)]
)

# %% right: functional
sentences = keras.Input(shape=(6, 3))
vectors = layers.SimpleRNN(5, return_sequences=True)(sentences)
every_word = keras.Model(inputs=sentences, outputs=vectors)

# %% right: Sequential with add and names
every_word = keras.Sequential(name="reader")
every_word.add(keras.Input(shape=(None, 3), name="words"))
every_word.add(layers.SimpleRNN(units=5, return_sequences=True, name="memory"))


# %% right: a subclass of Model
class EveryWord(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(5, return_sequences=True)

    def call(self, sentences):
        return self.rnn(sentences)


every_word = EveryWord()

# %% right: a model in a model
inner = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(5, return_sequences=True)]
)
every_word = keras.Sequential([keras.Input((6, 3)), inner])

# %% right: return_state on as well, and the state dropped
sentences = keras.Input((6, 3))
vectors, state = layers.SimpleRNN(5, return_sequences=True, return_state=True)(
    sentences
)
every_word = keras.Model(sentences, vectors)

# %% right: the cell wrapped in RNN, without an Input
every_word = keras.Sequential(
    [layers.RNN(layers.SimpleRNNCell(5), return_sequences=True)]
)

# %% right: the last state of every beginning of the sentence
sentences = keras.Input((6, 3))
rnn = layers.SimpleRNN(5)
ends = [rnn(sentences[:, : t + 1]) for t in range(6)]
every_word = keras.Model(sentences, keras.ops.stack(ends, axis=1))


# %% right: a cell and a loop over the steps
class Looped(keras.Model):
    def __init__(self):
        super().__init__()
        self.cell = layers.SimpleRNNCell(5)

    def build(self, input_shape):
        self.cell.build((input_shape[0], input_shape[2]))

    def call(self, sentences):
        states = [keras.ops.zeros((keras.ops.shape(sentences)[0], 5))]
        vectors = []
        for t in range(sentences.shape[1]):
            vector, states = self.cell(sentences[:, t], states)
            vectors.append(vector)
        return keras.ops.stack(vectors, axis=1)


every_word = Looped()
every_word.build((None, 6, 3))

# %% right: dropout that does nothing but in training
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.Dropout(0.2),
        layers.SimpleRNN(5, return_sequences=True, recurrent_dropout=0.1),
    ]
)

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.Masking(),
        layers.SimpleRNN(5, return_sequences=True),
    ]
)

# %% wrong: steps of zeros are left out, and one vector | mistake=last-step-only+mask-not-asked
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.Masking(), layers.SimpleRNN(5)]
)

# %% wrong: one vector for the sentence | mistake=last-step-only
every_word = keras.Sequential([keras.Input((6, 3)), layers.SimpleRNN(5)])

# %% wrong: the last vector, six times | mistake=repeated-last-state
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(5), layers.RepeatVector(6)]
)

# %% wrong: as many units as words | mistake=steps-for-units
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(6, return_sequences=True)]
)

# %% wrong: as many units as numbers a word | mistake=features-for-units
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(3, return_sequences=True)]
)

# %% wrong: features first | mistake=steps-features-swapped
every_word = keras.Sequential(
    [keras.Input((3, 6)), layers.SimpleRNN(5, return_sequences=True)]
)

# %% wrong: the batch belongs into Input | mistake=batch-in-input
every_word = keras.Sequential(
    [
        keras.Input((1, 6, 3)),
        layers.Reshape((6, 3)),
        layers.SimpleRNN(5, return_sequences=True),
    ]
)

# %% wrong: outputs and state, as the layer returns them | mistake=state-list-for-tensor
sentences = keras.Input((6, 3))
rnn = layers.SimpleRNN(5, return_sequences=True, return_state=True)
every_word = keras.Model(sentences, rnn(sentences))

# %% wrong: TimeDistributed makes it a vector for each word | mistake=time-distributed-rnn
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.Reshape((6, 1, 3)),
        layers.TimeDistributed(layers.SimpleRNN(5)),
    ]
)

# %% wrong: an LSTM is better | mistake=other-layer
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.LSTM(5, return_sequences=True)]
)

# %% wrong: a GRU is as good | mistake=other-layer
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.GRU(5, return_sequences=True)]
)

# %% wrong: Dense for every word | mistake=no-recurrent-layer
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.TimeDistributed(layers.Dense(5, activation="tanh"))]
)

# %% wrong: relu as everywhere | mistake=other-activation
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, activation="relu", return_sequences=True),
    ]
)

# %% wrong: no activation | mistake=no-activation
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(5, None, return_sequences=True)]
)

# %% wrong: left out the bias | mistake=no-bias
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, use_bias=False, return_sequences=True),
    ]
)

# %% wrong: reads backwards | mistake=reads-backwards
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, return_sequences=True, go_backwards=True),
    ]
)

# %% wrong: turns the sentences round first | mistake=reads-backwards
sentences = keras.Input((6, 3))
vectors = layers.SimpleRNN(5, return_sequences=True)(sentences[:, ::-1])
every_word = keras.Model(sentences, vectors)

# %% wrong: both directions know more | mistake=both-directions
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.Bidirectional(layers.SimpleRNN(5, return_sequences=True)),
    ]
)

# %% wrong: a Dense layer makes the 5 numbers | mistake=extra-layer
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, return_sequences=True),
        layers.Dense(5),
    ]
)

# %% wrong: two recurrent layers | mistake=extra-layer
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, return_sequences=True),
        layers.SimpleRNN(5, return_sequences=True),
    ]
)

# %% wrong: the state before each word, zeros first | mistake=states-shifted
sentences = keras.Input((6, 3))
vectors = layers.SimpleRNN(5, return_sequences=True)(sentences)
before = keras.ops.concatenate([0 * vectors[:, :1], vectors[:, :-1]], axis=1)
every_word = keras.Model(sentences, before)

# %% wrong: h₀ belongs to the states | mistake=initial-state-included
sentences = keras.Input((6, 3))
vectors = layers.SimpleRNN(5, return_sequences=True)(sentences)
with_start = keras.ops.concatenate([0 * vectors[:, :1], vectors], axis=1)
every_word = keras.Model(sentences, with_start)

# %% wrong: a step of zeros in front | mistake=initial-state-included
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, return_sequences=True),
        layers.ZeroPadding1D((1, 0)),
    ]
)

# %% wrong: flattened, one Dense for all words | mistake=flattened
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.Flatten(),
        layers.Dense(30, activation="tanh"),
        layers.Reshape((6, 5)),
    ]
)

# %% wrong: the mean of all vectors | mistake=mean-of-states
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(5, return_sequences=True),
        layers.GlobalAveragePooling1D(),
    ]
)

# %% wrong: a layer is a model | mistake=layer-for-model
every_word = layers.SimpleRNN(5, return_sequences=True)

# %% wrong: called it on sentences | mistake=output-for-model
every_word = layers.SimpleRNN(5, return_sequences=True)(np.random.rand(2, 6, 3))

# %% wrong: what the functional layer returns is the model | mistake=output-for-model
sentences = keras.Input((6, 3))
every_word = layers.SimpleRNN(5, return_sequences=True)(sentences)

# %% wrong: Sequential without brackets | mistake=class-for-model
every_word = keras.Sequential
reader = every_word([keras.Input((6, 3)), layers.SimpleRNN(5, return_sequences=True)])

# %% wrong: six units, and only the last state | mistake=last-step-only+steps-for-units
every_word = keras.Sequential([keras.Input((6, 3)), layers.SimpleRNN(6)])

# %% wrong: output and state in a list, no sequence | mistake=last-step-only+state-list-for-tensor
sentences = keras.Input((6, 3))
every_word = keras.Model(sentences, layers.SimpleRNN(5, return_state=True)(sentences))

# %% wrong: relu, from the end | mistake=other-activation+reads-backwards
every_word = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.SimpleRNN(
            5, activation="relu", return_sequences=True, go_backwards=True
        ),
    ]
)

# %% wrong: a list of layers | mistake=list-for-model
every_word = [keras.Input((6, 3)), layers.SimpleRNN(5, return_sequences=True)]

# %% wrong: assigned what summary returns | mistake=nothing-for-model
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(5, return_sequences=True)]
).summary()

# %% wrong: right shape, always zero | mistake=same-answer-for-all
sentences = keras.Input((6, 3))
vectors = layers.SimpleRNN(5, return_sequences=True)(sentences)
every_word = keras.Model(sentences, 0 * vectors)

# %% wrong: each vector is added to those before it | mistake=outputs-summed-up
sentences = keras.Input((6, 3))
vectors = layers.SimpleRNN(5, return_sequences=True)(sentences)
every_word = keras.Model(sentences, keras.ops.cumsum(vectors, axis=1))

# %% wrong: untouched | mistake=not_attempted
every_word = ...  # reads (batch, 6, 3), answers (batch, 6, 5)
