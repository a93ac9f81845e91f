# ---
# jupyter:
#   help: hints and solutions
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Single output: a sentence in, one vector out
#
# A recurrent layer reads a sentence word by word and, at its end, answers with one
# vector of numbers.
# In this lesson you watch it do so, with every number on the page.
#
# You will be able to
#
# - turn a sentence into the tensor that a recurrent layer reads, and name its axes;
# - follow every number through a `SimpleRNN`, by hand and in NumPy;
# - say how many parameters the layer has, and why;
# - put a `Dense` layer on top and train it to tell positive tweets from negative ones;
# - say whether the recurrent layer was worth it.
#
# **Time:** 40 minutes to read, 60 minutes for the exercises.
# The notebook itself runs in under a minute on two cores.
# You need Python and a little NumPy; you need not know any recurrent network.
#
# Each result stands below its cell already, that of every question too.
# To guess before you see, clear them (in JupyterLab: Edit, Clear Outputs of All Cells) and
# run one cell after the other, with Shift and Enter.

# %%
import numpy as np

from unrolled import data, draw, quiet

with quiet():  # TensorFlow reports on itself while it starts
    import keras
    from keras import layers

# %% [markdown]
# ## A sentence as numbers
#
# A layer multiplies and adds; how can it read "Groot"?
# Each word becomes a list of numbers first, in one of three usual ways.
#
# **One-hot**: one number for each word of the vocabulary, 1 at the word's place and 0
# everywhere else.

# %%
words = ["I", "am", "Groot"]
one_hot = np.eye(3, dtype="float32")  # (words, vocabulary)
for word, row in zip(words, one_hot, strict=True):
    print(f"{word:>5}", row)

# %% [markdown]
# Nothing is lost, but every word is equally far from every other one, and a vocabulary
# of 10,000 words makes lists of 10,000 numbers.
#
# **Pre-trained vectors**: a table with one short row for each word, learned from other
# text (word2vec, GloVe) so that words that are used alike get rows that are alike.
#
# **A learned embedding**: a table of the same form, random at the start and trained
# along with the model.
#
# Here you write the table yourself, two numbers a word, so that you can follow them.

# %%
table = np.array([[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]], dtype="float32")
print(one_hot @ table)  # (words, features): a one-hot row picks a row of the table

# %% [markdown]
# Keras keeps such a table in the layer `Embedding`, which picks the same rows.
# It takes a word's place in the vocabulary, 0, 1 or 2, and saves writing all the zeros.

# %%
embedding = layers.Embedding(input_dim=3, output_dim=2)
embedding.build()  # makes the table, which `set_weights` fills
embedding.set_weights([table])
print(np.array(embedding(np.array([0, 1, 2]))))  # (words, features)

# %% [markdown]
# ## Three axes: (batch, steps, features)
#
# How does a whole sentence enter?
# A Keras layer reads many sentences at once, so even one alone is a batch of one.
# What a recurrent layer reads has three axes:
#
# | axis | is | here |
# |---|---|---|
# | **batch** | how many sentences at once | 1 |
# | **steps** | how many words each has; also called time steps | 3 |
# | **features** | how many numbers each word has | 2 |

# %%
sentence = table[np.newaxis]  # (batch, steps, features)
print(sentence.shape)

# %% [markdown]
# ## One vector out
#
# `SimpleRNN(4)` is a recurrent layer of four **units**.
# It keeps four numbers, one a unit, its **state**, and changes them with every word.
# A `Sequential` is a model: what enters, then its layers, the first one first.
#
# *What would you expect?* Three words go in, of two numbers each. What shape comes out?

# %%
layer = layers.SimpleRNN(4)
encoder = keras.Sequential([keras.Input((3, 2)), layer])  # steps, features: no batch
print(encoder(sentence).shape)  # (batch, units)

# %% [markdown]
# Still a batch of one, and four numbers: not one for each word, and not two.
# The number of units decides how many; the number of words has no say in it.
#
# Where do they come from?
# A new layer multiplies and adds with random numbers, its **weights**.
# It makes them when it learns how many numbers a word has; here `keras.Input` says so.
# Without it the model would have none yet, and nothing to set.
# Give it some that you can follow by hand, and draw it, once for each word: **unrolled**
# along time.

