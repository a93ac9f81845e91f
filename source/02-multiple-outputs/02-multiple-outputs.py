# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Multiple outputs: a vector for every word
#
# In lesson 1 a recurrent layer made a state for each of three words and returned the last.
# In this lesson it returns all of them, and you learn to tell what a layer returns from
# what it keeps.
#
# You will be able to
#
# - ask a layer for its output at every step, and name the axes of what comes back;
# - tell outputs from states, for `SimpleRNN`, `LSTM` and `GRU`;
# - find the output after the last real word of a sentence that was padded;
# - train a model that answers after every word, and say whether it was worth it.
#
# **Time:** 40 minutes to read, 75 minutes for the exercises.
# The notebook itself runs in under a minute on two cores.
# You need lesson 1: the sentence, the layer and its weights are the same.

# %%
import numpy as np

from unrolled import compare, data, draw, quiet, step

with quiet():  # TensorFlow reports on itself while it starts
    import keras
    from keras import layers

words = ["I", "am", "Groot"]
sentence = np.array(  # (batch, steps, features)
    [[[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]]], dtype="float32"
)
W = np.array([[0.9, -0.6, 0.3, 0.5], [-0.4, 0.8, 0.7, -0.9]])  # (features, units)
U = np.array(  # (units, units)
    [
        [0.5, -0.3, 0.0, 0.8],
        [-0.7, 0.4, 0.6, 0.0],
        [0.2, 0.0, -0.5, 0.9],
        [0.0, 0.6, -0.8, 0.3],
    ]
)
b = np.array([0.1, 0.0, -0.2, 0.3])  # (units,)

# %% [markdown]
# ## A vector for every word
#
# `SimpleRNN(4)` returned h₃ and threw h₁ and h₂ away.
# `return_sequences=True` keeps them.
#
# *What would you expect?* One sentence goes in, of three words with two numbers each.
# What shape comes out?

# %%
recurrent = layers.SimpleRNN(4, return_sequences=True)
along = keras.Sequential([keras.Input((3, 2)), recurrent])
along.set_weights([W, U, b])
outputs = along(sentence)
print(outputs.shape)  # (batch, steps, units)

# %% [markdown]
# One sentence of three steps, now with four numbers a step.
# Beside it stands the layer of lesson 1, with the same weights.

# %%
last = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4)])
last.set_weights([W, U, b])
names = ["return_sequences=False", "return_sequences=True"]
compare(last, along, sentence, tokens=words, names=names)

# %%
for word, row in zip(words, np.array(outputs)[0], strict=True):
    print(f"after {word:>5}:", np.round(row, 2))
print("    lesson 1:", np.round(np.array(last(sentence))[0], 2))

# %% [markdown]
# What to notice:
#
# - The last row is lesson 1's output, number for number.
# - Both layers compute the same: 28 parameters, three steps.
#   The argument changes what is handed out, not what is made.
# - The row after "am" knows "I" and "am", and cannot know "Groot".
#
# ## Outputs and states
#
# An **output** is what a layer hands out at a step.
# A **state** is what it carries on to the next step.
# For `SimpleRNN` they are the same numbers, "= h₁" in the figure: h₁ goes up and goes on.
# `return_state=True` returns the last state beside the output.
#
# *What would you expect?* So far one tensor came back. And now?

# %%
answer = layers.SimpleRNN(4, return_state=True)(sentence)
print(type(answer).__name__, "of", len(answer))
h3, state = answer  # the output and the state, each (batch, units)
print(h3.shape, state.shape, "equal:", np.array_equal(h3, state))
print("taken for one array:", np.array(answer).shape)

# %% [markdown]
# Two tensors come back: the output, then the state.
# Take them apart in the line that makes them, as above.
# `np.array` lays one on top of the other: the first axis of (2, 1, 4) counts the tensors,
# not the sentences.
# In a `Sequential` the next layer would get both, and raises.
# The **functional** way calls layers on a place for the input, takes apart what comes, and
# says what goes in and what comes out:

# %%
inputs = keras.Input((3, 2))  # a place for sentences of three steps, two features
output, state = layers.SimpleRNN(4, return_state=True)(inputs)
to_state = keras.Model(inputs, state)  # or [output, state], or whatever you want
print(to_state(sentence).shape)  # (batch, units)

