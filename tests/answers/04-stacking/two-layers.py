# Exercise "two-layers": the last states of the upper of two SimpleRNN, in NumPy.
# ruff: noqa

# %% right: both layers in one pass
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    batch, steps, _ = sentences.shape
    below = np.zeros((batch, len(bias_1)))
    above = np.zeros((batch, len(bias_2)))
    for t in range(steps):
        below = np.tanh(
            sentences[:, t] @ kernel_1 + below @ recurrent_kernel_1 + bias_1
        )
        above = np.tanh(below @ kernel_2 + above @ recurrent_kernel_2 + bias_2)
    return above


# %% right: a function for all states of a layer, used twice
def all_states(sequence, W, U, b):
    h = np.zeros((len(sequence), len(b)))
    states = []
    for t in range(sequence.shape[1]):
        h = np.tanh(sequence[:, t] @ W + h @ U + b)
        states.append(h)
    return np.stack(states, axis=1)


def read_twice(sentences, W1, U1, b1, W2, U2, b2):
    return all_states(all_states(sentences, W1, U1, b1), W2, U2, b2)[:, -1]


# %% right: two loops, one after the other, steps first
def read_twice(sentences, *weights):
    sequence = np.moveaxis(sentences, 1, 0)
    for i in (0, 3):
        kernel, recurrent_kernel, bias = weights[i : i + 3]
        h = np.zeros((sequence.shape[1], bias.shape[0]))
        states = np.empty((len(sequence), *h.shape))
        for t, x in enumerate(sequence):
            h = np.tanh(np.dot(x, kernel) + np.dot(h, recurrent_kernel) + bias)
            states[t] = h
        sequence = states
    return sequence[-1]


# %% right: two Keras layers with these weights
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    below = layers.SimpleRNN(len(bias_1), return_sequences=True)
    above = layers.SimpleRNN(len(bias_2))
    model = keras.Sequential([keras.Input(sentences.shape[1:]), below, above])
    model.set_weights(
        [kernel_1, recurrent_kernel_1, bias_1, kernel_2, recurrent_kernel_2, bias_2]
    )
    return np.array(model(sentences))


# %% right: sentence by sentence, word by word
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    answers = []
    for sentence in sentences:
        low, high = np.zeros(len(b1)), np.zeros(len(b2))
        for word in sentence:
            low = np.tanh(word @ k1 + low @ r1 + b1)
            high = np.tanh(low @ k2 + high @ r2 + b2)
        answers.append(high)
    return np.array(answers)


# %% right: functools.reduce over a pair of states
from functools import reduce


def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    def step(states, x):
        low = np.tanh(x @ k1 + states[0] @ r1 + b1)
        return low, np.tanh(low @ k2 + states[1] @ r2 + b2)

    n = len(sentences)
    start = np.zeros((n, b1.size)), np.zeros((n, b2.size))
    return reduce(step, sentences.swapaxes(0, 1), start)[1]


# %% right: keras.ops
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    ops = keras.ops
    low = ops.zeros((sentences.shape[0], b1.shape[0]), "float64")
    high = ops.zeros((sentences.shape[0], b2.shape[0]), "float64")
    for t in range(sentences.shape[1]):
        x = ops.convert_to_tensor(sentences[:, t], "float64")
        low = ops.tanh(ops.matmul(x, k1) + ops.matmul(low, r1) + b1)
        high = ops.tanh(ops.matmul(low, k2) + ops.matmul(high, r2) + b2)
    return ops.convert_to_numpy(high)


# %% wrong: the upper one reads the last state alone | mistake=lower-layer-last-only
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    h = np.zeros((len(sentences), len(bias_1)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel_1 + h @ recurrent_kernel_1 + bias_1)
    return np.tanh(h @ kernel_2 + bias_2)


# %% wrong: the last state of the lower one at every step | mistake=repeated-last-state
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    h = np.zeros((len(sentences), len(bias_1)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel_1 + h @ recurrent_kernel_1 + bias_1)
    g = np.zeros((len(sentences), len(bias_2)))
    for t in range(sentences.shape[1]):
        g = np.tanh(h @ kernel_2 + g @ recurrent_kernel_2 + bias_2)
    return g


# %% wrong: all states of the upper one | mistake=every-step-returned
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    low = np.zeros((len(sentences), len(bias_1)))
    high = np.zeros((len(sentences), len(bias_2)))
    kept = []
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ kernel_1 + low @ recurrent_kernel_1 + bias_1)
        high = np.tanh(low @ kernel_2 + high @ recurrent_kernel_2 + bias_2)
        kept.append(high)
    return np.stack(kept, axis=1)


# %% wrong: the lower one's last state is the answer | mistake=missing-layer
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    low = np.zeros((len(sentences), len(bias_1)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ kernel_1 + low @ recurrent_kernel_1 + bias_1)
    return low


# %% wrong: recurrent kernels by rows | mistake=recurrent-kernel-transposed
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1.T + b1)
        high = np.tanh(low @ k2 + high @ r2.T + b2)
    return high


# %% wrong: from the last word to the first | mistake=reads-backwards
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in reversed(range(sentences.shape[1])):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    return high


# %% wrong: no biases | mistake=no-bias
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1)
        high = np.tanh(low @ k2 + high @ r2)
    return high


