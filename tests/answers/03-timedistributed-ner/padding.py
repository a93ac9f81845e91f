# Exercise "padding": three lists of unequal length as one array, and where words stand.
# ruff: noqa

# %% right: zeros, each row written over
padded = np.zeros((3, 5), dtype=int)
for i, words in enumerate(sentences):
    padded[i, : len(words)] = words
mask = padded != 0

# %% right: Keras' own function
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = padded > 0

# %% right: lists filled up by hand
longest = max(len(words) for words in sentences)
padded = np.array([words + [0] * (longest - len(words)) for words in sentences])
mask = np.array([[number != 0 for number in row] for row in padded])

# %% right: zip_longest, the mask from the lengths
from itertools import zip_longest

padded = np.array(list(zip_longest(*sentences, fillvalue=0))).T
lengths = np.array([len(words) for words in sentences])
mask = np.arange(padded.shape[1]) < lengths[:, np.newaxis]

# %% right: np.pad, row by row
longest = max(map(len, sentences))
padded = np.stack([np.pad(words, (0, longest - len(words))) for words in sentences])
mask = padded.astype(bool)

# %% right: the mask first, the words where it is True
lengths = [2, 5, 3]
mask = np.array([[step < n for step in range(5)] for n in lengths])
padded = np.zeros(mask.shape)
padded[mask] = np.concatenate(sentences)

# %% right: a ragged tensor, the mask of an Embedding
import tensorflow as tf

padded = tf.ragged.constant(sentences).to_tensor()
mask = layers.Embedding(13, 1, mask_zero=True).compute_mask(padded)

# %% right: written out
padded = np.array([[7, 3, 0, 0, 0], [12, 5, 1, 9, 4], [8, 2, 6, 0, 0]])
mask = np.array(
    [
        [True, True, False, False, False],
        [True, True, True, True, True],
        [True, True, True, False, False],
    ]
)

# %% right: keras.ops throughout
rows = [
    keras.ops.pad(keras.ops.array(words), [[0, 5 - len(words)]]) for words in sentences
]
padded = keras.ops.stack(rows)
mask = keras.ops.not_equal(padded, 0)

# %% right: lists of lists, ones and zeros for the mask
padded = [words + [0] * (5 - len(words)) for words in sentences]
mask = [[int(number > 0) for number in row] for row in padded]

# %% right: the given lists run again, and filled up in place
sentences = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]
longest = max(len(words) for words in sentences)
for words in sentences:
    while len(words) < longest:
        words.append(0)
padded = np.array(sentences)
mask = padded != 0

# %% right: the mask from the lengths first, then extended in place
sentences = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]
lengths = np.array([len(words) for words in sentences])
mask = np.arange(lengths.max()) < lengths[:, np.newaxis]
for words in sentences:
    words.extend([0] * (int(lengths.max()) - len(words)))
padded = np.array(sentences)

# %% right: the name of the lists for the array
sentences = keras.utils.pad_sequences(sentences, padding="post")
padded = sentences
mask = padded != 0

# %% wrong: Keras' function at its default | mistake=padding-in-front
padded = keras.utils.pad_sequences(sentences)
mask = padded != 0

# %% wrong: in front, as the tweets were | mistake=padding-in-front
longest = max(len(words) for words in sentences)
padded = np.array([[0] * (longest - len(words)) + words for words in sentences])
mask = padded > 0

# %% wrong: words in front, the mask from the lengths | mistake=padding-in-front score=1
padded = keras.utils.pad_sequences(sentences)
lengths = np.array([len(words) for words in sentences])
mask = np.arange(5) < lengths[:, np.newaxis]

# %% wrong: True where the padding is | mistake=mask-inverted score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = padded == 0

# %% wrong: inverted, from the lengths | mistake=mask-inverted score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
lengths = np.array([len(words) for words in sentences])
mask = np.arange(5) >= lengths[:, np.newaxis]

# %% wrong: every place counts | mistake=padding-counted score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = np.ones(padded.shape, dtype=bool)