# %%
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
layer.set_weights([W, U, b])

title = "SimpleRNN(4) reads three words and returns its last state"
draw(encoder, sentence, tokens=words, title=title)

# %% [markdown]
# Read it from left to right.
# The state before the first word, h₀, is all zeros.
# From h₀ and the numbers of "I" the layer makes h₁, from h₁ and "am" h₂, from h₂ and
# "Groot" h₃.
#
# What to notice:
#
# - The three blocks are one layer with one set of weights.
# - The output is h₃, number for number. h₁ and h₂ were made and not returned: that is
#   `return_sequences=False`, and the next lesson asks for them.
# - "I" has its share in h₃, by way of h₁ and h₂.
#
# `None` in a shape stands for the batch: the layer takes any number of sentences.
#
# > **In older texts** you meet `SimpleRNN(4, input_shape=(3, 2))` in place of
# > `keras.Input((3, 2))`.
# > It still works as the first layer of a `Sequential`; Keras warns when the layer is made.
# > When the layer is called on a tensor instead, it ignores `input_shape`.

# %% [markdown]
# ## How a state is made
#
# $$h_t = \tanh(x_t W + h_{t-1} U + b)$$
#
# - $x_t$ is the word at step $t$, and $W$ the **kernel**: what the word does to each unit.
# - $h_{t-1}$ is the state so far, and $U$ the **recurrent kernel**: what each unit does to
#   each unit.
# - $b$ is the **bias**: where each unit stands when all else is zero.
# - Words and states are rows and stand on the left of their kernels: $x_t W$, $h_{t-1} U$.
# - tanh keeps every number between −1 and 1, however long the sentence.
#
# ## Where the 28 parameters come from
#
# You chose three numbers: 3 steps, 2 features and 4 units.
# The next figure colours each of them in the code and at what it sets.
#
# *What would you expect?* Which of these three decide how many weights there are, and how
# many would sentences of three hundred words need?

# %%
draw(encoder, sentence, tokens=words, code=True)

# %%
for name, weights in zip(["W", "U", "b"], layer.get_weights(), strict=True):
    print(f"{name}: {weights.shape!s:>7}, {weights.size:>2} numbers")
longer = keras.Sequential([keras.Input((300, 2)), layers.SimpleRNN(4)])
print("3 words:", encoder.count_params(), " 300 words:", longer.count_params())

# %% [markdown]
# 2 · 4 weights from the word's numbers to the units, 4 · 4 from the units to the units,
# and 4 biases: 8 + 16 + 4 = 28 **parameters**, the numbers that training changes.
# Features and units decide; the steps do not, since every step uses the same 28.
#
# ## Every number of h₁, by hand
#
# Before "I" the state is zero, so nothing comes from $h_0 U$.
# What is left for each unit: its column of $W$, and its bias.

# %%
first = sentence[0, 0]  # (features,): "I"
for unit in range(4):
    w1, w2 = W[:, unit]
    total = first[0] * w1 + first[1] * w2 + b[unit]
    print(
        f"unit {unit + 1}: {first[0]:.1f}·({w1:4.1f}) + {first[1]:.1f}·({w2:4.1f})"
        f" + ({b[unit]:4.1f}) = {total:5.2f}   tanh({total:5.2f}) = {np.tanh(total):5.2f}"
    )

# %% [markdown]
# Compare the last column with h₁ in the figure.
#
# At the second word the state is no longer zero, and $h_1 U$ joins the sum.
# The loop below is the whole layer.

# %%
state = np.zeros(4)  # h₀
for word, x in zip(words, sentence[0], strict=True):
    state = np.tanh(x @ W + state @ U + b)  # (units,)
    print(f"after {word:>5}:", np.round(state, 2))

# %% [markdown]
# *What would you expect?* Is the vector the same when the words come in another order?
# Both orders go in at once, as a batch of two sentences.

