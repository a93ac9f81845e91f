# Exercise "sequence-shapes": shapes of outputs and states, and the number of tensors.
# ruff: noqa

# %% right: worked out by hand
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = 3

# %% right: named sizes, one tensor for the outputs and one for each state
batch, steps, features, units = 32, 10, 50, 16
sequence_shape = (batch, steps, units)
state_shape = (batch, units)
n_tensors = 1 + len(["h", "c"])

# %% right: lists for tuples, a float
sequence_shape = [32, 10, 16]
state_shape = [32, 16]
n_tensors = 3.0

# %% right: arrays and a NumPy integer
sequence_shape = np.array([32, 10, 16])
state_shape = np.array([32, 16])
n_tensors = np.int64(3)

# %% right: asked Keras with an array
tweets_of_words = np.random.rand(32, 10, 50).astype("float32")
sequence_shape = layers.SimpleRNN(16, return_sequences=True)(tweets_of_words).shape
output, h, c = layers.LSTM(16, return_state=True)(tweets_of_words)
state_shape = h.shape
n_tensors = len(
    layers.LSTM(16, return_sequences=True, return_state=True)(tweets_of_words)
)

# %% right: asked Keras without data
sequence_shape = layers.SimpleRNN(16, return_sequences=True).compute_output_shape(
    (32, 10, 50)
)
returned = layers.LSTM(
    16, return_sequences=True, return_state=True
).compute_output_shape((32, 10, 50))
state_shape = returned[-1]
n_tensors = len(returned)

# %% right: symbolic tensors with a fixed batch
tweets_in = keras.Input(batch_shape=(32, 10, 50))
outputs, *states = layers.LSTM(16, return_sequences=True, return_state=True)(tweets_in)
sequence_shape = outputs.shape
state_shape = states[0].shape
n_tensors = len(states) + 1

# %% right: TensorFlow's shapes
import tensorflow as tf

sequence_shape = tf.TensorShape([32, 10, 16])
state_shape = tf.zeros((32, 16)).shape
n_tensors = tf.constant(3)

# %% wrong: one vector for each tweet | mistake=last-step-only score=2
sequence_shape = (32, 16)
state_shape = (32, 16)
n_tensors = 3

# %% wrong: a state after every word | mistake=every-step-returned score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 10, 16)
n_tensors = 3

# %% wrong: the shapes are those of one tweet | mistake=batch-axis-forgotten score=1
sequence_shape = (10, 16)
state_shape = (16,)
n_tensors = 3

# %% wrong: one state for all tweets | mistake=batch-axis-forgotten score=2
sequence_shape = (32, 10, 16)
state_shape = (16,)
n_tensors = 3

# %% wrong: what the model summary prints | mistake=batch-axis-none score=1
sequence_shape = (None, 10, 16)
state_shape = (None, 16)
n_tensors = 3

# %% wrong: as many numbers out as a word has | mistake=features-for-units score=2
sequence_shape = (32, 10, 50)
state_shape = (32, 16)
n_tensors = 3

# %% wrong: a state is as long as the tweet | mistake=steps-for-units score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 10)
n_tensors = 3

# %% wrong: all axes the other way round | mistake=axes-reversed score=1
sequence_shape = (16, 10, 32)
state_shape = (16, 32)
n_tensors = 3

# %% wrong: words before tweets | mistake=steps-first score=2
sequence_shape = (10, 32, 16)
state_shape = (32, 16)
n_tensors = 3

# %% wrong: units before words | mistake=steps-features-swapped score=2
sequence_shape = (32, 16, 10)
state_shape = (32, 16)
n_tensors = 3

# %% wrong: the state is the 16 of LSTM(16) | mistake=number-for-shape score=2
sequence_shape = (32, 10, 16)
state_shape = 16
n_tensors = 3

# %% wrong: shapes in quotation marks | mistake=text-for-shape score=1
sequence_shape = "(32, 10, 16)"
state_shape = "(32, 16)"
n_tensors = 3

# %% wrong: the axes by name | mistake=text-for-shape score=2
sequence_shape = "(batch, steps, units)"
state_shape = (32, 16)
n_tensors = 3

# %% wrong: h and c come as one | mistake=one-missing score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = 2

# %% wrong: what comes back is one tensor | mistake=states-not-counted score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = 1

# %% wrong: one tensor for each word, and two states | mistake=steps-counted score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = 10 + 2

# %% wrong: the number in words | mistake=text-for-number score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = "three"

# %% wrong: the tensors, not how many there are | mistake=list-for-number score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 16)
n_tensors = ("outputs", "h", "c")

# %% wrong: h and c side by side in one vector | mistake=states-as-one score=2
sequence_shape = (32, 10, 16)
state_shape = (32, 2 * 16)
n_tensors = 3

# %% wrong: the shapes of both states in a list | mistake=list-for-shape score=2
sequence_shape = (32, 10, 16)
state_shape = [(32, 16), (32, 16)]
n_tensors = 3

# %% wrong: one vector a tweet, and one tensor | mistake=last-step-only+states-not-counted score=1
sequence_shape = (32, 16)
state_shape = (32, 16)
n_tensors = 1

# %% wrong: the last vector of one tweet | mistake=last-step-only+batch-axis-forgotten score=2
sequence_shape = (16,)
state_shape = (32, 16)
n_tensors = 3

# %% wrong: numbers of a word, None for the batch | mistake=features-for-units+batch-axis-none score=2
sequence_shape = (None, 10, 50)
state_shape = (32, 16)
n_tensors = 3

# %% wrong: left two blank | mistake=left-blank score=1
sequence_shape = (32, 10, 16)
state_shape = ...
n_tensors = ...

# %% wrong: the state itself | mistake=tensor-for-shape score=2
sequence_shape = (32, 10, 16)
output, state_shape, c = layers.LSTM(16, return_state=True)(np.zeros((32, 10, 50)))
n_tensors = 3

# %% wrong: both states, of one tweet each | mistake=batch-axis-forgotten+list-for-shape score=2
sequence_shape = (32, 10, 16)
state_shape = [(16,), (16,)]
n_tensors = 3

# %% wrong: asked for the shape and did not call it | mistake=function-for-shape score=2
sequence_shape = layers.SimpleRNN(16, return_sequences=True).compute_output_shape
state_shape = (32, 16)
n_tensors = 3

# %% wrong: untouched | mistake=not_attempted
sequence_shape = ...  # of what SimpleRNN(16, return_sequences=True) returns
state_shape = ...  # of each state that LSTM(16, return_state=True) returns
n_tensors = ...  # of LSTM(16, return_sequences=True, return_state=True)
