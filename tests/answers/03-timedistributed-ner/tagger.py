# Exercise "tagger": reads (batch, 8) word numbers, answers (batch, 8, 5).
# ruff: noqa

# %% right: Sequential from a list
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% right: a plain Dense
tagger = keras.Sequential(
    [
        keras.Input(shape=(8,), dtype="int32"),
        layers.Embedding(input_dim=50, output_dim=6, mask_zero=True),
        layers.SimpleRNN(units=10, return_sequences=True),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% right: functional
numbers = keras.Input((8,))
vectors = layers.Embedding(50, 6, mask_zero=True)(numbers)
states = layers.SimpleRNN(10, return_sequences=True)(vectors)
answers = layers.TimeDistributed(layers.Dense(5, activation="softmax"))(states)
tagger = keras.Model(inputs=numbers, outputs=answers)

# %% right: add, any number of steps, softmax as a layer of its own
tagger = keras.Sequential(name="ner")
tagger.add(keras.Input((None,)))
tagger.add(layers.Embedding(50, 6, mask_zero=True, name="table"))
tagger.add(layers.SimpleRNN(10, return_sequences=True))
tagger.add(layers.Dense(5))
tagger.add(layers.Activation("softmax"))


# %% right: a subclass of Model
class Tagger(keras.Model):
    def __init__(self):
        super().__init__()
        self.answer = layers.TimeDistributed(layers.Dense(5, activation="softmax"))
        self.rnn = layers.SimpleRNN(10, return_sequences=True)
        self.embedding = layers.Embedding(50, 6, mask_zero=True)

    def call(self, numbers):
        return self.answer(self.rnn(self.embedding(numbers)))


tagger = Tagger()

# %% right: a model in a model, and one in TimeDistributed
reader = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
    ]
)
answer = keras.Sequential([keras.Input((10,)), layers.Dense(5, activation="softmax")])
tagger = keras.Sequential([keras.Input((8,)), reader, layers.TimeDistributed(answer)])

# %% right: the mask handed over by hand, keras.ops for the softmax
numbers = keras.Input((8,), dtype="int32")
vectors = layers.Embedding(50, 6)(numbers)
mask = keras.ops.not_equal(numbers, 0)
states = layers.SimpleRNN(10, return_sequences=True)(vectors, mask=mask)
tagger = keras.Model(numbers, keras.ops.softmax(layers.Dense(5)(states), axis=-1))

# %% right: the cell in an RNN, without an Input, built for a shape
tagger = keras.Sequential(
    [
        layers.Embedding(50, 6, mask_zero=True),
        layers.RNN(layers.SimpleRNNCell(10), return_sequences=True),
        layers.Dense(5, activation=keras.activations.softmax),
    ]
)
tagger.build((None, 8))

# %% right: return_state too, of which only the sequence is used, dropout
numbers = keras.Input((8,))
vectors = layers.Embedding(50, 6, mask_zero=True)(numbers)
vectors = layers.Dropout(0.3)(vectors)
sequence, last = layers.SimpleRNN(10, return_sequences=True, return_state=True)(vectors)
tagger = keras.Model(numbers, layers.Dense(5, activation="softmax")(sequence))
tagger.compile("adam", "sparse_categorical_crossentropy")

# %% wrong: a label for the sentence | mistake=last-step-only
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: the last of all answers | mistake=last-step-only
numbers = keras.Input((8,))
vectors = layers.Embedding(50, 6, mask_zero=True)(numbers)
states = layers.SimpleRNN(10, return_sequences=True)(vectors)
answers = layers.Dense(5, activation="softmax")(states)
tagger = keras.Model(numbers, answers[:, -1])

# %% wrong: TimeDistributed raises, and tagger stays ... | mistake=cell-stopped
tagger = ...
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: the sentence's state, repeated until it fitted | mistake=repeated-last-state
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10),
        layers.RepeatVector(8),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: padding is read like a word | mistake=no-mask
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: a mask that is lost on the way | mistake=no-mask
numbers = keras.Input((8,))
vectors = layers.Embedding(50, 6, mask_zero=True)(numbers)
vectors = layers.Lambda(lambda v: keras.ops.copy(v))(vectors)
states = layers.SimpleRNN(10, return_sequences=True)(vectors)
tagger = keras.Model(numbers, layers.Dense(5, activation="softmax")(states))

# %% wrong: sigmoid, as with one answer | mistake=sigmoid-for-softmax
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="sigmoid")),
    ]
)

# %% wrong: no activation, as with from_logits | mistake=no-activation
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5)),
    ]
)

# %% wrong: relu where probabilities belong | mistake=other-activation
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="relu")),
    ]
)