# %%
pair = np.concatenate([sentence, sentence[:, ::-1]])  # (batch, steps, features)
states = np.array(encoder(pair))  # (batch, units)
print("I am Groot:", np.round(states[0], 2))
print("Groot am I:", np.round(states[1], 2))
print("sentences:", pair.shape, " words of one step:", pair[:, 0].shape)

# %% [markdown]
# It is not.
# Adding up the words would give the same sum in every order; the layer minds it.
#
# Each sentence of a batch has its own state, and the words of one step are read together:
# `pair[:, t]` is word t of every sentence, (batch, features).
#
# ## An answer: Dense on top
#
# How does a vector become an answer?
# A `Dense(1)` layer weighs its four numbers, adds them and a bias, and a **sigmoid**,
# $1 / (1 + e^{-z})$, turns the sum $z$ into a number between 0 and 1: a probability.

# %%
rater = keras.Sequential(
    [keras.Input((3, 2)), layer, layers.Dense(1, activation="sigmoid")]
)
rater.layers[-1].set_weights([np.array([[1.0], [-0.5], [0.8], [0.6]]), np.array([0.2])])
draw(rater, sentence, tokens=words, title="Dense(1) answers from the last state")

# %%
h3 = np.array(encoder(sentence))[0]  # (units,)
z = h3 @ [1.0, -0.5, 0.8, 0.6] + 0.2
print(f"z = {z:.2f}, sigmoid(z) = {1 / (1 + np.exp(-z)):.2f}")

# %% [markdown]
# This is the number on top, by hand.
# `Dense` sees h₃ and nothing else: the x in the box of `Dense` is h₃.
# The W and the b in that box are its own; the recurrent layer has others.
# Whatever the answer needs to know about "I" must have come through the states.
#
# ## Real tweets
#
# Can such a model tell whether a tweet is positive?
# 20 people rated each tweet from −4, most negative, to +4, most positive.
# The ones whose mean is at least half a point from zero are kept; the answer is the sign.
# The tweets are not part of this course, so the notebook shows some when you run it.

# %%
tweets = data.tweets()
print(tweets.citation)
print("licence:", tweets.licence)

# %% tags=["shown-when-run", "nbval-ignore-output"]
for text, rating in zip(tweets.train.texts[:5], tweets.train.ratings, strict=False):
    print(f"{rating:5.2f}  {text[:80]}")

# %% [markdown]
# The tweets come in three parts: the model learns from the **training** tweets, you compare
# models on the **development** tweets, and the **test** tweets are kept for the end.
#
# The **vocabulary** holds the words that stand in the training tweets at least twice.
# Each word becomes its number there; 1 stands for every word that is not in it.
# Every tweet becomes 20 steps long: the longer ones lose their end, the shorter ones get
# **padding**, zeros at the *front*, so that the last thing the layer reads is a word.
# `len(vocabulary)` is how many numbers are in use: 0 and 1 count as well.

# %%
STEPS = 20
vocabulary = data.Vocabulary.of(tweets.train.texts)
x_train = vocabulary.encode(tweets.train.texts, STEPS)  # (batch, steps)
x_development = vocabulary.encode(tweets.development.texts, STEPS)
y_train, y_development = tweets.train.labels, tweets.development.labels  # (batch,)

print("vocabulary:", len(vocabulary))
print("train:", x_train.shape, "development:", x_development.shape)
print("one tweet:", x_train[3])

# %% [markdown]
# Before any network, two **baselines**, scores to beat.
# The **majority** answer calls every tweet what most tweets are.
# A **bag of words** counts the words, forgets their order, and weighs each: a logistic
# regression, the sigmoid of a weighted sum as in `Dense(1)`, with a weight for each word.

# %%
from time import perf_counter

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

scores = {"majority": max(y_development.mean(), 1 - y_development.mean())}

