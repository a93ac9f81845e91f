# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Stacking: one recurrent layer reads another
#
# With `return_sequences=True` a recurrent layer returns a sequence, so a second one can
# read what the first one says.
# In this lesson you put layers on each other, follow the numbers from floor to floor, and
# measure whether the second floor was worth building.
#
# You will be able to
#
# - stack recurrent layers, and say which of them must return a sequence, and why;
# - read the error that Keras gives when one does not;
# - end a stack for one answer a sentence, and for one answer a word;
# - put a `Bidirectional` layer into a stack, and count the parameters of every layer;
# - say on which data depth bought something, and on which it bought nothing.
#
# **Time:** 40 minutes to read, 60 minutes for the exercises.
# The notebook itself runs in under a minute on two cores.
# You need lesson 1, *Single output*, and lesson 2, *Multiple outputs*.

# %%
import time
from functools import partial

import numpy as np

from unrolled import compare, data, draw, quiet

with quiet():  # TensorFlow reports on itself while it starts
    import keras
    from keras import layers

words = ["I", "am", "Groot"]
sentence = np.array([[[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]]])  # (batch, steps, features)

# %% [markdown]
# ## What does a second layer read?
#
# Every recurrent layer reads (batch, steps, features), wherever it stands.
# The first layer finds that in the sentence.
# The second must find it in what the first returns, so the first returns all its states:
# (batch, steps, units). Its units are the second layer's features.
#
# Layers on each other are a **stack**: the *lower* one reads the words, the *upper* one
# reads the lower one.
# Here the lower has the weights of lesson 1; those of the upper are new.
#
# *What would you expect?* `SimpleRNN(4, return_sequences=True)` below, `SimpleRNN(3)`
# above: what shape comes out, and how many numbers does the upper layer read at each step?

# %%
lower = layers.SimpleRNN(4, return_sequences=True)
upper = layers.SimpleRNN(3)
stack = keras.Sequential([keras.Input((3, 2)), lower, upper])

W1 = np.array([[0.9, -0.6, 0.3, 0.5], [-0.4, 0.8, 0.7, -0.9]])  # (features, units)
U1 = np.array(  # (units, units)
    [
        [0.5, -0.3, 0.0, 0.8],
        [-0.7, 0.4, 0.6, 0.0],
        [0.2, 0.0, -0.5, 0.9],
        [0.0, 0.6, -0.8, 0.3],
    ]
)
b1 = np.array([0.1, 0.0, -0.2, 0.3])  # (units,)
W2 = np.array(  # (units of the lower, units of the upper)
    [[0.8, -0.5, 0.2], [0.4, 0.9, -0.7], [-0.6, 0.3, 0.5], [0.1, 0.7, 0.6]]
)
U2 = np.array([[0.3, -0.4, 0.5], [0.6, 0.2, -0.8], [-0.5, 0.7, 0.1]])
b2 = np.array([-0.1, 0.2, 0.0])
stack.set_weights([W1, U1, b1, W2, U2, b2])

print("sentence:", sentence.shape)  # (batch, steps, features)
print("lower:   ", lower(sentence).shape)  # (batch, steps, units of the lower)
print("stack:   ", stack(sentence).shape)  # (batch, units of the upper)

# %%
draw(
    stack, sentence, tokens=words, title="The upper layer reads the lower one's states"
)

# %% [markdown]
# Read it from left to right, and at each word from bottom to top.
# At "I" the lower layer makes its h₁ out of two numbers.
# The four numbers of this h₁ are then the "word" of which the upper layer makes its own.
#
# - Each layer passes on a state of its own, and both start from zeros.
# - The upper layer never sees the sentence: all it knows of "Groot" is the lower h₃.
# - Every floor has three steps. A step has 2 numbers in the sentence, 4 in the lower
#   layer's states, 3 in the upper one's.
# - The output is the upper h₃; its other states are made and not returned.
#
# ## When the lower layer keeps its sequence to itself
#
# `return_sequences` is off unless you turn it on.
# Here it was forgotten, and the cell prints what Keras says of it.

# %%
below = layers.SimpleRNN(4, name="below")
above = layers.SimpleRNN(3, name="above")
try:
    keras.Sequential([keras.Input((3, 2)), below, above])
except ValueError as error:
    print(error)

# %% [markdown]
# Read it piece by piece; you will meet it again.
#
# - *layer 'above' is incompatible*: the layer that complains is the one that got the wrong
#   thing. The one to change is the layer **below** it.
# - *expected ndim=3*: it wants three axes, (batch, steps, features).
# - *found ndim=2*, *(None, 4)*: it got (batch, units), the last state of "below".
# - *Input 0 with name 'None'*: its first input, which has no name. Nothing to mend there.
#
# The mending is one argument of the layer below: `return_sequences=True`.
# A `Sequential` without a `keras.Input` says all this later, when it first reads numbers.
#
# `RepeatVector(3)` also makes three axes of two: it copies a vector to three steps.
# *What would you expect?* With it the stack runs. Does it give the same numbers?

