# Exercise "step": one step of the recurrence for a whole batch, in NumPy.
# ruff: noqa

# %% right: the equation in one line
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% right: np.dot, one term a line
def step(x, h, kernel, recurrent_kernel, bias):
    """The next states, (batch, units)."""
    from_word = np.dot(x, kernel)
    from_state = np.dot(h, recurrent_kernel)
    total = from_word + from_state + bias
    return np.tanh(total)


# %% right: einsum
def step(x, h, kernel, recurrent_kernel, bias):
    word = np.einsum("bf,fu->bu", x, kernel)
    state = np.einsum("bv,vu->bu", h, recurrent_kernel)
    return np.tanh(word + state + bias)


# %% right: a SimpleRNNCell with these weights
def step(x, h, kernel, recurrent_kernel, bias):
    features, units = kernel.shape
    cell = layers.SimpleRNNCell(units)
    cell.build((None, features))
    cell.set_weights([kernel, recurrent_kernel, bias])
    output, _ = cell(x, [h])
    return output


# %% right: unit by unit in plain Python, nested lists
import math


def step(x, h, kernel, recurrent_kernel, bias):
    states = []
    for words, before in zip(x, h):
        state = []
        for unit in range(len(bias)):
            total = bias[unit]
            for feature, number in enumerate(words):
                total += number * kernel[feature][unit]
            for other, number in enumerate(before):
                total += number * recurrent_kernel[other][unit]
            state.append(math.tanh(total))
        states.append(state)
    return states


# %% right: word and state side by side, one matrix
def step(x, h, kernel, recurrent_kernel, bias):
    both = np.concatenate([x, h], axis=1)
    weights = np.concatenate([kernel, recurrent_kernel], axis=0)
    return np.tanh(both @ weights + bias)


# %% right: tanh from the exponential
def step(x, h, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    return 2 / (1 + np.exp(-2 * z)) - 1


# %% right: in float32
def step(x, h, kernel, recurrent_kernel, bias):
    x, h, kernel, recurrent_kernel, bias = (
        np.asarray(a, dtype="float32") for a in (x, h, kernel, recurrent_kernel, bias)
    )
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% right: keras.ops, a tensor comes back
def step(x, h, kernel, recurrent_kernel, bias):
    ops = keras.ops
    x, h, kernel, recurrent_kernel, bias = (
        ops.convert_to_tensor(a, dtype="float32")
        for a in (x, h, kernel, recurrent_kernel, bias)
    )
    return ops.tanh(ops.matmul(x, kernel) + ops.matmul(h, recurrent_kernel) + bias)


# %% right: sentence by sentence, a list of arrays
def step(x, h, kernel, recurrent_kernel, bias):
    return [
        np.tanh(word @ kernel + state @ recurrent_kernel + bias)
        for word, state in zip(x, h)
    ]


# %% right: columns for rows, as in a textbook
step = lambda x, h, kernel, recurrent_kernel, bias: (
    np.tanh(kernel.T @ x.T + recurrent_kernel.T @ h.T + bias[:, np.newaxis]).T
)


# %% right: a helper of its own and arrays filled in place
def add_up(inputs, weights):
    sums = np.zeros((inputs.shape[0], weights.shape[1]))
    for i in range(weights.shape[0]):
        sums += inputs[:, [i]] * weights[i]
    return sums


def step(x, h, kernel, recurrent_kernel, bias):
    total = add_up(x, kernel)
    total += add_up(h, recurrent_kernel)
    total += bias
    np.tanh(total, out=total)
    return total


# %% wrong: no tanh around the sum | mistake=no-tanh
def step(x, h, kernel, recurrent_kernel, bias):
    return x @ kernel + h @ recurrent_kernel + bias


# %% wrong: forgot the bias | mistake=no-bias
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel)


# %% wrong: forgot the return | mistake=returned-nothing
def step(x, h, kernel, recurrent_kernel, bias):
    h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% wrong: prints the states | mistake=returned-nothing
def step(x, h, kernel, recurrent_kernel, bias):
    h_next = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    print(h_next)


# %% wrong: sigmoid squashes too | mistake=sigmoid-for-tanh
def step(x, h, kernel, recurrent_kernel, bias):
    return 1 / (1 + np.exp(-(x @ kernel + h @ recurrent_kernel + bias)))


# %% wrong: relu, as in other networks | mistake=relu-for-tanh
def step(x, h, kernel, recurrent_kernel, bias):
    return np.maximum(x @ kernel + h @ recurrent_kernel + bias, 0)


