# Exercise "predict": SimpleRNN(4) and Dense(1) with a sigmoid, with given weights.
# ruff: noqa

# %% right: Sequential, all weights at once
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% right: functional, weights layer by layer
sentences = keras.Input(shape=(3, 2))
rnn = layers.SimpleRNN(4)
dense = layers.Dense(1, activation="sigmoid")
sentiment = keras.Model(sentences, dense(rnn(sentences)))
rnn.set_weights([kernel, recurrent_kernel, bias])
dense.set_weights([output_kernel, output_bias])

# %% right: add, names of its own, compiled
sentiment = keras.Sequential(name="lost_and_found")
sentiment.add(keras.Input((3, 2)))
sentiment.add(layers.SimpleRNN(4, name="memory"))
sentiment.add(layers.Dense(1, activation="sigmoid", name="answer"))
sentiment.compile(loss="binary_crossentropy", optimizer="adam")
sentiment.get_layer("memory").set_weights([kernel, recurrent_kernel, bias])
sentiment.get_layer("answer").set_weights([output_kernel, output_bias])

# %% right: each weight assigned
sentiment = keras.Sequential(
    [keras.Input((None, 2)), layers.SimpleRNN(4), layers.Dense(1, "sigmoid")]
)
rnn, dense = sentiment.layers
rnn.cell.kernel.assign(kernel)
rnn.cell.recurrent_kernel.assign(recurrent_kernel)
rnn.cell.bias.assign(bias)
dense.kernel.assign(output_kernel)
dense.bias.assign(output_bias)


# %% right: a subclass of Model
class Sentiment(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(4)
        self.dense = layers.Dense(1, activation="sigmoid")

    def call(self, sentences):
        return self.dense(self.rnn(sentences))


sentiment = Sentiment()
sentiment(np.zeros((1, 3, 2)))  # builds it
sentiment.rnn.set_weights([kernel, recurrent_kernel, bias])
sentiment.dense.set_weights([output_kernel, output_bias])


# %% right: weights come in as initializers
def given(values):
    return lambda shape, dtype=None: keras.ops.convert_to_tensor(values, dtype=dtype)


sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(
            4,
            kernel_initializer=given(kernel),
            recurrent_initializer=given(recurrent_kernel),
            bias_initializer=given(bias),
        ),
        layers.Dense(
            1,
            activation="sigmoid",
            kernel_initializer=given(output_kernel),
            bias_initializer=given(output_bias),
        ),
    ]
)

# %% right: nested, the cell wrapped in RNN, float32
reader = keras.Sequential([keras.Input((3, 2)), layers.RNN(layers.SimpleRNNCell(4))])
sentiment = keras.Sequential([reader, layers.Dense(1, activation="sigmoid")])
sentiment.build((None, 3, 2))
sentiment.set_weights(
    [
        np.float32(w)
        for w in (kernel, recurrent_kernel, bias, output_kernel, output_bias)
    ]
)

# %% right: sigmoid as a layer of its own, dropout between
sentiment = keras.Sequential(
    [
        keras.Input(batch_shape=(None, 3, 2)),
        layers.SimpleRNN(4),
        layers.Dropout(0.2),
        layers.Dense(1),
        layers.Activation("sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% right: built by reading, lists for arrays
sentiment = keras.Sequential([layers.SimpleRNN(4), layers.Dense(1, "sigmoid")])
sentiment.predict(np.random.rand(2, 3, 2), verbose=0)
weights = [kernel, recurrent_kernel, bias, output_kernel, output_bias]
for variable, values in zip(sentiment.weights, weights):
    variable.assign(values.tolist())

# %% right: every state, the last one taken
sentences = keras.Input((3, 2))
states = layers.SimpleRNN(4, return_sequences=True)(sentences)
answer = layers.Dense(1, activation=keras.activations.sigmoid)(states[:, -1])
sentiment = keras.Model(sentences, answer)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: built, but the weights never put in | mistake=weights-not-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)

# %% wrong: Dense without a sigmoid | mistake=no-activation
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1)]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: weights of the recurrent layer only | mistake=only-recurrent-weights-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.layers[0].set_weights([kernel, recurrent_kernel, bias])

# %% wrong: weights of the Dense layer only | mistake=only-dense-weights-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.layers[-1].set_weights([output_kernel, output_bias])

# %% wrong: get_weights changed, a copy | mistake=weights-not-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
weights = sentiment.get_weights()
weights[:] = [kernel, recurrent_kernel, bias, output_kernel, output_bias]


# %% wrong: built once more after the weights were set | mistake=weights-not-set
def build():
    return keras.Sequential(
        [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, "sigmoid")]
    )


build().set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])
sentiment = build()

# %% wrong: cloned, which draws new weights | mistake=weights-not-set
lost = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
lost.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])
sentiment = keras.models.clone_model(lost)

# %% wrong: a fresh Dense after that | mistake=only-recurrent-weights-set
reader = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4)])
reader.set_weights([kernel, recurrent_kernel, bias])
sentiment = keras.Sequential([reader, layers.Dense(1, activation="sigmoid")])

# %% wrong: softmax makes probabilities | mistake=softmax-over-one
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="softmax")]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: relu in the recurrent layer | mistake=other-activation
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: the sigmoid went to the wrong layer | mistake=other-activation
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, activation="sigmoid"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: tanh on the answer | mistake=other-activation
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="tanh")]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: no tanh in the recurrent layer | mistake=no-activation
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, activation=None),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: recurrent kernel laid on its side | mistake=recurrent-kernel-transposed
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.set_weights([kernel, recurrent_kernel.T, bias, output_kernel, output_bias])