# %% wrong: the words compete for each label | mistake=softmax-over-steps
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5)),
        layers.Lambda(lambda z: keras.ops.softmax(z, axis=1)),
    ]
)

# %% wrong: numbers a word before words | mistake=embedding-sizes-swapped
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(6, 50, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: each word a sentence of its own, under TimeDistributed | mistake=time-distributed-rnn
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Reshape((8, 1)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.TimeDistributed(layers.SimpleRNN(10)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: TimeDistributed around the recurrent layer raises | mistake=cell-stopped
tagger = ...
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.TimeDistributed(layers.SimpleRNN(10, return_sequences=True)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: TimeDistributed around the recurrent layer, reshaped until it ran | mistake=time-distributed-rnn
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.Reshape((8, 1, 6)),
        layers.TimeDistributed(layers.SimpleRNN(10)),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: all words at once, cut into steps again | mistake=flattened
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6),
        layers.Flatten(),
        layers.Dense(40),
        layers.Reshape((8, 5)),
        layers.Softmax(),
    ]
)

# %% wrong: from the last word to the first | mistake=reads-backwards
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True, go_backwards=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: no recurrent layer | mistake=missing-layer
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: the recurrent layer answers itself | mistake=missing-layer
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(5, return_sequences=True, activation="softmax"),
    ]
)

# %% wrong: an LSTM is better | mistake=other-layer
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.LSTM(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: one unit for each word | mistake=steps-for-units
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(8, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: one unit for each number of a word | mistake=features-for-units
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(6, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: a hidden Dense layer in between | mistake=extra-layer
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.Dense(10, activation="relu"),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: two recurrent layers | mistake=extra-layer
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: relu in the recurrent layer | mistake=other-activation
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, activation="relu", return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: no biases in the answer | mistake=no-bias
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax", use_bias=False)),
    ]
)

# %% wrong: a label for the sentence, and padding read | mistake=last-step-only+no-mask
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6),
        layers.SimpleRNN(10),
        layers.Dense(5, activation="softmax"),
    ]
)

# %% wrong: padding read, and yes or no for each label | mistake=no-mask+sigmoid-for-softmax
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="sigmoid")),
    ]
)

# %% wrong: a repeated state, and no activation | mistake=repeated-last-state+no-activation
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10),
        layers.RepeatVector(8),
        layers.TimeDistributed(layers.Dense(5)),
    ]
)

# %% wrong: one unit a word, and padding read | mistake=no-mask+steps-for-units
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6),
        layers.SimpleRNN(8, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: a Softmax layer, which cannot do with the mask | mistake=softmax-with-mask
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5)),
        layers.Softmax(),
    ]
)

# %% wrong: no Input, and one vector for TimeDistributed | mistake=no-sequence-between
tagger = keras.Sequential(
    [
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)

# %% wrong: six labels | mistake=other-units
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(6, activation="softmax")),
    ]
)

# %% wrong: the label's number in place of probabilities | mistake=argmax-for-numbers
numbers = keras.Input((8,))
vectors = layers.Embedding(50, 6, mask_zero=True)(numbers)
states = layers.SimpleRNN(10, return_sequences=True)(vectors)
answers = layers.Dense(5, activation="softmax")(states)
tagger = keras.Model(numbers, keras.ops.argmax(answers, axis=-1))

# %% wrong: a list of layers | mistake=list-for-model
tagger = [
    layers.Embedding(50, 6, mask_zero=True),
    layers.SimpleRNN(10, return_sequences=True),
    layers.Dense(5, activation="softmax"),
]

# %% wrong: the layer on top is the model | mistake=layer-for-model
tagger = layers.TimeDistributed(layers.Dense(5, activation="softmax"))

# %% wrong: what the last layer returns | mistake=output-for-model
numbers = keras.Input((8,))
vectors = layers.Embedding(50, 6, mask_zero=True)(numbers)
states = layers.SimpleRNN(10, return_sequences=True)(vectors)
tagger = layers.TimeDistributed(layers.Dense(5, activation="softmax"))(states)


# %% wrong: the class, never called | mistake=class-for-model
class Tagger(keras.Model):
    def __init__(self):
        super().__init__()
        self.embedding = layers.Embedding(50, 6, mask_zero=True)
        self.rnn = layers.SimpleRNN(10, return_sequences=True)
        self.answer = layers.Dense(5, activation="softmax")

    def call(self, numbers):
        return self.answer(self.rnn(self.embedding(numbers)))


tagger = Tagger

# %% wrong: untouched | mistake=not_attempted
tagger = ...  # reads (batch, 8) word numbers, answers (batch, 8, 5)