# %% wrong: no tanh | mistake=no-tanh
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = sentences[:, t] @ k1 + low @ r1 + b1
        high = low @ k2 + high @ r2 + b2
    return high


# %% wrong: sigmoid | mistake=sigmoid-for-tanh
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = sigmoid(sentences[:, t] @ k1 + low @ r1 + b1)
        high = sigmoid(low @ k2 + high @ r2 + b2)
    return high


# %% wrong: zeros again before each word | mistake=state-reset
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + b1)
        high = np.tanh(low @ k2 + b2)
    return high


# %% wrong: states of ones before the first word | mistake=initial-state-ones
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.ones((len(sentences), len(b1)))
    high = np.ones((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    return high


# %% wrong: the last word is not read | mistake=last-step-skipped
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1] - 1):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    return high


# %% wrong: backwards and without biases | mistake=reads-backwards+no-bias
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for x in sentences[:, ::-1].swapaxes(0, 1):
        low = np.tanh(x @ k1 + low @ r1)
        high = np.tanh(low @ k2 + high @ r2)
    return high


# %% wrong: the last lower state alone, recurrent kernel by rows | mistake=lower-layer-last-only+recurrent-kernel-transposed
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1.T + b1)
    return np.tanh(low @ k2 + b2)


# %% wrong: ones to begin with, and no tanh | mistake=initial-state-ones+no-tanh
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.ones((len(sentences), len(b1)))
    high = np.ones((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = sentences[:, t] @ k1 + low @ r1 + b1
        high = low @ k2 + high @ r2 + b2
    return high


# %% wrong: the upper one steps first, a word behind | mistake=states-shifted
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        high = np.tanh(low @ k2 + high @ r2 + b2)
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
    return high


# %% wrong: weights of the two exchanged, which raises | mistake=raises
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b2)))
    high = np.zeros((len(sentences), len(b1)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k2 + low @ r2 + b2)
        high = np.tanh(low @ k1 + high @ r1 + b1)
    return high


# %% wrong: one state for both layers, which raises | mistake=raises
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    h = np.zeros((len(sentences), len(b1)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ k1 + h @ r1 + b1)
        h = np.tanh(h @ k2 + h @ r2 + b2)
    return h


# %% wrong: both last states | mistake=tuple-for-array
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    return low, high


# %% wrong: printed, not returned | mistake=returned-nothing
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(sentences.shape[1]):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    print(high)


# %% wrong: three words, whatever comes | mistake=only-these-sizes
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low = np.zeros((len(sentences), len(b1)))
    high = np.zeros((len(sentences), len(b2)))
    for t in range(3):
        low = np.tanh(sentences[:, t] @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    return high


# %% wrong: the first sentence alone | mistake=batch-axis-lost
def read_twice(sentences, k1, r1, b1, k2, r2, b2):
    low, high = np.zeros(len(b1)), np.zeros(len(b2))
    for word in sentences[0]:
        low = np.tanh(word @ k1 + low @ r1 + b1)
        high = np.tanh(low @ k2 + high @ r2 + b2)
    return high


# %% wrong: lower states in an array of whole numbers | mistake=lower-layer-not-read
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    batch, steps, _ = sentences.shape
    states = np.zeros((batch, steps, len(bias_1)), dtype=int)
    lower = np.zeros((batch, len(bias_1)))
    for t in range(steps):
        lower = np.tanh(
            sentences[:, t] @ kernel_1 + lower @ recurrent_kernel_1 + bias_1
        )
        states[:, t] = lower
    upper = np.zeros((batch, len(bias_2)))
    for t in range(steps):
        upper = np.tanh(states[:, t] @ kernel_2 + upper @ recurrent_kernel_2 + bias_2)
    return upper


# %% wrong: reads the sentence of the cell above | mistake=raises
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    batch, steps, _ = sentences.shape
    lower = np.zeros((batch, len(bias_1)))
    upper = np.zeros((batch, len(bias_2)))
    for t in range(steps):
        lower = np.tanh(groot[:, t] @ kernel_1 + lower @ recurrent_kernel_1 + bias_1)
        upper = np.tanh(lower @ kernel_2 + upper @ recurrent_kernel_2 + bias_2)
    return upper


# %% wrong: states carried from sentence to sentence | mistake=state-carried-over
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    found = []
    lower, upper = np.zeros(len(bias_1)), np.zeros(len(bias_2))
    for sentence in sentences:
        for word in sentence:
            lower = np.tanh(word @ kernel_1 + lower @ recurrent_kernel_1 + bias_1)
            upper = np.tanh(lower @ kernel_2 + upper @ recurrent_kernel_2 + bias_2)
        found.append(upper)
    return np.array(found)


# %% wrong: the zeros before the first word are read | mistake=initial-state-included
def read_twice(
    sentences,
    kernel_1,
    recurrent_kernel_1,
    bias_1,
    kernel_2,
    recurrent_kernel_2,
    bias_2,
):
    states = [np.zeros((len(sentences), len(bias_1)))]
    for t in range(sentences.shape[1]):
        states.append(
            np.tanh(
                sentences[:, t] @ kernel_1 + states[-1] @ recurrent_kernel_1 + bias_1
            )
        )
    upper = np.zeros((len(sentences), len(bias_2)))
    for state in states:
        upper = np.tanh(state @ kernel_2 + upper @ recurrent_kernel_2 + bias_2)
    return upper


# %% wrong: nothing written | mistake=not_attempted
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