counts = make_pipeline(
    CountVectorizer(tokenizer=data.tokens, token_pattern=None, lowercase=False),
    LogisticRegression(max_iter=1000),
)
begun = perf_counter()
counts.fit(tweets.train.texts, y_train)
bag_seconds = perf_counter() - begun
scores["bag of words"] = counts.score(tweets.development.texts, y_development)

# %% [markdown]
# Now the model of this lesson, with an `Embedding` that learns its own table:
# (batch, 20) word numbers → (batch, 20, 32) → (batch, 32) → (batch, 1).
# `mask_zero=True` marks the padding; the recurrent layer skips what is marked and keeps
# its state.
# `Dropout(0.5)` hides half of the numbers from each training step, at random, so that the
# model cannot learn the tweets by heart.
#
# `compile` says how to train: which **loss**, a measure of how wrong the answers are, to
# make small (`binary_crossentropy`, for one probability) and by which **optimizer**, a rule
# for how to change the weights; `adam` is the usual one.
# `fit` reads all training tweets eight times, eight **epochs**, 32 tweets a training step;
# `evaluate` gives the loss and the share of right answers, the accuracy.
# Training starts from random weights, which the **seed** decides: one score says little.
#
# *What would you expect?* The network reads the order, the bag of words does not.
# Which of the two is right more often?


