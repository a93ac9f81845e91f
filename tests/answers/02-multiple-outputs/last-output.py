# Exercise "last-output": the output after the last real word; padding at the end.
# ruff: noqa


# %% right: two arrays of places
def last_output(outputs, lengths):
    """The output after the last real word of each sentence, (batch, units)."""
    return outputs[np.arange(len(outputs)), lengths - 1]


# %% right: a loop and an array to fill
def last_output(outputs, lengths):
    batch, _, units = outputs.shape
    found = np.zeros((batch, units))
    for i in range(batch):
        found[i] = outputs[i, lengths[i] - 1]
    return found


# %% right: zip in a list comprehension
def last_output(outputs, lengths):
    return [rows[n - 1] for rows, n in zip(outputs, lengths)]


# %% right: cut off the padding, take the last row
def last_output(outputs, lengths):
    return np.stack([rows[:n][-1] for rows, n in zip(outputs, lengths)])


# %% right: take_along_axis
def last_output(outputs, lengths):
    places = (np.asarray(lengths) - 1)[:, np.newaxis, np.newaxis]
    return np.take_along_axis(outputs, places, axis=1)[:, 0]


# %% right: a mask of booleans
def last_output(outputs, lengths):
    steps = np.arange(1, outputs.shape[1] + 1)
    return outputs[steps[np.newaxis] == lengths[:, np.newaxis]]


# %% right: einsum with a one-hot row for each sentence
def last_output(outputs, lengths):
    one_hot = np.eye(outputs.shape[1])[lengths - 1]
    return np.einsum("bs,bsu->bu", one_hot, outputs)


# %% right: keras.ops, a tensor comes back
def last_output(outputs, lengths):
    ops = keras.ops
    outputs = ops.convert_to_tensor(outputs, dtype="float32")
    chosen = ops.one_hot(ops.convert_to_tensor(lengths) - 1, outputs.shape[1])
    return ops.sum(outputs * ops.expand_dims(chosen, -1), axis=1)


# %% right: keeps the last one as long as there are words
def last_output(outputs, lengths):
    found = outputs[:, 0]
    for t in range(1, outputs.shape[1]):
        found = np.where((t < lengths)[:, None], outputs[:, t], found)
    return found


# %% wrong: the last row of each sentence | mistake=last-of-padding
def last_output(outputs, lengths):
    return outputs[:, -1]


# %% wrong: what is not zero is no padding | mistake=last-of-padding
def last_output(outputs, lengths):
    real = (outputs != 0).any(axis=-1).sum(axis=1)
    return outputs[np.arange(len(outputs)), real - 1]


# %% wrong: word n stands at n | mistake=length-off-by-one
def last_output(outputs, lengths):
    places = np.minimum(lengths, outputs.shape[1] - 1)
    return outputs[np.arange(len(outputs)), places]


# %% wrong: word n stands at n, and a full sentence raises | mistake=length-off-by-one
def last_output(outputs, lengths):
    return outputs[np.arange(len(outputs)), lengths]


# %% wrong: one word too early | mistake=length-off-by-one
def last_output(outputs, lengths):
    return outputs[np.arange(len(outputs)), np.maximum(lengths - 2, 0)]


# %% wrong: the first output | mistake=first-output
def last_output(outputs, lengths):
    return outputs[:, 0]


# %% wrong: all outputs | mistake=all-states-returned
def last_output(outputs, lengths):
    return outputs


# %% wrong: the mean of all outputs | mistake=mean-of-outputs+padding-counted
def last_output(outputs, lengths):
    return outputs.mean(axis=1)


# %% wrong: the sum of all outputs | mistake=padding-counted+sum-of-outputs
def last_output(outputs, lengths):
    return outputs.sum(axis=1)


# %% wrong: the greatest of each unit | mistake=largest-of-outputs+padding-counted
def last_output(outputs, lengths):
    return outputs.max(axis=1)


# %% wrong: those steps of every sentence | mistake=each-with-all
def last_output(outputs, lengths):
    return outputs[:, lengths - 1]


# %% wrong: the step of the longest sentence, for all | mistake=longest-for-all
def last_output(outputs, lengths):
    return outputs[:, max(lengths) - 1]


# %% wrong: the step of the shortest sentence, for all | mistake=shortest-for-all
def last_output(outputs, lengths):
    return outputs[:, min(lengths) - 1]


# %% wrong: cuts all sentences to the shortest, takes the last row | mistake=shortest-for-all
def last_output(outputs, lengths):
    return np.stack([rows[: np.min(lengths)][-1] for rows in outputs])


# %% wrong: one step behind the shortest sentence, for all | mistake=length-off-by-one+shortest-for-all
def last_output(outputs, lengths):
    return outputs[:, min(lengths)]


# %% wrong: a slice at the shortest sentence's end | mistake=axis-kept+shortest-for-all
def last_output(outputs, lengths):
    n = lengths.min()
    return outputs[:, n - 1 : n]


