# Exercise "tagging-shapes": shapes of answers and labels, parameters of TimeDistributed.
# ruff: noqa

# %% right: worked out by hand
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 20 * 9 + 9

# %% right: named sizes
batch, steps, units, tags = 64, 12, 20, 9
tag_shape = (batch, steps, tags)
label_shape = (batch, steps)
n_parameters = (units + 1) * tags

# %% right: lists and the bare number
tag_shape = [64, 12, 9]
label_shape = [64, 12]
n_parameters = 189

# %% right: asked a model, called on numbers
model = keras.Sequential(
    [
        keras.Input((12, 30)),
        layers.SimpleRNN(20, return_sequences=True),
        layers.TimeDistributed(layers.Dense(9, activation="softmax")),
    ]
)
answers = model(np.zeros((64, 12, 30), "float32"))
tag_shape = answers.shape
label_shape = np.array(answers).argmax(axis=-1).shape
n_parameters = model.layers[1].count_params()

# %% right: asked the layers one by one, without data
recurrent = layers.SimpleRNN(20, return_sequences=True)
shared = layers.TimeDistributed(layers.Dense(9))
shared.build((64, 12, 20))
states_shape = recurrent.compute_output_shape((64, 12, 30))
tag_shape = tuple(shared.compute_output_shape(states_shape))
label_shape = tag_shape[:-1]
n_parameters = sum(weights.size for weights in shared.get_weights())

# %% right: a plain Dense counts the same
tag_shape = np.array([64, 12, 9])
label_shape = np.zeros((64, 12), dtype=int).shape
dense = layers.Dense(9)
dense.build((None, 20))
n_parameters = np.int64(dense.count_params())

# %% right: a model of a fixed batch
probe = keras.Sequential(
    [keras.Input(batch_shape=(64, 12, 20)), layers.TimeDistributed(layers.Dense(9))]
)
tag_shape = probe.output_shape
label_shape = 64, 12
n_parameters = probe.count_params()

# %% wrong: one label for the sentence | mistake=last-step-only score=1
tag_shape = (64, 9)
label_shape = (64,)
n_parameters = 189

# %% wrong: one answer for the sentence, labels for every word | mistake=last-step-only score=2
tag_shape = (64, 9)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: the shapes are those of one sentence | mistake=batch-axis-forgotten score=1
tag_shape = (12, 9)
label_shape = (12,)
n_parameters = 189

# %% wrong: no batch where the answers come out | mistake=batch-axis-forgotten score=2
tag_shape = (12, 9)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: what the summary prints | mistake=batch-axis-none score=1
tag_shape = (None, 12, 9)
label_shape = (None, 12)
n_parameters = 189

# %% wrong: None where the answers come out | mistake=batch-axis-none score=2
tag_shape = (None, 12, 9)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: labels before words | mistake=steps-features-swapped score=2
tag_shape = (64, 9, 12)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: words before sentences | mistake=steps-first score=2
tag_shape = (12, 64, 9)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: all axes the other way round | mistake=axes-reversed score=2
tag_shape = (9, 12, 64)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: all answers of a sentence end to end | mistake=flattened score=2
tag_shape = (64, 108)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: the units come out | mistake=missing-layer score=2
tag_shape = (64, 12, 20)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: a label for each number of a word | mistake=features-for-units score=2
tag_shape = (64, 12, 30)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: labels shaped as the answers are | mistake=one-hot-for-integers score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12, 9)
n_parameters = 189

# %% wrong: labels are one for each sentence | mistake=last-step-only score=2
tag_shape = (64, 12, 9)
label_shape = (64,)
n_parameters = 189

# %% wrong: no biases | mistake=no-bias score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 20 * 9

# %% wrong: each word has a Dense of its own | mistake=parameters-per-step score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 12 * (20 * 9 + 9)

# %% wrong: twelve words feed the labels | mistake=steps-for-features score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 12 * 9 + 9

# %% wrong: Dense on all words laid end to end | mistake=dense-parameters score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 12 * 20 * 9 + 9

# %% wrong: one bias for each unit below | mistake=bias-per-feature score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 20 * 9 + 20

# %% wrong: one bias in all | mistake=one-bias score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 20 * 9 + 1

# %% wrong: the numbers of a word feed the labels | mistake=features-for-units score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 30 * 9 + 9

# %% wrong: the whole model | mistake=all-layers-counted score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = 20 * (30 + 20 + 1) + 20 * 9 + 9

# %% wrong: one answer a sentence and no biases | mistake=last-step-only+no-bias score=1
tag_shape = (64, 9)
label_shape = (64, 12)
n_parameters = 180

# %% wrong: one sentence's answers, a Dense for each word | mistake=batch-axis-forgotten+parameters-per-step score=1
tag_shape = (12, 9)
label_shape = (64, 12)
n_parameters = 2268

# %% wrong: one sentence, for which there is one label | mistake=last-step-only+batch-axis-forgotten score=2
tag_shape = (9,)
label_shape = (64, 12)
n_parameters = 189

# %% wrong: the axes by name | mistake=text-for-shape score=2
tag_shape = "(batch, steps, tags)"
label_shape = (64, 12)
n_parameters = 189

# %% wrong: how many labels there are | mistake=number-for-shape score=2
tag_shape = (64, 12, 9)
label_shape = 64 * 12
n_parameters = 189

# %% wrong: left two blank | mistake=left-blank score=1
tag_shape = (64, 12, 9)
label_shape = ...
n_parameters = ...

# %% wrong: a row of labels for the sentence | mistake=last-step-only score=2
tag_shape = (64, 12, 9)
label_shape = (64, 9)
n_parameters = 189

# %% wrong: the answers, not their shape | mistake=tensor-for-shape score=2
tag_shape = layers.TimeDistributed(layers.Dense(9))(np.zeros((64, 12, 20)))
label_shape = (64, 12)
n_parameters = 189

# %% wrong: kernel and bias, not added | mistake=parts-for-sum score=2
tag_shape = (64, 12, 9)
label_shape = (64, 12)
n_parameters = [20 * 9, 9]

# %% wrong: untouched | mistake=not_attempted
tag_shape = ...  # of the tagger's answers to all 64 sentences
label_shape = ...  # of the labels of all 64 sentences, one whole number each
n_parameters = ...  # of the TimeDistributed layer
