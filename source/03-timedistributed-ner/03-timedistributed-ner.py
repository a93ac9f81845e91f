# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # TimeDistributed NER: a label for every word
#
# Which words of a text are a name, and a name of what?
# The model of this lesson answers for every word.
# You follow its numbers, train it, and find out whether it learned what a name looks like
# or only which names it has seen.
#
# You will be able to
#
# - put `TimeDistributed(Dense(…))` on a recurrent layer, and say when you need it;
# - read BIO tags as entities, and padding as what it is: nothing;
# - judge a tagger by its entities, beside the trivial answers that it has to beat;
# - train one that goes by context, on made sentences, real ones and your own.
#
# **Time:** 45 minutes to read, 80 minutes for the exercises.
# The notebook itself runs in about a minute on two cores.
# You need lessons 1 and 2.

# %%
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from seqeval.metrics import accuracy_score, f1_score
from seqeval.metrics.sequence_labeling import get_entities

from unrolled import compare, data, draw, quiet

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
# ## One label for every word
#
# Finding the names in a text is **named entity recognition**, NER; the label of a word is
# its **tag**.
# Here are four: `B-PER` begins the name of a person and `I-PER` goes on with it, `B-LOC`
# begins the name of a place, and `O`, outside, stands for every word that is no name.
#
# A word's tag depends on its neighbours, so a recurrent layer reads the sentence first;
# `return_sequences=True` keeps its state after every word.
# Then each state needs an answer of its own: `TimeDistributed` calls the layer that it
# holds once a step, with what stands at that step.
#
# *What would you expect?* Three words, four tags. What shape has the answer?

# %%
names = ["O", "B-LOC", "B-PER", "I-PER"]
toy_tagger = keras.Sequential(
    [
        keras.Input((3, 2)),
        layers.SimpleRNN(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(4, activation="softmax")),
    ]
)
toy_tagger(sentence).shape  # (batch, steps, tags)

# %% [markdown]
# Four numbers a word, one for each tag. (The recurrent layer has four units too; that is
# chance.)
# With weights that can be followed by hand, those of lesson 1 and some for `Dense`:

# %%
V = np.array(  # (units, tags)
    [
        [0.6, -1.2, 3.0, -1.0],
        [-3.0, 0.8, 3.0, 1.2],
        [1.8, -1.2, -0.2, -1.4],
        [0.0, -1.2, -1.4, -1.6],
    ]
)
c = np.array([0.4, -1.0, -1.0, -1.0])  # (tags,)
toy_tagger.set_weights([W, U, b, V, c])

title = "Every word gets a tag of its own"
draw(toy_tagger, sentence, tokens=words, classes=names, title=title)

# %% [markdown]
# What to notice:
#
# - All three states go up; in lesson 1 the last one alone did.
# - The three `Dense` blocks are one layer, as the recurrent ones are.
# - The framed number is the largest: `O`, `O`, `B-PER`. "Groot" is a person's name.
# - `Dense` sees one state. What the tag of "Groot" owes to "am" came through the states.
#
# ## Probabilities that sum to 1 a word
#
# `Dense` makes four sums a word, $z = xW + b$ in its box: x is the state $h_t$.
# This W and this b are its own, `V` and `c` in the code.
# A **softmax** makes each positive and divides it by what all four come to:
# $p_k = e^{z_k} / \sum_j e^{z_j}$.

# %%
states = np.array(toy_tagger.layers[0](sentence))[0]  # (steps, units)
z = states[2] @ V + c  # (tags,): "Groot"
for name, total, share in zip(names, z, np.exp(z) / np.exp(z).sum(), strict=True):
    print(f"{name:>5}: z = {total:5.2f}, e^z = {np.exp(total):.2f}, p = {share:.2f}")

answers = np.array(toy_tagger(sentence))  # (batch, steps, tags)
print("sums over the tags: ", np.round(answers.sum(axis=-1), 2))
print("sums over the steps:", np.round(answers.sum(axis=1), 2))

# %% [markdown]
# Each word shares out one whole among its tags, since it has one tag and no two; a
# sigmoid would answer for each tag on its own.
# The sums over the steps mean nothing: words do not compete.
#
# ## The same Dense at every step
#
# `TimeDistributed` is a loop. Here it is, written out.

# %%
shared = toy_tagger.layers[1]
by_hand = [np.array(shared.layer(state[np.newaxis]))[0] for state in states]
print("largest difference:", np.abs(by_hand - answers[0]).max().round(6))
print("parameters:", shared.count_params())

# %% [markdown]
# 4 · 4 weights from the units to the tags and 4 biases: 20 parameters, for three words or
# for three hundred.
#
# *What would you expect?* The same `Dense` without `TimeDistributed` around it: what
# changes?

# %%
plain = keras.Sequential([keras.Input((3, 2)), toy_tagger.layers[0], shared.layer])
both = ["TimeDistributed(Dense)", "Dense"]
compare(toy_tagger, plain, sentence, tokens=words, names=both)

