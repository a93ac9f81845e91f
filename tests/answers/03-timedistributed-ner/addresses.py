# Exercise "addresses": a trained tagger of addresses, from words and their shapes.
# ruff: noqa

# %% right: functional, GRU from both ends, as the lesson
keras.utils.set_random_seed(1)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
    ]
)
vectors = layers.Dropout(0.4)(vectors)
states = layers.Bidirectional(layers.GRU(40, return_sequences=True))(vectors)
answer = layers.Dense(len(tag_set), activation="softmax")
address_tagger = keras.Model([numbers, forms], layers.TimeDistributed(answer)(states))
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
history = address_tagger.fit(x_train, y_train, epochs=12, verbose=0)


# %% right: a subclass of Model, LSTM, words hidden in every epoch
class AddressTagger(keras.Model):
    def __init__(self):
        super().__init__()
        self.words = layers.Embedding(len(vocabulary), 32, mask_zero=True)
        self.forms = layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)
        self.join = layers.Concatenate()
        self.dropout = layers.Dropout(0.3)
        self.rnn = layers.Bidirectional(layers.LSTM(40, return_sequences=True))
        self.answer = layers.Dense(len(tag_set), activation="softmax")

    def call(self, inputs, training=False):
        words, forms = inputs
        joined = self.join([self.words(words), self.forms(forms)])
        states = self.rnn(self.dropout(joined, training=training))
        return self.answer(self.dropout(states, training=training))


keras.utils.set_random_seed(2)
address_tagger = AddressTagger()
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
random = np.random.default_rng(2)
for epoch in range(12):
    hidden = (x_train[0] > 0) & (random.random(x_train[0].shape) < 0.15)
    words_now = np.where(hidden, 1, x_train[0])
    address_tagger.fit([words_now, x_train[1]], y_train, verbose=0)

# %% right: SimpleRNN, a stack, one-hot tags, no mask but weights
keras.utils.set_random_seed(3)
numbers = keras.Input((STEPS,), dtype="int32", name="words")
forms = keras.Input((STEPS,), dtype="int32", name="shapes")
both = layers.concatenate(
    [
        layers.Embedding(len(vocabulary), 32)(numbers),
        layers.Embedding(len(shape_vocabulary), 16)(forms),
    ]
)
both = layers.SpatialDropout1D(0.3)(both)
states = layers.Bidirectional(layers.SimpleRNN(48, return_sequences=True))(both)
states = layers.Dropout(0.4)(states)
address_tagger = keras.Model(
    inputs=[numbers, forms],
    outputs=layers.Softmax()(layers.Dense(len(tag_set))(states)),
)
address_tagger.compile(
    optimizer=keras.optimizers.Adam(0.003), loss="categorical_crossentropy"
)
address_tagger.fit(
    x_train,
    np.eye(len(tag_set))[y_train],
    sample_weight=(x_train[0] > 0).astype("float32"),
    epochs=14,
    verbose=0,
)

# %% right: GRU, a softmax layer, stopped early by the development addresses
keras.utils.set_random_seed(4)
inputs = [keras.Input((STEPS,), name=name) for name in ("word", "shape")]
sizes = [(len(vocabulary), 40), (len(shape_vocabulary), 20)]
tables = [layers.Embedding(*size, mask_zero=True) for size in sizes]
x = layers.Concatenate(axis=-1)([table(i) for table, i in zip(tables, inputs)])
x = layers.Dropout(0.5)(x)
x = layers.Bidirectional(layers.GRU(32, return_sequences=True), merge_mode="sum")(x)
x = layers.Dropout(0.3)(x)
x = layers.TimeDistributed(layers.Dense(len(tag_set)))(x)
address_tagger = keras.Model(inputs, layers.Activation("softmax")(x))
address_tagger.compile(
    optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy"
)
address_tagger.fit(
    x_train,
    y_train,
    validation_data=(x_development, y_development),
    epochs=12,
    callbacks=[keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)],
    verbose=0,
)

