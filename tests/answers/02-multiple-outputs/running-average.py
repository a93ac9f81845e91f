# Exercise "running-average": a_t = 0.8 a_{t-1} + 0.2 x_t by a recurrent layer.
# ruff: noqa

# %% right: SimpleRNN(1), linear
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% right: functional, no activation, no bias
series = keras.Input(shape=(None, 1))
rnn = layers.SimpleRNN(1, activation=None, use_bias=False, return_sequences=True)
averager = keras.Model(series, rnn(series))
rnn.set_weights([np.full((1, 1), 0.2), np.full((1, 1), 0.8)])

# %% right: add, weights assigned one by one
averager = keras.Sequential(name="averager")
averager.add(keras.Input((None, 1)))
averager.add(layers.SimpleRNN(1, "linear", return_sequences=True, name="memory"))
cell = averager.get_layer("memory").cell
cell.kernel.assign([[0.2]])
cell.recurrent_kernel.assign([[0.8]])
cell.bias.assign([0.0])

# %% right: weights come in as initializers
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(
            1,
            activation=lambda z: z,
            kernel_initializer=keras.initializers.Constant(0.2),
            recurrent_initializer=keras.initializers.Constant(0.8),
            return_sequences=True,
        ),
    ]
)


# %% right: a subclass of Model
class Averager(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(1, activation="linear", return_sequences=True)

    def call(self, series):
        return self.rnn(series)


averager = Averager()
averager(np.zeros((1, 3, 1)))  # builds it
averager.rnn.set_weights([np.full((1, 1), 0.2), np.full((1, 1), 0.8), np.zeros(1)])

# %% right: a GRU whose update gate stands at 0.8
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.GRU(1, activation="linear", return_sequences=True),
    ]
)
gate = np.log(0.8 / 0.2)  # sigmoid(gate) is 0.8
averager.set_weights(
    [np.array([[0.0, 0.0, 1.0]]), np.zeros((1, 3)), np.array([[gate, 0, 0], [0, 0, 0]])]
)

# %% right: Dense weighs the numbers, the layer adds them up
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.Dense(1, use_bias=False),
        layers.SimpleRNN(1, "linear", use_bias=False, return_sequences=True),
    ]
)
averager.layers[0].set_weights([np.array([[0.2]])])
averager.layers[1].set_weights([np.array([[1.0]]), np.array([[0.8]])])


# %% right: a cell of its own in RNN
class AverageCell(layers.Layer):
    state_size = output_size = 1

    def build(self, input_shape):
        self.share = self.add_weight(shape=(), initializer="zeros")

    def call(self, x, states):
        average = (1 - self.share) * states[0] + self.share * x
        return average, [average]


averager = keras.Sequential(
    [keras.Input((None, 1)), layers.RNN(AverageCell(), return_sequences=True)]
)
averager.set_weights([np.array(0.2)])

# %% right: no Input, built by a call on three steps
averager = keras.Sequential([layers.SimpleRNN(1, "linear", return_sequences=True)])
averager(np.zeros((2, 3, 1)))
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.Masking(),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: a GRU whose gates move | mistake=-
averager = keras.Sequential(
    [keras.Input((None, 1)), layers.GRU(1, "linear", return_sequences=True)]
)
averager.set_weights([np.full((1, 3), 0.2), np.full((1, 3), 0.8), np.zeros((2, 3))])

# %% wrong: two units, and a Dense layer that was not set | mistake=-
keras.utils.set_random_seed(3)
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(2, "linear", return_sequences=True),
        layers.Dense(1),
    ]
)

# %% wrong: no bias, and the two weights exchanged | mistake=weights-exchanged
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, "linear", use_bias=False, return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.8]]), np.array([[0.2]])])

# %% wrong: no bias, tanh left on | mistake=other-activation
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, use_bias=False, return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]])])

# %% wrong: no bias, the weights never set | mistake=weights-not-set
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, "linear", use_bias=False, return_sequences=True),
    ]
)