# %% wrong: the shortest length, counted from the end | mistake=counted-from-end+shortest-for-all
def last_output(outputs, lengths):
    return outputs[:, -min(lengths)]


# %% wrong: the longest length, counted from the end | mistake=counted-from-end+longest-for-all
def last_output(outputs, lengths):
    return outputs[:, -max(lengths)]


# %% wrong: the length that a loop ended with, for all | mistake=last-length-for-all
def last_output(outputs, lengths):
    for n in lengths:
        found = outputs[:, n - 1]
    return found


# %% wrong: the mean length for all | mistake=only-one-sentence
def last_output(outputs, lengths):
    return outputs[:, int(np.mean(lengths)) - 1]


# %% wrong: the mean of the real words | mistake=mean-of-outputs
def last_output(outputs, lengths):
    return np.stack([rows[:n].mean(axis=0) for rows, n in zip(outputs, lengths)])


# %% wrong: a step axis of one is left | mistake=axis-kept
def last_output(outputs, lengths):
    places = (lengths - 1)[:, np.newaxis, np.newaxis]
    return np.take_along_axis(outputs, places, axis=1)


# %% wrong: slices of one row | mistake=axis-kept
def last_output(outputs, lengths):
    return np.stack([rows[n - 1 : n] for rows, n in zip(outputs, lengths)])


# %% wrong: the first sentence only | mistake=batch-axis-lost
def last_output(outputs, lengths):
    return outputs[0, lengths[0] - 1]


# %% wrong: return stands inside the loop | mistake=batch-axis-lost
def last_output(outputs, lengths):
    for rows, n in zip(outputs, lengths):
        return rows[n - 1]


# %% wrong: the length of the first sentence for all | mistake=first-length-for-all
def last_output(outputs, lengths):
    return outputs[:, lengths[0] - 1]


# %% wrong: padding set to zero, nothing taken | mistake=padding-zeroed
def last_output(outputs, lengths):
    real = np.arange(outputs.shape[1]) < lengths[:, np.newaxis]
    return outputs * real[:, :, np.newaxis]


# %% wrong: counts from the end | mistake=counted-from-end
def last_output(outputs, lengths):
    return outputs[np.arange(len(outputs)), -lengths]


# %% wrong: units first | mistake=axes-reversed
def last_output(outputs, lengths):
    return outputs[np.arange(len(outputs)), lengths - 1].T


# %% wrong: makes places of the lengths it was given | mistake=changed-its-input
def last_output(outputs, lengths):
    lengths -= 1
    return outputs[np.arange(len(outputs)), lengths]


# %% wrong: output and place | mistake=tuple-for-array
def last_output(outputs, lengths):
    places = lengths - 1
    return outputs[np.arange(len(outputs)), places], places


# %% wrong: printed | mistake=returned-nothing
def last_output(outputs, lengths):
    print(outputs[np.arange(len(outputs)), lengths - 1])


# %% wrong: a slice that ends at an array | mistake=raises
def last_output(outputs, lengths):
    return outputs[:, : lengths - 1]


# %% wrong: three sentences, written out | mistake=only-these-sizes
def last_output(outputs, lengths):
    return np.stack(
        [
            outputs[0, lengths[0] - 1],
            outputs[1, lengths[1] - 1],
            outputs[2, lengths[2] - 1],
        ]
    )


# %% wrong: the last rows, and a step axis | mistake=axis-kept+last-of-padding
def last_output(outputs, lengths):
    return outputs[:, -1:]


# %% wrong: one too far, for the first sentence alone | mistake=batch-axis-lost+length-off-by-one
def last_output(outputs, lengths):
    return outputs[0, min(lengths[0], outputs.shape[1] - 1)]


# %% wrong: one too far, slices of one row | mistake=axis-kept+length-off-by-one
def last_output(outputs, lengths):
    places = np.minimum(lengths, outputs.shape[1] - 1)
    return np.stack([rows[n : n + 1] for rows, n in zip(outputs, places)])


# %% wrong: never the very last step | mistake=-
def last_output(outputs, lengths):
    places = np.minimum(lengths, outputs.shape[1] - 1) - 1
    return outputs[np.arange(len(outputs)), places]


# %% wrong: never a sentence of one word | mistake=-
def last_output(outputs, lengths):
    return outputs[np.arange(len(outputs)), np.maximum(lengths, 2) - 1]


# %% wrong: one word too early, and −1 of one word | mistake=length-off-by-one
def last_output(outputs, lengths):
    return outputs[np.arange(len(outputs)), lengths - 2]


# %% wrong: nothing written | mistake=not_attempted
def last_output(outputs, lengths):
    """The output after the last real word of each sentence, (batch, units).

    outputs: (batch, steps, units)      lengths: (batch,), whole numbers
    """
    ...
