# Exercise "parameters": the number of parameters of any SimpleRNN.
# ruff: noqa

# %% right: kernel, recurrent kernel and bias, added up
def count_parameters(features, units):
    """The number of parameters of SimpleRNN(units), an integer."""
    kernel = features * units
    recurrent_kernel = units * units
    bias = units
    return kernel + recurrent_kernel + bias


# %% right: factored, as the recap has it
def count_parameters(features, units):
    return units * (features + units + 1)


# %% right: asks Keras
def count_parameters(features, units):
    layer = layers.SimpleRNN(units)
    layer.build((None, None, features))
    return layer.count_params()


# %% right: sizes of the weights of a model
def count_parameters(features, units):
    model = keras.Sequential([keras.Input((7, features)), layers.SimpleRNN(units)])
    return sum(np.prod(weights.shape) for weights in model.get_weights())


# %% right: a lambda
count_parameters = lambda features, units: features * units + units**2 + units


# %% right: product of shapes in NumPy
def count_parameters(features, units):
    shapes = [(features, units), (units, units), (units,)]
    return np.sum([np.prod(shape) for shape in shapes])


# %% right: an object that can be called
class Counter:
    def __init__(self, biases_per_unit):
        self.biases_per_unit = biases_per_unit

    def __call__(self, features, units):
        return units * (features + units + self.biases_per_unit)


count_parameters = Counter(biases_per_unit=1)

# %% right: a partial of a more general function
from functools import partial


def count_recurrent(features, units, gates):
    return gates * units * (features + units + 1)


count_parameters = partial(count_recurrent, gates=1)


# %% right: counts one by one
def count_parameters(features, units):
    n = 0
    for unit in range(units):
        for _ in range(features):
            n += 1  # from a number of the word
        for _ in range(units):
            n += 1  # from a unit's last state
        n += 1  # its bias
    return n


# %% right: as a Dense that reads word and state together
def count_parameters(features, units):
    dense = layers.Dense(units)
    dense.build((None, features + units))
    return dense.count_params()


# %% wrong: forgot what the units do to each other | mistake=no-recurrent-kernel
def count_parameters(features, units):
    return features * units + units


# %% wrong: forgot the biases | mistake=no-bias
def count_parameters(features, units):
    return features * units + units * units


# %% wrong: printing is answering | mistake=returned-nothing
def count_parameters(features, units):
    print(units * (features + units + 1))


# %% wrong: computes and leaves out the return | mistake=returned-nothing
def count_parameters(features, units):
    n_parameters = features * units + units * units + units


# %% wrong: features and units exchanged | mistake=features-units-swapped
def count_parameters(features, units):
    return features * units + features * features + features


# %% wrong: a bias for each number of a word | mistake=bias-per-feature
def count_parameters(features, units):
    return features * units + units * units + features


# %% wrong: the word acts on itself | mistake=recurrent-kernel-of-features
def count_parameters(features, units):
    return features * units + features**2 + units


# %% wrong: the layer of exercise 1 for all | mistake=same-for-all-sizes
def count_parameters(features, units):
    return 50 * 16 + 16 * 16 + 16


# %% wrong: a table of the cases in the lesson | mistake=only-these-sizes
def count_parameters(features, units):
    known = {(2, 4): 28, (50, 16): 1072, (3, 8): 96}
    return known.get((features, units), 28)


# %% wrong: a sentence as the answer | mistake=text-for-number
def count_parameters(features, units):
    return f"{units * (features + units + 1)} parameters"


# %% wrong: the number as a text | mistake=text-for-number
def count_parameters(features, units):
    return str(units * (features + units + 1))


# %% wrong: the three words of the lesson count | mistake=parameters-per-step
def count_parameters(features, units):
    return 3 * units * (features + units + 1)


# %% wrong: counts an LSTM | mistake=other-layer
def count_parameters(features, units):
    return 4 * units * (features + units + 1)


# %% wrong: builds from an attribute that is not there | mistake=raises
def count_parameters(features, units):
    layer = layers.SimpleRNN(units)
    layer.build((None, None, features))
    return layer.n_parameters


# %% wrong: counts a layer that was never built | mistake=raises
def count_parameters(features, units):
    return layers.SimpleRNN(units).count_params()


# %% wrong: one bias for the layer | mistake=one-bias
def count_parameters(features, units):
    return units * (features + units) + 1


# %% wrong: the biases act on the bias too | mistake=two-biases
def count_parameters(features, units):
    return (features + 1) * units + (units + 1) * units


# %% wrong: the parts in place of the sum | mistake=parts-for-sum
def count_parameters(features, units):
    return features * units, units * units, units


# %% wrong: shapes in place of their sizes | mistake=shapes-for-sizes
def count_parameters(features, units):
    layer = layers.SimpleRNN(units)
    layer.build((None, None, features))
    return [weights.shape for weights in layer.get_weights()]


# %% wrong: the number of weight arrays | mistake=same-for-all-sizes
def count_parameters(features, units):
    layer = layers.SimpleRNN(units)
    layer.build((None, None, features))
    return len(layer.get_weights())


# %% wrong: 2 * units where a square belongs, right for two units | mistake=doubled-for-squared
def count_parameters(features, units):
    return features * units + 2 * units + units


# %% wrong: no more than 20 numbers a word | mistake=only-these-sizes
def count_parameters(features, units):
    return units * (min(features, 20) + units + 1)


# %% wrong: a guess near the number | mistake=not-repeatable
import random


def count_parameters(features, units):
    return units * (features + units + 1) + random.randrange(1, 10**9)


# %% wrong: in round numbers | mistake=rounded
def count_parameters(features, units):
    return round(units * (features + units + 1), -1)


# %% wrong: whatever it is compared with is right | mistake=not-a-number
class Anything(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    def __rsub__(self, other):
        return 0.0

    __hash__ = float.__hash__


def count_parameters(features, units):
    return Anything("nan")


# %% wrong: nothing written | mistake=not_attempted
def count_parameters(features, units):
    """The number of parameters of SimpleRNN(units), an integer."""
    ...


# %% wrong: one weight a unit for its state, and one bias | mistake=one-bias+own-state-alone
def count_parameters(features, units):
    return units * features + units + 1


# %% wrong: one unit has as many | mistake=one-unit-counted
def count_parameters(features, units):
    return features + units + 1


# %% wrong: counts a GRU | mistake=other-layer
def count_parameters(features, units):
    return 3 * (units * (features + units + 1) + units)


# %% right: as a Decimal
from decimal import Decimal


def count_parameters(features, units):
    return Decimal(units) * (features + units + 1)