# %%
below, above = layers.SimpleRNN(4), layers.SimpleRNN(3)
repeated = keras.Sequential([keras.Input((3, 2)), below, layers.RepeatVector(3), above])
repeated.set_weights(stack.get_weights())
print("reads all states:       ", np.round(np.array(stack(sentence))[0], 2))
print("reads the last, thrice: ", np.round(np.array(repeated(sentence))[0], 2))

# %% [markdown]
# The weights are the same and the shape is right, but the upper layer read h₃, h₃, h₃ in
# place of h₁, h₂, h₃.
# An error that is gone is not a stack that is mended.
#
# ## One answer, or one a word?
#
# All recurrent layers but the last must return a sequence.
# What the last one returns depends on what you ask for.

# %%
every = keras.Sequential(
    [keras.Input((3, 2)), lower, layers.SimpleRNN(3, return_sequences=True)]
)
every.set_weights(stack.get_weights())
compare(stack, every, sentence, tokens=words, names=["one vector", "one a word"])

# %% [markdown]
# The states are the same on both sides: `return_sequences` changes what is handed on, not
# what is computed.
#
# A **classifier** takes the one vector, and `Dense` makes one answer of it.
# A **tagger** takes the sequence, and `Dense` answers for each word; the softmax goes
# over the last axis, so the three numbers of a word add up to 1.

# %%
tagger = keras.Sequential(
    [keras.Input((3, 2)), every, layers.Dense(3, activation="softmax")]
)
tag_kernel = np.array([[-0.5, 2.5, 0.2], [0.0, 0.5, -0.4], [0.5, -2.0, 0.1]])
tagger.layers[-1].set_weights([tag_kernel, np.array([0.4, -0.8, -0.3])])
print(tagger(sentence).shape)  # (batch, steps, classes)
draw(tagger, sentence, tokens=words, classes=["O", "PER", "LOC"])

# %% [markdown]
# (The tags are right because the weights were set so; lesson 3 trains a tagger.)
#
# *What would you expect?* One answer for the sentence was meant, and the upper layer
# returns its sequence all the same. What does `Dense(1)` do?

# %%
answer = layers.Dense(1, activation="sigmoid")
print("on the one vector:", answer(stack(sentence)).shape)  # (batch, 1)
print("on the sequence:  ", answer(every(sentence)).shape)  # (batch, steps, 1)
# set by hand for the last figure, *In one picture*; new layers draw theirs at random
answer.set_weights([np.array([[1.5], [-1.0], [0.5]]), np.array([0.2])])

# %% [markdown]
# Three answers, one a word, and no error.
# Keras refuses a sequence too few; one too many it lets pass.
# Look at the last shape before you train.
#
# ## A stack is its layers, one after the other
#
# Nothing else happens in a stack.
# Call the layers by hand, the upper on what the lower returns.
# And again with a new upper layer that looks the same:

# %%
keras.utils.set_random_seed(7)
states = lower(sentence)  # (batch, steps, units of the lower)
print("the stack:        ", np.round(np.array(stack(sentence))[0], 4))
print("its layers:       ", np.round(np.array(upper(states))[0], 4))
print("a fresh upper one:", np.round(np.array(layers.SimpleRNN(3)(states))[0], 4))

# %% [markdown]
# The model holds `lower` and `upper` themselves, not copies: whoever sets their weights
# changes what the stack answers.
# A layer that is written anew has random weights of its own.
#
# ## Both directions in a stack
#
# `Bidirectional` holds two layers: one reads from the first word to the last, the other
# from the last to the first.
# At each word it returns the numbers of both, one after the other: **concatenated**.
# The argument `return_sequences=True` belongs to the layer inside.
#
# *What would you expect?* Two units in each direction: how many features does the layer
# above read?

# %%
both = layers.Bidirectional(layers.SimpleRNN(2, return_sequences=True))
mixed = keras.Sequential([keras.Input((3, 2)), both, layers.SimpleRNN(3)])
forward = [W1[:, :2], U1[:2, :2], b1[:2]]
backward = [W1[:, 2:], U1[2:, 2:], b1[2:]]
mixed.set_weights([*forward, *backward, W2, U2, b2])

print("both:", both(sentence).shape)  # (batch, steps, 2 · units)
print("kernel above:", mixed.layers[-1].get_weights()[0].shape)  # (features, units)
draw(mixed, sentence, tokens=words, title="A layer that reads both directions")