# %% wrong: the word alone makes the state | mistake=no-recurrent-kernel
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + bias)


# %% wrong: the state alone makes the state | mistake=no-input-kernel
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(h @ recurrent_kernel + bias)


# %% wrong: recurrent kernel by rows | mistake=recurrent-kernel-transposed
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel.T + bias)


# %% wrong: recurrent kernel times state | mistake=recurrent-kernel-transposed
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + (recurrent_kernel @ h.T).T + bias)


# %% wrong: bracket closed too early | mistake=bias-outside-tanh
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel) + bias


# %% wrong: the new state is added to the old | mistake=state-added
def step(x, h, kernel, recurrent_kernel, bias):
    return h + np.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% wrong: one sentence at a time | mistake=batch-axis-lost
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x[0] @ kernel + h[0] @ recurrent_kernel + bias)


# %% wrong: only the first sentence, in a batch of one | mistake=batch-axis-lost
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x[:1] @ kernel + h[:1] @ recurrent_kernel + bias)


# %% wrong: output and state, as a cell returns them | mistake=tuple-for-array
def step(x, h, kernel, recurrent_kernel, bias):
    h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return h, [h]


# %% wrong: writes the next states over the old ones | mistake=changed-its-input
def step(x, h, kernel, recurrent_kernel, bias):
    h[:] = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return h


# %% wrong: adds up in the memory of h | mistake=changed-its-input
def step(x, h, kernel, recurrent_kernel, bias):
    h @= recurrent_kernel
    h += x @ kernel + bias
    return np.tanh(h)


# %% wrong: two features and four units, written out | mistake=only-these-sizes
def step(x, h, kernel, recurrent_kernel, bias):
    states = np.zeros((len(x), 4))
    for unit in range(4):
        states[:, unit] = (
            x[:, 0] * kernel[0, unit]
            + x[:, 1] * kernel[1, unit]
            + h[:, 0] * recurrent_kernel[0, unit]
            + h[:, 1] * recurrent_kernel[1, unit]
            + h[:, 2] * recurrent_kernel[2, unit]
            + h[:, 3] * recurrent_kernel[3, unit]
            + bias[unit]
        )
    return np.tanh(states)


# %% wrong: star for a matrix product | mistake=raises
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x * kernel + h * recurrent_kernel + bias)


# %% wrong: kernel before the word | mistake=raises
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(kernel @ x + recurrent_kernel @ h + bias)


# %% wrong: a module that was never imported | mistake=raises
def step(x, h, kernel, recurrent_kernel, bias):
    return tensorflow_numpy.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% wrong: each unit remembers only itself | mistake=elementwise-product
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h * np.diag(recurrent_kernel) + bias)


# %% wrong: a tanh for each term | mistake=tanh-of-terms
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel) + np.tanh(h @ recurrent_kernel) + np.tanh(bias)


# %% wrong: a tanh for each product, the bias behind | mistake=bias-outside-tanh+tanh-of-parts
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel) + np.tanh(h @ recurrent_kernel) + bias


# %% wrong: a tanh for each product, the bias with the state | mistake=tanh-of-parts
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel) + np.tanh(h @ recurrent_kernel + bias)


# %% wrong: a tanh for each product, the bias with the word | mistake=tanh-of-parts
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + bias) + np.tanh(h @ recurrent_kernel)


# %% wrong: a tanh for each product, each with the bias | mistake=tanh-of-parts
def step(x, h, kernel, recurrent_kernel, bias):
    from_word = np.tanh(np.dot(x, kernel) + bias)
    from_state = np.tanh(np.dot(h, recurrent_kernel) + bias)
    return from_word + from_state


# %% wrong: a tanh for each product and no bias | mistake=no-bias+tanh-of-parts
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel) + np.tanh(h @ recurrent_kernel)


# %% wrong: tanh twice | mistake=tanh-twice
def step(x, h, kernel, recurrent_kernel, bias):
    h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return np.tanh(h)


# %% wrong: a tanh for each product, and one of both | mistake=tanh-of-parts+tanh-twice
def step(x, h, kernel, recurrent_kernel, bias):
    word = np.tanh(x @ kernel)
    state = np.tanh(h @ recurrent_kernel + bias)
    return np.tanh(word + state)


# %% wrong: tanh of the products, and of what the bias makes of it | mistake=bias-outside-tanh+tanh-twice
def step(x, h, kernel, recurrent_kernel, bias):
    z = np.tanh(x @ kernel + h @ recurrent_kernel)
    return np.tanh(z + bias)


