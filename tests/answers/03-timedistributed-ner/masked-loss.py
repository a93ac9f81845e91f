# Exercise "masked-loss": the mean of −ln(probability of the right label), real words only.
# ruff: noqa

# %% right: take_along_axis, then the mask
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)[..., 0]
    return -np.log(right[mask]).mean()


# %% right: real words first, two lists of places
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.mean(np.log(words[np.arange(len(words)), labels[mask]]))


# %% right: loops
import math


def masked_loss(labels, probabilities, mask):
    total, words = 0.0, 0
    for i in range(len(labels)):
        for t in range(len(labels[i])):
            if mask[i][t]:
                total -= math.log(probabilities[i][t][labels[i][t]])
                words += 1
    return total / words


# %% right: one-hot and a weighted mean
def masked_loss(labels, probabilities, mask):
    one_hot = np.eye(probabilities.shape[-1])[labels]  # (batch, steps, labels)
    losses = -np.log((one_hot * probabilities).sum(axis=-1))
    return np.average(losses, weights=mask)


# %% right: a sum over the mask, divided by its sum
def masked_loss(labels, probabilities, mask):
    batch, steps = labels.shape
    rows, columns = np.indices((batch, steps))
    losses = -np.log(probabilities[rows, columns, labels]) * mask
    return losses.sum() / mask.sum()


# %% right: Keras' loss with the mask as weights
def masked_loss(labels, probabilities, mask):
    losses = keras.losses.sparse_categorical_crossentropy(labels, probabilities)
    losses, weights = np.array(losses), mask.astype("float32")
    return float((losses * weights).sum() / weights.sum())


# %% right: a masked array
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[:, :, None], 2).squeeze(2)
    return np.ma.array(-np.log(right), mask=~mask).mean()


# %% right: the minus inside, as ln of 1/p, zipped
def masked_loss(labels, probabilities, mask):
    losses = [
        np.log(1 / p[label])
        for label, p in zip(labels[mask], probabilities[mask], strict=True)
    ]
    return sum(losses) / len(losses)


# %% right: keras.ops
def masked_loss(labels, probabilities, mask):
    ops = keras.ops
    losses = ops.sparse_categorical_crossentropy(
        ops.convert_to_tensor(labels), ops.convert_to_tensor(probabilities)
    )
    weights = ops.cast(mask, losses.dtype)
    return ops.sum(losses * weights) / ops.sum(weights)


# %% wrong: a sentence ends at its first False | mistake=words-up-to-first-false
def masked_loss(labels, probabilities, mask):
    total, words = 0.0, 0
    for l, p, m in zip(labels, probabilities, mask):
        for t in range(len(l)):
            if not m[t]:
                break
            total -= np.log(p[t, l[t]])
            words += 1
    return total / words


# %% wrong: as many words from the start as the mask has True | mistake=mask-taken-for-length
def masked_loss(labels, probabilities, mask):
    losses = []
    for l, p, m in zip(labels, probabilities, mask):
        n = m.sum()
        losses += list(-np.log(p[np.arange(n), l[:n]]))
    return np.mean(losses)


# %% wrong: labels as an index, for each word all | mistake=all-labels-for-each
def masked_loss(labels, probabilities, mask):
    return -np.log(probabilities[:, :, labels])[mask].mean()


# %% wrong: each real word by the labels of all | mistake=all-labels-for-each
def masked_loss(labels, probabilities, mask):
    return -np.log(probabilities[mask][:, labels[mask]]).mean()


# %% wrong: labels counted from 1 | mistake=labels-from-one
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis] - 1, axis=-1)
    return -np.log(right[..., 0])[mask].mean()


# %% wrong: padding is counted too | mistake=padding-counted
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)
    return -np.log(right).mean()


# %% wrong: Keras' loss without a mask | mistake=padding-counted
def masked_loss(labels, probabilities, mask):
    losses = keras.losses.sparse_categorical_crossentropy(labels, probabilities)
    return np.mean(losses)


# %% wrong: padding is 0 in the mean, and counted in it | mistake=divided-by-all
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)[..., 0]
    return (-np.log(right) * mask).mean()


# %% wrong: the sum by the number of places | mistake=divided-by-all
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    right = words[np.arange(len(words)), labels[mask]]
    return -np.log(right).sum() / labels.size


