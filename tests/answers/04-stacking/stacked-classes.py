# Exercise "stacked-classes": GRU(12), GRU(6), Dense(3) with a softmax, on (10, 8).
# ruff: noqa

# %% right: Sequential from a list
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% right: functional
words = keras.Input(shape=(10, 8))
x = layers.GRU(units=12, return_sequences=True)(words)
x = layers.GRU(units=6)(x)
class_stack = keras.Model(words, layers.Dense(units=3, activation="softmax")(x))

# %% right: add, compiled, with dropout that sleeps
class_stack = keras.Sequential(name="three_classes")
class_stack.add(keras.Input((10, 8)))
class_stack.add(layers.GRU(12, return_sequences=True, dropout=0.2))
class_stack.add(layers.Dropout(0.3))
class_stack.add(layers.GRU(6))
class_stack.add(layers.Dense(3, activation=keras.activations.softmax))
class_stack.compile("adam", "sparse_categorical_crossentropy")


# %% right: a subclass that keeps its layers in a list
class ClassStack(keras.Model):
    def __init__(self, *units, classes):
        super().__init__()
        self.floors = [
            layers.GRU(n, return_sequences=i < len(units) - 1)
            for i, n in enumerate(units)
        ]
        self.head = layers.Dense(classes, activation="softmax")

    def call(self, x):
        for floor in self.floors:
            x = floor(x)
        return self.head(x)


class_stack = ClassStack(12, 6, classes=3)

# %% right: stacked cells in one RNN
cells = layers.StackedRNNCells([layers.GRUCell(12), layers.GRUCell(6)])
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.RNN(cells),
        layers.Dense(3),
        layers.Activation("softmax"),
    ]
)

# %% right: a model in a model, softmax as a layer
reader = keras.Sequential(
    [keras.Input((10, 8)), layers.GRU(12, return_sequences=True), layers.GRU(6)]
)
words = keras.Input((10, 8))
class_stack = keras.Model(words, layers.Softmax()(layers.Dense(3)(reader(words))))

# %% right: the state that return_state gives
words = keras.Input((10, 8))
sequence, state = layers.GRU(12, return_sequences=True, return_state=True)(words)
output, state = layers.GRU(6, return_state=True)(sequence)
scores = layers.Dense(3)(state)
class_stack = keras.Model(words, keras.ops.softmax(scores, axis=-1))

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Masking(),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: all states from the upper one too | mistake=every-step-returned
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6, return_sequences=True),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: the sequence forgotten, which raises | mistake=cell-stopped
class_stack = ...  # reads (batch, 10, 8), answers (batch, 3)
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12),
        layers.GRU(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: the last state at every step | mistake=repeated-last-state
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12),
        layers.RepeatVector(10),
        layers.GRU(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: the last state as a sentence of one word | mistake=lower-layer-last-only
words = keras.Input((10, 8))
x = layers.GRU(12)(words)
x = keras.ops.expand_dims(x, axis=1)
x = layers.GRU(6)(x)
class_stack = keras.Model(words, layers.Dense(3, activation="softmax")(x))

# %% wrong: 6 below, 12 above | mistake=layers-swapped
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(6, return_sequences=True),
        layers.GRU(12),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: a sigmoid for each class | mistake=sigmoid-for-softmax
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3, activation="sigmoid"),
    ]
)

# %% wrong: scores, no probabilities | mistake=no-activation
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3),
    ]
)

# %% wrong: softmax goes over the sentences | mistake=softmax-over-batch
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3),
        layers.Softmax(axis=0),
    ]
)

# %% wrong: LSTM is the same | mistake=other-layer
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.LSTM(12, return_sequences=True),
        layers.LSTM(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: SimpleRNN, a GRU with one gate | mistake=other-layer
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.SimpleRNN(12, return_sequences=True),
        layers.SimpleRNN(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: one layer is enough | mistake=missing-layer
class_stack = keras.Sequential(
    [keras.Input((10, 8)), layers.GRU(12), layers.Dense(3, activation="softmax")]
)

# %% wrong: features before steps | mistake=steps-features-swapped
class_stack = keras.Sequential(
    [
        keras.Input((8, 10)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: the softmax in the recurrent layer as well | mistake=other-activation
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6, activation="softmax"),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: an extra Dense with relu | mistake=extra-layer
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(6, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: the states of all words flattened | mistake=flattened
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6, return_sequences=True),
        layers.Flatten(),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: the upper one reads from the end | mistake=reads-backwards
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6, go_backwards=True),
        layers.Dense(3, activation="softmax"),
    ]
)

# %% wrong: swapped, and a sigmoid | mistake=layers-swapped+sigmoid-for-softmax
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(6, return_sequences=True),
        layers.GRU(12),
        layers.Dense(3, activation="sigmoid"),
    ]
)

# %% wrong: an answer for each word, by sigmoids | mistake=every-step-returned+sigmoid-for-softmax
words = keras.Input((10, 8))
x = layers.GRU(12, return_sequences=True)(words)
x = layers.GRU(6, return_sequences=True)(x)
class_stack = keras.Model(words, layers.Dense(3, activation="sigmoid")(x))


# %% wrong: the class, not a model of it | mistake=class-for-model
class ClassStack(keras.Model):
    def __init__(self):
        super().__init__()
        self.below = layers.GRU(12, return_sequences=True)
        self.above = layers.GRU(6)
        self.head = layers.Dense(3, activation="softmax")

    def call(self, words):
        return self.head(self.above(self.below(words)))


class_stack = ClassStack

# %% wrong: untouched | mistake=not_attempted
class_stack = ...  # reads (batch, 10, 8), answers (batch, 3)
