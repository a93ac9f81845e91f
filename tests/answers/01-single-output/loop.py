# Exercise "loop": the last state of each sentence, in NumPy.
# ruff: noqa

# %% right: the loop over the steps
def read(sentences, kernel, recurrent_kernel, bias):
    """The last states, (batch, units)."""
    batch, steps, _ = sentences.shape
    h = np.zeros((batch, len(bias)))
    for t in range(steps):
        x = sentences[:, t, :]
        h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return h


# %% right: steps first, then words one by one
def read(sentences, kernel, recurrent_kernel, bias):
    state = np.zeros((sentences.shape[0], recurrent_kernel.shape[0]))
    for words in np.moveaxis(sentences, 1, 0):
        state = np.tanh(np.dot(words, kernel) + np.dot(state, recurrent_kernel) + bias)
    return state


# %% right: a step function of its own in the same cell
def one_step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), kernel.shape[1]))
    for t in range(sentences.shape[1]):
        h = one_step(sentences[:, t], h, kernel, recurrent_kernel, bias)
    return h


# %% right: recursive
def read(sentences, kernel, recurrent_kernel, bias):
    if sentences.shape[1] == 0:
        return np.zeros((sentences.shape[0], bias.shape[0]))
    before = read(sentences[:, :-1], kernel, recurrent_kernel, bias)
    return np.tanh(sentences[:, -1] @ kernel + before @ recurrent_kernel + bias)


# %% right: functools.reduce
from functools import reduce


def read(sentences, kernel, recurrent_kernel, bias):
    return reduce(
        lambda h, x: np.tanh(x @ kernel + h @ recurrent_kernel + bias),
        sentences.swapaxes(0, 1),
        np.zeros((sentences.shape[0], bias.size)),
    )


# %% right: a Keras layer with these weights
def read(sentences, kernel, recurrent_kernel, bias):
    layer = layers.SimpleRNN(len(bias))
    layer.build(sentences.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return np.array(layer(sentences))


# %% right: a Keras model that predicts
def read(sentences, kernel, recurrent_kernel, bias):
    model = keras.Sequential(
        [keras.Input((None, kernel.shape[0])), layers.SimpleRNN(kernel.shape[1])]
    )
    model.set_weights([kernel, recurrent_kernel, bias])
    return model.predict(sentences, verbose=0)


# %% right: sentence by sentence, a list of states
def read(sentences, kernel, recurrent_kernel, bias):
    answers = []
    for sentence in sentences:
        h = np.zeros(len(bias))
        for word in sentence:
            h = np.tanh(word @ kernel + h @ recurrent_kernel + bias)
        answers.append(h)
    return answers


# %% right: plain Python, nested lists
import math


def read(sentences, kernel, recurrent_kernel, bias):
    units = range(len(bias))
    answers = []
    for sentence in sentences:
        h = [0.0 for _ in units]
        for word in sentence:
            h = [
                math.tanh(
                    bias[u]
                    + sum(word[f] * kernel[f][u] for f in range(len(word)))
                    + sum(h[v] * recurrent_kernel[v][u] for v in units)
                )
                for u in units
            ]
        answers.append(h)
    return answers


# %% right: a generator of states, of which the last is kept
def states(sentences, kernel, recurrent_kernel, bias):
    from_words = np.einsum("bsf,fu->sbu", sentences, kernel)
    h = np.zeros_like(from_words[0])
    for from_word in from_words:
        h = np.tanh(from_word + h @ recurrent_kernel + bias)
        yield h


def read(sentences, kernel, recurrent_kernel, bias):
    *_, last = states(sentences, kernel, recurrent_kernel, bias)
    return last


# %% right: a helper class with a state, in float32
class Memory:
    def __init__(self, batch, weights):
        self.kernel, self.recurrent_kernel, self.bias = (np.float32(w) for w in weights)
        self.h = np.zeros((batch, len(self.bias)), "float32")

    def see(self, x):
        z = x @ self.kernel + self.h @ self.recurrent_kernel + self.bias
        self.h = np.tanh(z)


def read(sentences, kernel, recurrent_kernel, bias):
    memory = Memory(len(sentences), [kernel, recurrent_kernel, bias])
    for t in range(sentences.shape[1]):
        memory.see(sentences[:, t].astype("float32"))
    return memory.h


# %% right: a while loop, zeros that broadcast
def read(sentences, kernel, recurrent_kernel, bias):
    h, t = np.zeros_like(bias), 0
    while t < sentences.shape[1]:
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        t += 1
    return h


# %% right: all states kept, the last one returned
def read(sentences, kernel, recurrent_kernel, bias):
    batch, steps, features = np.shape(sentences)
    h = np.zeros((steps + 1, batch, len(bias)))
    for t in range(steps):
        h[t + 1] = np.tanh(sentences[:, t] @ kernel + h[t] @ recurrent_kernel + bias)
    return h[-1]


# %% wrong: returns the state of every step | mistake=all-states-returned
def read(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = sentences.shape
    h = np.zeros((batch, len(bias)))
    states = []
    for t in range(steps):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: return stands inside the loop | mistake=returned-first-state
def read(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = sentences.shape
    h = np.zeros((batch, len(bias)))
    for t in range(steps):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        return h


# %% wrong: zeros are made anew for each word | mistake=state-reset
def read(sentences, kernel, recurrent_kernel, bias):
    batch, steps, _ = sentences.shape
    for t in range(steps):
        h = np.zeros((batch, len(bias)))
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: goes through the batch | mistake=loops-over-batch
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((sentences.shape[1], len(bias)))
    for x in sentences:
        h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: no tanh | mistake=no-tanh
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
    return h


# %% wrong: no bias | mistake=no-bias
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel)
    return h


# %% wrong: last word first | mistake=reads-backwards
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in reversed(range(sentences.shape[1])):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: counts from one | mistake=first-step-skipped
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(1, sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: stops one early | mistake=last-step-skipped
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1] - 1):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: every state, steps before batch | mistake=states-steps-first
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.array(states)


# %% wrong: a list that still grows at the end | mistake=states-steps-first
def read(sentences, kernel, recurrent_kernel, bias):
    states = [np.tanh(sentences[:, 0] @ kernel + bias)]
    for t in range(1, sentences.shape[1]):
        z = sentences[:, t] @ kernel + states[-1] @ recurrent_kernel + bias
        states.append(np.tanh(z))
    return states


# %% wrong: starts from ones | mistake=initial-state-ones
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.ones((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: mean of all states | mistake=mean-of-states
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    states = []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.mean(states, axis=0)


# %% wrong: adds the states up | mistake=sum-of-states
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    total = 0
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        total = total + h
    return total


# %% wrong: each step adds to the state | mistake=state-added
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h += np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: sigmoid | mistake=sigmoid-for-tanh
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        z = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
        h = 1 / (1 + np.exp(-z))
    return h


# %% wrong: relu | mistake=relu-for-tanh
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.maximum(0, sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: words do not enter | mistake=no-input-kernel
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(h @ recurrent_kernel + bias)
    return h


# %% wrong: recurrent kernel by rows | mistake=recurrent-kernel-transposed
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel.T + bias)
    return h


# %% wrong: bias after tanh | mistake=bias-outside-tanh
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel) + bias
    return h


# %% wrong: tanh once, at the end | mistake=tanh-at-end
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
    return np.tanh(h)


# %% wrong: as many steps as a word has numbers | mistake=loops-over-features
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[2]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: as many steps as the kernel has rows, no bias | mistake=loops-over-features+no-bias
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(len(kernel)):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel)
    return h


# %% wrong: as many steps as units | mistake=loops-over-units
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(len(bias)):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: a tanh for each product, the bias with the state | mistake=tanh-of-parts
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h_word = np.tanh(sentences[:, t] @ kernel)
        h = h_word + np.tanh(h @ recurrent_kernel + bias)
    return h


# %% wrong: tanh twice at each step | mistake=tanh-twice
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        h = np.tanh(h)
    return h


# %% wrong: tanh once more at the end | mistake=tanh-twice
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return np.tanh(h)


# %% wrong: the two kernels exchanged | mistake=arguments-exchanged
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ recurrent_kernel + h @ kernel + bias)
    return h