# %% wrong: one place too many | mistake=length-off-by-one score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
lengths = np.array([len(words) for words in sentences])
mask = np.arange(5) <= lengths[:, np.newaxis]

# %% wrong: the last word is padding | mistake=length-off-by-one score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
lengths = np.array([len(words) for words in sentences])
mask = np.arange(5) < lengths[:, np.newaxis] - 1

# %% wrong: words before sentences | mistake=steps-first
from itertools import zip_longest

padded = np.array(list(zip_longest(*sentences, fillvalue=0)))
mask = padded != 0

# %% wrong: in front, and True at the padding | mistake=padding-in-front+mask-inverted
padded = keras.utils.pad_sequences(sentences)
mask = padded == 0

# %% wrong: words before sentences, and True at the padding | mistake=steps-first+mask-inverted
padded = keras.utils.pad_sequences(sentences, padding="post").T
mask = padded == 0

# %% wrong: cut to the shortest | mistake=cut-to-shortest
shortest = min(len(words) for words in sentences)
padded = np.array([words[:shortest] for words in sentences])
mask = padded != 0

# %% wrong: ten steps, to be safe | mistake=padded-too-long
padded = keras.utils.pad_sequences(sentences, maxlen=10, padding="post")
mask = padded != 0

# %% wrong: the short ones start over | mistake=padding-counted
padded = np.array([np.resize(words, 5) for words in sentences])
mask = padded != 0

# %% wrong: filled with -1 | mistake=other-padding score=1
padded = keras.utils.pad_sequences(sentences, padding="post", value=-1)
mask = padded != -1

# %% wrong: filled with a number that is a word | mistake=other-padding score=1
padded = keras.utils.pad_sequences(sentences, padding="post", value=1)
mask = np.arange(5) < np.array([[2], [5], [3]])

# %% wrong: the word number 1 taken for padding | mistake=word-for-padding score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = padded > 1

# %% wrong: one mask for all sentences | mistake=one-row-for-all score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = (padded != 0).any(axis=0)

# %% wrong: lengths for a mask | mistake=numbers-for-mask score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = np.array([len(words) for words in sentences])

# %% wrong: the lists as they are | mistake=ragged-lists
padded = sentences
mask = [[True] * len(words) for words in sentences]

# %% wrong: padded in text | mistake=text-for-array score=1
padded = "[[7, 3, 0, 0, 0], [12, 5, 1, 9, 4], [8, 2, 6, 0, 0]]"
mask = np.arange(5) < np.array([[2], [5], [3]])

# %% wrong: left the mask blank | mistake=left-blank score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = ...

# %% wrong: ten steps, and the padding in front | mistake=padding-in-front
padded = keras.utils.pad_sequences(sentences, maxlen=10)
mask = padded != 0

# %% wrong: cut to three words | mistake=cut-short
padded = keras.utils.pad_sequences(
    sentences, maxlen=3, padding="post", truncating="post"
)
mask = padded != 0

# %% wrong: one flag for each sentence | mistake=one-flag-a-sentence score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = (padded == 0).any(axis=1)

# %% wrong: the function that masks | mistake=function-for-mask score=1
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = layers.Embedding(13, 1, mask_zero=True).compute_mask

# %% wrong: the rows cut in place | mistake=cut-to-shortest
sentences = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]
for words in sentences:
    del words[2:]
padded = np.array(sentences)
mask = padded != 0

# %% wrong: zeros put in front in place | mistake=padding-in-front
sentences = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]
for words in sentences:
    while len(words) < 5:
        words.insert(0, 0)
padded = np.array(sentences)
mask = padded != 0

# %% wrong: sorted by length | mistake=-
sentences = [[7, 3], [12, 5, 1, 9, 4], [8, 2, 6]]
sentences.sort(key=len)
padded = keras.utils.pad_sequences(sentences, padding="post")
mask = padded != 0

# %% wrong: untouched | mistake=not_attempted
padded = ...  # whole numbers, one row a sentence
mask = ...  # True or False, of the same shape