# %% wrong: tanh left on | mistake=other-activation
averager = keras.Sequential(
    [keras.Input((None, 1)), layers.SimpleRNN(1, return_sequences=True)]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: relu leaves numbers as they are | mistake=other-activation
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="relu", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: only the last average | mistake=last-step-only
averager = keras.Sequential(
    [keras.Input((None, 1)), layers.SimpleRNN(1, activation="linear")]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: the last average at every step of twelve | mistake=fixed-length
averager = keras.Sequential(
    [
        keras.Input((12, 1)),
        layers.SimpleRNN(1, activation="linear"),
        layers.RepeatVector(12),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: the weights never set | mistake=weights-not-set
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)

# %% wrong: the weights set in a copy | mistake=weights-not-set
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
weights = averager.get_weights()
weights[0][:], weights[1][:] = 0.2, 0.8

# %% wrong: from the end of the series | mistake=reads-backwards
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(
            1, activation="linear", return_sequences=True, go_backwards=True
        ),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: averages and the state | mistake=state-list-for-tensor
series = keras.Input((None, 1))
rnn = layers.SimpleRNN(1, "linear", return_sequences=True, return_state=True)
averager = keras.Model(series, rnn(series))
rnn.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: twelve numbers at one step | mistake=steps-features-swapped
averager = keras.Sequential(
    [
        keras.Input((1, 12)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.full((12, 1), 0.2), np.array([[0.8]]), np.array([0.0])])

# %% wrong: a layer is a model | mistake=layer-for-model
averager = layers.SimpleRNN(1, activation="linear", return_sequences=True)
averager.build((None, None, 1))
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: the averages of one series | mistake=output-for-model
model = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
model.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])
averager = model.predict(np.random.rand(1, 12, 1), verbose=0)

# %% wrong: a Dense layer answers | mistake=right-but-scaled
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
        layers.Dense(1),
    ]
)
averager.layers[0].set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])
averager.layers[1].set_weights([np.array([[0.5]]), np.array([0.1])])

# %% wrong: the two weights exchanged | mistake=weights-exchanged
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.8]]), np.array([[0.2]]), np.array([0.0])])

# %% wrong: the new number counts in full | mistake=other-kernel
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[1.0]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: a bias of one half | mistake=other-bias
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.5])])

# %% wrong: the mean of all numbers so far | mistake=fixed-length
series = keras.Input((12, 1))
averager = keras.Model(
    series,
    keras.ops.cumsum(series, axis=1)
    / keras.ops.reshape(keras.ops.arange(1, 13, dtype="float32"), (1, 12, 1)),
)


# %% wrong: the equation as a function | mistake=function-for-model
def averager(series):
    a, averages = 0, []
    for t in range(series.shape[1]):
        a = 0.8 * a + 0.2 * series[:, t]
        averages.append(a)
    return np.stack(averages, axis=1)


# %% wrong: nothing is remembered | mistake=no-recurrent-layer
averager = keras.Sequential([keras.Input((None, 1)), layers.Dense(1)])
averager.set_weights([np.array([[0.2]]), np.array([0.0])])

# %% wrong: both arguments at their defaults | mistake=last-step-only+other-activation
averager = keras.Sequential([keras.Input((None, 1)), layers.SimpleRNN(1)])
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: tanh on, and from the end | mistake=other-activation+reads-backwards
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, return_sequences=True, go_backwards=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: the last one only, from the end | mistake=last-step-only+reads-backwards
averager = keras.Sequential(
    [keras.Input((None, 1)), layers.SimpleRNN(1, "linear", go_backwards=True)]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])

# %% wrong: raises, and averager stays ... | mistake=cell-stopped
averager = ...
model = keras.Sequential([keras.Input((None, 1)), layers.SimpleRNN(12)])
model.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])
averager = model

# %% wrong: untouched | mistake=not_attempted
averager = ...  # reads (batch, steps, 1), answers (batch, steps, 1)

# %% wrong: for a series of three alone | mistake=fixed-length
averager = keras.Sequential(
    [
        keras.Input((3, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])


# %% wrong: a GRU as it was made | mistake=-
averager = keras.Sequential(
    [keras.Input((None, 1)), layers.GRU(1, return_sequences=True)]
)


# %% wrong: a cell without weights that begins otherwise | mistake=-
class Cell(layers.Layer):
    state_size = 1
    output_size = 1

    def call(self, x, states):
        a = 0.8 * states[0] + 0.2 * x + 0.1
        return a, [a]


averager = keras.Sequential(
    [keras.Input((None, 1)), layers.RNN(Cell(), return_sequences=True)]
)