# %% wrong: only the kernels assigned | mistake=bias-left-zero
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
rnn, dense = sentiment.layers
rnn.cell.kernel.assign(kernel)
rnn.cell.recurrent_kernel.assign(recurrent_kernel)
dense.kernel.assign(output_kernel)

# %% wrong: biases of the recurrent layer left at zero | mistake=bias-left-zero
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
zeros = np.zeros(4)
sentiment.set_weights([kernel, recurrent_kernel, zeros, output_kernel, output_bias])

# %% wrong: bias of the Dense layer left at zero | mistake=bias-left-zero
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
zero = np.zeros(1)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, zero])

# %% wrong: reads from the last word to the first | mistake=reads-backwards
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, go_backwards=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: an answer for each word | mistake=every-step-returned
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: a GRU, whose own weights stay random | mistake=other-layer
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.GRU(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.layers[-1].set_weights([output_kernel, output_bias])

# %% wrong: all states flattened for Dense | mistake=flattened
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.layers[0].set_weights([kernel, recurrent_kernel, bias])

# %% wrong: no Dense layer | mistake=missing-layer
sentiment = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4)])
sentiment.set_weights([kernel, recurrent_kernel, bias])

# %% wrong: one unit gives the probability | mistake=missing-layer
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(1, activation="sigmoid")]
)

# %% wrong: a unit for each word | mistake=steps-for-units
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(3), layers.Dense(1, activation="sigmoid")]
)

# %% wrong: a unit for each number of a word | mistake=features-for-units
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(2), layers.Dense(1, activation="sigmoid")]
)

# %% wrong: numbers before words, which raises | mistake=cell-stopped
sentiment = keras.Sequential(
    [keras.Input((2, 3)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: predictions in place of the model | mistake=output-for-model
lost = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
lost.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])
sentiment = lost.predict(np.random.rand(1, 3, 2), verbose=0)

# %% wrong: assigned what set_weights returns | mistake=nothing-for-model
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
).set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: kind or unkind in place of a probability | mistake=answers-rounded
sentences = keras.Input((3, 2))
answer = layers.Dense(1, activation="sigmoid")(layers.SimpleRNN(4)(sentences))
sentiment = keras.Model(sentences, keras.ops.round(answer))
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: sigmoid twice | mistake=extra-layer
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
        layers.Activation("sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: probability of the other answer | mistake=only-recurrent-weights-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, -output_kernel, -output_bias])

# %% wrong: two probabilities | mistake=two-outputs
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(2, activation="softmax")]
)
sentiment.layers[0].set_weights([kernel, recurrent_kernel, bias])

# %% wrong: signs of the kernel lost in copying | mistake=only-dense-weights-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.set_weights(
    [np.abs(kernel), recurrent_kernel, bias, output_kernel, output_bias]
)

# %% wrong: trained on after the weights were put in | mistake=weights-not-set
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])
sentiment.compile(optimizer="sgd", loss="binary_crossentropy")
sentiment.fit(np.ones((8, 3, 2)), np.zeros(8), epochs=10, verbose=0)

# %% wrong: the state is kept from one call to the next | mistake=stateful
sentences = keras.Input(batch_shape=(1, 3, 2))
rnn, dense = layers.SimpleRNN(4, stateful=True), layers.Dense(1, "sigmoid")
sentiment = keras.Model(sentences, dense(rnn(sentences)))
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])
sentiment.predict(np.ones((1, 3, 2)), verbose=0)

# %% wrong: right weights, always undecided | mistake=same-answer-for-all
sentences = keras.Input((3, 2))
answer = layers.Dense(1, activation="sigmoid")(layers.SimpleRNN(4)(sentences))
sentiment = keras.Model(sentences, 0 * answer + 0.5)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: the mean answer for all sentences | mistake=mean-over-batch
sentences = keras.Input((3, 2))
answer = layers.Dense(1, activation="sigmoid")(layers.SimpleRNN(4)(sentences))
mean = keras.ops.mean(answer, axis=0, keepdims=True)
sentiment = keras.Model(sentences, 0 * answer + mean)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])


# %% wrong: noise that stays on | mistake=random-when-predicting
class Sentiment(keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.SimpleRNN(4)
        self.noise = layers.GaussianNoise(0.1)
        self.dense = layers.Dense(1, activation="sigmoid")

    def call(self, sentences):
        return self.dense(self.noise(self.rnn(sentences), training=True))


sentiment = Sentiment()
sentiment(np.zeros((1, 3, 2)))  # builds it
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: scales every word to length one first | mistake=extra-layer
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.UnitNormalization(),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])

# %% wrong: set_weights assigned where it is to be called | mistake=method-assigned
sentiment = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)
sentiment.set_weights = [kernel, recurrent_kernel, bias, output_kernel, output_bias]

# %% wrong: untouched | mistake=not_attempted
sentiment = ...  # reads (batch, 3, 2), answers (batch, 1)

# %% wrong: a layer that has read nothing gets its weights | mistake=cell-stopped
sentiment = ...
memory = layers.SimpleRNN(4)
memory.set_weights([kernel, recurrent_kernel, bias])
answer = layers.Dense(1, activation="sigmoid")
sentiment = keras.Sequential([keras.Input((3, 2)), memory, answer])

# %% wrong: the weights as lists | mistake=cell-stopped
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, "sigmoid")]
)
given = [kernel, recurrent_kernel, bias, output_kernel, output_bias]
sentiment.set_weights([weight.tolist() for weight in given])