# %% [markdown]
# The features **double**: two and two, so the kernel above has four rows.
#
# - At "I" the forward half has read one word, the backward half all three.
#   So the upper layer knows of "Groot" already at its first step.
# - The upper layer reads forward only. A stack may mix both kinds.
# - Without `return_sequences`, `Bidirectional` returns one vector: the forward state after
#   the last word beside the backward state after the first.
#
# ## Parameters, layer by layer
#
# Each layer counts for itself, from its units and the features that reach it.
#
# | layer | parameters |
# |---|---|
# | `Embedding(words, numbers)` | words · numbers |
# | `SimpleRNN(units)` | units · (features + units + 1) |
# | `LSTM(units)` | 4 times that: three gates and the candidate |
# | `GRU(units)` | 3 · units · (features + units + 2): Keras gives it two biases |
# | `Bidirectional(layer)` | twice its layer |
# | `Dense(units)` | units · (features + 1) |
#
# Count this stack by hand before you read the output.

# %%
tall = keras.Sequential([keras.Input((12,))])  # (steps,)
tall.add(layers.Embedding(50, 6))
tall.add(layers.Bidirectional(layers.LSTM(5, return_sequences=True)))
tall.add(layers.GRU(4))
tall.add(layers.Dense(3, activation="softmax"))
counted = [
    50 * 6,
    2 * 4 * 5 * (6 + 5 + 1),  # reads the 6 numbers of a word
    3 * 4 * (10 + 4 + 2),  # reads 10: 5 from each direction
    3 * (4 + 1),  # reads the 4 of the last state
]
for layer, by_hand in zip(tall.layers, counted, strict=True):
    shape, keras_says = layer.output.shape, layer.count_params()
    print(f"{layer.__class__.__name__:>13} {shape!s:>14}: {by_hand:>3} {keras_says:>3}")

# %% [markdown]
# The 12 steps are in none of the products. The number that is easy to miss is the 10.
#
# ## Does depth help? Tweets
#
# More layers are more parameters and more time.
# Are they right more often?
# Here are one, two and three on the tweets of lesson 1: is a tweet positive?
# The mask of the padding goes up through the whole stack.

# %%
tweets = data.tweets()
vocabulary = data.Vocabulary.of(tweets.train.texts)
x_train = vocabulary.encode(tweets.train.texts, 20)  # (batch, steps)
x_development = vocabulary.encode(tweets.development.texts, 20)
y_train, y_development = tweets.train.labels, tweets.development.labels  # (batch,)


def tweet_reader(depth):
    """Reads (batch, 20) word numbers with `depth` recurrent layers."""
    model = keras.Sequential([keras.Input((20,))])
    model.add(layers.Embedding(len(vocabulary), 16, mask_zero=True))
    model.add(layers.Dropout(0.5))
    for floor in range(1, depth + 1):
        model.add(layers.GRU(16, return_sequences=floor < depth))  # all but the last
    model.add(layers.Dense(1, activation="sigmoid"))
    return model


# %% [markdown]
# One score says little, so each model starts three times, from other random weights.
# Keras takes about as long to prepare so small a training as to do it; so each is prepared
# once and set back: new random weights, and an optimizer that remembers nothing.


# %%
def measure(make, x, y, x_new, y_new, epochs):
    """Trains three times: the shares right on new data, the least processor time."""
    keras.utils.set_random_seed(0)  # of the dropout
    model = make()
    model.compile(keras.optimizers.Adam(), loss="binary_crossentropy")
    scores, work = [], []
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        model.set_weights(make().get_weights())
        for variable in model.optimizer.variables:
            variable.assign(keras.ops.zeros_like(variable))
        model.optimizer.learning_rate = 0.006  # one of the variables, so it was 0
        begun = time.process_time()  # of this process: others do not count
        model.fit(x, y, epochs=epochs, batch_size=128, verbose=0)
        work.append(time.process_time() - begun)
        scores.append(((np.array(model(x_new)) > 0.5) == y_new).mean())
    return "  ".join(f"{score:.3f}" for score in scores), min(work)


tweets_twice = (
    x_train,
    y_train[:, np.newaxis],  # (batch, 1), as the answers
    x_development,
    y_development[:, np.newaxis],
)
runs, work = {}, {}
for depth in (1, 2, 3):
    make = partial(tweet_reader, depth)  # make() is tweet_reader(depth)
    runs[depth], work[depth] = measure(make, *tweets_twice, epochs=4)

# %% [markdown]
# And the two that need no network: the most frequent answer, and a bag of words.

# %% tags=["nbval-ignore-output"]
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

counter = CountVectorizer(tokenizer=data.tokens, token_pattern=None, lowercase=False)
bag = make_pipeline(counter, LogisticRegression(max_iter=1000))
bag.fit(tweets.train.texts, y_train)
bag_score = bag.score(tweets.development.texts, y_development)

