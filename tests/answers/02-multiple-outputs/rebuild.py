# Exercise "rebuild": the last output of the given layer `every`, with its weights.
# ruff: noqa

# %% right: functional, the last step sliced off
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[:, -1])

# %% right: Sequential with a Lambda
last_only = keras.Sequential(
    [keras.Input((5, 3)), every, layers.Lambda(lambda states: states[:, -1, :])]
)


# %% right: a subclass of Model
class LastOnly(keras.Model):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, sentences):
        return self.layer(sentences)[:, -1]


last_only = LastOnly(every)
last_only(np.zeros((1, 5, 3)))

# %% right: keras.ops.take in a functional model
words_in = keras.Input(shape=(5, 3))
states = every(words_in)
last_only = keras.Model(words_in, keras.ops.take(states, 4, axis=1))

# %% right: all but the last step cropped, and the axis flattened away
last_only = keras.Sequential()
last_only.add(keras.Input((5, 3)))
last_only.add(every)
last_only.add(layers.Cropping1D((4, 0)))
last_only.add(layers.Flatten())

# %% right: a new layer with a copy of the weights
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])
last_only.set_weights(every.get_weights())

# %% right: from the config of the layer, with its weights
config = every.get_config()
config["return_sequences"] = False
config["name"] = "last"
twin = layers.SimpleRNN.from_config(config)
last_only = keras.Sequential([keras.Input((5, 3)), twin])
twin.set_weights([kernel, recurrent_kernel, bias])

# %% right: the very cell of the layer, in RNN
last_only = keras.Sequential([keras.Input((5, 3)), layers.RNN(every.cell)])

# %% right: a model in a model, the steps unstacked
inner = keras.Sequential([keras.Input((5, 3)), every])
words_in = keras.Input((5, 3))
*earlier, last_state = keras.ops.unstack(inner(words_in), 5, axis=1)
last_only = keras.Model(words_in, last_state)

# %% wrong: a new layer, which draws new weights | mistake=fresh-layer
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])

# %% wrong: a new layer, functional, last step taken | mistake=fresh-layer
sentences_in = keras.Input((5, 3))
states = layers.SimpleRNN(8, return_sequences=True)(sentences_in)
last_only = keras.Model(sentences_in, states[:, -1])

# %% wrong: from the config alone, which holds no weights | mistake=fresh-layer
config = every.get_config()
config["return_sequences"] = False
last_only = keras.Sequential(
    [keras.Input((5, 3)), layers.SimpleRNN.from_config(config)]
)

# %% wrong: cloned, which draws new weights | mistake=fresh-layer
sentences_in = keras.Input((5, 3))
last_only = keras.models.clone_model(
    keras.Model(sentences_in, every(sentences_in)[:, -1])
)

# %% wrong: the layer as it is | mistake=every-step-returned
last_only = keras.Sequential([keras.Input((5, 3)), every])


# %% wrong: a subclass that forgets to take the last | mistake=every-step-returned
class LastOnly(keras.Model):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, sentences):
        return self.layer(sentences)


last_only = LastOnly(every)

# %% wrong: the first state | mistake=returned-first-state
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[:, 0])

# %% wrong: the mean of the states | mistake=mean-of-states
last_only = keras.Sequential(
    [keras.Input((5, 3)), every, layers.GlobalAveragePooling1D()]
)

# %% wrong: the states added up | mistake=sum-of-states
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, keras.ops.sum(every(sentences_in), axis=1))

# %% wrong: the greatest state of each unit | mistake=largest-of-states
last_only = keras.Sequential([keras.Input((5, 3)), every, layers.GlobalMaxPooling1D()])

# %% wrong: a slice keeps the axis | mistake=axis-kept
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[:, -1:])

# %% wrong: cropped, and the axis still there | mistake=axis-kept
last_only = keras.Sequential([keras.Input((5, 3)), every, layers.Cropping1D((4, 0))])

# %% wrong: flattened to one vector | mistake=flattened
last_only = keras.Sequential([keras.Input((5, 3)), every, layers.Flatten()])

