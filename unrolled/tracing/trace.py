"""Every number a recurrent Keras model makes on its way from an input to its output.

A trace is taken step by step through the layers' public cells, and then proves itself:
each layer's outputs and states are compared with what the layer itself returns, the
gates with the states that they make, and the last outputs with the model's.

A further kind of layer is one more dataclass with the fields of `LayerTrace`, and one
more function in `TRACERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .bidirectional import trace_bidirectional
from .chain import Link, chain_of
from .inputs import batch_of_inputs
from .pointwise import (
    IDENTITIES,
    trace_dense,
    trace_elementwise,
    trace_time_distributed,
)
from .proof import allowed_over, deviation
from .records import LayerTrace, RepeatVectorTrace
from .recurrent import KINDS, trace_recurrent
from .sequences import trace_embedding, trace_masking, trace_repeat_vector
from .support import require_known
from .tensors import flat, kept_variables, put_back, to_numpy
from .undisturbed import undisturbed


@dataclass(frozen=True, eq=False)
class Trace:
    """Every number a model made from one batch.

    Attributes:
        input_shape: as the model gives it, None where it takes any number:
            (None, steps, features), or (None, steps) for ids.
        inputs: (batch, steps, features), or (batch, steps) for ids.
        layers: one trace for each layer, first to last, those of a model inside the
            model among them.
        outputs: what the model returns, batch first; the first of several.
        returned: all that it returns, in its order.
        error: the largest deviation from Keras found in any layer or in the whole.
    """

    input_shape: tuple[int | None, ...]
    inputs: np.ndarray
    layers: tuple[LayerTrace, ...]
    outputs: np.ndarray
    returned: tuple[np.ndarray, ...]
    error: float

    def shape(self, values: np.ndarray) -> str:
        """The shape of some of its values as Keras gives it: None for the batch.

        The steps are None too where the model takes any number of them.

        Args:
            values: one of the trace's own arrays, such as a layer's outputs.

        Returns:
            The shape in words, such as ``"(None, 3, 4)"``.
        """
        axes = [str(self.input_shape[0]), *(str(n) for n in values.shape[1:])]
        sequence = values.ndim > 2 or values is self.inputs
        if sequence and not any(values is each for each in self._repeated()):
            axes[1] = str(self.input_shape[1])
        return f"({', '.join(axes)})"

    def _repeated(self) -> list[np.ndarray]:
        """What comes after a RepeatVector, which sets the steps itself."""
        found: list[np.ndarray] = []
        for layer in self.layers:
            if found or isinstance(layer, RepeatVectorTrace):
                found += [layer.outputs, *layer.returned]
        return found


def trace(model: Any, x: Any) -> Trace:
    """Runs a model on a batch and keeps every number it makes.

    Args:
        model: a built keras.Sequential, or a functional keras.Model of one input and
            one path, made of SimpleRNN, LSTM, GRU, RNN of any cell, Bidirectional,
            TimeDistributed, Embedding, Masking, RepeatVector, Dense, Activation,
            dropout and noise. It is left as it was, a stateful layer's states too.
        x: (batch, steps, features), an array or an eager tensor; (batch, steps) of
            whole numbers for a model that begins with an Embedding.

    Returns:
        The trace, each of whose layers agreed with Keras.

    Raises:
        TypeError: ``model`` is no Keras model, or ``x`` holds no numbers.
        ValueError: the model is not built, or ``x`` does not fit it.
        UnsupportedLayer: the model holds something the trace does not know.
        TraceMismatch: a number deviates from Keras's own by more than 1e-5, or by more
            than 5e-7 for each step of a sequence of more than 20.

    The equations of the recurrent layers, with their sources, stand in
    `unrolled.tracing.gates`; the simplest is Elman's (Cognitive Science 14, 1990)::

        h_t = activation(x_t W + h_(t-1) U + b)
    """
    chain = chain_of(model)
    for link in chain.links:
        require_known(link.layer, TRACERS)
    inputs = batch_of_inputs(model, x, chain.links)
    kept = kept_variables(model, [link.layer for link in chain.links])
    try:
        # an overflow is answered in words below
        with undisturbed(), np.errstate(over="ignore", invalid="ignore"):
            traced = _traced(chain.links, inputs)
        own = flat(model(inputs, training=False))
    finally:
        put_back(kept)
    returned = tuple(traced[-1].returned[place] for place in chain.returned)
    where = f"the model {model.name!r}"
    allowed = allowed_over(max(_steps(layer.inputs) for layer in traced))
    errors = [
        deviation(ours, to_numpy(theirs), where, allowed)
        for ours, theirs in zip(returned, own, strict=True)
    ]
    return Trace(
        input_shape=tuple(model.inputs[0].shape),
        inputs=inputs,
        layers=tuple(traced),
        outputs=returned[0],
        returned=returned,
        error=max([*errors, *(layer.error for layer in traced)]),
    )


def _traced(links: tuple[Link, ...], inputs: np.ndarray) -> list[LayerTrace]:
    """The trace of each layer, a mask carried from one to the next as Keras does."""
    values, mask = inputs, None
    traced: list[LayerTrace] = []
    for link in links:
        tracer = TRACERS[type(link.layer).__name__]
        traced.append(tracer(link.layer, values, mask, link.passes))
        mask = _mask_after(link, values, mask, traced[-1].outputs)
        values = traced[-1].outputs
    return traced


def _steps(values: np.ndarray) -> int:
    return values.shape[1] if values.ndim > 2 else 1


def _mask_after(
    link: Link, values: np.ndarray, mask: np.ndarray | None, outputs: np.ndarray
) -> np.ndarray | None:
    """(batch, steps) of the layer's outputs, or None where nothing is masked."""
    if outputs.ndim < 3 or link.passes:
        return None
    if type(link.layer).__name__ in KINDS:
        return mask
    made = link.layer.compute_mask(values, mask)
    if isinstance(made, list | tuple):  # one for each tensor that the layer returns
        made = made[0]
    return None if made is None else to_numpy(made).astype(bool)


TRACERS: dict[str, Callable[..., LayerTrace]] = {
    **dict.fromkeys(KINDS, trace_recurrent),
    "Bidirectional": trace_bidirectional,
    "TimeDistributed": trace_time_distributed,
    "Embedding": trace_embedding,
    "Masking": trace_masking,
    "RepeatVector": trace_repeat_vector,
    "Dense": trace_dense,
    "Activation": trace_elementwise,
    **dict.fromkeys(IDENTITIES, trace_elementwise),
}
