# Exercise "build": a model that reads (batch, 5, 3) and answers (batch, 8).
# ruff: noqa

# %% right: Sequential from a list
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])

# %% right: functional
sentences = keras.Input(shape=(5, 3))
vector = layers.SimpleRNN(8)(sentences)
model = keras.Model(inputs=sentences, outputs=vector)

# %% right: Sequential with add, summary and names
model = keras.Sequential(name="reader")
model.add(keras.Input(shape=(5, 3), name="five_words"))
model.add(layers.SimpleRNN(units=8, activation="tanh", name="the_memory"))
model.summary()

# %% right: any number of steps
model = keras.Sequential([keras.Input((None, 3)), layers.SimpleRNN(8)])


# %% right: a subclass of Model
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(8)

    def call(self, sentences):
        return self.rnn(sentences)


model = Reader()

# %% right: the cell wrapped in RNN
model = keras.Sequential([keras.Input((5, 3)), layers.RNN(layers.SimpleRNNCell(8))])

# %% right: without an Input, built when it first reads
model = keras.Sequential([layers.SimpleRNN(8)])

# %% right: built for a shape with the batch axis
model = keras.Sequential([layers.SimpleRNN(8)])
model.build((None, 5, 3))

# %% right: input_shape as in older texts
model = keras.Sequential()
model.add(layers.SimpleRNN(8, input_shape=(5, 3)))

# %% right: batch axis spelled out, data type named
model = keras.Sequential(
    [
        keras.Input(batch_shape=(None, 5, 3), dtype="float32"),
        layers.SimpleRNN(8, return_sequences=False, use_bias=True),
    ]
)

# %% right: a model in a model
inner = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])
model = keras.Sequential([keras.Input((5, 3)), inner])

# %% right: every state, of which the last is taken
sentences = keras.Input((5, 3))
states = layers.SimpleRNN(8, return_sequences=True)(sentences)
model = keras.Model(sentences, states[:, -1, :])

# %% right: the state that return_state gives
sentences = keras.Input((5, 3))
output, state = layers.SimpleRNN(8, return_state=True)(sentences)
model = keras.Model(sentences, state)

# %% right: dropout that does nothing but in training
model = keras.Sequential(
    [keras.Input((5, 3)), layers.SimpleRNN(8, dropout=0.3), layers.Dropout(0.2)]
)

# %% right: a function that makes the model, unrolled, compiled
from tensorflow import keras as tensorflow_keras


def make_model(steps, features, units):
    model = tensorflow_keras.models.Sequential()
    model.add(tensorflow_keras.layers.InputLayer(shape=(steps, features)))
    model.add(tensorflow_keras.layers.SimpleRNN(units, unroll=True))
    model.compile(optimizer="adam", loss="mse")
    return model


model = make_model(5, 3, 8)

# %% wrong: a vector for each word | mistake=every-step-returned
model = keras.Sequential(
    [keras.Input((5, 3)), layers.SimpleRNN(8, return_sequences=True)]
)

# %% wrong: as many units as words | mistake=steps-for-units
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(5)])

# %% wrong: features first | mistake=steps-features-swapped
model = keras.Sequential([keras.Input((3, 5)), layers.SimpleRNN(8)])

# %% wrong: as many units as numbers a word | mistake=features-for-units
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(3)])

# %% wrong: the batch belongs into Input | mistake=batch-in-input
model = keras.Sequential(
    [keras.Input((1, 5, 3)), layers.Reshape((5, 3)), layers.SimpleRNN(8)]
)

# %% wrong: the batch in Input, wrapped until it ran | mistake=batch-in-input
model = keras.Sequential(
    [keras.Input((None, 5, 3)), layers.TimeDistributed(layers.SimpleRNN(8))]
)

# %% wrong: the batch in Input raises, and model stays ... | mistake=cell-stopped
model = ...
model = keras.Sequential([keras.Input((None, 5, 3)), layers.SimpleRNN(8)])

# %% wrong: a layer is a model | mistake=layer-for-model
model = layers.SimpleRNN(8)

# %% wrong: a layer that is told its input is a model | mistake=layer-for-model
model = layers.SimpleRNN(8, input_shape=(5, 3))

# %% wrong: called it on sentences | mistake=output-for-model
model = layers.SimpleRNN(8)(np.random.rand(1, 5, 3))

# %% wrong: what the functional layer returns is the model | mistake=output-for-model
sentences = keras.Input((5, 3))
model = layers.SimpleRNN(8)(sentences)

# %% wrong: predictions in place of what predicts | mistake=output-for-model
made = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])
model = made.predict(np.zeros((2, 5, 3)), verbose=0)


# %% wrong: the class, never called | mistake=class-for-model
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(8)

    def call(self, sentences):
        return self.rnn(sentences)


model = Reader

# %% wrong: Sequential without brackets | mistake=class-for-model
model = keras.Sequential
reader = model([keras.Input((5, 3)), layers.SimpleRNN(8)])

# %% wrong: a GRU is as good | mistake=other-layer
model = keras.Sequential([keras.Input((5, 3)), layers.GRU(8)])

# %% wrong: an LSTM is better | mistake=other-layer
model = keras.Sequential([keras.Input((5, 3)), layers.LSTM(8)])

# %% wrong: relu as everywhere | mistake=other-activation
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, activation="relu")])

# %% wrong: sigmoid | mistake=other-activation
model = keras.Sequential(
    [keras.Input((5, 3)), layers.SimpleRNN(8, activation="sigmoid")]
)