# %% wrong: tanh from math | mistake=raises
import math


def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = math.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: the first sentence only | mistake=batch-axis-lost
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros(len(bias))
    for word in sentences[0]:
        h = np.tanh(word @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: return after the first sentence | mistake=batch-axis-lost
def read(sentences, kernel, recurrent_kernel, bias):
    for sentence in sentences:
        h = np.zeros((1, len(bias)))
        for word in sentence:
            h = np.tanh(word @ kernel + h @ recurrent_kernel + bias)
        return h


# %% wrong: states printed | mistake=returned-nothing
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        print("after word", t + 1, h)


# %% wrong: output and state | mistake=tuple-for-array
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        output = h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return output, h


# %% wrong: three words, whatever comes | mistake=only-these-sizes
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.tanh(sentences[:, 0] @ kernel + bias)
    h = np.tanh(sentences[:, 1] @ kernel + h @ recurrent_kernel + bias)
    return np.tanh(sentences[:, 2] @ kernel + h @ recurrent_kernel + bias)


# %% wrong: loops three times | mistake=only-these-sizes
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(3):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: a state of four units | mistake=only-these-sizes
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), 4))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: crosses out what it has read | mistake=changed-its-input
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        sentences[:, t] = 0
    return h


# %% wrong: gets its zeros by emptying the bias | mistake=changed-its-input
def read(sentences, kernel, recurrent_kernel, bias):
    b = bias.copy()
    h = bias
    h -= b
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + b)
    return h