# %% wrong: tanh of the old state too | mistake=tanh-of-state
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + np.tanh(h) @ recurrent_kernel + bias)


# %% wrong: bracket opened too late | mistake=input-outside-tanh
def step(x, h, kernel, recurrent_kernel, bias):
    return x @ kernel + np.tanh(h @ recurrent_kernel + bias)


# %% wrong: the two kernels exchanged | mistake=arguments-exchanged
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ recurrent_kernel + h @ kernel + bias)


# %% wrong: tanh from math | mistake=raises
import math


def step(x, h, kernel, recurrent_kernel, bias):
    return math.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% wrong: takes the bias away | mistake=bias-subtracted
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel - bias)


# %% wrong: rounded as in the figure | mistake=rounded
def step(x, h, kernel, recurrent_kernel, bias):
    return np.round(np.tanh(x @ kernel + h @ recurrent_kernel + bias), 2)


# %% wrong: right for words without negative numbers | mistake=signs-lost
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(np.abs(x) @ kernel + h @ recurrent_kernel + bias)


# %% wrong: tanh cut off at the first term of its series | mistake=-
def step(x, h, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    return z - z**3 / 3


# %% wrong: all sentences share the mean state | mistake=only-one-sentence
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h.mean(axis=0) @ recurrent_kernel + bias)


# %% wrong: the sentences come back in reverse | mistake=only-one-sentence
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)[::-1]


# %% wrong: units first | mistake=axes-reversed
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias).T


# %% wrong: the right shape, all zeros | mistake=arguments-ignored
def step(x, h, kernel, recurrent_kernel, bias):
    return np.zeros_like(h)


# %% wrong: the old states | mistake=state-unchanged
def step(x, h, kernel, recurrent_kernel, bias):
    return h


# %% wrong: not a number anywhere | mistake=not-a-number
def step(x, h, kernel, recurrent_kernel, bias):
    return np.full(h.shape, np.nan)


# %% wrong: not a number in one place | mistake=not-a-number
def step(x, h, kernel, recurrent_kernel, bias):
    states = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    states[-1, -1] = np.nan
    return states


# %% wrong: numbers as texts | mistake=text-for-number
def step(x, h, kernel, recurrent_kernel, bias):
    states = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return np.array([[f"{number:.8f}" for number in row] for row in states], object)


# %% wrong: a text | mistake=text-for-number
def step(x, h, kernel, recurrent_kernel, bias):
    return "np.tanh(x @ kernel + h @ recurrent_kernel + bias)"


# %% wrong: whole numbers | mistake=whole-numbers
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias).astype(int)


# %% wrong: weights that were given, exchanged for the lesson's | mistake=argument-unused
def step(x, h, kernel, recurrent_kernel, bias):
    features, units = kernel.shape
    kernel = np.resize([0.9, -0.6, 0.3, 0.5, -0.4, 0.8, 0.7, -0.9], (features, units))
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% wrong: now and then something else | mistake=not-repeatable
def step(x, h, kernel, recurrent_kernel, bias):
    states = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
    return states + np.random.choice([0.0, 0.001], size=states.shape)


# %% wrong: the first result, for ever | mistake=arguments-ignored
remembered = []


def step(x, h, kernel, recurrent_kernel, bias):
    if not remembered:
        remembered.append(np.tanh(x @ kernel + h @ recurrent_kernel + bias))
    return np.resize(remembered[0], h.shape)


# %% wrong: a generator of states | mistake=generator-returned
def step(x, h, kernel, recurrent_kernel, bias):
    yield np.tanh(x @ kernel + h @ recurrent_kernel + bias)


# %% wrong: called the function at once | mistake=not-a-function
def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


step = step(np.ones((1, 2)), np.zeros((1, 4)), np.ones((2, 4)), np.eye(4), np.ones(4))


# %% wrong: nothing written | mistake=not_attempted
def step(x, h, kernel, recurrent_kernel, bias):
    """The next states, (batch, units).

    x: (batch, features)                h: (batch, units)
    kernel: (features, units)           recurrent_kernel: (units, units)
    bias: (units,)
    """
    ...


# %% wrong: takes the lesson's arrays in place of its arguments | mistake=raises
W, U, b = np.ones((2, 4)), np.ones((4, 4)), np.ones(4)


def step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ W + h @ U + b)


# %% wrong: each of the two products has a bias | mistake=bias-twice
def step(x, h, kernel, recurrent_kernel, bias):
    from_word = x @ kernel + bias
    from_state = h @ recurrent_kernel + bias
    return np.tanh(from_word + from_state)
