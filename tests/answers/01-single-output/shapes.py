# Exercise "shapes": two shapes of the whole batch and the number of parameters.
# ruff: noqa

# %% right: worked out by hand
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 16 * 16 + 16

# %% right: named sizes, the lesson's formula
batch, steps, features, units = 32, 10, 50, 16
input_shape = (batch, steps, features)
output_shape = (batch, units)
n_parameters = units * (features + units + 1)

# %% right: the bare numbers
input_shape = 32, 10, 50
output_shape = 32, 16
n_parameters = 1072

# %% right: lists for tuples
input_shape = [32, 10, 50]
output_shape = [32, 16]
n_parameters = 800 + 256 + 16

# %% right: arrays and a NumPy integer
input_shape = np.array([32, 10, 50])
output_shape = np.array([32, 16])
n_parameters = np.sum([50 * 16, 16 * 16, 16])

# %% right: asked Keras with an array
layer = layers.SimpleRNN(16)
tweets_of_words = np.random.rand(32, 10, 50).astype("float32")
input_shape = tweets_of_words.shape
output_shape = layer(tweets_of_words).shape
n_parameters = layer.count_params()

# %% right: asked Keras without data
input_shape = (32, 10, 50)
layer = layers.SimpleRNN(16)
layer.build(input_shape)
output_shape = layer.compute_output_shape(input_shape)
n_parameters = sum(w.size for w in layer.get_weights())

# %% right: TensorFlow's shapes
import tensorflow as tf

input_shape = tf.TensorShape([32, 10, 50])
output_shape = tf.zeros((32, 16)).shape
n_parameters = int(tf.reduce_prod([50, 16])) + 16**2 + 16

# %% right: a model with a fixed batch
probe = keras.Sequential([keras.Input(batch_shape=(32, 10, 50)), layers.SimpleRNN(16)])
input_shape = probe.input_shape
output_shape = probe.output_shape
n_parameters = probe.count_params()

# %% right: a number that a division made a float
input_shape = (np.int64(32), np.int64(10), np.int64(50))
output_shape = tuple(np.array([32, 16]))
n_parameters = 2144 / 2

# %% right: a tensor of sizes, a float of a mean
input_shape = keras.ops.convert_to_tensor([32, 10, 50])
output_shape = tuple(np.float64(size) for size in (32, 16))
n_parameters = np.mean([1072.0])

# %% wrong: the shapes are those of one tweet | mistake=batch-axis-forgotten score=1
input_shape = (10, 50)
output_shape = (16,)
n_parameters = 1072

# %% wrong: a vector comes out for every word | mistake=every-step-returned score=2
input_shape = (32, 10, 50)
output_shape = (32, 10, 16)
n_parameters = 1072

# %% wrong: only the word's numbers have weights | mistake=no-recurrent-kernel score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 16

# %% wrong: what the model summary prints | mistake=batch-axis-none score=1
input_shape = (None, 10, 50)
output_shape = (None, 16)
n_parameters = 1072

# %% wrong: None only where the tweets enter | mistake=batch-axis-none score=2
input_shape = (None, 10, 50)
output_shape = (32, 16)
n_parameters = 1072

# %% wrong: as keras.Input wants it | mistake=batch-axis-forgotten score=2
input_shape = (10, 50)
output_shape = (32, 16)
n_parameters = 1072

# %% wrong: one vector, not one for each tweet | mistake=batch-axis-forgotten score=2
input_shape = (32, 10, 50)
output_shape = (16,)
n_parameters = 1072

# %% wrong: numbers first, then words | mistake=steps-features-swapped score=2
input_shape = (32, 50, 10)
output_shape = (32, 16)
n_parameters = 1072

# %% wrong: one number out for each word | mistake=steps-for-units score=2
input_shape = (32, 10, 50)
output_shape = (32, 10)
n_parameters = 1072

# %% wrong: out come as many numbers as a word has | mistake=features-for-units score=2
input_shape = (32, 10, 50)
output_shape = (32, 50)
n_parameters = 1072

# %% wrong: all axes the other way round | mistake=axes-reversed score=1
input_shape = (50, 10, 32)
output_shape = (16, 32)
n_parameters = 1072

# %% wrong: units before the batch | mistake=axes-reversed score=2
input_shape = (32, 10, 50)
output_shape = (16, 32)
n_parameters = 1072

# %% wrong: the shape is the 16 of SimpleRNN(16) | mistake=number-for-shape score=2
input_shape = (32, 10, 50)
output_shape = 16
n_parameters = 1072

# %% wrong: all the numbers there are | mistake=number-for-shape score=1
input_shape = 32 * 10 * 50
output_shape = 32 * 16
n_parameters = 1072

# %% wrong: an answer is a text | mistake=text-for-number score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = "1072"