# %% [markdown]
# (A new layer has no weights yet, since their number depends on what it reads.
# They are made when the layer is first called, when a model with an `Input` is put together,
# or by `layer.build((None, 3, 2))`.)
#
# ## Two states: LSTM
#
# An `LSTM` carries two vectors from step to step.
#
# - **c**, the **cell state**, is its memory. At each step it keeps a part of what it was
#   and takes in a part of something new. c is
#   scaled and added to, never multiplied by a matrix, so a number can stay there for long.
# - **h** is what it shows of that memory. h is the output, and it enters the next step's
#   sums, as in `SimpleRNN`.
#
# Three **gates**, numbers between 0 and 1, decide how large the parts are; a trained layer
# computes them anew for every word and unit.
# What c takes in is the **candidate** c̃, made as a `SimpleRNN` makes its state:
#
# $$c_t = f c_{t-1} + i \tilde c \qquad h_t = o \tanh(c_t)$$
#
# with the forget gate f, the input gate i and the output gate o, each with weights of its
# own, as the candidate has:
#
# $$f = \sigma(x_t W_f + h_{t-1} U_f + b_f) \qquad
# i = \sigma(x_t W_i + h_{t-1} U_i + b_i)$$
#
# $$o = \sigma(x_t W_o + h_{t-1} U_o + b_o) \qquad
# \tilde c = \tanh(x_t W_c + h_{t-1} U_c + b_c)$$
#
# The sigmoid σ brings a sum between 0 and 1. Here the gates' weights are zero, so all three
# stand at 0.5, half open, whatever the layer reads. The candidate gets the weights of our
# `SimpleRNN`.

# %%
lstm = layers.LSTM(4, return_sequences=True, return_state=True)
memory = keras.Model(inputs, lstm(inputs))
no_W, no_U, no_b = np.zeros((2, 4)), np.zeros((4, 4)), np.zeros(4)
lstm.set_weights(  # Keras' order: input gate, forget gate, candidate, output gate
    [
        np.hstack([no_W, no_W, W, no_W]),  # (features, 4 · units)
        np.hstack([no_U, no_U, U, no_U]),  # (units, 4 · units)
        np.hstack([no_b, no_b, b, no_b]),  # (4 · units,)
    ]
)
step(memory, sentence, tokens=words, title="LSTM(4) carries two states: c and h")

# %% [markdown]
# In a notebook, run the cell above: its figure then has buttons.
# Move along time with the slider, the buttons or the arrow keys; point at a unit, or go to
# it with the Tab key, and read the sum that made it.
# With half-open gates a step is three lines:

# %%
h, c = np.zeros(4), np.zeros(4)  # h₀, c₀
for word, x in zip(words, sentence[0], strict=True):
    candidate = np.tanh(x @ W + h @ U + b)
    c = 0.5 * c + 0.5 * candidate  # keeps half, takes in half
    h = 0.5 * np.tanh(c)  # shows half
    print(f"after {word:>5}: c", np.round(c, 2), " h", np.round(h, 2))

# %% [markdown]
# *What would you expect?* With `return_sequences` and `return_state` both on: how many
# tensors, and in which order?

# %%
outputs, h, c = lstm(sentence)
print("outputs:", outputs.shape)  # (batch, steps, units)
print("h:      ", h.shape, np.round(np.array(h)[0], 2))  # (batch, units)
print("c:      ", c.shape, np.round(np.array(c)[0], 2))  # (batch, units)
print("the last output is h:", np.array_equal(outputs[:, -1], h))

# %% [markdown]
# Three: all outputs, the last h, the last c, in this order.
# h comes twice, as the last of the outputs and as a state.
# c is in none of the outputs: without `return_state` you never see it.
#
# What is each for?
# Whatever stands on top, a `Dense` or another layer, reads h.
# h and c together are all that the layer needs to go on where it stopped:

# %%
_, h, c = lstm(sentence[:, :2])  # reads "I am"
_, resumed, _ = lstm(sentence[:, 2:], initial_state=[h, c])  # goes on with "Groot"
_, forgetful, _ = lstm(sentence[:, 2:], initial_state=[h, 0 * c])
print("in one go:       ", np.round(np.array(outputs)[0, -1], 2))
print("in two parts:    ", np.round(np.array(resumed)[0], 2))
print("c lost on the way:", np.round(np.array(forgetful)[0], 2))

# %% [markdown]
# ## One state: GRU
#
# A `GRU` carries one state, h, which is memory and output at once.
# Its gates are z, the update gate: how much of itself h keeps; and r, the reset gate: how
# much of h the candidate sees:
#
# $$\tilde h = \tanh(x_t W + r \, (h_{t-1} U) + b)
# \qquad h_t = z h_{t-1} + (1 - z) \tilde h$$
#
# This is Keras' default, `reset_after=True`: h is multiplied by U first, then by r.
# (There a second bias is added to $h_{t-1} U$; here it is zero.)
# With `reset_after=False` r comes first: $(r h_{t-1}) U$.
#
# Both gates are half open here: h keeps half and takes in half of a candidate, as the
# LSTM's c did.

# %%
gru = layers.GRU(4, return_sequences=True, return_state=True)
one_state = keras.Model(inputs, gru(inputs))
gru.set_weights(  # Keras' order: update gate, reset gate, candidate
    [
        np.hstack([no_W, no_W, W]),
        np.hstack([no_U, no_U, U]),
        np.vstack([np.hstack([no_b, no_b, b]), np.zeros(12)]),  # with x, with h
    ]
)
draw(one_state, sentence, tokens=words, title="GRU(4) carries one state: h")