# %% wrong: built, never trained | mistake=untrained
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
    ]
)
states = layers.LSTM(32, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")


# %% wrong: built anew after the training | mistake=untrained
def build():
    numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
    vectors = layers.Concatenate()(
        [
            layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
            layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
        ]
    )
    states = layers.SimpleRNN(32, return_sequences=True)(vectors)
    answers = layers.Dense(len(tag_set), activation="softmax")(states)
    return keras.Model([numbers, forms], answers)


trained = build()
trained.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
trained.fit(x_train, y_train, epochs=2, verbose=0)
address_tagger = build()

# %% wrong: the words alone, four epochs | mistake=below-floor
keras.utils.set_random_seed(4)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers)
states = layers.SimpleRNN(48, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
address_tagger.fit(x_train, y_train, epochs=4, verbose=0)

# %% wrong: one tag for the whole address | mistake=last-step-only
keras.utils.set_random_seed(5)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
    ]
)
answers = layers.Dense(len(tag_set), activation="softmax")(layers.LSTM(32)(vectors))
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
address_tagger.fit(x_train, y_train[:, 0], epochs=2, verbose=0)

# %% wrong: each word by itself, nothing recurrent | mistake=no-recurrent-layer
keras.utils.set_random_seed(6)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
    ]
)
hidden = layers.Dense(64, activation="relu")(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(hidden)
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
address_tagger.fit(x_train, y_train, epochs=6, verbose=0)

# %% wrong: no softmax, the loss takes care of it | mistake=no-probabilities
keras.utils.set_random_seed(7)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
    ]
)
states = layers.Bidirectional(layers.SimpleRNN(32, return_sequences=True))(vectors)
address_tagger = keras.Model([numbers, forms], layers.Dense(len(tag_set))(states))
address_tagger.compile(
    optimizer=keras.optimizers.Adam(0.005),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
address_tagger.fit(x_train, y_train, epochs=6, verbose=0)

# %% wrong: kept what fit returns | mistake=history-for-model
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 16, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 8, mask_zero=True)(forms),
    ]
)
states = layers.SimpleRNN(16, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
model = keras.Model([numbers, forms], answers)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
address_tagger = model.fit(x_train, y_train, verbose=0)

# %% wrong: the tags of other addresses | mistake=below-floor
keras.utils.set_random_seed(8)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 16, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 8, mask_zero=True)(forms),
    ]
)
states = layers.SimpleRNN(32, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
shuffled = np.random.default_rng(8).permutation(len(y_train))
address_tagger.fit(x_train, y_train[shuffled], epochs=3, verbose=0)

# %% wrong: always the same tag | mistake=same-answer-for-all
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [layers.Embedding(len(vocabulary), 8)(numbers), layers.Embedding(80, 8)(forms)]
)
states = layers.SimpleRNN(8, return_sequences=True)(vectors)
answer = layers.Dense(len(tag_set), activation="softmax")
address_tagger = keras.Model([numbers, forms], answer(states))
frequent = np.bincount(y_train[x_train[0] > 0], minlength=len(tag_set))
answer.set_weights([np.zeros((8, len(tag_set))), np.log(frequent + 1)])

# %% wrong: one answer for the address, and not trained | mistake=last-step-only
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 16, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 8, mask_zero=True)(forms),
    ]
)
answers = layers.Dense(len(tag_set), activation="softmax")(layers.GRU(16)(vectors))
address_tagger = keras.Model([numbers, forms], answers)

# %% wrong: reads one array, not two | mistake=too-few-inputs
address_tagger = keras.Sequential(
    [
        keras.Input((STEPS,)),
        layers.Embedding(len(vocabulary), 16, mask_zero=True),
        layers.SimpleRNN(16, return_sequences=True),
        layers.Dense(len(tag_set), activation="softmax"),
    ]
)
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
address_tagger.fit(x_train[0], y_train, verbose=0)