# %% wrong: no state before the first word | mistake=raises
def read(sentences, kernel, recurrent_kernel, bias):
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: goes through an integer | mistake=raises
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in sentences.shape[1]:
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: the word at t is the number at t | mistake=raises
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, :, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: the same word at every step | mistake=same-word-read
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, 0] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: the state runs on from sentence to sentence | mistake=state-carried-over
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros(len(bias))
    answers = []
    for sentence in sentences:
        for word in sentence:
            h = np.tanh(word @ kernel + h @ recurrent_kernel + bias)
        answers.append(h)
    return np.array(answers)


# %% wrong: a bag of words, in no order | mistake=bag-of-words
def read(sentences, kernel, recurrent_kernel, bias):
    return np.tanh(sentences.sum(axis=1) @ kernel + bias)


# %% wrong: starts from random numbers | mistake=not-repeatable
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.random.normal(size=(len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: starts from the bias | mistake=initial-state-bias
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.tile(bias, (len(sentences), 1))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: right shape, always zero | mistake=arguments-ignored
def read(sentences, kernel, recurrent_kernel, bias):
    return np.zeros((sentences.shape[0], bias.shape[0]))


# %% wrong: gives the sentences back | mistake=argument-returned
def read(sentences, kernel, recurrent_kernel, bias):
    return sentences


# %% wrong: one state for all, the mean sentence's | mistake=only-one-sentence
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((1, len(bias)))
    for x in sentences.mean(axis=0):
        h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return np.repeat(h, len(sentences), axis=0)


# %% wrong: skips words with a negative number | mistake=negatives-cut
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        x = np.where(sentences[:, t] < 0, 0, sentences[:, t])
        h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: stops after the fourth word | mistake=only-these-sizes
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for x in sentences.swapaxes(0, 1)[:4]:
        h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: a hair's breadth off | mistake=-
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h * 1.001


# %% wrong: not a number | mistake=not-a-number
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.full((len(sentences), len(bias)), np.nan)
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: numbers as texts | mistake=text-for-number
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    return h.astype(str).astype(object)


# %% wrong: trusts a state that it keeps between calls | mistake=not-repeatable
kept = {}


def read(sentences, kernel, recurrent_kernel, bias):
    h = kept.get("h", np.zeros((len(sentences), len(bias))))
    h = np.resize(h, (len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    kept["h"] = h
    return h


# %% wrong: zeros before the first sentence alone | mistake=state-carried-over
def read(sentences, kernel, recurrent_kernel, bias):
    found, state = [], np.zeros(len(bias))
    for sentence in sentences:
        for x in sentence:
            state = np.tanh(x @ kernel + state @ recurrent_kernel + bias)
        found.append(state)
    return np.array(found)


# %% wrong: nothing written | mistake=not_attempted
def read(sentences, kernel, recurrent_kernel, bias):
    """The last states, (batch, units).

    sentences: (batch, steps, features)
    kernel: (features, units)           recurrent_kernel: (units, units)
    bias: (units,)
    """
    ...


# %% wrong: the lesson's loop, for one sentence and four units | mistake=batch-axis-lost
def read(sentences, kernel, recurrent_kernel, bias):
    state = np.zeros(4)
    for x in sentences[0]:
        state = np.tanh(x @ kernel + state @ recurrent_kernel + bias)
    return state


# %% wrong: the state of the last sentence alone | mistake=batch-axis-lost
def read(sentences, kernel, recurrent_kernel, bias):
    state = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        state = np.tanh(sentences[:, t] @ kernel + state @ recurrent_kernel + bias)
    return state[-1]


# %% wrong: goes through the sentences with a state for each | mistake=loops-over-batch
def read(sentences, kernel, recurrent_kernel, bias):
    state = np.zeros((sentences.shape[0], bias.shape[0]))
    for x in sentences:
        state = np.tanh(x @ kernel + state @ recurrent_kernel + bias)
    return state


# %% wrong: the last of the batch for the last of the steps | mistake=last-sentence
def read(sentences, kernel, recurrent_kernel, bias):
    h, states = np.zeros((len(sentences), len(bias))), []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)[-1]


# %% wrong: the last of the units for the last of the steps | mistake=last-unit
def read(sentences, kernel, recurrent_kernel, bias):
    h, states = np.zeros((len(sentences), len(bias))), []
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)[:, :, -1]


# %% wrong: the state of the call before, where it fits | mistake=not-repeatable
kept = {}


def read(sentences, kernel, recurrent_kernel, bias):
    h = kept.get("h", np.zeros(1))
    if h.shape != (len(sentences), len(bias)):
        h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        h = np.tanh(sentences[:, t] @ kernel + h @ recurrent_kernel + bias)
    kept["h"] = h
    return h


# %% wrong: words of zeros are passed over | mistake=-
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        x = sentences[:, t]
        new = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
        h = np.where(x.any(axis=1, keepdims=True), new, h)
    return h


# %% wrong: the sums go on and out, the tanh is taken of what enters | mistake=sums-for-states
def read(sentences, kernel, recurrent_kernel, bias):
    h = np.zeros((len(sentences), len(bias)))
    for t in range(sentences.shape[1]):
        total = sentences[:, t] @ kernel + h @ recurrent_kernel + bias
        h = np.tanh(total)
    return total