# %% wrong: no activation | mistake=no-activation
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, activation=None)])

# %% wrong: left out the bias | mistake=no-bias
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, use_bias=False)])

# %% wrong: reads backwards | mistake=reads-backwards
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, go_backwards=True)])

# %% wrong: turns the sentences round first | mistake=reads-backwards
sentences = keras.Input((5, 3))
turned = layers.Lambda(lambda s: s[:, ::-1])(sentences)
model = keras.Model(sentences, layers.SimpleRNN(8)(turned))

# %% wrong: a Dense layer makes the 8 numbers | mistake=extra-layer
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8), layers.Dense(8)])

# %% wrong: two recurrent layers | mistake=extra-layer
model = keras.Sequential(
    [
        keras.Input((5, 3)),
        layers.SimpleRNN(8, return_sequences=True),
        layers.SimpleRNN(8),
    ]
)

# %% wrong: a Dense layer on the words first | mistake=extra-layer
model = keras.Sequential(
    [keras.Input((5, 3)), layers.Dense(3, activation="relu"), layers.SimpleRNN(8)]
)

# %% wrong: relu once more, after the last state | mistake=extra-layer
model = keras.Sequential(
    [keras.Input((5, 3)), layers.SimpleRNN(8), layers.Activation("relu")]
)

# %% wrong: flattened, no recurrence at all | mistake=flattened
model = keras.Sequential([keras.Input((5, 3)), layers.Flatten(), layers.Dense(8)])

# %% wrong: flattened, with tanh | mistake=flattened
model = keras.Sequential(
    [keras.Input((5, 3)), layers.Flatten(), layers.Dense(8, activation="tanh")]
)

# %% wrong: Dense in place of SimpleRNN | mistake=other-layer
model = keras.Sequential([keras.Input((5, 3)), layers.Dense(8)])

# %% wrong: assigned what summary returns | mistake=nothing-for-model
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)]).summary()

# %% wrong: assigned what build returns | mistake=nothing-for-model
model = keras.Sequential([layers.SimpleRNN(8)]).build((None, 5, 3))

# %% wrong: a list of layers | mistake=list-for-model
model = [keras.Input((5, 3)), layers.SimpleRNN(8)]

# %% wrong: the code as a text | mistake=text-for-model
model = "keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])"

# %% wrong: a Sequential with nothing in it | mistake=empty-model
model = keras.Sequential()

# %% wrong: one unit too many | mistake=other-units
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(9)])

# %% wrong: mean of the states | mistake=mean-of-states
model = keras.Sequential(
    [
        keras.Input((5, 3)),
        layers.SimpleRNN(8, return_sequences=True),
        layers.GlobalAveragePooling1D(),
    ]
)

# %% wrong: the state after the first word | mistake=returned-first-state
sentences = keras.Input((5, 3))
states = layers.SimpleRNN(8, return_sequences=True)(sentences)
model = keras.Model(sentences, states[:, 0])

# %% wrong: greatest state of each unit | mistake=largest-of-states
model = keras.Sequential(
    [
        keras.Input((5, 3)),
        layers.SimpleRNN(8, return_sequences=True),
        layers.GlobalMaxPooling1D(),
    ]
)

# %% wrong: output and state | mistake=state-list-for-tensor
sentences = keras.Input((5, 3))
model = keras.Model(sentences, layers.SimpleRNN(8, return_state=True)(sentences))

# %% wrong: right shape and layers, always zero | mistake=same-answer-for-all
sentences = keras.Input((5, 3))
vector = layers.SimpleRNN(8)(sentences)
model = keras.Model(sentences, vector * 0)


# %% wrong: every sentence gets the answer to the first | mistake=first-answer-for-all
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(8)

    def call(self, sentences):
        vectors = self.rnn(sentences)
        return vectors[:1] + 0 * vectors


model = Reader()


# %% wrong: the answers in reverse order of the sentences | mistake=sentences-reordered
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(8)

    def call(self, sentences):
        return keras.ops.flip(self.rnn(sentences), axis=0)


model = Reader()


# %% wrong: drops numbers also when it predicts | mistake=random-when-predicting
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(8)
        self.dropout = layers.Dropout(0.5)

    def call(self, sentences):
        return self.dropout(self.rnn(sentences), training=True)


model = Reader()


# %% wrong: a model whose layer does not count | mistake=layer-not-used
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(8)

    def call(self, sentences):
        self.rnn(sentences)
        return keras.ops.tanh(keras.ops.tile(sentences[:, -1, :1], (1, 8)))


model = Reader()


# %% wrong: a model that makes a new layer with each call | mistake=no-weights
class Reader(keras.Model):
    def call(self, sentences):
        keras.utils.set_random_seed(1)
        features = sentences.shape[-1]
        kernel = keras.random.normal((features, 8))
        return keras.ops.tanh(keras.ops.matmul(sentences[:, -1], kernel))


model = Reader()


# %% wrong: an object that only looks like a model | mistake=no-model
class Reader:
    input_shape, output_shape = (None, 5, 3), (None, 8)
    layers = [layers.SimpleRNN(8)]

    def __call__(self, sentences, training=False):
        return np.zeros((len(sentences), 8), "float32")

    predict = __call__

    def get_weights(self):
        return [np.zeros((3, 8)), np.zeros((8, 8)), np.zeros(8)]

    def set_weights(self, weights):
        pass

    def count_params(self):
        return 96


model = Reader()

# %% wrong: untouched | mistake=not_attempted
model = ...  # reads (batch, 5, 3), answers (batch, 8)