# %% wrong: the shapes alone, which is one array as well | mistake=too-few-inputs
numbers = keras.Input((STEPS,))
vectors = layers.Embedding(len(shape_vocabulary), 8, mask_zero=True)(numbers)
states = layers.SimpleRNN(8, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model(numbers, answers)
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
address_tagger.fit(x_train[1], y_train, verbose=0)


# %% wrong: a class of its own that leaves the shapes out | mistake=below-floor
class WordTagger(keras.Model):
    def __init__(self):
        super().__init__()
        self.table = layers.Embedding(len(vocabulary), 8, mask_zero=True)
        self.rnn = layers.SimpleRNN(8, return_sequences=True)
        self.answer = layers.Dense(len(tag_set), activation="softmax")

    def call(self, inputs):
        return self.answer(self.rnn(self.table(inputs[0])))


keras.utils.set_random_seed(9)
address_tagger = WordTagger()
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
address_tagger.fit(x_train, y_train, verbose=0)

# %% wrong: a number for the type, without B- and I- | mistake=wrong-number-of-classes
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [layers.Embedding(len(vocabulary), 8)(numbers), layers.Embedding(80, 8)(forms)]
)
states = layers.SimpleRNN(16, return_sequences=True)(vectors)
kinds = sorted({name[2:] for name in tag_set.names})
answers = layers.Dense(len(kinds), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
kind_of = np.array([kinds.index(name[2:]) for name in tag_set.names])
address_tagger.fit(x_train, kind_of[y_train], verbose=0)

# %% wrong: predictions in place of the model | mistake=output-for-model
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [layers.Embedding(len(vocabulary), 8)(numbers), layers.Embedding(80, 8)(forms)]
)
states = layers.SimpleRNN(16, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
model = keras.Model([numbers, forms], answers)
address_tagger = model.predict(x_development, verbose=0)

# %% wrong: a list of tags, from a rule | mistake=list-for-model
address_tagger = [["B-AddressNumber"] + ["B-StreetName"] * 13] * len(x_development[0])

# %% wrong: untouched | mistake=not_attempted
address_tagger = ...  # reads [words, shapes], answers (batch, 14, tags); trained

# %% wrong: one Input for both arrays | mistake=cell-stopped
address_tagger = keras.Sequential(
    [
        keras.Input((2, STEPS)),
        layers.GRU(16, return_sequences=True),
        layers.Dense(len(tag_set), activation="softmax"),
    ]
)
address_tagger.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
address_tagger.fit(x_train, y_train, verbose=0)

# %% wrong: tags numbered in an order of one's own | mistake=tags-in-other-order
own_names = sorted(tag_set.names)
own = np.array([own_names.index(name) for name in tag_set.names])
keras.utils.set_random_seed(1)
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(forms),
    ]
)
vectors = layers.Dropout(0.4)(vectors)
states = layers.Bidirectional(layers.GRU(40, return_sequences=True))(vectors)
answers = layers.Dense(len(own_names), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
address_tagger.fit(x_train, own[y_train], epochs=12, verbose=0)

# %% wrong: joined along the steps, tables of one width | mistake=joined-along-steps
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate(axis=1)(
    [
        layers.Embedding(len(vocabulary), 16)(numbers),
        layers.Embedding(len(shape_vocabulary), 16)(forms),
    ]
)
states = layers.GRU(16, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)

# %% wrong: joined along the steps, tables of two widths | mistake=cell-stopped
address_tagger = ...
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate(axis=1)(
    [
        layers.Embedding(len(vocabulary), 16)(numbers),
        layers.Embedding(len(shape_vocabulary), 8)(forms),
    ]
)
states = layers.GRU(16, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)

# %% wrong: a table with too few rows | mistake=embedding-too-small
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [layers.Embedding(100, 8)(numbers), layers.Embedding(80, 8)(forms)]
)
states = layers.GRU(16, return_sequences=True)(vectors)
answers = layers.Dense(len(tag_set), activation="softmax")(states)
address_tagger = keras.Model([numbers, forms], answers)

# %% wrong: the labels in the place of the outputs | mistake=cell-stopped
address_tagger = ...
numbers, forms = keras.Input((STEPS,)), keras.Input((STEPS,))
address_tagger = keras.Model([numbers, forms], y_train)