# %% wrong: divided by the number of sentences | mistake=divided-by-sentences
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    right = words[np.arange(len(words)), labels[mask]]
    return -np.log(right).sum() / len(labels)


# %% wrong: the sum | mistake=sum-for-mean
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.log(words[np.arange(len(words)), labels[mask]]).sum()


# %% wrong: the mean of the sentences' means | mistake=mean-by-sentence
def masked_loss(labels, probabilities, mask):
    means = []
    for sentence_labels, sentence, real in zip(labels, probabilities, mask):
        if real.any():
            words = sentence[real]
            right = words[np.arange(len(words)), sentence_labels[real]]
            means.append(-np.log(right).mean())
    return np.mean(means)


# %% wrong: no minus | mistake=no-minus
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return np.log(words[np.arange(len(words)), labels[mask]]).mean()


# %% wrong: log to base 2, as information is counted | mistake=other-logarithm
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.log2(words[np.arange(len(words)), labels[mask]]).mean()


# %% wrong: log to base 10 | mistake=other-logarithm
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.log10(words[np.arange(len(words)), labels[mask]]).mean()


# %% wrong: the padding alone | mistake=mask-inverted
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)[..., 0]
    return -np.log(right[~mask]).mean()


# %% wrong: True is padding, as in a masked array | mistake=mask-inverted
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)[..., 0]
    return np.ma.array(-np.log(right), mask=mask).mean()


# %% wrong: padding counted, no minus | mistake=padding-counted+no-minus
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)
    return np.log(right).mean()


# %% wrong: the sum, to base 2 | mistake=sum-for-mean+other-logarithm
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.log2(words[np.arange(len(words)), labels[mask]]).sum()


# %% wrong: the sum over padding too | mistake=padding-counted+sum-for-mean
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)
    return -np.log(right).sum()


# %% wrong: padding counted, to base 10 | mistake=padding-counted+other-logarithm
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)
    return -np.log10(right).mean()


# %% wrong: the probability of the likeliest label | mistake=likeliest-for-right
def masked_loss(labels, probabilities, mask):
    return -np.log(probabilities.max(axis=-1)[mask]).mean()


# %% wrong: the logarithm of the mean | mistake=logarithm-of-mean
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.log(words[np.arange(len(words)), labels[mask]].mean())


# %% wrong: no logarithm, what is missing to 1 | mistake=no-logarithm
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return 1 - words[np.arange(len(words)), labels[mask]].mean()


# %% wrong: share of wrong labels | mistake=errors-counted
def masked_loss(labels, probabilities, mask):
    return (probabilities.argmax(axis=-1) != labels)[mask].mean()


# %% wrong: all labels' logarithms, whichever is right | mistake=all-tags-counted
def masked_loss(labels, probabilities, mask):
    return -np.log(probabilities[mask]).sum(axis=-1).mean()


# %% wrong: the first label is always right | mistake=one-tag-for-all
def masked_loss(labels, probabilities, mask):
    return -np.log(probabilities[..., 0])[mask].mean()


# %% wrong: the loss of each word | mistake=one-loss-a-word
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return -np.log(words[np.arange(len(words)), labels[mask]])


# %% wrong: one mean for each sentence | mistake=one-loss-a-sentence
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)[..., 0]
    losses = -np.log(right) * mask
    return losses.sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


# %% wrong: five steps, written out | mistake=only-these-sizes
def masked_loss(labels, probabilities, mask):
    total, words = 0.0, 0
    for i in range(len(labels)):
        for t in range(5):
            if mask[i, t]:
                total -= np.log(probabilities[i, t, labels[i, t]])
                words += 1
    return total / words


# %% wrong: the first sentence alone | mistake=only-one-sentence
def masked_loss(labels, probabilities, mask):
    words = probabilities[0][mask[0]]
    return -np.log(words[np.arange(len(words)), labels[0][mask[0]]]).mean()


# %% wrong: writes over the labels | mistake=changed-its-input
def masked_loss(labels, probabilities, mask):
    labels[~mask] = 0
    probabilities[~mask] = 1
    right = np.take_along_axis(probabilities, labels[..., np.newaxis], axis=-1)
    return -np.log(right).sum() / mask.sum()