print(f"    majority: {max(y_development.mean(), 1 - y_development.mean()):.3f}")
print(f"bag of words: {bag_score:.3f} of the development tweets right")
for depth, shares in runs.items():
    print(f"   layers: {depth}  {shares}")
print("each further layer was more work:", work[1] < work[2] < work[3])
print("three were over twice the work of one:", work[3] > 2 * work[1])

# %% [markdown]
# Depth bought nothing here that can be told from chance.
# All are far above the majority. One, two and three layers and the bag of words lie within
# five points of each other, the runs of one model differ by nearly as much, and 448 tweets
# tell a share of 0.88 only to about ±0.015, that is $\sqrt{0.88 \cdot 0.12 / 448}$.
# If a further layer gains a point, you cannot see it here.
# What is sure is the price, in processor time: each further layer was more work, and three
# were over twice the work of one.
# A tweet is short, and which words stand there says nearly everything.
#
# ## Does depth help? A task made for it
#
# A "sentence" is ten words, each +1 or −1 at random.
# Is the word before this one the same as the word after it?
# One answer a word, but for the first and the last.

# %%
rng = np.random.default_rng(4)
x_signs = rng.choice([-1.0, 1.0], size=(3000, 10, 1))  # (batch, steps, features)
y_alike = (x_signs[:, :-2] == x_signs[:, 2:]).astype("float32")  # (batch, 8, 1)
print("signs:", *(f"{sign:+.0f}" for sign in x_signs[0, :, 0]))
print("alike:   ", *(f"{same:2.0f}" for same in y_alike[0, :, 0]))

# %% [markdown]
# A layer that reads forward has not seen the next word yet, so it takes `Bidirectional`.
# The `Dense` on top adds what comes from the left, $f$, to what comes from the right, $g$.
# Change the word before and the word after, and hold all other words fixed.
# $f(+)$ is what comes from the left when the word before is +1, $g(-)$ what comes from the
# right when the word after is −1, and so on.
# The sum must be above zero where the neighbours are alike, and below where they differ:
#
# $$f(+) + g(+) > 0 \quad f(-) + g(-) > 0 \qquad f(+) + g(-) < 0 \quad f(-) + g(+) < 0$$
#
# Add the first two: $f(+) + f(-) + g(+) + g(-)$ is above zero.
# Add the last two: the same sum is below zero.
# So one layer cannot do it, with any weights and any number of units.
#
# *What would you expect?* Sixteen units in each direction; or four in each, and a second
# layer that reads both; or four in each, and a `Dense` with tanh between.


# %%
def sequence(units):
    """A recurrent layer that returns its sequence."""
    return layers.SimpleRNN(units, return_sequences=True)


def sign_reader(between):
    """Reads (batch, 10, 1) signs, answers (batch, 8, 1): all words but the ends."""
    top = layers.Dense(1, activation="sigmoid")
    no_ends = layers.Cropping1D(1)  # cuts one step off at each end
    return keras.Sequential([keras.Input((10, 1)), *between(), top, no_ends])


ways = {
    "one layer, wide": lambda: [layers.Bidirectional(sequence(16))],
    "two layers": lambda: [layers.Bidirectional(sequence(4)), sequence(8)],
    "one, then Dense": lambda: [
        layers.Bidirectional(sequence(4)),
        layers.Dense(8, activation="tanh"),
    ],
}
alike = {}
signs_twice = (x_signs[:2000], y_alike[:2000], x_signs[2000:], y_alike[2000:])
for way, between in ways.items():
    shares, _ = measure(partial(sign_reader, between), *signs_twice, epochs=8)
    alike[way] = f"{shares}   {sign_reader(between).count_params()} parameters"

# %% tags=["nbval-ignore-output"]
print(f"       majority: {max(y_alike.mean(), 1 - y_alike.mean()):.3f}")
for way, shares in alike.items():
    print(f"{way:>15}: {shares}")

# %% [markdown]
# One layer, wide as it is, does no better than a coin; two layers with a third of its
# parameters are right on every word, or as good as every one.
# So is a `Dense` with tanh: what the task needs is a second layer that looks at left and
# right *together*, and recurrent it need not be.
# Depth helps where an answer is made of answers; how deep your data is, only measuring
# tells.
#
# ## In one picture

# %%
draw(
    keras.Sequential([keras.Input((3, 2)), *mixed.layers, answer]),
    sentence,
    tokens=words,
    title="All recurrent layers but the last return a sequence",
    code=True,
)

# %% [markdown]
# - A recurrent layer reads (batch, steps, features); so every one that stands below
#   another returns its sequence.
# - The last one returns one vector for one answer, and a sequence for one answer a word.
# - A stack is its layers, called one after the other.
# - `Bidirectional` doubles the features that the next layer reads.
# - Measure one layer, and a bag of words, before you pay for two.