# %% wrong: a Dense layer makes 8 numbers of them | mistake=extra-layer
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, layers.Dense(8)(every(sentences_in)[:, -1]))

# %% wrong: a second layer takes the last | mistake=extra-layer
last_only = keras.Sequential([keras.Input((5, 3)), every, layers.SimpleRNN(8)])

# %% wrong: steps of zeros are left out | mistake=mask-not-asked
sentences_in = keras.Input((5, 3))
states = every(layers.Masking()(sentences_in))
last_only = keras.Model(sentences_in, states[:, -1])

# %% wrong: the last word is cut out before it is read | mistake=last-word-alone
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in[:, -1:])[:, -1])

# %% wrong: words turned round, then the last | mistake=reads-backwards
sentences_in = keras.Input((5, 3))
turned = sentences_in[:, ::-1]
last_only = keras.Model(sentences_in, every(turned)[:, -1])

# %% wrong: the bias left out of the copy | mistake=bias-left-zero
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])
last_only.set_weights([kernel, recurrent_kernel, np.zeros(8)])

# %% wrong: a copy without a bias | mistake=no-bias
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, use_bias=False)])
last_only.set_weights([kernel, recurrent_kernel])

# %% wrong: a copy with the recurrent kernel by rows | mistake=recurrent-kernel-transposed
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])
last_only.set_weights([kernel, recurrent_kernel.T, bias])

# %% wrong: a copy with relu | mistake=other-activation
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, "relu")])
last_only.set_weights(every.get_weights())

# %% wrong: a copy without tanh | mistake=no-activation
last_only = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8, None)])
last_only.set_weights(every.get_weights())

# %% wrong: the layer is the model | mistake=layer-for-model
last_only = every

# %% wrong: called on sentences | mistake=output-for-model
last_only = every(np.random.rand(2, 5, 3))[:, -1]

# %% wrong: the symbolic tensor is the model | mistake=output-for-model
last_only = every(keras.Input((5, 3)))[:, -1]


# %% wrong: the class, never called | mistake=class-for-model
class LastOnly(keras.Model):
    def __init__(self, layer=every):
        super().__init__()
        self.layer = layer

    def call(self, sentences):
        return self.layer(sentences)[:, -1]


last_only = LastOnly

# %% wrong: an LSTM of that size | mistake=other-layer
last_only = keras.Sequential([keras.Input((5, 3)), layers.LSTM(8)])

# %% wrong: output and state of a copy | mistake=state-list-for-tensor
sentences_in = keras.Input((5, 3))
twin = layers.SimpleRNN(8, return_state=True)
last_only = keras.Model(sentences_in, twin(sentences_in))
twin.set_weights(every.get_weights())

# %% wrong: the last unit, not the last step | mistake=last-unit
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[:, :, -1])

# %% wrong: the last sentence, not the last step | mistake=last-sentence
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[-1])

# %% wrong: the last but one | mistake=returned-last-but-one
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in)[:, -2])

# %% wrong: always zero | mistake=same-answer-for-all
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, 0 * every(sentences_in)[:, -1])

# %% wrong: the layers in a list | mistake=list-for-model
last_only = [keras.Input((5, 3)), every]

# %% wrong: a new layer that returns all its states | mistake=fresh-layer+every-step-returned
last_only = keras.Sequential(
    [keras.Input((5, 3)), layers.SimpleRNN(8, return_sequences=True)]
)

# %% wrong: words turned round, all states | mistake=reads-backwards+every-step-returned
sentences_in = keras.Input((5, 3))
last_only = keras.Model(sentences_in, every(sentences_in[:, ::-1]))

# %% wrong: mean of the states of a copy with relu | mistake=mean-of-states+other-activation
twin = layers.SimpleRNN(8, activation="relu", return_sequences=True)
last_only = keras.Sequential(
    [keras.Input((5, 3)), twin, layers.GlobalAveragePooling1D()]
)
twin.set_weights(every.get_weights())

# %% wrong: untouched | mistake=not_attempted
last_only = ...  # reads (batch, 5, 3), answers (batch, 8), by the layer every