# %%
def train(seed):
    """A trained reader of tweets: (batch, 20) word numbers to (batch, 1) answers."""
    keras.utils.set_random_seed(seed)
    reader = keras.Sequential(
        [
            keras.Input((STEPS,)),
            layers.Embedding(len(vocabulary), 32, mask_zero=True),
            layers.Dropout(0.5),
            layers.SimpleRNN(32),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    reader.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    reader.fit(x_train, y_train, epochs=8, batch_size=32, verbose=0)
    return reader


begun = perf_counter()
for seed in (1, 2, 3):
    _, accuracy = train(seed).evaluate(x_development, y_development, verbose=0)
    scores[f"SimpleRNN(32), seed {seed}"] = accuracy
network_seconds = (perf_counter() - begun) / 3

# %% tags=["nbval-ignore-output"]
for name, accuracy in scores.items():
    print(f"{name:>21}: {accuracy:.3f} of the development tweets right")
print("a network took over five times as long:", network_seconds > 5 * bag_seconds)

# %% [markdown]
# All beat the majority by far, and it is a draw between the network and the bag of words:
# the three runs differ among themselves as much as they differ from it.
# A difference of a few points between two models may be chance.
# For these tweets it is enough to know which words stand in them; their order, which the
# network alone can read, tells no more.
# Was the recurrent layer worth it? Not here: it took longer and won nothing.
# Look at a baseline before you believe a network.
#
# ## In one picture

# %%
title = "A sentence in, one vector out, one answer"
draw(rater, sentence, tokens=words, title=title, code=True)

# %% [markdown]
# - A sentence enters as (batch, steps, features).
# - One layer, used once a step; its state is all it remembers.
# - `SimpleRNN(units)` answers with its last state: (batch, units).
# - units · (features + units + 1) parameters, whatever the number of steps.

# %% [markdown]
# ## Exercises
#
# Seven exercises, 18 points.
# Write your answer where `...` stands, run the cell, then run the check below it.
# It tells you at once what is right and, where it can, what went wrong.
# Run it as often as you like.
# When you are stuck, `check.hint("shapes")` in a cell of your own gives a nudge for
# exercise 1, and more when you ask again; the others have names in the same place, behind
# `exercise=`.
# After a try of yours `check.solution("shapes")` shows a worked solution, where your copy holds
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
# 32 tweets of 10 words each, 50 numbers a word, are read at once by `SimpleRNN(16)`.
# Write the shapes of the whole batch as tuples, and the number of the layer's parameters.
# The first axis is the batch: you know how many tweets there are, so write 32, not `None`.
# Work them out; then, if you like, ask Keras: give the layer to a `keras.Sequential` behind
# a `keras.Input`, since alone it has no weights yet that could be counted.

# %% nbgrader={"schema_version": 3, "grade_id": "shapes", "grade": false, "solution": true, "locked": false}
input_shape = ...  # of all 32 tweets, as they enter the layer
output_shape = ...  # of what comes out
n_parameters = ...  # of SimpleRNN(16)
### BEGIN SOLUTION
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 16 * 16 + 16
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-shapes", "grade": true, "solution": false, "locked": true, "points": 3}
entering = reference.sequence_shape(sentences=32, words=10, numbers=50)
check.together(
    check.shape(input_shape, like=entering, name="input_shape"),
    check.shape(
        output_shape,
        like=reference.output_shape(reference.SimpleRNN(16), entering.value),
        name="output_shape",
    ),
    check.value(
        n_parameters,
        like=reference.parameters(reference.SimpleRNN(16), entering.value[1:]),
        name="n_parameters",
    ),
    exercise="shapes",
)

# %% [markdown] tags=["help"]
# 1. Look at the table under *Three axes*.
#    Which number of the task is the batch, which the steps, which the features?
#    And what was the shape of the lesson's answer to its one sentence?
# 2. What enters has a length for each axis: (batch, steps, features).
#    What comes out is the last state of each tweet, so there is no axis for the steps any
#    more: (batch, units).
#    The parameters are the numbers in the kernel, the recurrent kernel and the bias.
# 3. The two shapes have three and two numbers, and both begin with 32.
#    The kernel has a row for each of a word's 50 numbers and a column for each of the 16
#    units; the recurrent kernel is 16 by 16; the bias has 16 numbers.
#    Multiply, and add the three.
#
# **Why.** The batch comes first, in and out: the layer reads the 32 tweets side by side and
# answers each.
# It makes a state after every word but returns the last one alone, so the 10 is gone and
# the number of units, 16, is the length of what is left.
# The 10 is not in the parameters either, since one set of weights reads every word:
# 50 · 16 from the word, 16 · 16 from the state before, 16 biases, 1072 in all.

# %% [markdown]
# ### 2. Parameters of any SimpleRNN (1 point, 5 minutes)
#
# Write the function that gives the number of parameters of `SimpleRNN(units)` when each
# word has `features` numbers.


# %% nbgrader={"schema_version": 3, "grade_id": "parameters", "grade": false, "solution": true, "locked": false}
def count_parameters(features, units):
    """The number of parameters of SimpleRNN(units), an integer."""
    ...
    ### BEGIN SOLUTION
    return units * (features + units + 1)
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-parameters", "grade": true, "solution": false, "locked": true, "points": 1}
check.function(
    count_parameters,
    like=reference.simple_rnn_parameters(),
    points=1,
    exercise="parameters",
)

# %% [markdown] tags=["help"]
# 1. The lesson counts 8 + 16 + 4 = 28 for 2 features and 4 units.
#    From which of the two does each of the three numbers come?
# 2. Think of one unit.
#    It has a weight for each number of the word, a weight for the state of each unit, its
#    own included, and one bias.
# 3. One unit has `features` weights, `units` more and 1 bias; there are `units` such units.
#    Return the product, and try it: 2 and 4 must give 28.
#
# **Why.** Every unit looks at the same things, the word and the whole state before it, so
# every unit has the same number of weights, features + units + 1, and there are `units` of
# them.
# It is the sum of the three arrays' sizes: features · units in the kernel, units · units in
# the recurrent kernel, units in the bias.
# The number of words is no argument of the function: the weights are the same at each step.

# %% [markdown]
# ### 3. Build the layer for other data (2 points, 5 minutes)
#
# Build a Keras model that reads sentences of 5 words, 3 numbers each, and answers with one
# vector of 8 numbers for each sentence.
# It has one `SimpleRNN` of 8 units, its other arguments left at their defaults, and no
# layer after it.
# The check lends it random weights and reads random sentences with it; your own weights
# are put back afterwards.

# %% nbgrader={"schema_version": 3, "grade_id": "build", "grade": false, "solution": true, "locked": false}
model = ...  # reads (batch, 5, 3), answers (batch, 8)
### BEGIN SOLUTION
model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-build", "grade": true, "solution": false, "locked": true, "points": 2}
check.model(
    model,
    like=reference.SimpleRNN(8),
    input_shape=(5, 3),
    name="model",
    points=2,
    exercise="build",
)

# %% [markdown] tags=["help"]
# 1. The lesson's `encoder` is such a model for other numbers.
#    Find where its shapes stand, and which of the task's numbers belongs there.
# 2. `keras.Input` takes the shape of one sentence, (steps, features), without the batch.
#    The number of units is the length of the vector that comes out.
# 3. Write `keras.Sequential([keras.Input((…, …)), …])`: in the inner brackets the number of
#    words, then the numbers of a word; behind it one `layers.SimpleRNN` with as many units
#    as the answer has numbers.
#    Nothing comes after it.
#
# **Why.** `keras.Input((5, 3))` says what one sentence looks like; Keras puts the batch axis
# in front, so the model takes any number of sentences.
# The layer's 8 units make a state of 8 numbers, and the last state is the answer: there is
# nothing left to do for a `Dense` layer.
# `return_sequences` stays off, since one vector for each sentence was asked for, not one for
# each word.

# %% [markdown]
# ### 4. One step in NumPy (2 points, 10 minutes)
#
# Write one step of the recurrence for a whole batch: from the words `x` at this step and
# the states `h` so far to the next states. NumPy is all you need.
# Return a new array; leave those you are given unchanged.


# %% nbgrader={"schema_version": 3, "grade_id": "step", "grade": false, "solution": true, "locked": false}
def step(x, h, kernel, recurrent_kernel, bias):
    """The next states, (batch, units).

    x: (batch, features)                h: (batch, units)
    kernel: (features, units)           recurrent_kernel: (units, units)
    bias: (units,)
    """
    ...
    ### BEGIN SOLUTION
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-step", "grade": true, "solution": false, "locked": true, "points": 2}
check.function(
    step,
    like=reference.simple_rnn_step(features=2, units=4),
    points=2,
    exercise="step",
)

# %% [markdown] tags=["help"]
# 1. The formula under *How a state is made* is the whole function.
#    Which argument is which letter?
# 2. Words and states are rows, so they stand on the left of their kernels: `x @ kernel` is
#    (batch, units).
#    The state gets there with its own kernel, and NumPy adds the bias to every row.
# 3. Add up three terms: `x @ kernel`, the same product of `h` and `recurrent_kernel`, and
#    `bias`.
#    Put `np.tanh(…)` around the whole sum, and return it.
#
# **Why.** Each row of `x` and of `h` is one sentence of the batch; a product with a kernel
# treats all rows alike, so no loop over the batch is needed.
# `@` sums over what both sides share: the features for the word, the units for the state.
# The bias has one number for each unit and is the same for every sentence.
# tanh comes last, around the sum: it keeps every number of the new state between −1 and 1.

# %% [markdown]
# ### 5. The whole loop (3 points, 15 minutes)
#
# Now read whole sentences: start from a state of zeros, go through the steps, and return
# the last state of each sentence.
# Leave the arrays that you are given unchanged.
# With the weights and the sentence of the lesson it returns h₃: 0.66, 0.23, −0.13, 0.51.


# %% nbgrader={"schema_version": 3, "grade_id": "loop", "grade": false, "solution": true, "locked": false}
def read(sentences, kernel, recurrent_kernel, bias):
    """The last states, (batch, units).

    sentences: (batch, steps, features)
    kernel: (features, units)           recurrent_kernel: (units, units)
    bias: (units,)
    """
    ...
    ### BEGIN SOLUTION
    batch, steps, _ = sentences.shape
    h = np.zeros((batch, len(bias)))
    for t in range(steps):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-loop", "grade": true, "solution": false, "locked": true, "points": 3}
check.function(
    read,
    like=reference.simple_rnn_last_state(steps=3, features=2, units=4),
    points=3,
    exercise="loop",
)

# %% [markdown] tags=["help"]
# 1. What happens at one step is exercise 4.
#    What is left to decide: where the state starts, what each step reads, and when to
#    return.
# 2. The state starts as zeros, a row for each sentence and a column for each unit:
#    `len(bias)` columns.
#    The words of all sentences at step `t` are `sentences[:, t]`, (batch, features).
# 3. Take `batch` and `steps` from `sentences.shape`.
#    Make `h` with `np.zeros((batch, …))`; in `for t in range(steps):` give `h` its next
#    value, as in exercise 4 with `sentences[:, t]` for `x`.
#    `return h` stands below the loop, not in it.
#
# **Why.** The loop goes over the steps and not over the sentences: a step needs the state
# that the step before it made, while the sentences of a batch have nothing to do with each
# other and are read side by side.
# The same three weights are used at every step.
# Each new state takes the place of the one before; after the last word `h` holds what
# `SimpleRNN` returns.

# %% [markdown]
# ### 6. A model with given weights (3 points, 10 minutes)
#
# Someone trained a model and left you its weights.
# Build it again: it reads sentences of 3 words with 2 numbers each by a `SimpleRNN` of 4
# units and answers with one probability, by a `Dense` layer with a sigmoid.
# What is not named here was left at its default.
# Put the weights in, so that it predicts what the lost model did: a model's `set_weights`
# takes a list of all of them, those of the first layer first, of each layer kernel,
# recurrent kernel if there is one, bias.

# %%
kernel = np.array([[0.4, -0.2, 0.9, 0.1], [0.3, 0.8, -0.5, -0.7]])
recurrent_kernel = np.array(
    [
        [0.1, 0.7, -0.4, 0.2],
        [-0.6, 0.3, 0.5, 0.0],
        [0.8, -0.1, 0.2, -0.9],
        [0.4, 0.5, -0.3, 0.6],
    ]
)
bias = np.array([0.2, -0.1, 0.3, 0.4])
output_kernel = np.array([[1.2], [-0.7], [0.5], [0.9]])
output_bias = np.array([-0.3])

# %% nbgrader={"schema_version": 3, "grade_id": "predict", "grade": false, "solution": true, "locked": false}
sentiment = ...  # reads (batch, 3, 2), answers (batch, 1)
### BEGIN SOLUTION
sentiment = keras.Sequential(
    [keras.Input((3, 2)), layers.SimpleRNN(4), layers.Dense(1, activation="sigmoid")]
)
sentiment.set_weights([kernel, recurrent_kernel, bias, output_kernel, output_bias])
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-predict", "grade": true, "solution": false, "locked": true, "points": 3}
check.model(
    sentiment,
    like=reference.Stack(
        [reference.SimpleRNN(4), reference.Dense(1, "sigmoid")],
        weights=[kernel, recurrent_kernel, bias, output_kernel, output_bias],
    ),
    input_shape=(3, 2),
    weights="own",
    name="sentiment",
    points=3,
    exercise="predict",
)

# %% [markdown] tags=["help"]
# 1. There are two things to do: build the same layers, then give them the weights.
#    The lesson's `rater` is a model of this form.
# 2. The layers are a `SimpleRNN` of 4 units and a `Dense` of one number with a sigmoid.
#    `[w.shape for w in sentiment.get_weights()]` shows which place needs an array of which
#    shape.
# 3. Behind `keras.Input((3, 2))` come `layers.SimpleRNN(4)` and
#    `layers.Dense(1, activation=…)`.
#    Then call `sentiment.set_weights([…])` with all five arrays in one list: kernel,
#    recurrent kernel and bias, then the two of the `Dense` layer.
#
# **Why.** What a model predicts is decided by its layers and their weights, and by nothing
# else: with both the same, the lost model is back, without any training.
# A new model draws random weights, so they must be set after it is built.
# `set_weights` goes by place, not by name: layer by layer, and in each layer kernel,
# recurrent kernel, bias.
# The sigmoid has no weights; forget it, and the arrays still fit while the answers are no
# probabilities.

# %% [markdown]
# ### 7. A classifier of your own (4 points, 15 minutes)
#
# Train a Keras model with a recurrent layer that says whether a tweet is positive: one
# number between 0 and 1 for each tweet, the probability.
#
# - Train on the training tweets alone.
# - The check in this notebook wants 80 % of the development tweets right.
# - When your work is graded in a class, the model reads other tweets, where its score may be
#   a few points lower: there 77 % are enough.
# - Keep `vocabulary` as it is: the model is graded on the numbers that it makes of the
#   tweets.
# - Start with `keras.utils.set_random_seed(…)`, so that you can get the same model again.
#
# When it falls short, look first how often it is right on the training tweets.
# Near 100 %: `mask_zero=True`, dropout, or in place of `SimpleRNN` its successors `GRU` and
# `LSTM`, which keep what they read for longer and are used in the same way.
# Hardly above the most frequent label: more epochs.

# %%
tweets = data.tweets()
vocabulary = data.Vocabulary.of(tweets.train.texts)
x_train = vocabulary.encode(tweets.train.texts, steps=20)  # (batch, steps)
y_train = tweets.train.labels  # (batch,), 1 is positive
x_development = vocabulary.encode(tweets.development.texts, steps=20)
y_development = tweets.development.labels

# %% nbgrader={"schema_version": 3, "grade_id": "classifier", "grade": false, "solution": true, "locked": false}
classifier = ...  # reads (batch, 20) word numbers, answers (batch, 1); trained
### BEGIN SOLUTION
keras.utils.set_random_seed(7)
classifier = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Embedding(len(vocabulary), 32, mask_zero=True),
        layers.Dropout(0.5),
        layers.SimpleRNN(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
classifier.compile(optimizer="adam", loss="binary_crossentropy")
classifier.fit(x_train, y_train, epochs=8, verbose=0)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-classifier", "grade": true, "solution": false, "locked": true, "points": 4}
graded, floor = tweets.development, 0.80
### BEGIN HIDDEN TESTS
graded, floor = tweets.test, 0.77
### END HIDDEN TESTS
check.metric(
    classifier,
    vocabulary.encode(graded.texts, steps=20),
    graded.labels,
    floor=floor,
    baseline=max(graded.labels.mean(), 1 - graded.labels.mean()),
    training=(
        vocabulary.encode(tweets.train.texts[:500], steps=20),
        tweets.train.labels[:500],
    ),
    name="classifier",
    points=4,
    exercise="classifier",
)

# %% [markdown] tags=["help"]
# 1. The lesson's function `train` builds and trains such a model.
#    The exercise's own cell above gives you the same data under the same names.
# 2. Word numbers go through an `Embedding`, a recurrent layer, and a `Dense(1)` with a
#    sigmoid.
#    Then `compile` with the loss for one probability, and `fit` on the training tweets.
#    `mask_zero=True` in the `Embedding` lets the layer skip the padding.
# 3. Four layers behind `keras.Input((20,))`: `layers.Embedding(len(vocabulary), 32, …)` with
#    the mask, `layers.Dropout(0.5)`, `layers.SimpleRNN(16)`, and the `Dense` layer.
#    Compile with `loss="binary_crossentropy"` and fit `x_train` to `y_train` for 8 epochs.
#
# **Why.** The embedding gives each word numbers that training may move; the recurrent layer
# turns the tweet into one vector; `Dense` with a sigmoid turns that into a probability, which
# `binary_crossentropy` compares with the 0 or 1 that people gave.
# The mask keeps up to 19 steps of padding out of the state.
# The table holds some 70,000 numbers and there are some 2,100 tweets to learn them from,
# so the model can learn those by heart, and near 100 % on the training tweets says that it
# did: dropout makes that harder.

# %% [markdown]
# ## Where next
#
# - The states h₁ and h₂ were thrown away. `return_sequences=True` keeps them: that is
#   lesson 2, *Multiple outputs*.
# - Turn the model of exercise 7 into a `GRU` or an `LSTM` and compare, on the development
#   tweets and with the time it takes.
# - The equation is Elman's: J. L. Elman, *Finding structure in time*, Cognitive Science 14
#   (1990).
