# Exercise "counts": parameters of Embedding(1000, 12), Bidirectional(GRU(8)),
# SimpleRNN(5) and Dense(1); each of the four is worth 0.75 points.
# ruff: noqa

# %% right: products, worked out by hand
counts = [1000 * 12, 2 * 3 * 8 * (12 + 8 + 2), 5 * (16 + 5 + 1), 5 + 1]

# %% right: the bare numbers
counts = [12000, 1056, 110, 6]

# %% right: asked Keras, layer by layer
probe = keras.Sequential([keras.Input((20,))])
probe.add(layers.Embedding(1000, 12))
probe.add(layers.Bidirectional(layers.GRU(8, return_sequences=True)))
probe.add(layers.SimpleRNN(5))
probe.add(layers.Dense(1))
counts = [layer.count_params() for layer in probe.layers]

# %% right: an array
counts = np.array([12_000, 2 * 528, 80 + 25 + 5, 6])

# %% right: a tuple of named sizes
words, numbers, steps = 1000, 12, 20
gru, rnn, dense = 8, 5, 1
in_both = 3 * (numbers * gru + gru * gru + 2 * gru)
counts = (
    words * numbers,
    in_both * 2,
    2 * gru * rnn + rnn * rnn + rnn,
    rnn * dense + dense,
)


# %% right: sizes of the weights, by loops
def sizes(layer, shape):
    layer.build(shape)
    return sum(int(np.prod(w.shape)) for w in layer.weights)


counts = [
    sizes(layers.Embedding(1000, 12), (None, 20)),
    sizes(layers.Bidirectional(layers.GRU(8)), (None, 20, 12)),
    sizes(layers.SimpleRNN(5), (None, 20, 16)),
    sizes(layers.Dense(1), (None, 5)),
]

# %% right: NumPy integers and a whole float
counts = [np.int64(12000), 2112 / 2, np.float64(110), np.sum([5, 1])]

# %% right: appended one by one, functional model
tweets_in = keras.Input((20,))
x = tweets_in
counts = []
for layer in (
    layers.Embedding(1000, 12),
    layers.Bidirectional(layers.GRU(8, return_sequences=True)),
    layers.SimpleRNN(5),
    layers.Dense(1),
):
    x = layer(x)
    counts.append(layer.count_params())

# %% wrong: a GRU has one bias | mistake=gru-one-bias score=2.25
counts = [1000 * 12, 2 * 3 * 8 * (12 + 8 + 1), 5 * (16 + 5 + 1), 6]

# %% wrong: a GRU counted as a SimpleRNN | mistake=one-gate score=2.25
counts = [1000 * 12, 2 * 8 * (12 + 8 + 1), 5 * (16 + 5 + 1), 6]

# %% wrong: one direction only | mistake=one-direction score=2.25
counts = [12000, 3 * 8 * (12 + 8 + 2), 110, 6]

# %% wrong: eight features reach the SimpleRNN | mistake=features-not-doubled score=2.25
counts = [12000, 1056, 5 * (8 + 5 + 1), 6]

# %% wrong: an embedding has no parameters | mistake=embedding-not-counted score=2.25
counts = [0, 1056, 110, 6]

# %% wrong: the embedding without its words | mistake=embedding-without-words score=2.25
counts = [12, 1056, 110, 6]

# %% wrong: the embedding with a bias | mistake=embedding-with-bias score=2.25
counts = [12 * (1000 + 1), 1056, 110, 6]

# %% wrong: the Dense layer without its bias | mistake=no-bias score=2.25
counts = [12000, 1056, 110, 5]

# %% wrong: the SimpleRNN without its bias | mistake=no-bias score=2.25
counts = [12000, 1056, 16 * 5 + 5 * 5, 6]

# %% wrong: the SimpleRNN without a recurrent kernel | mistake=no-recurrent-kernel score=2.25
counts = [12000, 1056, 5 * (16 + 1), 6]

# %% wrong: steps are features | mistake=steps-for-features score=2.25
counts = [12000, 1056, 5 * (20 + 5 + 1), 6]

# %% wrong: the SimpleRNN's weights anew at each step | mistake=parameters-per-step score=2.25
counts = [12000, 1056, 20 * 110, 6]

# %% wrong: one gate, and features that do not double | mistake=one-gate+features-not-doubled score=1.5
counts = [12000, 2 * 8 * (12 + 8 + 1), 5 * (8 + 5 + 1), 6]

# %% wrong: one direction, with one bias | mistake=one-direction+gru-one-bias score=2.25
counts = [12000, 3 * 8 * (12 + 8 + 1), 110, 6]

# %% wrong: one bias in the GRU, none in the Dense | mistake=gru-one-bias+no-bias score=1.5
counts = [12000, 1008, 110, 5]

# %% wrong: four gates, as in an LSTM | mistake=other-layer score=2.25
counts = [12000, 2 * 4 * 8 * (12 + 8 + 1), 110, 6]

# %% wrong: all of them added up | mistake=total-for-list
counts = 12000 + 1056 + 110 + 6

# %% wrong: the embedding is no layer | mistake=one-missing
counts = [1056, 110, 6]

# %% wrong: a text | mistake=text-for-list
counts = "12000, 1056, 110, 6"

# %% wrong: from the top down | mistake=layers-reversed
counts = [6, 110, 1056, 12000]

# %% wrong: the embedding's numbers reach every layer | mistake=features-for-units score=2.25
counts = [12000, 1056, 5 * (12 + 5 + 1), 6]

# %% wrong: a slip of the pen | mistake=- score=2.25
counts = [12000, 1056, 111, 6]

# %% wrong: one layer left open | mistake=none-in-list
counts = [12000, None, 110, 6]

# %% wrong: both directions counted twice | mistake=features-doubled-twice score=2.25
counts = [12000, 1056, 5 * (2 * 16 + 5 + 1), 6]

# %% wrong: what summary returns | mistake=nothing-for-list
probe = keras.Sequential([keras.Input((20,)), layers.Embedding(1000, 12)])
probe.add(layers.Bidirectional(layers.GRU(8, return_sequences=True)))
probe.add(layers.SimpleRNN(5))
probe.add(layers.Dense(1))
counts = probe.summary()

# %% wrong: the layers, not their numbers | mistake=list-of-others
counts = [
    layers.Embedding(1000, 12),
    layers.Bidirectional(layers.GRU(8)),
    layers.SimpleRNN(5),
    layers.Dense(1),
]

# %% wrong: the model for its counts | mistake=model-for-list
counts = keras.Sequential([keras.Input((20,)), layers.Embedding(1000, 12)])

# %% wrong: untouched | mistake=not_attempted
counts = ...  # four integers: Embedding, Bidirectional, SimpleRNN, Dense