# %% [markdown]
# Not one number: `Dense` works on the last axis and leaves the others as they are.
# `TimeDistributed` says what you mean; here you may leave it out.
#
# You need it around what does *not* leave the steps alone.
# Take words as their letters, a = 1 to z = 26, filled up with 0.
# A recurrent layer can make one vector of one word, but it reads (batch, letters), not
# (batch, words, letters).
# `TimeDistributed` calls it for each word.
# (`mask_zero=True` lets it skip the 0s; *Padding and the mask* shows how.)

# %%
letters = np.array([[[9, 0, 0, 0, 0], [1, 13, 0, 0, 0], [7, 18, 15, 15, 20]]])
speller = keras.Sequential(
    [keras.Input((5,)), layers.Embedding(27, 8, mask_zero=True), layers.SimpleRNN(6)]
)
print(letters.shape, "→", layers.TimeDistributed(speller)(letters).shape)

# %% [markdown]
# (batch, words, features) again, made of spelling: a tagger can read that.
#
# Around the tagger's own recurrent layer it is a mistake, and a frequent one: that layer
# gets one word at a time, (batch, features), with no steps left to read.

# %%
try:
    keras.Sequential([keras.Input((3, 2)), layers.TimeDistributed(layers.SimpleRNN(4))])
except ValueError as error:
    print(str(error).partition(" Received")[0])

# %% [markdown]
# The message does not say so; now you know what it means.
#
# ## Names of several words: BIO
#
# "Rocket Raccoon" is one name of two words, "Groot" another, and one may follow the other.
# With `PER` alone nobody could say where the second begins.
# So a tag holds the type and whether the word **b**egins an entity or is **i**nside one;
# with **o**utside that makes BIO.
# seqeval, the library that the field measures with, reads them: type, first and last
# step, counted from 0.

# %%
text = ["tell", "Groot", "Rocket", "Raccoon", "left", "Xandar"]
for kind, first, last in get_entities(["O", "B-PER", "B-PER", "I-PER", "O", "B-LOC"]):
    print(kind, first, last, text[first : last + 1])

# %% [markdown]
# *What would you expect?* A model may answer what makes no sense: an `I-PER` after an `O`,
# an `I-LOC` after a `B-PER`.
# How many entities are in `O I-PER I-PER O`, and how many in `B-PER I-LOC B-LOC I-LOC`?

# %%
for stray in (["O", "I-PER", "I-PER", "O"], ["B-PER", "I-LOC", "B-LOC", "I-LOC"]):
    print(stray, "→", get_entities(stray))

# %% [markdown]
# One, and three. The rule of seqeval, and of this course:
#
# - `B-` always begins an entity.
# - `I-` continues the entity before it when that has the same type and nothing stands
#   between them.
# - Any other `I-` begins an entity, as `B-` does.
#
# ## Sentences to learn from
#
# A grammar of this course, `unrolled/data/grammar.py`, makes them: templates such as
# "NAME said that NAME is ADJECTIVE", and words for the slots.
# All is in small letters, so that no capital gives a name away.

# %%
groot = data.groot()
for text, tags in zip(groot.train.sentences[:3], groot.train.tags[:3], strict=True):
    print("  ".join(f"{word}/{tag}" for word, tag in zip(text, tags, strict=True)))

# %% [markdown]
# | part | templates | names and places | other words |
# |---|---|---|---|
# | `train` | known | known | known |
# | `development` | known | known | known |
# | `new_names` | known | new | 27 % new |
# | `new_templates` | new | known | 16 % new |
#
# The percentages count every place where such a word stands; "the" and "is" stand in every
# part.
# Who knows the names by heart does well on `development`.
# Who goes by what stands around a name does well on the others too; there an unknown word
# may just as well be a turnip.

# %%
STEPS = 14  # the longest of these sentences has 12 words
groot_words = data.Vocabulary.of_words(groot.train.sentences)
groot_tags = data.TagSet.of(groot.train.tags)

x_groot = groot_words.encode_words(groot.train.sentences, STEPS)  # (batch, steps)
y_groot = groot_tags.encode(groot.train.tags, STEPS)  # (batch, steps)
print(groot_tags.names, x_groot.shape, y_groot.shape)
print(x_groot[0], y_groot[0])

# %% [markdown]
# 0 is padding, 1 any word that training does not hold; `len(groot_words)` counts both.
# The other numbers go by frequency: 2 is the most frequent word of training, 26 the 25th.
# Padding stands at the *end* here, so that word n is at step n, as its tag is.
# A tag is one number, 0 for `O`; the loss that takes it so is
# `sparse_categorical_crossentropy`.
#
# ## Padding and the mask
#
# `Embedding(…, mask_zero=True)` makes a **mask** that says at which steps a word stands.
# Here are the first sentence with one step of padding, its numbers in the table, and the
# two layers of above.

