# Exercise "lstm-states": all outputs, the last h and the last c of an LSTM.
# ruff: noqa

# %% right: both arguments, called on the sentences
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)

# %% right: a functional model that predicts
words_in = keras.Input((5, 2))
model = keras.Model(
    words_in, layers.LSTM(4, return_sequences=True, return_state=True)(words_in)
)
model.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = model.predict(sentences, verbose=0)

# %% right: two layers with the same weights, one for each question
weights = [lstm_kernel, lstm_recurrent_kernel, lstm_bias]
every = layers.LSTM(4, return_sequences=True)
states = layers.LSTM(4, return_state=True)
every.build((None, None, 2))
states.build((None, None, 2))
every.set_weights(weights)
states.set_weights(weights)
outputs = np.array(every(sentences))
output, h, c = states(sentences)


# %% right: the equations in NumPy
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
shown = []
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)
    shown.append(h)
outputs = np.stack(shown, axis=1)

# %% right: a cell and a loop, lists of tensors
cell = layers.LSTMCell(4)
cell.build((None, 2))
cell.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
state = [keras.ops.zeros((3, 4)), keras.ops.zeros((3, 4))]
collected = []
for x in np.moveaxis(sentences.astype("float32"), 1, 0):
    shown, state = cell(x, state)
    collected.append(shown)
outputs = keras.ops.stack(collected, axis=1)
h, c = state

# %% right: called once to build it, h from the last output
rnn = layers.RNN(layers.LSTMCell(4), return_sequences=True, return_state=True)
rnn(sentences)
rnn.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
returned = rnn(sentences)
outputs = returned[0].numpy().tolist()
h = returned[0][:, -1]
c = returned[-1]

# %% wrong: c first, then h | mistake=h-c-exchanged score=1
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, c, h = memory(sentences)

# %% wrong: the last output is c | mistake=h-for-c score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, memory_state = memory(sentences)
c = outputs[:, -1]

# %% wrong: the last of what is returned is h too | mistake=c-for-h score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
returned = memory(sentences)
outputs, h, c = returned[0], returned[-1], returned[-1]

# %% wrong: return_sequences left off | mistake=last-step-only score=2
memory = layers.LSTM(4, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)

# %% wrong: all that is returned are the outputs | mistake=state-list-for-tensor score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs = memory(sentences)
output, h, c = memory(sentences)

# %% wrong: the weights never put in | mistake=weights-not-set
memory = layers.LSTM(4, return_sequences=True, return_state=True)
outputs, h, c = memory(sentences)

# %% wrong: one tensor, taken apart along the batch | mistake=batch-axis-lost+taken-apart
layer = layers.LSTM(4, return_sequences=True)
layer.build((None, 5, 2))
layer.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = layer(sentences)

# %% wrong: the last states alone, taken apart along the batch | mistake=taken-apart
layer = layers.LSTM(4)
layer.build((None, 5, 2))
layer.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = layer(sentences)

# %% wrong: a list for the outputs | mistake=- score=2
layer = layers.LSTM(4, return_state=True)
layer.build((None, 5, 2))
layer.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs = layer(sentences)
h, c = outputs[1:]

# %% wrong: the weights put in after the call | mistake=weights-not-used
memory = layers.LSTM(4, return_sequences=True, return_state=True)
outputs, h, c = memory(sentences)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])

# %% wrong: get_weights changed, a copy | mistake=weights-not-set
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
weights = memory.get_weights()
weights[:] = [lstm_kernel, lstm_recurrent_kernel, lstm_bias]
outputs, h, c = memory(sentences)

# %% wrong: a second layer without weights gives the states | mistake=weights-not-used score=1
every = layers.LSTM(4, return_sequences=True)
every.build(sentences.shape)
every.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs = every(sentences)
output, h, c = layers.LSTM(4, return_state=True)(sentences)

# %% wrong: no bias | mistake=no-bias
memory = layers.LSTM(4, use_bias=False, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel])
outputs, h, c = memory(sentences)

# %% wrong: reads from the end | mistake=reads-backwards
memory = layers.LSTM(4, return_sequences=True, return_state=True, go_backwards=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)

# %% wrong: relu in place of tanh | mistake=other-activation
memory = layers.LSTM(4, "relu", return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)