# %% wrong: the labels at the padding become 0 | mistake=changed-its-input
def masked_loss(labels, probabilities, mask):
    labels[~mask] = 0
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return (-np.log(right) * mask).sum() / mask.sum()


# %% wrong: takes away what padding with the label 0 adds | mistake=padding-taken-for-tag-0
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)
    pad = -np.log(probabilities[..., 0]) * ~mask
    return (-np.log(right).sum() - pad.sum()) / mask.sum()


# %% wrong: the label 0 is taken for padding | mistake=labels-for-mask
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return -np.log(right[labels > 0]).mean()


# %% wrong: the label 0 is taken for padding, and the sum | mistake=labels-for-mask+sum-for-mean
def masked_loss(labels, probabilities, mask):
    total = 0.0
    for sentence, words in zip(labels, probabilities):
        for label, p in zip(sentence, words):
            if label != 0:
                total -= np.log(p[label])
    return total


# %% wrong: the logarithm of the mean, padding counted | mistake=logarithm-of-mean+padding-counted
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return -np.log(np.mean(right))


# %% wrong: a softmax of the probabilities | mistake=softmax-twice
def masked_loss(labels, probabilities, mask):
    e = np.exp(probabilities)
    p = e / e.sum(axis=-1, keepdims=True)
    right = np.take_along_axis(p, labels[..., None], axis=-1)[..., 0]
    return -np.log(right[mask]).mean()


# %% wrong: Keras is told that these are no probabilities yet | mistake=softmax-twice
def masked_loss(labels, probabilities, mask):
    losses = keras.losses.sparse_categorical_crossentropy(
        labels, probabilities, from_logits=True
    )
    return np.array(losses)[mask].mean()


# %% wrong: the mask comes before the logarithm | mistake=logarithm-of-zero
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return -np.log(right * mask).sum() / mask.sum()


# %% wrong: the mask comes before the logarithm, and the mean | mistake=logarithm-of-zero
def masked_loss(labels, probabilities, mask):
    p = probabilities * mask[..., np.newaxis]
    return np.mean(-np.log(np.take_along_axis(p, labels[..., None], axis=-1)))


# %% wrong: the mask before the logarithm and after it: 0 times infinity | mistake=not-a-number
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return (-np.log(right * mask) * mask).sum() / mask.sum()


# %% wrong: the loss of each word, the mask before the logarithm | mistake=one-loss-a-word+logarithm-of-zero
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return -np.log(right * mask)


# %% wrong: the loss of each word, 0 at the padding | mistake=one-loss-a-word
def masked_loss(labels, probabilities, mask):
    right = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return -np.log(right) * mask


# %% wrong: prints the loss | mistake=returned-nothing
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    print(-np.log(words[np.arange(len(words)), labels[mask]]).mean())


# %% wrong: labels times logarithms, as with one-hot labels | mistake=raises
def masked_loss(labels, probabilities, mask):
    return -np.sum(labels * np.log(probabilities) * mask) / mask.sum()


# %% wrong: the loss as text | mistake=text-for-number
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    return f"{-np.log(words[np.arange(len(words)), labels[mask]]).mean():.6f}"


# %% wrong: loss and number of words | mistake=tuple-for-array
def masked_loss(labels, probabilities, mask):
    words = probabilities[mask]
    loss = -np.log(words[np.arange(len(words)), labels[mask]]).mean()
    return loss, len(words)


# %% wrong: nothing written | mistake=not_attempted
def masked_loss(labels, probabilities, mask):
    """The mean loss of a real word, one number.

    labels: (batch, steps), the number of the right label, from 0
    probabilities: (batch, steps, labels)
    mask: (batch, steps), True where a word stands
    """
    ...


# %% wrong: the largest loss | mistake=-
def masked_loss(labels, probabilities, mask):
    of_labels = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return np.max(-np.log(of_labels)[mask])


# %% wrong: the smallest loss | mistake=-
def masked_loss(labels, probabilities, mask):
    of_labels = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return np.min(-np.log(of_labels)[mask])


# %% wrong: small probabilities are raised | mistake=-
def masked_loss(labels, probabilities, mask):
    of_labels = np.take_along_axis(probabilities, labels[..., None], axis=-1)[..., 0]
    return -np.log(np.clip(of_labels, 0.01, 1))[mask].mean()
