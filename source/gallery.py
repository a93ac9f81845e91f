# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Gallery: what `unrolled` draws
#
# Give it your own Keras model and one real input: it draws the model unrolled over the
# steps of that input, with the numbers the model computes.
# Every figure below was drawn while this notebook ran.
#
# | call | gives |
# |---|---|
# | `draw(model, x)` | the model over one input, as a picture |
# | `step(model, x)` | the same, to step through: every sum, gate by gate |
# | `compare(model_a, model_b, x)` | two models on one input, what differs marked |
# | `draw(model, x, before=weights)` | what training changed |
# | `trace(model, x)` | the numbers themselves, as NumPy arrays |
#
# There are no exercises here. The notebook runs in under a minute on two cores.

# %%
import numpy as np

from unrolled import compare, draw, quiet, step, trace

with quiet():  # TensorFlow reports on itself while it starts
    import keras
    from keras import layers

keras.utils.set_random_seed(7)

words = ["I", "am", "Groot"]
sentence = np.array([[[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]]])  # (batch, steps, features)

# %% [markdown]
# ## One layer, one answer
#
# `SimpleRNN` returns its last state. The dashed boxes are outputs that it made and did
# not return. `code=True` ties each argument to the place that it sets.

# %%
last = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4)])
draw(last, sentence, tokens=words, code=True)

# %% [markdown]
# ## Gates: LSTM and GRU
#
# An LSTM carries two states. `c` is its memory; `h` is what it shows of it.

# %%
memory = keras.Sequential(
    [keras.Input((3, 2)), layers.LSTM(4), layers.Dense(1, activation="sigmoid")]
)
draw(memory, sentence, tokens=words, title="LSTM(4) carries two states: h and c")

# %% [markdown]
# The step-through opens the gates.
# In a notebook, run the cell below: its figure then has buttons.
# Move along time with the slider, the buttons or the arrow keys; point at a unit, or go
# to it with the Tab key, and read the sum that made it.

# %%
step(memory, sentence, tokens=words)

# %% [markdown]
# A GRU has one state and two gates.

# %%
gru = keras.Sequential([keras.Input((3, 2)), layers.GRU(3, return_sequences=True)])
step(gru, sentence, tokens=words)

# %% [markdown]
# ## A label for every word
#
# With `return_sequences=True` every state is returned, and `TimeDistributed(Dense)`
# gives an answer at each step: the same 20 parameters each time.

# %%
tagger = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(4, activation="softmax")),
    ]
)
draw(tagger, sentence, tokens=words, classes=["O", "PER", "LOC", "ORG"], code=True)

# %% [markdown]
# ## Both directions
#
# `Bidirectional` holds two layers. The second reads the sentence from its end, so that
# each word's output knows what comes before it and what comes after.

# %%
both = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.Bidirectional(layers.SimpleRNN(3, return_sequences=True)),
    ]
)
draw(both, sentence, tokens=words)

# %% [markdown]
# ## Ids, padding and masks
#
# An `Embedding` turns ids into vectors. With `mask_zero=True` id 0 is padding: later
# layers skip it, and the state passes through unchanged.

# %%
padded = keras.Sequential(
    [
        keras.Input((4,)),
        layers.Embedding(50, 3, mask_zero=True),
        layers.LSTM(3),
        layers.Dense(1, activation="sigmoid"),
    ]
)
ids = np.array([[7, 12, 31, 0]])  # (batch, steps)
draw(padded, ids, tokens=[*words, "–"], title="Padding is skipped")

# %% [markdown]
# ## Stacks
#
# A second layer reads what the first one returns, so the first must return its sequence.

# %%
stack = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.GRU(4, return_sequences=True),
        layers.Dropout(0.2),
        layers.GRU(3),
    ]
)
draw(stack, sentence, tokens=words, theme="dark")

# %% [markdown]
# ## Encoder and decoder
#
# `RepeatVector` hands one vector to every step of another layer.

# %%
decoder = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(3),
        layers.RepeatVector(2),
        layers.SimpleRNN(3, return_sequences=True),
    ]
)
draw(decoder, sentence, tokens=words)

# %% [markdown]
# ## Long and wide
#
# More than four steps are drawn as two, ⋯ and the last; more than eight numbers become
# a strip of colours.

# %%
long = np.random.default_rng(7).normal(size=(1, 20, 5))
wide = keras.Sequential(
    [keras.Input((20, 5)), layers.LSTM(32), layers.Dense(2, activation="softmax")]
)
draw(wide, long, classes=["rising", "falling"])

# %% [markdown]
# ## Two models side by side
#
# What would you expect: does `TimeDistributed(Dense)` give other numbers than `Dense`?

# %%
plain = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, return_sequences=True),
        layers.Dense(4, activation="softmax"),
    ]
)
plain.set_weights(tagger.get_weights())
compare(tagger, plain, sentence, tokens=words, names=["TimeDistributed", "plain"])

# %% [markdown]
# And what does `return_sequences` change?

# %%
every = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4, return_sequences=True)]
)
every.set_weights(last.get_weights())
compare(last, every, sentence, tokens=words, names=["False", "True"], code=True)

# %% [markdown]
# ## What training changed
#
# The layer learns to say whether the numbers that it read add up to more than zero.
# Keep its weights from before, and hand them over as `before`.

# %%
rng = np.random.default_rng(7)
sequences = rng.uniform(-1, 1, size=(512, 3, 2))
answers = (sequences.sum(axis=(1, 2)) > 0).astype("float32")
pupil = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(3), layers.Dense(1, activation="sigmoid")]
)
before = pupil.get_weights()
pupil.compile(keras.optimizers.Adam(0.02), loss="binary_crossentropy")
history = pupil.fit(sequences, answers, epochs=5, verbose=0)

# %% tags=["nbval-ignore-output"]
draw(pupil, sentence, tokens=words, before=before)

# %% [markdown]
# ## The numbers themselves
#
# A figure is drawn from a trace, which proves itself against Keras.
# Here is the forget gate of the LSTM above at every step, and how far the trace and
# Keras are apart at most, to five decimals.

# %%
found = trace(memory, sentence)
forget = found.layers[0].cells[0].gates[1]
print(forget.role, forget.values[0].round(2), sep="\n")  # (steps, units)
print(f"{found.error:.5f}")

# %% [markdown]
# A figure can be saved: `draw(…).save("figure.svg")`, also as `.png` and `.pdf`, and
# `step(…).save("page.html")` as a page of its own.