# %% wrong: the gates get tanh | mistake=other-recurrent-activation
memory = layers.LSTM(
    4, recurrent_activation="tanh", return_sequences=True, return_state=True
)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)

# %% wrong: steps before sentences | mistake=steps-first score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)
outputs = np.swapaxes(outputs, 0, 1)

# %% wrong: the outputs of the first sentence | mistake=batch-axis-lost score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
returned, h, c = memory(sentences)
outputs = returned[0]

# %% wrong: every h is the state h | mistake=every-step-returned score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, last, c = memory(sentences)
h = outputs

# %% wrong: h after the first word | mistake=returned-first-state score=2
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)
h = outputs[:, 0]


# %% wrong: every c is an output | mistake=c-for-h score=2
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
kept = []
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)
    kept.append(c)
outputs = np.stack(kept, axis=1)


# %% wrong: h₀ is the first output | mistake=initial-state-included score=2
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
shown = [h]
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)
    shown.append(h)
outputs = np.stack(shown, axis=1)

# %% wrong: the last h at every step | mistake=repeated-last-state score=2
memory = layers.LSTM(4, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)
outputs = np.repeat(np.array(outputs)[:, np.newaxis], 5, axis=1)

# %% wrong: the states in one list | mistake=state-list-for-tensor score=1
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, *states = memory(sentences)
h = c = states


# %% wrong: c shown as it is, without tanh | mistake=cell-not-squashed
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
shown = []
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * c
    shown.append(h)
outputs = np.stack(shown, axis=1)


# %% wrong: the gates in another order | mistake=gates-in-other-order
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
shown = []
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, o, candidate = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)
    shown.append(h)
outputs = np.stack(shown, axis=1)

# %% wrong: the layer and its weights, not called | mistake=layer-for-array+nothing-for-array
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs = memory
h, c = memory.states if memory.stateful else (None, None)

# %% wrong: only the outputs, the states left blank | mistake=left-blank score=1
memory = layers.LSTM(4, return_sequences=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs = memory(sentences)
h, c = ..., ...

# %% wrong: no sequence, and c before h | mistake=last-step-only+h-c-exchanged
memory = layers.LSTM(4, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, c, h = memory(sentences)

# %% wrong: the whole list, and c before h | mistake=state-list-for-tensor+h-c-exchanged
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs = memory(sentences)
shown, c, h = outputs

# %% wrong: no bias, and c before h | mistake=no-bias+h-c-exchanged
memory = layers.LSTM(4, use_bias=False, return_sequences=True, return_state=True)
memory.build(sentences.shape)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel])
outputs, c, h = memory(sentences)

# %% wrong: symbolic tensors, no numbers in them | mistake=symbolic-tensor
memory = layers.LSTM(4, return_sequences=True, return_state=True)
outputs, h, c = memory(keras.Input((5, 2)))
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])

# %% wrong: raises before anything is kept | mistake=cell-stopped
outputs = h = c = ...
memory = layers.LSTM(4, return_sequences=True, return_state=True)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
outputs, h, c = memory(sentences)


# %% wrong: the output gate forgotten | mistake=no-output-gate
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
shown = []
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = np.tanh(c)
    shown.append(h)
outputs = np.stack(shown, axis=1)


# %% wrong: all of c is kept | mistake=no-forget-gate
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h, c = np.zeros((3, 4)), np.zeros((3, 4))
shown = []
for t in range(5):
    z = sentences[:, t] @ lstm_kernel + h @ lstm_recurrent_kernel + lstm_bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)
    shown.append(h)
outputs = np.stack(shown, axis=1)

# %% wrong: built by a call, which is what is kept | mistake=weights-not-used
memory = layers.LSTM(4, return_sequences=True, return_state=True)
outputs, h, c = memory(sentences)
memory.set_weights([lstm_kernel, lstm_recurrent_kernel, lstm_bias])
memory(sentences)

# %% wrong: the shapes that the comments name | mistake=text-for-array+shape-for-array
outputs, h, c = "(3, 5, 4)", (3, 4), (3, 4)

# %% wrong: untouched | mistake=not_attempted
outputs = ...  # at every step, (3, 5, 4)
h = ...  # after the last step, (3, 4)
c = ...  # after the last step, (3, 4)