# %% [markdown]
# ## Exercises
#
# Seven exercises, 20 points.
# Write your answer where `...` stands, run the cell, then run the check below it.
# It tells you at once what is right and, where it can, what went wrong.
# Run it as often as you like.
# When you are stuck, `check.hint("mend")` in a cell of your own gives a nudge for exercise
# 1, and more when you ask again; the others have names in the same place, behind
# `exercise=`.
# After a try of yours `check.solution("mend")` shows a worked solution, where your copy holds
# them, and `check.progress()` what is done.
#
# Where a task says nothing else, leave the layers at their defaults.
# The checks give your models random weights and random sentences for a moment, and put
# your own weights back.
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
# ### 1. Mend a broken stack (2 points, 5 minutes)
#
# This stack was to read sentences of 7 words, 3 numbers each, by two `SimpleRNN` layers, of
# 6 units and then of 4, and to answer with one probability for each sentence, by a
# `Dense` layer with a sigmoid:
# ```python
# broken = keras.Sequential([keras.Input((7, 3))])
# broken.add(layers.SimpleRNN(6))
# broken.add(layers.SimpleRNN(4, return_sequences=True))
# broken.add(layers.Dense(1, activation="sigmoid"))
# ```
# Keras refuses it, and even without the error its answer would not be one a sentence.
# Write it as it was meant.

# %% nbgrader={"schema_version": 3, "grade_id": "mend", "grade": false, "solution": true, "locked": false}
mended = ...  # reads (batch, 7, 3), answers (batch, 1)
### BEGIN SOLUTION
mended = keras.Sequential(
    [
        keras.Input((7, 3)),
        layers.SimpleRNN(6, return_sequences=True),
        layers.SimpleRNN(4),
        layers.Dense(1, activation="sigmoid"),
    ]
)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-mend", "grade": true, "solution": false, "locked": true, "points": 2}
check.model(
    mended,
    like=reference.sentence_stack(
        [
            reference.SimpleRNN(6),
            reference.SimpleRNN(4),
            reference.Dense(1, "sigmoid"),
        ]
    ),
    input_shape=(7, 3),
    name="mended",
    points=2,
    exercise="mend",
)

# %% [markdown] tags=["help"]
# 1. Write down the shape that each layer is given, from the bottom up, and ask of each
#    recurrent layer whether it can read that.
# 2. The layer in the middle needs all states of the one below it; `Dense` needs one vector.
# 3. One argument stands in the wrong layer: it belongs to the first recurrent layer and
#    not to the second. Nothing else has to change.
#
# **Why.** The upper layer reads (batch, 7, 6), a state for each word, so the lower one
# returns its sequence. `Dense` answers once for each vector it gets; for one answer a
# sentence it must get one vector, so the upper layer returns its last state alone. With
# the argument on both, Keras would not complain, and you would get seven answers.

# %% [markdown]
# ### 2. A stack for one answer (2 points, 5 minutes)
#
# Build a model that reads sentences of 10 words, 8 numbers each, and says for each
# sentence how probable each of three classes is.
# The classes exclude each other.
# From the bottom up: a `GRU` of 12 units, a `GRU` of 6 units, and a `Dense` layer that
# gives the three probabilities.

# %% nbgrader={"schema_version": 3, "grade_id": "stacked-classes", "grade": false, "solution": true, "locked": false}
class_stack = ...  # reads (batch, 10, 8), answers (batch, 3)
### BEGIN SOLUTION
class_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.GRU(12, return_sequences=True),
        layers.GRU(6),
        layers.Dense(3, activation="softmax"),
    ]
)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-stacked-classes", "grade": true, "solution": false, "locked": true, "points": 2}
check.model(
    class_stack,
    like=reference.sentence_stack(
        [reference.GRU(12), reference.GRU(6), reference.Dense(3, "softmax")]
    ),
    input_shape=(10, 8),
    name="class_stack",
    points=2,
    exercise="stacked-classes",
)

# %% [markdown] tags=["help"]
# 1. Begin with the last shape, (batch, 3), and ask what the layer below must hand on.
# 2. Two recurrent layers, one answer: the lower returns a sequence, the upper does not.
#    Probabilities of classes that exclude each other add up to 1.
# 3. `return_sequences=True` in the `GRU` of 12 units only, and the activation that
#    shares 1 out among the three numbers of `Dense`.
#
# **Why.** All but the last recurrent layer return their sequence; the last returns one
# vector, because one answer a sentence is asked. A sigmoid would give three numbers that
# know nothing of each other; the softmax makes them compete, as classes do of which
# exactly one is right.

# %% [markdown]
# ### 3. A stack for one answer a word (3 points, 10 minutes)
#
# Build a tagger that reads sentences of 10 words, 8 numbers each, and says for every word
# how probable each of five tags is.
# From the bottom up: an `LSTM` of 6 units in each direction, the two concatenated; an
# `LSTM` of 4 units that reads forward; and a `Dense` layer that gives each word its five
# probabilities, which add up to 1.