# %%
*_, c = lstm(sentence)  # (batch, units)
*_, h = gru(sentence)  # (batch, units)
print("LSTM, c:", np.round(np.array(c)[0], 3))
print("GRU, h: ", np.round(np.array(h)[0], 3))
print("apart by at most", np.round(np.abs(np.array(h) - np.array(c)).max(), 3))

# %% [markdown]
# After three words the two are at most 0.002 apart.
# The one difference is what enters the candidate: half of tanh(c) in the LSTM, which is
# its h; half of h, r being 0.5, in the GRU.
#
# As for `SimpleRNN`, the outputs are the states.
# All that a recurrent layer can return; the states are those after the last step:
#
# | you set | `return_state=False` | `return_state=True` |
# |---|---|---|
# | `return_sequences=False` | the last output | the last output, then h (`LSTM`: h, c) |
# | `return_sequences=True` | all outputs | all outputs, then h (`LSTM`: h, c) |
#
# An output is (batch, units), all outputs are (batch, steps, units), a state is
# (batch, units).
#
# ## The last real word
#
# Sentences of one batch have one length, so the shorter ones are filled up.
# For an answer at every word **padding** stands at the end: step 1 is word 1 in each row.
#
# *What would you expect?* The second sentence below is "I am", then zeros.
# Is its last output the one that it had after "am"?

# %%
batch = np.concatenate([sentence, sentence])  # (batch, steps, features)
batch[1, 2] = 0  # padding
outputs = np.array(along(batch))  # (batch, steps, units)
for t, row in enumerate(outputs[1], start=1):
    print(f"step {t}:", np.round(row, 2))
print("after “am”:", np.round(outputs[1, 2 - 1], 2))
print("places in pairs:", outputs[[0, 1], [2, 1]].shape)

# %% [markdown]
# It is not: the layer took the zeros for a third word. They add nothing to the sum, but
# the state and the bias do.
# The answer after "am" is that of step 2, `outputs[1, 2 - 1]`, since Python counts from 0.
# With the lengths of all sentences in an array, each has its last answer at its own
# `lengths - 1`.
# NumPy reads two lists of places in pairs: `outputs[[0, 1], [2, 1]]` is the row
# `outputs[0, 2]` on top of `outputs[1, 1]`, (2, 4).
#
# Or the layer is told. A **mask** says which steps are padding.
# `Embedding(mask_zero=True)` makes one from word numbers, `Masking` from vectors of zeros.
# A recurrent layer skips what is marked: it keeps its state and repeats its output.

# %%
masked = keras.Sequential([keras.Input((3, 2)), layers.Masking(), recurrent])
title = "Padding is skipped: the last output is that after “am”"
draw(masked, batch, row=1, tokens=["I", "am", "–"], title=title)

# %% [markdown]
# With a mask the last output is right for every sentence, whatever its length.
#
# ## One answer a word
#
# `Dense` works on the last axis and leaves the others alone.
# On (batch, 3, 4) it weighs the four numbers of each step, with the same 5 parameters at
# every step. They are those of lesson 1.

# %%
dense = layers.Dense(1, activation="sigmoid")
rater = keras.Sequential([keras.Input((3, 2)), recurrent, dense])
dense.set_weights([np.array([[1.0], [-0.5], [0.8], [0.6]]), np.array([0.2])])
draw(rater, sentence, tokens=words, title="Dense(1) answers after every word")

# %% [markdown]
# The last answer, 0.72, is lesson 1's.
# The other two are what the model would have said, had the sentence ended there.
#
# ## Real tweets, read along
#
# Can a model tell early whether a tweet is positive?
# The tweets are those of lesson 1, their padding now at the end.

# %%
STEPS = 20
tweets = data.tweets()
print(tweets.citation)
print("licence:", tweets.licence)

train_words = [data.tokens(text) for text in tweets.train.texts]
development_words = [data.tokens(text) for text in tweets.development.texts]
vocabulary = data.Vocabulary.of_words(train_words)
x_train = vocabulary.encode_words(train_words, STEPS)  # (batch, steps)
x_development = vocabulary.encode_words(development_words, STEPS)
y_train, y_development = tweets.train.labels, tweets.development.labels  # (batch,)
print("train:", x_train.shape, "development:", x_development.shape)

# %% [markdown]
# One model, trained in two ways: on its answer after the last word alone, or on its
# answers after every word, where the tweet's label is the label of each step.
# Keras hands the mask on to the loss, so the steps of the padding do not count.