# %%
embedding = layers.Embedding(len(groot_words), 2, mask_zero=True)
masked = keras.Sequential([keras.Input((4,)), embedding, *toy_tagger.layers])
table = np.zeros((len(groot_words), 2))
table[x_groot[0, :3]] = sentence[0]  # the rows of "i", "am" and "groot"
embedding.set_weights([table])
title = "The state passes the padding unchanged"
draw(masked, x_groot[:1, :4], tokens=[*words, "–"], classes=names, title=title)

# %% [markdown]
# The recurrent layer skips the padding and keeps h₃; `Dense` answers for it once more,
# though nobody asked.
# So the mask goes on to the loss and the metrics, which leave that step out.
#
# *What would you expect?* A model says `O` to everything, with a probability of 0.97.
# It is measured on the development sentences, with the mask and without. Which looks
# better?

# %%
x_known = groot_words.encode_words(groot.development.sentences, STEPS)
y_known = groot_tags.encode(groot.development.tags, STEPS)
for mask_zero in (True, False):
    embedding = layers.Embedding(len(groot_words), 2, mask_zero=mask_zero)
    answer = layers.TimeDistributed(layers.Dense(4, activation="softmax"))
    silent = keras.Sequential([keras.Input((STEPS,)), embedding, answer])
    answer.set_weights([np.zeros((2, 4)), np.log([0.97, 0.01, 0.01, 0.01])])
    silent.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    loss, accuracy = silent.evaluate(x_known, y_known, verbose=0)
    print(f"mask_zero={mask_zero!s:>5}: loss {loss:.2f}, accuracy {accuracy:.2f}")
print(f"padding: {(x_known == 0).mean():.2f} of all steps")

# %% [markdown]
# The same answers, and without the mask they look far better: the tag of padding is 0,
# `O`, and there the model is always right.
# In training, too, half of all steps would teach it to say `O`.
#
# ## Accuracy misleads: count entities
#
# On words alone its accuracy is still 0.80, and it has not found one name.
# What counts is how many **entities** a model finds; one is right when type, first and
# last word are.
# **Precision** is the share of what it found that is right, **recall** the share of what
# is there that it found, and **F1** their harmonic mean, low when either is:
# $F_1 = 2 \cdot \text{precision} \cdot \text{recall} / (\text{precision} + \text{recall})$.


# %%
def f1(part, found):
    """Entity F1 of the tags found for the sentences of a part."""
    return f1_score([list(tags) for tags in part.tags], found, zero_division=0)


truth = [list(tags) for tags in groot.development.tags]
nothing = [["O"] * len(tags) for tags in truth]
print(f"O everywhere: accuracy {accuracy_score(truth, nothing):.2f}, ", end="")
print(f"F1 {f1(groot.development, nothing):.2f}")

# %% [markdown]
# ## By heart, or by context?
#
# Two answers to beat need no network: each word gets its most frequent tag in training,
# and a word that training does not hold gets `O`, or is taken for a name.


# %%
def usual(train, part, unknown):
    """For every word of a part its most frequent tag in ``train``."""
    counts = defaultdict(Counter)
    for text, tags in zip(train.sentences, train.tags, strict=True):
        for word, tag in zip(text, tags, strict=True):
            counts[word][tag] += 1
    best = {word: tags.most_common(1)[0][0] for word, tags in counts.items()}
    return [[best.get(word, unknown) for word in text] for text in part.sentences]


# %% [markdown]
# Now the network: an `LSTM`, eight epochs, trained three times.
#
# - As it comes. No training sentence holds an unknown word, so it never learns what to
#   make of one.
# - **Name dropout**: in every epoch half of the words of names, drawn anew, become 1, the
#   unknown word. Their tags stay.
# - **Word dropout**: half of all rare words do, names or not. The 25 most frequent ones,
#   such as "the" and "is", are never new and stay.
#
# Of each word the likeliest tag counts; `tag_set.decode` turns its number into the tag
# again and cuts the padding off.
# The column `turnips` counts the ordinary new words of `new_names`, "turnip" among them,
# that are taken for names.
#
# *What would you expect?* Which of the three finds names that it has never seen?