# %% wrong: the working is the answer | mistake=text-for-number score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = "50 * 16 + 16 * 16 + 16"

# %% wrong: shapes in quotation marks | mistake=text-for-shape score=1
input_shape = "(32, 10, 50)"
output_shape = "(32, 16)"
n_parameters = 1072

# %% wrong: the axes by name | mistake=text-for-shape score=2
input_shape = (32, 10, 50)
output_shape = "(batch, units)"
n_parameters = 1072

# %% wrong: no biases | mistake=no-bias score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 16 * 16

# %% wrong: each word has weights of its own | mistake=parameters-per-step score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 10 * (50 * 16 + 16 * 16 + 16)

# %% wrong: ten words feed the units | mistake=steps-for-features score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 16 * (10 + 16 + 1)

# %% wrong: SimpleRNN(50) of 16 numbers | mistake=features-units-swapped score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * (16 + 50 + 1)

# %% wrong: one bias for each number of a word | mistake=bias-per-feature score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 16 * 16 + 50

# %% wrong: the word acts on itself | mistake=recurrent-kernel-of-features score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 50 * 50 + 16

# %% wrong: one bias for the whole layer | mistake=one-bias score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 * 16 + 16 * 16 + 1

# %% wrong: the three parts, not their sum | mistake=parts-for-sum score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = [800, 256, 16]

# %% wrong: nearly the number | mistake=not-whole score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 1072.4

# %% wrong: not a number | mistake=not-a-number score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = float("nan")

# %% wrong: a tensor of that shape is that shape | mistake=tensor-for-shape score=1
input_shape = np.zeros((32, 10, 50))
output_shape = np.zeros((32, 16))
n_parameters = 1072

# %% wrong: braces hold the sizes in no order | mistake=set-for-shape score=1
input_shape = {32, 10, 50}
output_shape = {16, 32}
n_parameters = 1072

# %% wrong: one step is left over | mistake=axis-kept score=2
input_shape = (32, 10, 50)
output_shape = (32, 1, 16)
n_parameters = 1072

# %% wrong: a list that holds the shape | mistake=list-for-shape score=1
input_shape = [(32, 10, 50)]
output_shape = [(32, 16)]
n_parameters = 1072

# %% wrong: the layer for what it has | mistake=function-for-number+layer-for-shape score=1
input_shape = (32, 10, 50)
output_shape = layers.SimpleRNN(16)
n_parameters = layers.SimpleRNN(16).count_params


# %% wrong: equal to whatever it is compared with | mistake=no-number+no-shape
class Anything:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


input_shape = output_shape = n_parameters = Anything()

# %% wrong: left one blank | mistake=left-blank score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = ...

# %% wrong: the tensors of one tweet for their shapes | mistake=batch-axis-forgotten+tensor-for-shape score=1
input_shape = np.zeros((10, 50))
output_shape = layers.SimpleRNN(16)(np.zeros((1, 10, 50)))[0]
n_parameters = 1072

# %% wrong: two parts, the bias forgotten | mistake=list-for-number+no-bias score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = (800, 256)

# %% wrong: the layer is named and not asked | mistake=class-for-number score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = layers.SimpleRNN

# %% wrong: printed, and what print returns kept | mistake=nothing-for-number score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = print(1072)

# %% wrong: sixteen, thirty-two times | mistake=axis-too-many score=2
input_shape = (32, 10, 50)
output_shape = (32, 10, 16, 16)
n_parameters = 1072

# %% wrong: a batch of another size | mistake=other-length score=2
input_shape = (64, 10, 50)
output_shape = (32, 16)
n_parameters = 1072

# %% wrong: a tweet is one row of numbers | mistake=steps-missing score=2
input_shape = (32, 50)
output_shape = (32, 16)
n_parameters = 1072

# %% wrong: one number for each tweet | mistake=units-missing score=2
input_shape = (32, 10, 50)
output_shape = (32,)
n_parameters = 1072

# %% wrong: ten words of each of 32 tweets | mistake=features-missing score=2
input_shape = (10, 32)
output_shape = (32, 16)
n_parameters = 1072

# %% wrong: a single vector has no shape to speak of | mistake=empty-for-shape score=2
input_shape = (32, 10, 50)
output_shape = ()
n_parameters = 1072

# %% wrong: each length in quotation marks | mistake=texts-for-shape score=2
input_shape = (32, 10, 50)
output_shape = ("32", "16")
n_parameters = 1072

# %% wrong: one unit's weights for all | mistake=one-unit-counted score=2
input_shape = (32, 10, 50)
output_shape = (32, 16)
n_parameters = 50 + 16 + 1

# %% wrong: untouched | mistake=not_attempted
input_shape = ...  # of all 32 tweets, as they enter the layer
output_shape = ...  # of what comes out
n_parameters = ...  # of SimpleRNN(16)