# %%
def train(seed, on):
    """A trained reader of tweets: (batch, 20) word numbers to (batch, 20, 1) answers."""
    keras.utils.set_random_seed(seed)
    reader = keras.Sequential(
        [
            keras.Input((STEPS,)),
            layers.Embedding(len(vocabulary), 32, mask_zero=True),
            layers.Dropout(0.5),
            layers.SimpleRNN(32, return_sequences=True),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    if on == "every word":
        labels = np.repeat(y_train, STEPS).reshape(-1, STEPS, 1)  # (batch, steps, 1)
        pupil = reader
    else:  # the same layers, of whose answers (batch, steps, 1) the last is taken
        labels = y_train  # (batch,)
        pupil = keras.Model(reader.inputs, reader.outputs[0][:, -1])
    pupil.compile(optimizer="adam", loss="binary_crossentropy")
    pupil.fit(x_train, labels, epochs=5, batch_size=32, verbose=0)
    return reader


ways = ("last word", "every word")
trained = {(on, seed): train(seed, on) for on in ways for seed in (1, 2, 3)}

# %% [markdown]
# The baseline is lesson 1's bag of words, trained in two ways as well: on whole tweets, and
# on every beginning of every tweet, up to 20 words.

# %%
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def bag(texts, labels):
    """A logistic regression on which words stand in a text, in no order."""
    counts = CountVectorizer(analyzer=list)
    return make_pipeline(counts, LogisticRegression(max_iter=1000)).fit(texts, labels)


short = [tweet[:STEPS] for tweet in train_words]
beginnings = [tweet[: n + 1] for tweet in short for n in range(len(tweet))]
labels = np.repeat(y_train, [len(tweet) for tweet in short])
bags = {"tweets": bag(train_words, y_train), "beginnings": bag(beginnings, labels)}

# %% [markdown]
# *What would you expect?* After 5 words, and after 20: which way of training is right more often?

# %%
READ = [1, 5, 10, 15, 20]
scores = {"majority": [max(y_development.mean(), 1 - y_development.mean())] * len(READ)}
for name, model in bags.items():
    heads = ([tweet[:n] for tweet in development_words] for n in READ)
    scores[f"bag, {name}"] = [model.score(texts, y_development) for texts in heads]
for (on, seed), model in trained.items():
    positive = model.predict(x_development, verbose=0)[:, :, 0] > 0.5  # (batch, steps)
    right = (positive == y_development[:, np.newaxis]).mean(axis=0)  # (steps,)
    scores[f"{on}, seed {seed}"] = [right[n - 1] for n in READ]

# %% tags=["nbval-ignore-output"]
print("right after … words:", *(f"{n:>5}" for n in READ))
for name, shares in scores.items():
    print(f"{name:>19}:", *(f"{share:.3f}" for share in shares))

# %% [markdown]
# A shorter tweet keeps its last answer, so every column counts the same 448 tweets.
# A difference of 0.02 is 9 tweets, and may be chance.
#
# - After 20 words the two ways of training are tied, or as good as.
# - Early, they are not. After 5 words each run on every word is ahead of each run on the
#   last. After one word the latter fall below the majority: nobody asked them so early.
# - The bag of words gains by beginnings as well, from 5 words on. "bag, beginnings" is
#   ahead of all networks after 15 and 20 words; "bag, tweets" is not. Its gain comes from
#   the examples, and there is no recurrence in it.
#
# What to keep: train on what you will ask later.
# Here is a sentence of ours, in no data set, read by both models of seed 1.

# %% tags=["nbval-ignore-output"] mystnb={"image": {"alt": "Probability of positive after each word, by both models: low at boring, rising from love on; the one trained on every word rises earlier."}}
import matplotlib.pyplot as plt

read = data.tokens("I thought this movie would be boring but I love it :)")
ids = vocabulary.encode_words([read], STEPS)  # (batch, steps)
figure, axes = plt.subplots(figsize=(8.4, 3.2), layout="constrained")
axes.axhline(0.5, color="#57606A", linewidth=1, linestyle=":")
for on, style, colour in zip(ways, ["s--", "o-"], ["#6A51A3", "#0B6E69"], strict=True):
    answers = trained[on, 1].predict(ids, verbose=0)[0, : len(read), 0]
    axes.plot(answers, style, color=colour, label=f"trained on {on}")
    print(f"{on:>10}:", *(f"{p:.2f}" for p in answers))
axes.set_title("Probability of positive, after each word", loc="left", weight="bold")
axes.set(ylim=(0, 1), xticks=range(len(read)), xticklabels=read)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(loc="upper left", frameon=False)
plt.show()

# %% [markdown]
# Both are low at "boring" and rise from "love" on; neither rises at "but".
# The one trained on every word turns earlier: it answers for what it has read so far, the
# other for a tweet that it takes to be over.
#
# ## In one picture

# %%
title = "A sentence in, a vector for every word, an answer for every word"
draw(rater, sentence, tokens=words, title=title, code=True)

# %% [markdown]
# - `return_sequences=True`: all outputs, (batch, steps, units); without it the last.
# - `return_state=True`: several tensors, the output or outputs first, then h, then c if
#   there is one.
# - The outputs are the h of every step. c is the LSTM's memory, and no output.
# - With a mask a layer keeps its states through the padding and repeats its last output:
#   the answer is at the last step. Without one it is at `lengths - 1`.

# %% [markdown]
# ## Exercises
#
# Eight exercises, 23 points.
# Write your answer where `...` stands, run the cell, then run the check below it.
# It tells you at once what is right and, where it can, what went wrong.
# Run it as often as you like.
# When you are stuck, `check.hint("every-state")` in a cell of your own gives a nudge for
# exercise 2, and more when you ask again; the others have names in the same place, behind
# `exercise=`.
# After a try of yours `check.solution("every-state")` shows a worked solution, where your copy holds
# them, and `check.progress()` what is done.
#
# The exercises need nothing from above but this cell.

# %% tags=["exercises"]
import numpy as np

from autograder import check, reference
from unrolled import data, quiet

with quiet():  # TensorFlow reports on itself while it starts
    import keras
    from keras import layers

# %% [markdown]
# ### 1. Shapes to predict (3 points, 5 minutes)
#
# 32 tweets of 10 words each, 50 numbers a word, are read at once.
# Write the shape of what `SimpleRNN(16, return_sequences=True)` returns, and the shape of
# each state that `LSTM(16, return_state=True)` returns, as tuples; 32, not `None`, is the
# batch.
# Write how many tensors `LSTM(16, return_sequences=True, return_state=True)` returns, as
# a number.

# %% nbgrader={"schema_version": 3, "grade_id": "sequence-shapes", "grade": false, "solution": true, "locked": false}
sequence_shape = ...  # of what SimpleRNN(16, return_sequences=True) returns
state_shape = ...  # of each state that LSTM(16, return_state=True) returns
n_tensors = ...  # of LSTM(16, return_sequences=True, return_state=True)
### BEGIN SOLUTION
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = 3  # all outputs, h, c
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-sequence-shapes", "grade": true, "solution": false, "locked": true, "points": 3}
check.together(
    check.shape(
        sequence_shape,
        like=reference.output_shape(
            reference.SimpleRNN(16, return_sequences=True), (32, 10, 50)
        ),
        name="sequence_shape",
    ),
    check.shape(
        state_shape,
        like=reference.state_shape(reference.LSTM(16), (32, 10, 50)),
        name="state_shape",
    ),
    check.value(
        n_tensors,
        like=reference.returned_tensors(
            reference.LSTM(16, return_sequences=True, return_state=True), steps=10
        ),
        name="n_tensors",
    ),
    exercise="sequence-shapes",
)

# %% [markdown] tags=["help"]
# 1. The table under *One state: GRU* lists what a layer can return. Which of its axes does
#    each argument add, and which does it leave alone?
# 2. The outputs have one vector for each word, so the steps stay. A state is one vector
#    for the whole tweet. Both hold as many numbers as the layer has units. An LSTM carries
#    two states.
# 3. The first shape is batch, steps, units; the second is batch, units. The tensors are the
#    outputs, all in one, and then one for each state.
#
# **Why.** `return_sequences` keeps the axis of the steps, `return_state` adds tensors and
# no axis. The 50 numbers a word have no say in what comes out: they decide how many
# weights the layer has. All outputs are one tensor, so an LSTM that returns them and its
# two states returns three.

# %% [markdown]
# ### 2. A vector for every word (2 points, 5 minutes)
#
# Build a Keras model that reads sentences of 6 words, 3 numbers each, and answers with one
# vector of 5 numbers for every word.
# Its one layer is a `SimpleRNN` of 5 units.
# Set the argument that says what it returns; leave the others at their defaults.
# (`Dropout` may stand beside it, since it does nothing when a model predicts.)
# The check puts random weights into your model, has it read random sentences, and puts
# your own weights back.

# %% nbgrader={"schema_version": 3, "grade_id": "every-state", "grade": false, "solution": true, "locked": false}
every_word = ...  # reads (batch, 6, 3), answers (batch, 6, 5)
### BEGIN SOLUTION
every_word = keras.Sequential(
    [keras.Input((6, 3)), layers.SimpleRNN(5, return_sequences=True)]
)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-every-state", "grade": true, "solution": false, "locked": true, "points": 2}
check.model(
    every_word,
    like=reference.word_stack([reference.SimpleRNN(5)]),
    input_shape=(6, 3),
    name="every_word",
    points=2,
    exercise="every-state",
)

# %% [markdown] tags=["help"]
# 1. The first model of this lesson does this for three words. What is larger here?
# 2. `keras.Input` takes the shape of one sentence, steps and features. The units are the
#    numbers of one output, and one argument decides whether all outputs come back.
# 3. A `Sequential` of `keras.Input((6, 3))` and one layer: `SimpleRNN` with 5 units and
#    `return_sequences` on.
#
# **Why.** Without the argument the layer makes the same six states and returns the last
# one, (batch, 5). With it the axis of the steps stays, (batch, 6, 5). `RepeatVector` would
# give that shape too, with the last state six times: the shape alone proves nothing.

# %% [markdown]
# ### 3. All states in NumPy (3 points, 10 minutes)
#
# Write the recurrence of a `SimpleRNN` for whole sentences, $h_t = \tanh(x_t W + h_{t-1} U +
# b)$ from a state of zeros, and return every state: h₁ first, and not h₀.
# Leave the arrays that you are given unchanged.
# With the weights and the sentence of the lesson the last row is 0.66, 0.23, −0.13, 0.51.


# %% nbgrader={"schema_version": 3, "grade_id": "states-loop", "grade": false, "solution": true, "locked": false}
def read_all(sentences, kernel, recurrent_kernel, bias):
    """The states after every word, (batch, steps, units).

    sentences: (batch, steps, features)
    kernel: (features, units)           recurrent_kernel: (units, units)
    bias: (units,)
    """
    ...
    ### BEGIN SOLUTION
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-states-loop", "grade": true, "solution": false, "locked": true, "points": 3}
check.function(
    read_all,
    like=reference.simple_rnn_states(steps=3, features=2, units=4),
    points=3,
    exercise="states-loop",
)

# %% [markdown] tags=["help"]
# 1. It is the loop of lesson 1, exercise 5, that forgets nothing. Where in the loop is a
#    state complete?
# 2. Collect each state in a list as soon as it is made. After the loop the list is steps
#    of (batch, units): the steps still stand on the first axis.
# 3. `np.stack` has an argument `axis`, which says where the new axis goes: the batch comes
#    first, the steps second.
#
# **Why.** Each turn makes the states of the whole batch at one step, so the list has the
# steps in front. `np.array(states)` keeps them there, (steps, batch, units), which goes
# unnoticed as long as both are equal. `reshape` to the right shape would deal the numbers
# out to the wrong sentences; `axis=1`, or `np.swapaxes`, moves the axis.

# %% [markdown]
# ### 4. The last real output (2 points, 5 minutes)
#
# A layer without a mask read sentences that were padded at the end and returned all its
# outputs.
# `lengths` holds how many real words each sentence has, at least one.
# Write the function that returns, for each sentence, the output after its last real word.
# NumPy is all you need; leave the arrays unchanged.


# %% nbgrader={"schema_version": 3, "grade_id": "last-output", "grade": false, "solution": true, "locked": false}
def last_output(outputs, lengths):
    """The output after the last real word of each sentence, (batch, units).

    outputs: (batch, steps, units)      lengths: (batch,), whole numbers
    """
    ...
    ### BEGIN SOLUTION
    return outputs[np.arange(len(outputs)), lengths - 1]
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-last-output", "grade": true, "solution": false, "locked": true, "points": 2}
check.function(
    last_output,
    like=reference.last_output(steps=6, units=4),
    points=2,
    exercise="last-output",
)

# %% [markdown] tags=["help"]
# 1. At which index stands the output of word 1? And that of the last word of a sentence of
#    four?
# 2. For one sentence i it is `outputs[i, lengths[i] - 1]`. Do that for every i, in a loop,
#    or by giving NumPy both places as arrays, as under *The last real word*.
# 3. The first array counts the sentences, 0, 1, 2, …: `np.arange` makes it. The second
#    holds the place of the last real word of each.
#
# **Why.** Two index arrays of the same length are read in pairs: one row of each sentence.
# `outputs[:, lengths - 1]` would take all those steps of every sentence, a cube of
# (batch, batch, units). Minus one, since the first word stands at index 0. `outputs[:, -1]`
# is the output after the padding, which the layer took for words.

# %% [markdown]
# ### 5. Back to one vector (3 points, 10 minutes)
#
# The layer `every` below has learned something and returns all its outputs.
# Build a Keras model out of it, weights and all, that answers as if `return_sequences` were
# off: it reads sentences of 5 words, 3 numbers each, and answers with one vector of 8
# numbers. Nothing is padded.
# A layer is called like a function, `every(inputs)`; what it gives can be sliced like an
# array.
# When you have trained or changed `every`, run the cell that makes it again.

# %%
rng = np.random.default_rng(5)
kernel = np.round(rng.uniform(-1, 1, (3, 8)), 2)  # (features, units)
recurrent_kernel = np.round(rng.uniform(-1, 1, (8, 8)), 2)  # (units, units)
bias = np.round(rng.uniform(-1, 1, 8), 2)  # (units,)

every = layers.SimpleRNN(8, return_sequences=True)
every.build((None, 5, 3))
every.set_weights([kernel, recurrent_kernel, bias])

# %% nbgrader={"schema_version": 3, "grade_id": "rebuild", "grade": false, "solution": true, "locked": false}
last_only = ...  # reads (batch, 5, 3), answers (batch, 8), by the layer every
### BEGIN SOLUTION
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[:, -1])
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-rebuild", "grade": true, "solution": false, "locked": true, "points": 3}
check.model(
    last_only,
    like=reference.Stack(
        [reference.SimpleRNN(8)], weights=[kernel, recurrent_kernel, bias]
    ),
    input_shape=(5, 3),
    weights="own",
    given="layers",
    name="last_only",
    points=3,
    exercise="rebuild",
)

# %% [markdown] tags=["help"]
# 1. Which row of what `every` returns is what it would return with the argument off?
# 2. In the functional way `every(inputs)` is a tensor of (batch, 5, 8), and a tensor can be
#    sliced like an array before it becomes the model's output.
# 3. Make a `keras.Input((5, 3))`, call `every` on it, take the last step of every sentence,
#    and make a `keras.Model` of the input and that.
#
# **Why.** With no padding, `return_sequences=False` returns the last of the outputs and
# nothing else, so its answer can always be had from the sequence. Calling `every` uses its
# weights; a new `SimpleRNN(8)` has weights of its own, random ones, and answers something
# else.

# %% [markdown]
# ### 6. The states of an LSTM (3 points, 10 minutes)
#
# An `LSTM` of 4 units, all else at its defaults, has the weights below, in Keras' order.
# Let it read `sentences`, and keep three arrays or tensors: `outputs`, its outputs at
# every step, (3, 5, 4); `h` and `c`, its two states after the last step, (3, 4) each.

# %%
rng = np.random.default_rng(6)
sentences = rng.uniform(-1, 1, (3, 5, 2))  # (batch, steps, features)
lstm_kernel = rng.uniform(-1, 1, (2, 16))  # (features, 4 · units)
lstm_recurrent_kernel = rng.uniform(-1, 1, (4, 16))  # (units, 4 · units)
lstm_bias = rng.uniform(-1, 1, 16)  # (4 · units,)

# %% nbgrader={"schema_version": 3, "grade_id": "lstm-states", "grade": false, "solution": true, "locked": false}
outputs = ...  # at every step, (3, 5, 4)
h = ...  # after the last step, (3, 4)
c = ...  # after the last step, (3, 4)
### BEGIN SOLUTION
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-lstm-states", "grade": true, "solution": false, "locked": true, "points": 3}
check.together(
    check.sequence(
        outputs,
        like=reference.Result(
            reference.LSTM(4, return_sequences=True),
            inputs=sentences,
            weights=[lstm_kernel, lstm_recurrent_kernel, lstm_bias],
            part="outputs",
        ),
        name="outputs",
    ),
    check.states(
        (h, c),
        like=reference.Result(
            reference.LSTM(4, return_sequences=True),
            inputs=sentences,
            weights=[lstm_kernel, lstm_recurrent_kernel, lstm_bias],
            part="states",
        ),
        names=("h", "c"),
        points=2,
    ),
    exercise="lstm-states",
)

# %% [markdown] tags=["help"]
# 1. Which two arguments make a layer return all outputs, and its states? And how does a
#    layer get weights that somebody else found?
# 2. A layer has no weights before it knows how many features it reads: call it once, or
#    `build` it. Then `set_weights` with the three arrays in a list, and then the call that
#    counts.
# 3. That call returns three tensors, and `a, b, c = …` takes them apart. Their order is in
#    the section *Two states: LSTM*.
#
# **Why.** The outputs are the h of every step, so `h` is their last row; `c` is never among
# them and comes back by `return_state` alone. Weights that are set after the call come too
# late: the outputs were made with the random ones.

# %% [markdown]
# ### 7. A running average (3 points, 10 minutes)
#
# A **running average** follows a series of numbers and forgets it slowly:
#
# $$a_t = 0.8 \cdot a_{t-1} + 0.2 \cdot x_t, \qquad a_0 = 0$$
#
# Build a Keras model that computes it.
# It reads series of one number a step, of any length, (batch, steps, 1), and answers with
# the average after every step, (batch, steps, 1).
# For the series 1, 1, 0 the answers are 0.2, 0.36, 0.288.
#
# A recurrent layer does it whose weights you set by hand; there is nothing to train.
#
# - `set_weights` takes one list of arrays, such as `np.array([[0.5]])`; plain numbers and
#   lists of them it refuses.
# - For a `SimpleRNN` of one unit that reads one number a step the arrays are, in this order,
#   the kernel W, of shape (1, 1), the recurrent kernel U, (1, 1), and the bias b, (1,).
# - Its argument `activation` says what it does to its sum: `"tanh"` is the default,
#   `"linear"` leaves it alone.
# - `None` in `keras.Input` stands for any number of steps.

# %% nbgrader={"schema_version": 3, "grade_id": "running-average", "grade": false, "solution": true, "locked": false}
averager = ...  # reads (batch, steps, 1), answers (batch, steps, 1)
### BEGIN SOLUTION
averager = keras.Sequential(
    [
        keras.Input((None, 1)),
        layers.SimpleRNN(1, activation="linear", return_sequences=True),
    ]
)
averager.set_weights([np.array([[0.2]]), np.array([[0.8]]), np.array([0.0])])
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-running-average", "grade": true, "solution": false, "locked": true, "points": 3}
check.model(
    averager,
    like=reference.running_average(keep=0.8),
    input_shape=(None, 1),
    weights="own",
    given="nothing",
    reads="series",
    name="averager",
    points=3,
    exercise="running-average",
)

# %% [markdown] tags=["help"]
# 1. Hold the two equations side by side: $a_t = 0.8 \cdot a_{t-1} + 0.2 \cdot x_t$ and
#    $h_t = \tanh(x_t W + h_{t-1} U + b)$. What is h, and what is in the way?
# 2. One unit is enough, and its state is the average. Which of the two numbers does the
#    kernel get, which the recurrent kernel? tanh would bend the average: another
#    `activation` leaves it as it is.
# 3. `keras.Input((None, 1))` reads any number of steps, `activation="linear"` adds nothing,
#    and the answer after every step needs `return_sequences`. `set_weights` takes kernel,
#    recurrent kernel and bias, of shapes (1, 1), (1, 1) and (1,).
#
# **Why.** A `SimpleRNN` of one unit without tanh computes $w x_t + u h_{t-1} + b$ from
# $h_0 = 0$. With w = 0.2, u = 0.8 and b = 0 that is the running average, letter for letter.
# Training finds such weights; here you see what they mean: u is how much is remembered.

# %% [markdown]
# ### 8. Read along (4 points, 20 minutes)
#
# Train a Keras model with a recurrent layer that reads a tweet and answers after every
# word: (batch, 20) word numbers in, (batch, 20, 1) out, each the probability that the
# tweet is positive.
#
# - Train on the training tweets alone.
# - The padding stands at the end, and the check judges the answer at the last step: with a
#   mask it is still the one after the last word.
# - It asks for 82 % of the development tweets.
#   When your work is graded, the model reads other tweets.
#   Its score may be a few points lower there, so 78 % are enough.
# - Keep `vocabulary` as it is: the model is graded on the numbers that it makes of the
#   tweets.
# - Start with `keras.utils.set_random_seed(…)`, so that you can get the same model again.

# %%
tweets = data.tweets()
train_words = [data.tokens(text) for text in tweets.train.texts]
vocabulary = data.Vocabulary.of_words(train_words)
x_train = vocabulary.encode_words(train_words, steps=20)  # (batch, steps)
y_train = tweets.train.labels  # (batch,), 1 is positive

# %% nbgrader={"schema_version": 3, "grade_id": "reading-along", "grade": false, "solution": true, "locked": false}
reader = ...  # reads (batch, 20) word numbers, answers (batch, 20, 1); trained
### BEGIN SOLUTION
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
every_label = np.repeat(y_train[:, np.newaxis, np.newaxis], 20, axis=1)
reader.fit(x_train, every_label, epochs=5, verbose=0)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-reading-along", "grade": true, "solution": false, "locked": true, "points": 4}
graded, floor = tweets.development, 0.82
### BEGIN HIDDEN TESTS
graded, floor = tweets.test, 0.78
### END HIDDEN TESTS
check.metric(
    reader,
    vocabulary.encode_words([data.tokens(text) for text in graded.texts], steps=20),
    graded.labels,
    floor=floor,
    baseline=max(graded.labels.mean(), 1 - graded.labels.mean()),
    every_step=True,
    training=(
        vocabulary.encode_words(
            [data.tokens(text) for text in tweets.train.texts[:500]], steps=20
        ),
        tweets.train.labels[:500],
    ),
    name="reader",
    points=4,
    exercise="reading-along",
)

# %% [markdown] tags=["help"]
# 1. The model of *Real tweets, read along* does this. What makes it answer at every step,
#    and what keeps its answer through the padding?
# 2. An `Embedding` that marks 0 as padding, a recurrent layer that returns its sequence, a
#    `Dense(1)` with a sigmoid. The labels need the shape of the answers: one for every
#    step, each that of the tweet.
# 3. `y_train[:, np.newaxis, np.newaxis]` is (batch, 1, 1), and `np.repeat(…, 20, axis=1)`
#    makes 20 steps of it. If it falls short: dropout after the embedding, five to eight
#    epochs, `GRU` in place of `SimpleRNN`.
#
# **Why.** `mask_zero=True` does two things here: the layer keeps its state through the
# padding, so that the last step holds the answer after the last word, and Keras leaves the
# padded steps out of the loss. Every word is an example in training, some 27,000 in place
# of 2,092, and that is what makes the early answers better.

# %% [markdown]
# ## Where next
#
# - One label a tweet, repeated at every step, is a makeshift. Real tasks have a label of
#   its own for every word: that is lesson 3, *TimeDistributed NER*.
# - Replace `SimpleRNN` by `GRU` in the models that read along, and look at both ends of
#   the table again.
# - Let the averager of exercise 7 remember 0.95 of what it was and draw its answers to a
#   noisy series: what did it win, and what lose?
# - h and c are those of S. Hochreiter and J. Schmidhuber, *Long short-term memory*, Neural
#   Computation 9 (1997); the GRU is from K. Cho and others, *Learning phrase
#   representations using RNN encoder–decoder*, EMNLP (2014).
