"""Models that answer otherwise than by their layers."""

from __future__ import annotations

from functools import partial

from ..hostile import MODELS, code

_model = partial(code, attacks="models", lesson=MODELS)

_RIGHT_BUILD = "model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])\n"

MODEL_ATTACKS = (
    _model(
        "class-of-a-model",
        "objects whose __class__ is that of a model",
        build="""
        class M:
            __class__ = keras.Sequential
            built, weights, layers, inputs, optimizer = True, [], [], [], None
            input_shape = (None, 5, 3)
            def __call__(self, x, **k): return np.zeros((len(x), 8))
            def get_weights(self): return []
            def set_weights(self, w): pass
        model = own = stacked = M()
        """,
        own="",
        stacked="",
    ),
    _model(
        "methods-overridden",
        "predict, get_config, get_weights, set_weights and built are others",
        build="""
        class M(keras.Sequential):
            def __call__(self, x, **k): return np.ones((len(x), 8), "float32")
            def predict(self, x, **k): return np.ones((len(x), 8))
            def get_weights(self): return [np.ones((3, 8)), np.ones((8, 8)), np.ones(8)]
            def set_weights(self, w): self.kept = w
            def get_config(self): return {"name": "SimpleRNN"}
        model = M([keras.Input((5, 3)), layers.GRU(8)])
        """,
    ),
    _model(
        "callers-of-a-model",
        "call looks for the oracle among its callers",
        build="""
        import inspect
        class M(keras.Model):
            def call(self, x):
                for frame in inspect.stack():
                    for name, held in frame.frame.f_locals.items():
                        if name in ("task", "like", "right", "weights"):
                            print("told", name, str(held)[:2000])
                return keras.ops.zeros((x.shape[0] or 1, 8))
        model = M()
        """,
        own="own = model\nown(np.zeros((2, 5, 3), 'float32'))",
    ),
    _model(
        "right-for-zeros",
        "right where the text's example is read, wrong elsewhere",
        build="""
        class M(keras.Model):
            def __init__(self):
                super().__init__()
                self.rnn, self.other = layers.SimpleRNN(8), layers.GRU(8)
            def call(self, x):
                seen = keras.ops.sum(keras.ops.abs(x)) == 0
                return keras.ops.where(seen, self.rnn(x), self.other(x))
        model = M()
        model(np.zeros((1, 5, 3), "float32"))
        """,
    ),
    _model(
        "names-of-layers",
        "layers that are only called like those that were asked for",
        build="""
        class SimpleRNN(layers.GRU): pass
        class LSTM(layers.Flatten):
            def get_config(self): return {"units": 4, "return_sequences": True}
        class GRU(layers.Flatten):
            def get_config(self): return {"units": 2, "return_sequences": False}
        model = keras.Sequential([keras.Input((5, 3)), SimpleRNN(8)])
        """,
        stacked="stacked = keras.Sequential([keras.Input((5, 3)), LSTM(), GRU()])",
    ),
    _model(
        "layers-with-effects",
        "layers that patch Keras, write files and end processes when called",
        build="""
        class L(layers.Layer):
            def call(self, x):
                import os, sys
                for module in ("keras.src.layers.layer", "keras.src.models.model"):
                    vars(sys.modules[module]).clear()
                open("/tmp/@MARK@-layer", "w").close()
                return x[:, 0]
        model = keras.Sequential([keras.Input((5, 3)), layers.Flatten()])
        model.call = lambda *a, **k: L()(*a)
        """,
    ),
    _model(
        "weights-of-other-shapes",
        "weights that say they are of other shapes, and other ones each time",
        own="""
        class M(keras.Sequential):
            turn = 0
            def get_weights(self):
                M.turn += 1
                return [np.zeros((10 ** 3, M.turn)), np.zeros(0), np.float32(1)]
            @property
            def weights(self): return super().weights[::-1] * 300
        own = M([keras.Input((5, 3)), layers.SimpleRNN(4)])
        """,
    ),
    _model(
        "patched-keras",
        "Keras' own parts say that all is equal",
        build="""
        from keras import ops
        keras.layers.SimpleRNN.__instancecheck__ = lambda *a: True
        for name in ("convert_to_numpy", "is_tensor"):
            setattr(ops, name, lambda x: np.ones((2, 8)))
        keras.layers.Layer.__eq__ = lambda s, o: True
        keras.layers.Layer.__hash__ = lambda s: 0
        model = keras.Sequential([keras.Input((5, 3)), layers.GRU(8)])
        """,
    ),
    _model(
        "model-that-ends",
        "a model whose call never ends, after an honest answer",
        most=2,
        least=2,
        build=_RIGHT_BUILD,
        own="""
        class M(keras.Model):
            def call(self, x):
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
        own = M()
        """,
    ),
    _model(
        "warnings-of-keras",
        "TensorFlow's and Keras' warnings cost an honest answer nothing",
        most=6,
        least=6,
        build="import warnings, sys\n"
        + _RIGHT_BUILD
        + "for _ in range(500): warnings.warn(UserWarning('x' * 1000))\n"
        "print('x' * 100_000, file=sys.stderr)",
        own="right",
        stacked="right",
    ),
)