# %% nbgrader={"schema_version": 3, "grade_id": "stacked-tags", "grade": false, "solution": true, "locked": false}
tag_stack = ...  # reads (batch, 10, 8), answers (batch, 10, 5)
### BEGIN SOLUTION
tag_stack = keras.Sequential(
    [
        keras.Input((10, 8)),
        layers.Bidirectional(layers.LSTM(6, return_sequences=True)),
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-stacked-tags", "grade": true, "solution": false, "locked": true, "points": 3}
check.model(
    tag_stack,
    like=reference.word_stack(
        [
            reference.Bidirectional(reference.LSTM(6)),
            reference.LSTM(4),
            reference.TimeDistributed(reference.Dense(5, "softmax")),
        ]
    ),
    input_shape=(10, 8),
    name="tag_stack",
    points=3,
    exercise="stacked-tags",
)

# %% [markdown] tags=["help"]
# 1. Every word gets an answer. Which layers may then throw steps away?
# 2. None: both recurrent layers return their sequence. For the one that reads both
#    directions, the argument goes to the layer inside the wrapper.
# 3. Three layers: `Bidirectional` around an `LSTM` that returns its sequence, an `LSTM`
#    that does so too, then a `Dense` of five units with a softmax, plain or in
#    `TimeDistributed`.
#
# **Why.** A tag for each word needs a vector for each word, on every floor. The second
# layer reads twelve numbers a word, six from each direction. `Dense` works on the last
# axis, so plain or in `TimeDistributed` it does the same, and its softmax adds up to 1
# for each word.

# %% [markdown]
# ### 4. Parameters of each layer (3 points, 10 minutes)
#
# This stack reads tweets of 20 word numbers.
# How many parameters has each of its four layers?
# Write a list of four integers, from the bottom up.
# ```python
# stack = keras.Sequential([keras.Input((20,))])
# stack.add(layers.Embedding(1000, 12))
# stack.add(layers.Bidirectional(layers.GRU(8, return_sequences=True)))
# stack.add(layers.SimpleRNN(5))
# stack.add(layers.Dense(1))
# ```
# Work them out; then, if you like, ask Keras.

# %% nbgrader={"schema_version": 3, "grade_id": "counts", "grade": false, "solution": true, "locked": false}
counts = ...  # four integers: Embedding, Bidirectional, SimpleRNN, Dense
### BEGIN SOLUTION
counts = [
    1000 * 12,
    2 * 3 * 8 * (12 + 8 + 2),
    5 * (16 + 5 + 1),
    5 + 1,
]
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-counts", "grade": true, "solution": false, "locked": true, "points": 3}
check.parameters(
    counts,
    like=reference.Stack(
        [
            reference.Embedding(1000, 12),
            reference.Bidirectional(reference.GRU(8, return_sequences=True)),
            reference.SimpleRNN(5),
            reference.Dense(1),
        ]
    ),
    input_shape=(20,),
    name="counts",
    points=3,
    exercise="counts",
)

# %% [markdown] tags=["help"]
# 1. For each layer, write down first how many numbers a word has when it arrives there.
# 2. Those are 12, then 2 · 8 from the two directions, and `Dense` gets the units of one
#    vector. The table of the lesson has a formula for each kind of layer.
# 3. A table of words times numbers; twice a `GRU` of 8 units over 12 features, with two
#    biases; a `SimpleRNN` of 5 units over 16 features; 5 weights and a bias.
#
# **Why.** A layer's parameters depend on its units and on the features that reach it, not
# on the number of steps. The `GRU` has three blocks of weights and, in Keras, two biases
# for each; `Bidirectional` has two such layers. The `SimpleRNN` reads 16 features because
# 8 come from each direction.

# %% [markdown]
# ### 5. Two layers in NumPy (3 points, 15 minutes)
#
# Write a stack of two `SimpleRNN` layers in NumPy: the lower reads the sentences, the
# upper reads all states of the lower, both start from zeros, and the function returns the
# last state of the upper for each sentence.
# Leave the arrays that you are given unchanged, and let it work for any number of
# sentences, steps, features and units.
# NumPy is meant, since the loop is what you practise; what is judged is what comes out.
# One sentence to try it on, "I am Groot" and the weights of the lesson, is in the cell
# below; it gives 0.72, 0.48, 0.12.

# %%
groot = np.array([[[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]]])  # (batch, steps, features)
lower_weights = [  # kernel, recurrent kernel, bias: 2 features, 4 units
    np.array([[0.9, -0.6, 0.3, 0.5], [-0.4, 0.8, 0.7, -0.9]]),
    np.array(
        [
            [0.5, -0.3, 0.0, 0.8],
            [-0.7, 0.4, 0.6, 0.0],
            [0.2, 0.0, -0.5, 0.9],
            [0.0, 0.6, -0.8, 0.3],
        ]
    ),
    np.array([0.1, 0.0, -0.2, 0.3]),
]
upper_weights = [  # the same of 4 features, 3 units
    np.array([[0.8, -0.5, 0.2], [0.4, 0.9, -0.7], [-0.6, 0.3, 0.5], [0.1, 0.7, 0.6]]),
    np.array([[0.3, -0.4, 0.5], [0.6, 0.2, -0.8], [-0.5, 0.7, 0.1]]),
    np.array([-0.1, 0.2, 0.0]),
]
# read_twice(groot, *lower_weights, *upper_weights)


# %% nbgrader={"schema_version": 3, "grade_id": "two-layers", "grade": false, "solution": true, "locked": false}
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    """The last states of the upper layer, (batch, units_2).

    sentences: (batch, steps, features)
    kernel_1: (features, units_1)       recurrent_kernel_1: (units_1, units_1)
    bias_1: (units_1,)
    kernel_2: (units_1, units_2)        recurrent_kernel_2: (units_2, units_2)
    bias_2: (units_2,)
    """
    ...
    ### BEGIN SOLUTION
    batch, steps, _ = sentences.shape
    lower_state = np.zeros((batch, len(bias_1)))
    upper_state = np.zeros((batch, len(bias_2)))
    for t in range(steps):
        lower_state = np.tanh(
            sentences[:, t] @ kernel_1 + lower_state @ recurrent_kernel_1 + bias_1
        )
        upper_state = np.tanh(
            lower_state @ kernel_2 + upper_state @ recurrent_kernel_2 + bias_2
        )
    return upper_state
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-two-layers", "grade": true, "solution": false, "locked": true, "points": 3}
check.function(
    read_twice,
    like=reference.two_simple_rnns(steps=3, features=2, units=(4, 3)),
    name="read_twice",
    points=3,
    exercise="two-layers",
)

# %% [markdown] tags=["help"]
# 1. Write the loop for the lower layer first. Which of its states does the upper one need?
# 2. All of them, one at each step. Either keep them and loop once more, or let both
#    layers take a step in the same pass, the lower one first.
# 3. Two states, two arrays of zeros, shaped (batch, units of each). At a step: the next
#    lower state from the word and the lower state, then the next upper state from this
#    lower state and the upper state. After the last step, return the upper one.
#
# **Why.** The "word" of the upper layer at step t is the lower layer's state after step
# t. It needs nothing of later steps, so one pass is enough; two loops, one after the
# other, give the same numbers. Each layer keeps a state of its own, and both start from
# zeros.

# %% [markdown]
# ### 6. A stack of given layers (3 points, 5 minutes)
#
# Somebody left you two layers that were trained together.
# Make a model of these two that reads sentences of 6 words, 2 numbers each, and answers
# with `upper_layer(lower_layer(sentences))`.
# It is judged with the weights that it has, so leave those of the layers as they are.
# When you have trained or changed the two, run the cell that makes them again.

# %%
rng = np.random.default_rng(4)  # stands for training: the numbers are drawn
lower_kernel = rng.normal(0, 0.6, (2, 20))  # (features, 4 · units): an LSTM of 5 units
lower_recurrent_kernel = rng.normal(0, 0.6, (5, 20))
lower_bias = rng.normal(0, 0.6, 20)
upper_kernel = rng.normal(0, 0.6, (5, 3))  # a SimpleRNN of 3 units
upper_recurrent_kernel = rng.normal(0, 0.6, (3, 3))
upper_bias = rng.normal(0, 0.6, 3)

lower_layer = layers.LSTM(5, return_sequences=True)
upper_layer = layers.SimpleRNN(3)
lower_layer.build((None, 6, 2))
upper_layer.build((None, 6, 5))
lower_layer.set_weights([lower_kernel, lower_recurrent_kernel, lower_bias])
upper_layer.set_weights([upper_kernel, upper_recurrent_kernel, upper_bias])

# %% nbgrader={"schema_version": 3, "grade_id": "by-hand", "grade": false, "solution": true, "locked": false}
stacked = ...  # reads (batch, 6, 2), answers (batch, 3)
### BEGIN SOLUTION
stacked = keras.Sequential([keras.Input((6, 2)), lower_layer, upper_layer])
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-by-hand", "grade": true, "solution": false, "locked": true, "points": 3}
check.model(
    stacked,
    like=reference.Stack(
        [reference.LSTM(5, return_sequences=True), reference.SimpleRNN(3)],
        weights=[
            lower_kernel,
            lower_recurrent_kernel,
            lower_bias,
            upper_kernel,
            upper_recurrent_kernel,
            upper_bias,
        ],
    ),
    input_shape=(6, 2),
    weights="own",
    given="layers",
    name="stacked",
    points=3,
    exercise="by-hand",
)

# %% [markdown] tags=["help"]
# 1. The layers are there already. What does a model need beside them?
# 2. Put the two names themselves into the model. A layer that you make anew, with the same
#    arguments, has other weights.
# 3. A `Sequential` of an input of 6 steps and 2 features and the two names, the one that
#    reads sentences first; or call one on the other, and name input and output.
#
# **Why.** A layer is an object that holds its weights. A model that is made of this object
# uses these weights; one that is made of a new layer starts from random ones. A stack
# does nothing but call its layers in turn, so the model answers what the two give by hand.

# %% [markdown]
# ### 7. A deep reader of tweets (4 points, 15 minutes)
#
# Train a Keras model that says whether a tweet is positive: one number between 0 and 1 for
# each tweet, the probability.
#
# - It has at least **two** recurrent layers, one on top of the other: the upper one reads
#   what the lower one returns.
#   A `Bidirectional` layer counts as one.
# - Train on the training tweets alone.
# - The check asks for 80 % of the development tweets.
#   Choose by them, and do not train on them: what a model has been trained on says nothing
#   of what it does with new tweets.
# - When your work is graded, the model reads other tweets.
#   Its score may be a few points lower there, so 77 % are enough.
# - Keep `vocabulary` as it is: the model is graded on the numbers that it makes of the
#   tweets.
# - Start with `keras.utils.set_random_seed(…)`, so that you can get the same model again.
#
# When it falls short, look first how often it is right on the training tweets.
# Near 100 %: `mask_zero=True`, dropout, fewer epochs, or `GRU` in place of `SimpleRNN`.
# Hardly above the most frequent label: more epochs.
# Then train a model with one recurrent layer, and compare the scores and the times.

# %%
tweets = data.tweets()
vocabulary = data.Vocabulary.of(tweets.train.texts)
x_train = vocabulary.encode(tweets.train.texts, steps=20)  # (batch, steps)
y_train = tweets.train.labels  # (batch,), 1 is positive
x_development = vocabulary.encode(tweets.development.texts, steps=20)
y_development = tweets.development.labels

# %% nbgrader={"schema_version": 3, "grade_id": "deeper", "grade": false, "solution": true, "locked": false}
deep = ...  # reads (batch, 20) word numbers, answers (batch, 1); trained
### BEGIN SOLUTION
keras.utils.set_random_seed(7)
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
deep.compile(keras.optimizers.Adam(0.004), loss="binary_crossentropy")
deep.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-deeper", "grade": true, "solution": false, "locked": true, "points": 4}
graded, floor = tweets.development, 0.80
### BEGIN HIDDEN TESTS
graded, floor = tweets.test, 0.77
### END HIDDEN TESTS
check.metric(
    deep,
    vocabulary.encode(graded.texts, steps=20),
    graded.labels,
    floor=floor,
    baseline=max(graded.labels.mean(), 1 - graded.labels.mean()),
    recurrent=2,
    training=(
        vocabulary.encode(tweets.train.texts[:500], steps=20),
        tweets.train.labels[:500],
    ),
    name="deep",
    points=4,
    exercise="deeper",
)

# %% [markdown] tags=["help"]
# 1. Begin with a model that works with one recurrent layer, such as your classifier of
#    lesson 1, and put the second one in.
# 2. The lower layer returns its sequence, the upper one does not. Dropout behind the
#    embedding keeps the model from learning the tweets by heart.
# 3. `Embedding` with `mask_zero=True`, `Dropout(0.5)`, two `GRU` layers of 12 to 32
#    units, of which the first returns its sequence, and `Dense(1)` with a sigmoid; Adam,
#    binary cross-entropy, four to eight epochs.
#
# **Why.** Word numbers become vectors, two layers read them, and the last state gives one
# probability. `GRU` layers train more steadily than `SimpleRNN` layers on top of each
# other. The second layer is there because the task asks for it: on these tweets one layer
# does as well, in less time.

# %% [markdown]
# ## Where next
#
# - Put a second `Bidirectional` layer into the address tagger of lesson 3 and measure the
#   entity F1 on its development part, with three random starts.
# - `RepeatVector` was the wrong mending here. It is the right one when a sentence is to be
#   made out of a vector: the last state of one layer at every step of the next, an encoder
#   and a decoder. The gallery draws one.
# - What the layers of a deep stack learn on text of single letters is looked into by
#   M. Hermans and B. Schrauwen, *Training and analysing deep recurrent neural networks*,
#   Advances in Neural Information Processing Systems 26 (2013).
# - Reading in both directions is M. Schuster's and K. K. Paliwal's, *Bidirectional
#   recurrent neural networks*, IEEE Transactions on Signal Processing 45 (1997).
