# Exercise "deeper": a trained reader of tweets with two recurrent layers.
# ruff: noqa

# %% right: two GRU layers in a Sequential
keras.utils.set_random_seed(1)
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.Dropout(0.5),
        layers.GRU(16, return_sequences=True),
        layers.GRU(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)

# %% right: both directions below, functional
keras.utils.set_random_seed(2)
words = keras.Input(shape=(20,), dtype="int32")
x = layers.Embedding(len(vocabulary), 16, mask_zero=True)(words)
x = layers.Dropout(0.5)(x)
x = layers.Bidirectional(layers.GRU(8, return_sequences=True))(x)
x = layers.GRU(12)(x)
deep = keras.Model(words, layers.Dense(1, activation="sigmoid")(x))
deep.compile(keras.optimizers.Adam(0.004), "binary_crossentropy")
history = deep.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)

# %% right: LSTM below GRU, by add
keras.utils.set_random_seed(3)
deep = keras.Sequential()
deep.add(layers.Embedding(len(vocabulary), 16))
deep.add(layers.Dropout(0.5))
deep.add(layers.LSTM(12, return_sequences=True))
deep.add(layers.GRU(12))
deep.add(layers.Dense(1))
deep.add(layers.Activation("sigmoid"))
deep.compile(keras.optimizers.Adam(0.005), keras.losses.BinaryCrossentropy())
deep.fit(x_train, y_train.astype("float32"), epochs=5, batch_size=64, verbose=0)


# %% right: a subclass of Model, trained with rmsprop
class Deep(keras.Model):
    def __init__(self, words):
        super().__init__()
        self.embedding = layers.Embedding(words, 16, mask_zero=True)
        self.dropout = layers.Dropout(0.5)
        self.floors = [layers.GRU(12, return_sequences=True), layers.GRU(8)]
        self.answer = layers.Dense(1, activation="sigmoid")

    def call(self, words, training=False):
        x = self.dropout(self.embedding(words), training=training)
        for floor in self.floors:
            x = floor(x)
        return self.answer(x)


keras.utils.set_random_seed(4)
deep = Deep(len(vocabulary))
deep.compile(keras.optimizers.RMSprop(0.004), loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)

# %% right: the upper one starts from the lower one's last state
keras.utils.set_random_seed(2)
words = keras.Input((20,))
x = layers.Embedding(len(vocabulary), 16, mask_zero=True)(words)
x = layers.Dropout(0.5)(x)
x = layers.GRU(12)(x, initial_state=layers.GRU(12)(x))
deep = keras.Model(words, layers.Dense(1, activation="sigmoid")(x))
deep.compile(keras.optimizers.Adam(0.004), "binary_crossentropy")
deep.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)

# %% wrong: one recurrent layer | mistake=too-few-recurrent-layers
keras.utils.set_random_seed(5)
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.Dropout(0.5),
        layers.GRU(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer=keras.optimizers.Adam(0.004), loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)

# %% wrong: two layers side by side | mistake=layers-side-by-side
keras.utils.set_random_seed(11)
words = keras.Input((20,))
x = layers.Embedding(len(vocabulary), 8, mask_zero=True)(words)
x = layers.Concatenate()([layers.GRU(4)(x), layers.GRU(6)(x)])
deep = keras.Model(words, layers.Dense(1, activation="sigmoid")(x))
deep.compile(optimizer="adam", loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)

# %% wrong: the lower one's states times 0 | mistake=layers-side-by-side
keras.utils.set_random_seed(12)
words = keras.Input((20,))
x = layers.Embedding(len(vocabulary), 8, mask_zero=True)(words)
x = layers.GRU(8)(x + 0 * layers.GRU(8, return_sequences=True)(x))
deep = keras.Model(words, layers.Dense(1, activation="sigmoid")(x))
deep.compile(optimizer="adam", loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)

# %% wrong: word numbers as they are, by Reshape | mistake=no-embedding
keras.utils.set_random_seed(13)
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Reshape((20, 1)),
        layers.GRU(6, return_sequences=True),
        layers.GRU(6),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer="adam", loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)

# %% wrong: built, never trained | mistake=untrained
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.GRU(16, return_sequences=True),
        layers.GRU(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer="adam", loss="binary_crossentropy")

# %% wrong: an answer for every word | mistake=every-step-returned
keras.utils.set_random_seed(6)
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 8),
        layers.SimpleRNN(8, return_sequences=True),
        layers.SimpleRNN(8, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer="adam", loss="binary_crossentropy")
every_word = np.repeat(y_train[:, np.newaxis, np.newaxis], 20, axis=1)
deep.fit(x_train, every_word, epochs=1, batch_size=64, verbose=0)

# %% wrong: softmax over one unit, always 1 | mistake=softmax-over-one
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 8),
        layers.SimpleRNN(8, return_sequences=True),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="softmax"),
    ]
)
deep.compile(optimizer="adam", loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)

# %% wrong: labels shuffled apart from their tweets | mistake=below-floor
keras.utils.set_random_seed(8)
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.SimpleRNN(8, return_sequences=True),
        layers.SimpleRNN(8),
        layers.Dense(1, activation="sigmoid"),
    ]
)
shuffled = np.random.default_rng(1).permutation(y_train)
deep.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
deep.fit(x_train, shuffled, epochs=4, batch_size=64, verbose=0)

# %% wrong: 1 for the unkind ones | mistake=labels-flipped
keras.utils.set_random_seed(9)
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.Dropout(0.5),
        layers.GRU(12, return_sequences=True),
        layers.GRU(12),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer=keras.optimizers.Adam(0.004), loss="binary_crossentropy")
deep.fit(x_train, 1 - y_train, epochs=4, batch_size=64, verbose=0)

# %% wrong: the sequence forgotten, which raises | mistake=cell-stopped
deep = ...  # reads (batch, 20) word numbers, answers (batch, 1); trained
deep = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 16),
        layers.GRU(16),
        layers.GRU(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
deep.compile(optimizer="adam", loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=4, verbose=0)

# %% wrong: kept what fit returns | mistake=history-for-model
model = keras.Sequential([keras.Input((20,)), layers.Embedding(len(vocabulary), 4)])
model.add(layers.SimpleRNN(4, return_sequences=True))
model.add(layers.SimpleRNN(4))
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy")
deep = model.fit(x_train, y_train, epochs=1, batch_size=128, verbose=0)

# %% wrong: untouched | mistake=not_attempted
deep = ...  # reads (batch, 20) word numbers, answers (batch, 1); trained
