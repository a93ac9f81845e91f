# Exercise "reading-along": a trained model that answers after every word of a tweet.
# ruff: noqa

# %% right: SimpleRNN in a Sequential, as the lesson
keras.utils.set_random_seed(7)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.Dropout(0.5),
        layers.SimpleRNN(16, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")
reader.fit(x_train, np.tile(y_train[:, None, None], (1, 20, 1)), epochs=4, verbose=0)

# %% right: GRU, functional, TimeDistributed
keras.utils.set_random_seed(2)
words = keras.Input(shape=(20,), dtype="int32")
vectors = layers.Embedding(len(vocabulary), 24, mask_zero=True)(words)
vectors = layers.Dropout(0.4)(vectors)
states = layers.GRU(16, return_sequences=True)(vectors)
answers = layers.TimeDistributed(layers.Dense(1, activation="sigmoid"))(states)
reader = keras.Model(words, answers)
reader.compile("adam", "binary_crossentropy", metrics=["accuracy"])
labels = np.ones((len(y_train), 20, 1)) * y_train[:, np.newaxis, np.newaxis]
history = reader.fit(x_train, labels, epochs=4, batch_size=32, verbose=0)

# %% right: trained on the last answer, then asked for all
keras.utils.set_random_seed(3)
words = keras.Input((20,))
vectors = layers.Embedding(len(vocabulary), 32, mask_zero=True)(words)
states = layers.SimpleRNN(32, return_sequences=True)(layers.Dropout(0.5)(vectors))
answers = layers.Dense(1, activation="sigmoid")(states)
reader = keras.Model(words, answers)
pupil = keras.Model(words, answers[:, -1])
pupil.compile("adam", "binary_crossentropy")
pupil.fit(x_train, y_train, epochs=5, verbose=0)


# %% right: a subclass of Model, weights for the real words
class Reader(keras.Model):
    def __init__(self, words):
        super().__init__()
        self.embedding = layers.Embedding(words, 24)
        self.mask = layers.Lambda(lambda ids: keras.ops.not_equal(ids, 0))
        self.dropout = layers.Dropout(0.5)
        self.rnn = layers.GRU(16, return_sequences=True)
        self.answer = layers.Dense(1, activation="sigmoid")

    def call(self, words, training=False):
        vectors = self.dropout(self.embedding(words), training=training)
        return self.answer(self.rnn(vectors, mask=self.mask(words)))


keras.utils.set_random_seed(4)
reader = Reader(len(vocabulary))
reader.compile(optimizer=keras.optimizers.Adam(0.002), loss="binary_crossentropy")
every_label = np.repeat(y_train, 20).reshape(-1, 20, 1)
reader.fit(
    x_train, every_label, sample_weight=(x_train != 0) * 1.0, epochs=4, verbose=0
)

# %% right: LSTM by add, sigmoid as a layer of its own
keras.utils.set_random_seed(5)
reader = keras.Sequential()
reader.add(layers.Embedding(len(vocabulary), 32, mask_zero=True))
reader.add(layers.LSTM(16, dropout=0.3, return_sequences=True))
reader.add(layers.Dense(1))
reader.add(layers.Activation("sigmoid"))
reader.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
reader.fit(
    x_train,
    np.repeat(y_train[:, np.newaxis, np.newaxis].astype("float32"), 20, axis=1),
    epochs=3,
    verbose=0,
)

# %% wrong: built, never trained | mistake=untrained
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.SimpleRNN(16, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")


# %% wrong: built anew after the training | mistake=untrained
def build():
    return keras.Sequential(
        [
            keras.Input((20,)),
            layers.Embedding(len(vocabulary), 16, mask_zero=True),
            layers.SimpleRNN(8, return_sequences=True),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


model = build()
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20, 1), epochs=1, verbose=0)
reader = build()

# %% wrong: one answer a tweet | mistake=last-step-only
keras.utils.set_random_seed(8)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.Dropout(0.5),
        layers.SimpleRNN(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")
reader.fit(x_train, y_train, epochs=1, verbose=0)

# %% wrong: a few tweets will do | mistake=below-floor
keras.utils.set_random_seed(9)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.SimpleRNN(8, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
few = np.repeat(y_train[:400], 20).reshape(-1, 20, 1)
reader.fit(x_train[:400], few, epochs=4, verbose=0)

# %% wrong: 1 for the unkind ones | mistake=labels-flipped
keras.utils.set_random_seed(10)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.Dropout(0.5),
        layers.SimpleRNN(16, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")
reader.fit(x_train, np.repeat(1 - y_train, 20).reshape(-1, 20, 1), epochs=4, verbose=0)

# %% wrong: one unit for each of two answers | mistake=two-outputs
keras.utils.set_random_seed(11)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.SimpleRNN(16, return_sequences=True),
        layers.Dense(2, activation="softmax"),
    ]
)
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20), epochs=1, verbose=0)

# %% wrong: no sigmoid, the loss takes care of it | mistake=no-probabilities
keras.utils.set_random_seed(12)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.Dropout(0.5),
        layers.SimpleRNN(16, return_sequences=True),
        layers.Dense(1),
    ]
)
reader.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20, 1), epochs=3, verbose=0)

# %% wrong: softmax over one unit, always 1 | mistake=softmax-over-one
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 8, mask_zero=True),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(1, activation="softmax"),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20, 1), epochs=1, verbose=0)

# %% wrong: each word for itself, nothing recurrent | mistake=no-recurrent-layer
keras.utils.set_random_seed(13)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20, 1), epochs=1, verbose=0)

# %% wrong: the answers share one probability | mistake=softmax-over-steps
keras.utils.set_random_seed(14)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8, return_sequences=True),
        layers.Dense(1),
        layers.Softmax(axis=1),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20, 1), epochs=1, verbose=0)

# %% wrong: the last answer at every step | mistake=repeated-last-state
keras.utils.set_random_seed(15)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.Dropout(0.5),
        layers.SimpleRNN(16),
        layers.Dense(1, activation="sigmoid"),
        layers.RepeatVector(20),
    ]
)
reader.compile(optimizer="adam", loss="binary_crossentropy")
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20, 1), epochs=5, verbose=0)

# %% wrong: kept what fit returns | mistake=history-for-model
model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 8, mask_zero=True),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
labels = np.repeat(y_train, 20).reshape(-1, 20, 1)
reader = model.fit(x_train[:64], labels[:64], epochs=1, verbose=0)

# %% wrong: predictions in place of the model | mistake=output-for-model
model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 8, mask_zero=True),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
reader = model.predict(x_train[:64], verbose=0)

# %% wrong: two units, one answer a tweet | mistake=last-step-only+two-outputs
keras.utils.set_random_seed(16)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.SimpleRNN(16),
        layers.Dense(2, activation="softmax"),
    ]
)
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
reader.fit(x_train, y_train, epochs=1, verbose=0)

# %% wrong: two units for every word, and no softmax | mistake=no-probabilities+two-outputs
keras.utils.set_random_seed(18)
reader = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.SimpleRNN(8, return_sequences=True),
        layers.Dense(2),
    ]
)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
reader.compile(optimizer="adam", loss=loss)
reader.fit(x_train, np.repeat(y_train, 20).reshape(-1, 20), epochs=1, verbose=0)

# %% wrong: only a text says what it would be | mistake=text-for-model
reader = "a GRU that answers after every word"

# %% wrong: untouched | mistake=not_attempted
reader = ...  # reads (batch, 20) word numbers, answers (batch, 20, 1); trained
