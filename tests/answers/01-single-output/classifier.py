# Exercise "classifier": a trained model with a recurrent layer, one probability.
# ruff: noqa

# %% right: SimpleRNN in a Sequential, as the lesson
keras.utils.set_random_seed(7)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.Dropout(0.5),
        layers.SimpleRNN(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=6, verbose=0)

# %% right: GRU, functional
keras.utils.set_random_seed(2)
words = keras.Input(shape=(20,), dtype="int32")
vectors = layers.Embedding(input_dim=len(vocabulary), output_dim=32)(words)
vectors = layers.Dropout(0.4)(vectors)
tweet = layers.GRU(24)(vectors)
probability = layers.Dense(1, activation="sigmoid")(tweet)
classifier = keras.Model(words, probability)
classifier.compile("adam", "binary_crossentropy", metrics=["accuracy"])
history = classifier.fit(x_train, y_train, epochs=6, batch_size=32, verbose=0)

# %% right: LSTM by add, compared on the development tweets
keras.utils.set_random_seed(3)
classifier = keras.Sequential()
classifier.add(layers.Embedding(len(vocabulary), 24))
classifier.add(layers.LSTM(16, dropout=0.3))
classifier.add(layers.Dense(1))
classifier.add(layers.Activation("sigmoid"))
classifier.compile(
    optimizer=keras.optimizers.Adam(0.002),
    loss=keras.losses.BinaryCrossentropy(),
    metrics=["accuracy"],
)
classifier.fit(
    x_train,
    y_train.astype("float32"),
    epochs=5,
    validation_data=(x_development, y_development),
    verbose=2,
)


# %% right: both directions, a subclass of Model
class Classifier(keras.Model):
    def __init__(self, words):
        super().__init__()
        self.embedding = layers.Embedding(words, 24)
        self.dropout = layers.Dropout(0.5)
        self.rnn = layers.Bidirectional(layers.GRU(12))
        self.answer = layers.Dense(1, activation="sigmoid")

    def call(self, words, training=False):
        vectors = self.dropout(self.embedding(words), training=training)
        return self.answer(self.rnn(vectors))


keras.utils.set_random_seed(4)
classifier = Classifier(len(vocabulary))
classifier.compile(optimizer="rmsprop", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=7, verbose=0)

# %% wrong: built, never trained | mistake=untrained
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.SimpleRNN(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")

# %% wrong: a few tweets will do | mistake=below-floor
keras.utils.set_random_seed(5)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
classifier.fit(x_train[:600], y_train[:600], epochs=5, verbose=0)

# %% wrong: padding read as words, the tweets learnt by heart | mistake=below-floor
keras.utils.set_random_seed(2)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.SimpleRNN(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=6, verbose=0)

# %% wrong: 1 for the unkind ones | mistake=labels-flipped
keras.utils.set_random_seed(6)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.Dropout(0.5),
        layers.GRU(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, 1 - y_train, epochs=6, verbose=0)

# %% wrong: softmax over one unit, always 1 | mistake=softmax-over-one
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="softmax"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=2, verbose=0)

# %% wrong: no sigmoid, the loss takes care of it | mistake=no-probabilities
keras.utils.set_random_seed(8)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.Dropout(0.5),
        layers.GRU(16),
        layers.Dense(1),
    ]
)
loss = keras.losses.BinaryCrossentropy(from_logits=True)
classifier.compile(optimizer="adam", loss=loss)
classifier.fit(x_train, y_train, epochs=6, verbose=0)

# %% wrong: one unit for each of two answers | mistake=two-outputs
keras.utils.set_random_seed(9)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.Dropout(0.5),
        layers.GRU(16),
        layers.Dense(2, activation="softmax"),
    ]
)
classifier.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
classifier.fit(x_train, y_train, epochs=6, verbose=0)

# %% wrong: an answer for every word | mistake=every-step-returned
keras.utils.set_random_seed(10)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
every_word = np.repeat(y_train[:, np.newaxis, np.newaxis], 20, axis=1)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, every_word, epochs=2, verbose=0)

# %% wrong: the mean of the words, nothing recurrent | mistake=no-recurrent-layer
keras.utils.set_random_seed(11)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=8, verbose=0)

# %% wrong: words flattened for Dense layers | mistake=no-recurrent-layer
keras.utils.set_random_seed(12)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=6, verbose=0)

# %% wrong: kept what fit returns | mistake=history-for-model
model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
classifier = model.fit(x_train, y_train, epochs=1, verbose=0)

# %% wrong: predictions in place of the model | mistake=output-for-model
model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x_train, y_train, epochs=1, verbose=0)
classifier = model.predict(x_development, verbose=0)


# %% wrong: built anew after the training | mistake=untrained
def build():
    return keras.Sequential(
        [
            keras.Input((20,)),
            layers.Embedding(len(vocabulary), 16),
            layers.SimpleRNN(8),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


model = build()
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x_train, y_train, epochs=1, verbose=0)
classifier = build()

# %% wrong: labels shuffled apart from their tweets | mistake=below-floor
keras.utils.set_random_seed(13)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32),
        layers.GRU(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
shuffled = np.random.default_rng(1).permutation(y_train)
classifier.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
classifier.fit(x_train, shuffled, epochs=6, verbose=0)

# %% wrong: never looks at a tweet, says positive | mistake=same-answer-for-all
words = keras.Input((20,))
vector = layers.SimpleRNN(4)(layers.Embedding(len(vocabulary), 4)(words))
answer = layers.Dense(1, "sigmoid", kernel_initializer="zeros")(vector)
classifier = keras.Model(words, answer * 0 + 0.68)

# %% wrong: only a text says what it would be | mistake=text-for-model
classifier = "a GRU that is right on 88 % of the tweets"


# %% wrong: a function that counts kind words | mistake=function-for-model
def classifier(x):
    kind = x_train[y_train == 1]
    seen = np.bincount(kind[kind > 1], minlength=len(vocabulary))
    other = x_train[y_train == 0]
    seen_other = np.bincount(other[other > 1], minlength=len(vocabulary))
    weights = np.log((seen + 1) / (seen_other + 1))
    return 1 / (1 + np.exp(-weights[x].sum(axis=1, keepdims=True)))


# %% wrong: fewer rows than word numbers, which raises | mistake=cell-stopped
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(1000, 16),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=1, verbose=0)

# %% wrong: no Embedding, which raises | mistake=cell-stopped
classifier = keras.Sequential(
    [layers.SimpleRNN(8), layers.Dense(1, activation="sigmoid")]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=1, verbose=0)

# %% wrong: untouched | mistake=not_attempted
classifier = ...  # reads (batch, 20) word numbers, answers (batch, 1); trained
