# Exercise "states-loop": the states after every word, in NumPy.
# ruff: noqa


# %% right: a list, stacked along the steps
def read_all(sentences, kernel, recurrent_kernel, bias):
    """The states after every word, (batch, steps, units)."""
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% right: an array of zeros, filled step by step
def read_all(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = sentences.shape
    states = np.zeros((batch, steps, len(bias)))
    h = np.zeros((batch, len(bias)))
    for t in range(steps):
        h = np.tanh(sentences[:, t, :] @ kernel + h @ recurrent_kernel + bias)
        states[:, t] = h
    return states


# %% right: h0 kept in front and cut off at the end
def read_all(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = np.shape(sentences)
    h = np.zeros((batch, steps + 1, len(bias)))
    for t in range(steps):
        z = sentences[:, t] @ kernel + h[:, t] @ recurrent_kernel + bias
        h[:, t + 1] = np.tanh(z)
    return h[:, 1:]


# %% right: sentence by sentence, nested lists
def read_all(sentences, kernel, recurrent_kernel, bias):
    answers = []
    for sentence in sentences:
        h, states = np.zeros(len(bias)), []
        for word in sentence:
            h = np.tanh(word @ kernel + h @ recurrent_kernel + bias)
            states.append(h.tolist())
        answers.append(states)
    return answers


# %% right: einsum for all words at once, then the states
def read_all(sentences, kernel, recurrent_kernel, bias):
    from_words = np.einsum("bsf,fu->sbu", sentences, kernel) + bias
    h, states = np.zeros_like(from_words[0]), []
    for from_word in from_words:
        h = np.tanh(from_word + np.einsum("bv,vu->bu", h, recurrent_kernel))
        states += [h]
    return np.swapaxes(states, 0, 1)


# %% right: itertools.accumulate
from itertools import accumulate


def read_all(sentences, kernel, recurrent_kernel, bias):
    start = np.zeros((sentences.shape[0], bias.size))
    _, *states = accumulate(
        np.moveaxis(sentences, 1, 0),
        lambda h, x: np.tanh(x @ kernel + h @ recurrent_kernel + bias),
        initial=start,
    )
    return np.stack(states, 1)


# %% right: a Keras layer with these weights
def read_all(sentences, kernel, recurrent_kernel, bias):
    layer = layers.SimpleRNN(len(bias), return_sequences=True)
    layer.build(sentences.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return np.array(layer(sentences))


# %% right: recursive, one word more each time
def read_all(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = sentences.shape
    if steps == 0:
        return np.zeros((batch, 0, len(bias)))
    before = read_all(sentences[:, :-1], kernel, recurrent_kernel, bias)
    h = before[:, -1] if steps > 1 else np.zeros((batch, len(bias)))
    h = np.tanh(sentences[:, -1] @ kernel + h @ recurrent_kernel + bias)
    return np.concatenate([before, h[:, np.newaxis]], axis=1)


# %% right: keras.ops, a tensor comes back
def read_all(sentences, kernel, recurrent_kernel, bias):
    ops = keras.ops
    x, w, u, b = (
        ops.convert_to_tensor(a, dtype="float32")
        for a in (sentences, kernel, recurrent_kernel, bias)
    )
    h, states = ops.zeros((x.shape[0], b.shape[0])), []
    for t in range(x.shape[1]):
        h = ops.tanh(ops.matmul(x[:, t], w) + ops.matmul(h, u) + b)
        states.append(h)
    return ops.stack(states, axis=1)


# %% wrong: only the last state | mistake=last-step-only
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: an array of the list | mistake=steps-first
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.array(states)


# %% wrong: the list as it is | mistake=steps-first
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return states


# %% wrong: h0 is the first of the states | mistake=initial-state-included
def read_all(sentences, kernel, recurrent_kernel, bias):
    states = [np.zeros((len(sentences), len(bias)))]
    for t in range(sentences.shape[1]):
        z = sentences[:, t] @ kernel + states[-1] @ recurrent_kernel + bias
        states.append(np.tanh(z))
    return np.stack(states, axis=1)


# %% wrong: kept before it is made | mistake=states-shifted
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        states.append(h)
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return np.stack(states, axis=1)


# %% wrong: one array, appended again and again | mistake=repeated-last-state
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h[:] = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: the last state for every step | mistake=repeated-last-state
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for x in sentences.swapaxes(0, 1):
        h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return np.repeat(h[:, np.newaxis], sentences.shape[1], axis=1)


# %% wrong: last word first | mistake=reads-backwards
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in reversed(range(sentences.shape[1])):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: each new state goes in front | mistake=steps-reversed
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.insert(0, h)
    return np.stack(states, axis=1)


# %% wrong: zeros are made anew for each word | mistake=state-reset
def read_all(sentences, kernel, recurrent_kernel, bias):
    states = []
    for t in range(sentences.shape[1]):
        h = np.zeros((len(sentences), len(bias)))
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: starts from ones | mistake=initial-state-ones
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.ones((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: counts from one | mistake=first-step-skipped
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(1, sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: stops one early | mistake=last-step-skipped
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1] - 1):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: return stands inside the loop | mistake=returned-first-state
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        return h


# %% wrong: no tanh | mistake=no-tanh
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: no bias | mistake=no-bias
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: bias after tanh | mistake=bias-outside-tanh
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel) + bias
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: recurrent kernel by rows | mistake=recurrent-kernel-transposed
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel.T + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: sigmoid | mistake=sigmoid-for-tanh
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        z = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
        h = 1 / (1 + np.exp(-z))
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: each step adds to the state | mistake=state-added
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = h + np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: words do not enter | mistake=no-input-kernel
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: as many steps as a word has numbers | mistake=loops-over-features
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[2]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: as many steps as the kernel has rows, no bias | mistake=loops-over-features+no-bias
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(len(kernel)):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: as many steps as units | mistake=loops-over-units
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(len(bias)):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: a tanh for each product, the bias with the state | mistake=tanh-of-parts
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h_word = np.tanh(sentences[:, t] @ kernel)
        h = h_word + np.tanh(h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: tanh twice at each step | mistake=tanh-twice
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        h = np.tanh(h)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: tanh once more at the end | mistake=tanh-twice
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.tanh(np.stack(states, axis=1))


# %% wrong: the two kernels exchanged | mistake=arguments-exchanged
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ recurrent_kernel + h @ kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: tanh from math | mistake=raises
import math


def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = math.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: the first sentence only | mistake=batch-axis-lost
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros(len(bias))
    states = []
    for word in sentences[0]:
        h = np.tanh(word @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.array(states)


# %% wrong: all states and the last one | mistake=tuple-for-array
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1), h


# %% wrong: states printed | mistake=returned-nothing
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        print("after word", t + 1, h)


# %% wrong: room for three steps | mistake=only-these-sizes
def read_all(sentences, kernel, recurrent_kernel, bias):
    states = np.zeros((len(sentences), 3, len(bias)))
    h = np.zeros((len(sentences), len(bias)))
    for t in range(3):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states[:, t] = h
    return states


# %% wrong: crosses out what it has read | mistake=changed-its-input
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
        sentences[:, t] = 0
    return np.stack(states, axis=1)


# %% wrong: no state before the first word | mistake=raises
def read_all(sentences, kernel, recurrent_kernel, bias):
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: dealt out to the right shape | mistake=steps-first
def read_all(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = sentences.shape
    h = np.zeros((batch, len(bias)))
    states = []
    for t in range(steps):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.array(states).reshape(batch, steps, len(bias))


# %% wrong: the steps behind the units | mistake=axes-swapped
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=-1)


# %% wrong: side by side, not stacked | mistake=flattened
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.concatenate(states, axis=1)


# %% wrong: rounded as in the figure | mistake=rounded
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(np.round(h, 2))
    return np.stack(states, axis=1)


# %% wrong: steps first and no bias | mistake=no-bias+steps-first
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel)
        states.append(h)
    return np.array(states)


# %% wrong: h0 among the states, no tanh | mistake=initial-state-included+no-tanh
def read_all(sentences, kernel, recurrent_kernel, bias):
    states = [np.zeros((len(sentences), len(bias)))]
    for t in range(sentences.shape[1]):
        states.append(sentences[:, t] @ kernel + states[-1] @ recurrent_kernel + bias)
    return np.stack(states, axis=1)


# %% wrong: the last state alone, bias after tanh | mistake=bias-outside-tanh+last-step-only
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel) + bias
    return h


# %% wrong: stack and return inside the loop | mistake=returned-first-state
def read_all(sentences, kernel, recurrent_kernel, bias):
    h, found = np.zeros((len(sentences), len(bias))), []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        found.append(h)
        return np.stack(found, axis=1)


# %% wrong: tanh of what is kept alone | mistake=tanh-at-end
def read_all(sentences, kernel, recurrent_kernel, bias):
    h, found = np.zeros((len(sentences), len(bias))), []
    for t in range(sentences.shape[1]):
        h = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
        found.append(np.tanh(h))
    return np.stack(found, axis=1)


# %% wrong: steps first, forced into shape | mistake=steps-first
def read_all(sentences, kernel, recurrent_kernel, bias):
    h, found = np.zeros((len(sentences), len(bias))), []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        found.append(h)
    return np.array(found).reshape(len(sentences), sentences.shape[1], -1)


# %% wrong: zeros before the first sentence alone | mistake=state-carried-over
def read_all(sentences, kernel, recurrent_kernel, bias):
    found, h = [], np.zeros(len(bias))
    for sentence in sentences:
        states = []
        for x in sentence:
            h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
            states.append(h)
        found.append(states)
    return np.array(found)


# %% wrong: nothing written | mistake=not_attempted
def read_all(sentences, kernel, recurrent_kernel, bias):
    """The states after every word, (batch, steps, units).

    sentences: (batch, steps, features)
    kernel: (features, units)           recurrent_kernel: (units, units)
    bias: (units,)
    """
    ...


# %% wrong: the sums are collected | mistake=sums-for-states
def read_all(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    collected = []
    for t in range(sentences.shape[1]):
        total = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
        h = np.tanh(total)
        collected.append(total)
    return np.stack(collected, axis=1)