# %%
def tagger_of(x, y, vocabulary, tag_set, hideable):
    """Trains on (batch, steps) words and tags; returns what gives a part its tags."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((STEPS,)),
            layers.Embedding(len(vocabulary), 16, mask_zero=True),
            layers.LSTM(32, return_sequences=True),
            layers.TimeDistributed(layers.Dense(len(tag_set), activation="softmax")),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy")
    random = np.random.default_rng(1)
    for _ in range(8):  # epochs
        hidden = hideable & (random.random(x.shape) < 0.5)
        model.fit(np.where(hidden, 1, x), y, verbose=0)

    def tags_of(part):
        asked = vocabulary.encode_words(part.sentences, STEPS)
        numbers = model.predict(asked, verbose=0).argmax(axis=-1)  # (batch, steps)
        return tag_set.decode(numbers, map(len, part.sentences))

    return tags_of


def turnips(found):
    """How many ordinary new words of the part with new names are taken for names."""
    part, count = groot.new_names, 0
    for text, tags, said in zip(part.sentences, part.tags, found, strict=True):
        for word, tag, answer in zip(text, tags, said, strict=True):
            count += word not in groot_words.words and tag == "O" and answer != "O"
    return count


training = (x_groot, y_groot, groot_words, groot_tags)
candidates = {
    "most frequent tag": lambda part: usual(groot.train, part, "O"),
    "… unknown = name": lambda part: usual(groot.train, part, "B-PER"),
    "network": tagger_of(*training, hideable=False),
    "… name dropout": tagger_of(*training, hideable=y_groot > 0),  # all but O
    "… word dropout": tagger_of(*training, hideable=x_groot > 26),  # rarer words
}

# %% tags=["nbval-ignore-output"]
print(" " * 18 + "   development     new_names new_templates   turnips")
for name, tags_of in candidates.items():
    parts = (groot.development, groot.new_names, groot.new_templates)
    row = "".join(f"{f1(part, tags_of(part)):14.2f}" for part in parts)
    print(f"{name:>18}{row}{turnips(tags_of(groot.new_names)):10}")

# %% [markdown]
# On `development`, where every name is known, learning by heart is enough, and all look
# nearly alike. The new names tell them apart:
#
# - By heart, the network finds few of them: 0.28.
# - With name dropout 0.70. Only names were ever unknown to it, and the last column shows
#   what it learned from that: it takes 189 of 304 new ordinary words for names.
# - With word dropout 1.00. An unknown word may be anything, and the sentence decides.
#
# It costs something. On new templates, with names that it knows, word dropout has 0.82,
# the network without it 0.94, and the most frequent tag beats both with 0.96.
# Decide what will be new where your tagger is used, and measure that.
#
# ## Real labels: addresses
#
# People tagged the words of addresses in the United States: house number, street, town
# and 19 types more.
# They are not part of this course, so the notebook shows some when you run it.

# %%
addresses = data.addresses()
print(addresses.citation)
print("licence:", addresses.licence)
known = addresses.train
print(known)

# %% tags=["shown-when-run", "nbval-ignore-output"]
for text, tags in list(zip(known.sentences, known.tags, strict=True))[:3]:
    print("  ".join(f"{word}/{tag}" for word, tag in zip(text, tags, strict=True)))

# %% [markdown]
# `data.plain_word` takes a word's capitals and outer punctuation off, so that "Chicago,"
# and "chicago" are one word.
# The baseline calls an unknown word a street's name, the most frequent tag of all.


# %%
def bare(part):
    """The same sentences with plain words."""
    plain_words = (tuple(map(data.plain_word, text)) for text in part.sentences)
    return data.Tagged(tuple(plain_words), part.tags)


known, asked = bare(addresses.train), bare(addresses.development)
postal_words = data.Vocabulary.of_words(known.sentences)
postal_tags = data.TagSet.of(known.tags)
x_postal = postal_words.encode_words(known.sentences, STEPS)
y_postal = postal_tags.encode(known.tags, STEPS)
postal = tagger_of(x_postal, y_postal, postal_words, postal_tags, hideable=False)

# %% tags=["nbval-ignore-output"]
print(f"most frequent tag: F1 {f1(asked, usual(known, asked, 'B-StreetName')):.2f}")
print(f"network:           F1 {f1(asked, postal(asked)):.2f}")

# %% [markdown]
# Far above the baseline, and far from the made sentences: people write as they like.
# Exercise 7 is to do better.
#
# ## Your own file
#
# Labelled text often comes as a **CoNLL** file: a word and its tag a line, a blank line
# between sentences.
# `data.read_conll` gives what `groot.train` is, so all of the above works on it.

# %%
with TemporaryDirectory() as folder:
    path = Path(folder, "mine.conll")
    path.write_text("Groot B-PER\nmet O\nRocket B-PER\nRaccoon I-PER\n\nwho O\n")
    mine = data.read_conll(path)
print(mine, mine.sentences[0], data.TagSet.of(mine.tags).names, sep="\n")

# %% [markdown]
# ## In one picture

# %%
title = "A sentence in, a tag for every word out"
draw(toy_tagger, sentence, tokens=words, classes=names, title=title, code=True)

# %% [markdown]
# - (batch, steps, features) → (batch, steps, units) → (batch, steps, tags).
# - One `Dense` for all steps: units · tags + tags parameters; a softmax over the tags.
# - Padding is no word: mask it in the loss, cut it off before you decode.
# - Count entities, not words; and beside every score stands what a trivial answer gets.

# %% [markdown]
# ## Exercises
#
# Seven exercises, 21 points.
# Write your answer where `...` stands, run the cell, then run the check below it.
# It tells you at once what is right and, where it can, what went wrong.
# Run it as often as you like.
# When you are stuck, `check.hint("decode")` in a cell of your own gives a nudge for
# exercise 5, and more when you ask again; the others have names in the same place, behind
# `exercise=`.
# After a try of yours `check.solution("decode")` shows a worked solution, where your copy holds
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
# A tagger reads 64 sentences of 12 words at once, 30 numbers a word: first
# `SimpleRNN(20, return_sequences=True)`, then
# `TimeDistributed(Dense(9, activation="softmax"))`.
# It is trained with `sparse_categorical_crossentropy`, so each word's label is one whole
# number.
# Write the shape of its answers to all 64 sentences, the shape of the array that holds
# all their labels, and the number of parameters of the `TimeDistributed` layer.
# The first axis is the batch: write 64, not `None`.

# %% nbgrader={"schema_version": 3, "grade_id": "tagging-shapes", "grade": false, "solution": true, "locked": false}
tag_shape = ...  # of the tagger's answers to all 64 sentences
label_shape = ...  # of the labels of all 64 sentences, one whole number each
n_parameters = ...  # of the TimeDistributed layer
### BEGIN SOLUTION
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 20 * 9 + 9
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-tagging-shapes", "grade": true, "solution": false, "locked": true, "points": 3}
check.together(
    check.shape(
        tag_shape,
        like=reference.output_shape(
            reference.Stack(
                [
                    reference.SimpleRNN(20, return_sequences=True),
                    reference.TimeDistributed(reference.Dense(9, "softmax")),
                ]
            ),
            (64, 12, 30),
        ),
        name="tag_shape",
    ),
    check.shape(
        label_shape,
        like=reference.label_shape(sentences=64, words=12, classes=9),
        name="label_shape",
    ),
    check.value(
        n_parameters,
        like=reference.parameters_of_top(
            reference.Stack(
                [
                    reference.SimpleRNN(20, return_sequences=True),
                    reference.TimeDistributed(reference.Dense(9)),
                ]
            ),
            input_shape=(12, 30),
        ),
        name="n_parameters",
    ),
    exercise="tagging-shapes",
)

# %% [markdown] tags=["help"]
# 1. Look at the shape that the lesson's tagger gave to one sentence, and say what each of its three axes counts.
# 2. The recurrent layer hands on one state for every word. `Dense` replaces the last axis by the number of labels and leaves the others. A label that is one whole number needs no axis of its own. `Dense` has weights from each unit of the layer below to each label, and one bias for each label, once and not once a word.
# 3. Answers: (sentences, words, labels). Labels: (sentences, words). Parameters: units · labels + labels.
#
# **Why.** There is a label for every word of every sentence, so both shapes begin with 64 and 12.
# The model answers with nine probabilities where the truth is one number, hence one axis more.
# `TimeDistributed` has no weights of its own and uses the same `Dense` at all 12 steps, so neither 12 nor the 30 numbers of a word are in the count: 20 units feed 9 labels.

# %% [markdown]
# ### 2. A tagger (3 points, 10 minutes)
#
# Build a model that reads sentences of 8 word numbers, (batch, 8), and answers with a
# probability for each of 5 labels, for every word: (batch, 8, 5).
# The numbers go from 0 to 49; 0 is padding and is to be skipped.
# Each word becomes 6 numbers, a `SimpleRNN` of 10 units reads them, and a `Dense` layer
# answers, the same for every word.
# A word has one label, so its 5 probabilities come from a softmax and add up to 1.
# What is not named here stays at its default; the model needs no training.
# The check gives it random weights and sentences for a moment.

# %% nbgrader={"schema_version": 3, "grade_id": "tagger", "grade": false, "solution": true, "locked": false}
tagger = ...  # reads (batch, 8) word numbers, answers (batch, 8, 5)
### BEGIN SOLUTION
tagger = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Embedding(50, 6, mask_zero=True),
        layers.SimpleRNN(10, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5, activation="softmax")),
    ]
)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-tagger", "grade": true, "solution": false, "locked": true, "points": 3}
check.model(
    tagger,
    like=reference.word_stack(
        [
            reference.Embedding(50, 6, mask_zero=True),
            reference.SimpleRNN(10),
            reference.TimeDistributed(reference.Dense(5, "softmax")),
        ]
    ),
    input_shape=(8,),
    name="tagger",
    points=3,
    exercise="tagger",
)

# %% [markdown] tags=["help"]
# 1. Go through the task from the input up: it names one layer for each thing that happens to a word. Two of the layers need a setting that they do not have by default.
# 2. The table of word vectors has a row for each of the 50 numbers, and must mark the padding. The recurrent layer must hand on all its states. The answers of a word exclude each other.
# 3. A `Sequential` of `Input((8,))`, an `Embedding` of 50 rows and 6 numbers with `mask_zero`, a `SimpleRNN` of 10 units with `return_sequences`, and a `Dense` of 5 with `softmax`, in a `TimeDistributed` or plain.
#
# **Why.** `Embedding` turns (batch, 8) into (batch, 8, 6) and its mask says which steps are padding; the layers above take the mask over without being told.
# With `return_sequences` the recurrent layer gives (batch, 8, 10), one state a word, so that there is something to label at each step.
# `Dense` works on the last axis alone, so plain or in `TimeDistributed` it gives the same numbers.

# %% [markdown]
# ### 3. Padding and mask (2 points, 10 minutes)
#
# Three sentences came as lists of word numbers, of unequal length.
# `sentences` holds them; a cell that changes it finds it changed when it runs again.
# Make one array of them, `padded`: one row for each sentence, as many columns as the
# longest has words, filled with 0 at the *end* of the shorter ones.
# Then make `mask`, an array of the same shape that is `True` where a word stands and
# `False` at the padding.

# %%
sentences = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]  # word numbers; 0 is padding

# %% nbgrader={"schema_version": 3, "grade_id": "padding", "grade": false, "solution": true, "locked": false}
padded = ...  # whole numbers, one row a sentence
mask = ...  # True or False, of the same shape
### BEGIN SOLUTION
padded = np.zeros((len(sentences), max(map(len, sentences))), dtype=int)
for row, numbers in zip(padded, sentences, strict=True):
    row[: len(numbers)] = numbers
mask = padded != 0
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-padding", "grade": true, "solution": false, "locked": true, "points": 2}
given = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]
check.together(
    check.sequence(padded, like=reference.padded(given), name="padded"),
    check.mask(mask, like=reference.padding_mask(given), name="mask"),
    exercise="padding",
)

# %% [markdown] tags=["help"]
# 1. How many rows and how many columns must the array have? Which of the three sentences decides it?
# 2. Start from an array of zeros, and write each sentence over the beginning of its row. No word has the number 0, so the finished array itself tells where words stand.
# 3. `np.zeros` of (3, 5); in a loop `row[:len(numbers)] = numbers`; then compare the array with 0.
#
# **Why.** An array has rows of one length, so the longest sentence decides and the others are filled up.
# 0 stands for padding alone, which is why a comparison with 0 gives the mask; this is what `mask_zero=True` does.
# The lengths give the same mask: step t holds a word when t is less than the sentence's length.

# %% [markdown]
# ### 4. A loss that leaves padding out (3 points, 10 minutes)
#
# Write the loss of a batch: for each real word −ln of the probability that the model gave
# to the right label, and of these the mean over all real words of the batch, whichever
# sentence they stand in.
# ln is the natural logarithm.
# `mask` alone says where a word is: its True and False may stand anywhere.
# Padding has labels too, arbitrary ones in the range of the others; they must not matter.
# Every batch holds at least one word, and no probability is 0.
# NumPy is all you need; leave the arrays that you are given unchanged.


# %% nbgrader={"schema_version": 3, "grade_id": "masked-loss", "grade": false, "solution": true, "locked": false}
def masked_loss(labels, probabilities, mask):
    """The mean loss of a real word, one number.

    labels: (batch, steps), the number of the right label, from 0
    probabilities: (batch, steps, labels)
    mask: (batch, steps), True where a word stands
    """
    ...
    ### BEGIN SOLUTION
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)
    return -np.log(right[..., 0])[mask].mean()
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-masked-loss", "grade": true, "solution": false, "locked": true, "points": 3}
check.function(
    masked_loss,
    like=reference.masked_loss(steps=5, tags=4),
    points=3,
    exercise="masked-loss",
)

# %% [markdown] tags=["help"]
# 1. Begin with the words alone: `labels[mask]` is a list of the labels of all real words. What does `probabilities[mask]` hold?
# 2. Of each word's probabilities pick one, the one at the place that its label names. Then the logarithm, the minus and the mean, over real words only.
# 3. With n real words, pick by two lists at once: the rows `np.arange(n)` and the columns `labels[mask]`. `np.log` is the natural logarithm.
#
# **Why.** The model's probability of the right label is all that the loss looks at: near 1 it costs nearly nothing, near 0 much.
# Words are taken out by the mask before the mean, so padding adds nothing to the sum and nothing to the number that it is divided by.
# A long sentence counts more than a short one, since every word counts the same; Keras does it so when a mask is there.

# %% [markdown]
# ### 5. From tags to entities (3 points, 15 minutes)
#
# Write the function that finds the entities in one sentence's BIO tags.
# It returns a list with one tuple (type, start, end) for each, in their order in the
# sentence.
# Steps count from 0, and `end` is the step *after* the entity's last word, as in a Python
# slice: seqeval's own `get_entities` gives one less.
# The type is what stands behind `B-` or `I-`.
#
# As in the lesson: `B-` always begins an entity; `I-` continues the entity before it when
# that has the same type and ends right before it; any other `I-` begins one.
# `["B-PER", "I-PER", "O", "I-LOC"]` holds `[("PER", 0, 2), ("LOC", 3, 4)]`.
# A sentence without entities, or without words, gives an empty list.
# Leave the list that you are given unchanged.


# %% nbgrader={"schema_version": 3, "grade_id": "decode", "grade": false, "solution": true, "locked": false}
def spans(tags):
    """The entities in a list of BIO tags: a list of (type, start, end)."""
    ...
    ### BEGIN SOLUTION
    found = []
    for step, tag in enumerate(tags):
        kind = tag[2:]
        if tag == "O":
            continue
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-decode", "grade": true, "solution": false, "locked": true, "points": 3}
check.function(spans, like=reference.bio_spans(), points=3, exercise="decode")

# %% [markdown] tags=["help"]
# 1. Read the tags one by one, with their step. At each tag there are three cases: nothing here, an entity goes on, an entity begins.
# 2. Keep the list of what you found. An `I-` continues the last entity in it under two conditions: the same type, and nothing between them. Else it begins one, as `B-` does.
# 3. Let an entity be (type, step, step + 1) when it begins, and move its end by one when it goes on. The last entity goes on when its end is the step at which you stand.
#
# **Why.** The end of an entity is kept up to date at every step, so one that reaches the last word needs no special treatment at the end.
# An `I-` that continues nothing is a mistake of the tagger; counting it as a beginning keeps its words among the entities, as seqeval does by default.
# `B-` never continues, and that is what keeps two neighbours of one type apart.

# %% [markdown]
# ### 6. The F1 of entities (3 points, 10 minutes)
#
# Write the score.
# `true` and `found` hold one list for each sentence, in the same order, with the entities
# in it as (type, start, end).
# An entity that was found is right when the same sentence truly holds one of the same
# type, start and end.
# Count over all sentences together: precision is right / found, recall right / true, and
# F1 = 2 · precision · recall / (precision + recall).
# It is 0.0 when nothing that was found is right, also when nothing was found or there is
# nothing to find.
# The order within a list does not matter, and no list holds an entity twice.
# Leave the lists that you are given unchanged.


# %% nbgrader={"schema_version": 3, "grade_id": "entity-f1", "grade": false, "solution": true, "locked": false}
def entity_f1(true, found):
    """F1 over the entities of all sentences, one number between 0 and 1.

    true, found: one list a sentence, each of tuples (type, start, end)
    """
    ...
    ### BEGIN SOLUTION
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found, strict=True))
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))
    ### END SOLUTION


# %% nbgrader={"schema_version": 3, "grade_id": "test-entity-f1", "grade": true, "solution": false, "locked": true, "points": 3}
check.function(entity_f1, like=reference.entity_f1(), points=3, exercise="entity-f1")

# %% [markdown] tags=["help"]
# 1. You need three numbers, each over all sentences: how many entities there truly are, how many were found, and how many of those are right.
# 2. Go through both lists side by side, one sentence at a time, and count what stands in both. Only after the last sentence divide. What happens to the formula when the count is 0?
# 3. Two sets of tuples have an intersection, `a & b`; its length is how many are right in a sentence. Put precision and recall into the formula and it becomes 2 · right / (true + found).
#
# **Why.** Sentences are compared one by one because ("PER", 0, 1) in one sentence is another entity than ("PER", 0, 1) in the next.
# Counting first and dividing once gives every entity the same weight; a mean of the sentences' scores would give it to every sentence.
# With nothing right the formula divides 0 by 0, so that case is answered before it.

# %% [markdown]
# ### 7. A tagger for addresses (4 points, 20 minutes)
#
# Train a Keras model with a recurrent layer that tags the words of addresses, on the
# training addresses alone.
#
# - It has two inputs and reads a list of two arrays, both (batch, 14): the numbers of the
#   words, and those of their **shapes**, in which `X` stands for a capital, `x` for a small
#   letter and `d` for a digit ("60614" is `ddddd`, a postcode even where nobody has seen it
#   before).
# - It answers with a probability for each tag of each word, (batch, 14, tags), the tags in
#   the order of `tag_set.names`.
# - Padding, 0 in both arrays, stands at the end and is not graded.
#   Its label is 0 too, as that of `O`: `mask_zero=True` in both embeddings keeps it out of
#   the training.
# - What the model makes of the two is up to you: points are for what it finds.
# - Keep `encode`, `vocabulary` and `shape_vocabulary` as they are: the model is graded on
#   what they make of the addresses.
#
# The check counts entities and asks for an F1 of 0.86 on the development addresses; the
# most frequent tag of each word gets 0.53, the tagger of the lesson 0.77.
# Choose layers and epochs by the development addresses, and do not train on them: what a
# model has been trained on says nothing of what it does with new addresses.
# When your work is graded, it reads addresses that neither of you has seen, and 0.84 are
# enough there.
# A model of two inputs is no `Sequential`; each layer is called on what comes before it:
#
# ```python
# a, b = keras.Input((14,)), keras.Input((14,))
# joined = layers.Concatenate()([layers.Embedding(…)(a), layers.Embedding(…)(b)])
# …
# model = keras.Model([a, b], probabilities)  # what the last layer returned
# ```
#
# Start with `keras.utils.set_random_seed(…)`, so that you can get the same model again.
# When it falls short: a `GRU` or `LSTM` for the `SimpleRNN`; `layers.Bidirectional(…)`
# around it, which reads from both ends (lesson 4 opens it up); `layers.Dropout`; more
# epochs.

# %%
from collections import Counter, defaultdict

from seqeval.metrics import f1_score

addresses = data.addresses()
STEPS = 14  # one training address has 17 words and loses three; no other is longer


def plain_words(sentences):
    """The words in small letters, without the punctuation around them."""
    return [[data.plain_word(word) for word in words] for words in sentences]


def word_shapes(sentences):
    """The shapes of the words."""
    return [[data.word_shape(word) for word in words] for words in sentences]


vocabulary = data.Vocabulary.of_words(plain_words(addresses.train.sentences))
shape_vocabulary = data.Vocabulary.of_words(word_shapes(addresses.train.sentences))
tag_set = data.TagSet.of(addresses.train.tags)


# defaults keep what the names mean here, whatever you give those names to later
def encode(sentences, words=vocabulary, shapes=shape_vocabulary, steps=STEPS):
    """What the model reads: numbers of words and of shapes, (batch, 14) each."""
    return [
        words.encode_words(plain_words(sentences), steps),
        shapes.encode_words(word_shapes(sentences), steps),
    ]


x_train = encode(addresses.train.sentences)  # a list of two
y_train = tag_set.encode(addresses.train.tags, STEPS)  # (batch, 14)
x_development = encode(addresses.development.sentences)
y_development = tag_set.encode(addresses.development.tags, STEPS)


def baseline_f1(part, train=addresses.train):
    """Entity F1 when each word gets its most frequent tag in training."""
    counts = defaultdict(Counter)
    for words, tags in zip(plain_words(train.sentences), train.tags, strict=True):
        for word, tag in zip(words, tags, strict=True):
            counts[word][tag] += 1
    best = {word: tags.most_common(1)[0][0] for word, tags in counts.items()}
    read = plain_words(part.sentences)
    found = [[best.get(word, "B-StreetName") for word in words] for words in read]
    return f1_score([list(tags) for tags in part.tags], found, zero_division=0)


print(f"{len(tag_set)} tags; numbers in use, 0 and 1 included: ", end="")
print(f"{len(vocabulary)} for words, {len(shape_vocabulary)} for shapes")

# %% nbgrader={"schema_version": 3, "grade_id": "addresses", "grade": false, "solution": true, "locked": false}
address_tagger = ...  # reads [words, shapes], answers (batch, 14, tags); trained
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
word_numbers, shape_numbers = keras.Input((STEPS,)), keras.Input((STEPS,))
vectors = layers.Concatenate()(
    [
        layers.Embedding(len(vocabulary), 32, mask_zero=True)(word_numbers),
        layers.Embedding(len(shape_vocabulary), 16, mask_zero=True)(shape_numbers),
    ]
)
states = layers.Bidirectional(layers.GRU(48, return_sequences=True))(
    layers.Dropout(0.4)(vectors)
)
answers = layers.Dense(len(tag_set), activation="softmax")(layers.Dropout(0.4)(states))
address_tagger = keras.Model([word_numbers, shape_numbers], answers)
address_tagger.compile(
    keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy"
)
address_tagger.fit(x_train, y_train, epochs=12, verbose=0)
### END SOLUTION

# %% nbgrader={"schema_version": 3, "grade_id": "test-addresses", "grade": true, "solution": false, "locked": true, "points": 4}
graded, floor = addresses.development, 0.86
### BEGIN HIDDEN TESTS
graded, floor = addresses.test, 0.84
### END HIDDEN TESTS
check.tagger(
    address_tagger,
    encode(graded.sentences),
    graded.tags,
    tag_set.names,
    floor=floor,
    baseline=baseline_f1(graded),
    training=(encode(addresses.train.sentences[:300]), addresses.train.tags[:300]),
    name="address_tagger",
    points=4,
    exercise="addresses",
)

# %% [markdown] tags=["help"]
# 1. Start from the lesson's tagger and its score. What does it not see that you see in "60614" or "IL"?
# 2. Two inputs need the functional form: one `Input` and one `Embedding` for the words, one of each for the shapes, joined on the last axis before the recurrent layer. Then let it read from both ends, and hide a part of the numbers while it trains.
# 3. `keras.Model([word_numbers, shape_numbers], answers)`; both embeddings with `mask_zero`; `Concatenate`, `Dropout(0.4)`, `Bidirectional(GRU(48, return_sequences=True))`, `Dropout(0.4)`, a `Dense` with a softmax over `len(tag_set)`; Adam with 0.005, twelve epochs.
#
# **Why.** Most words of an address are numbers and names that training hardly holds, and for those the shape is what is left: five digits, two capitals.
# What a word is depends on what follows as well as on what came before ("Park" in "Park Avenue" and in "Central Park"), so the layer reads from both ends.
# There are fewer than a thousand addresses to learn from; dropout keeps the model from learning them by heart.

# %% [markdown]
# ## Where next
#
# - A layer on top of a layer: that is lesson 4, *Stacking*. Does a second one tag better?
# - Give the tagger of exercise 7 the letters of each word too, by the `speller` of this
#   lesson.
# - Read a file of yours with `data.read_conll`, and put `usual`, `tagger_of` and `f1` to
#   work on it.
# - The tags go back to L. Ramshaw and M. Marcus, *Text chunking using
#   transformation-based learning*, Third Workshop on Very Large Corpora (1995).
