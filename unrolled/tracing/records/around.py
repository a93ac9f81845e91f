"""What a trace holds of the layers before and after recurrent ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .common import Argument


@dataclass(frozen=True, eq=False)
class DenseTrace:
    """What a Dense layer did with one batch: activation(x W + b), at each step alike.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        arguments: what it was made with.
        units: the number of outputs for each vector.
        activation: the activation's name, ``"linear"`` where there is none.
        parameters: the number of its weights, biases included.
        kernel: (features, units), W.
        bias: (units,), b, or None.
        inputs: (batch, features), or (batch, steps, features).
        mask: (batch, steps), which Dense hands on and does not heed; or None.
        sums: x W + b, of the outputs' shape.
        outputs: (batch, units), or (batch, steps, units).
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    units: int
    activation: str
    parameters: int
    kernel: np.ndarray
    bias: np.ndarray | None
    inputs: np.ndarray
    mask: np.ndarray | None
    sums: np.ndarray
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True, eq=False)
class ElementwiseTrace:
    """What a layer without weights did: dropout, or an activation of its own.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        arguments: what it was made with: the rate, or the activation.
        parameters: 0.
        inputs: (batch, features), or (batch, steps, features).
        mask: (batch, steps), handed on; or None.
        outputs: of the same shape as the inputs.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True, eq=False)
class TimeDistributedTrace:
    """One layer applied to every step alike.

    Attributes:
        name: the wrapper's name in the model.
        kind: ``"TimeDistributed"``.
        arguments: none.
        inner: what the wrapped layer did, its arrays (batch, steps, …).
        error: the largest deviation from the wrapper's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    inner: DenseTrace | ElementwiseTrace
    error: float

    @property
    def parameters(self) -> int:
        """Those of the wrapped layer, once for all steps."""
        return self.inner.parameters

    @property
    def inputs(self) -> np.ndarray:
        """(batch, steps, features)."""
        return self.inner.inputs

    @property
    def mask(self) -> np.ndarray | None:
        """(batch, steps), or None."""
        return self.inner.mask

    @property
    def outputs(self) -> np.ndarray:
        """(batch, steps, numbers)."""
        return self.inner.outputs

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True, eq=False)
class EmbeddingTrace:
    """A table of vectors, of which each id picks a row.

    Attributes:
        name: the layer's name in the model.
        kind: ``"Embedding"``.
        arguments: what it was made with: rows, numbers a row, mask_zero.
        parameters: the size of the table.
        table: (rows, features).
        mask_zero: whether id 0 is padding, which later layers skip.
        inputs: (batch, steps), whole numbers.
        mask: None: nothing comes before it.
        outputs: (batch, steps, features).
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    parameters: int
    table: np.ndarray
    mask_zero: bool
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True, eq=False)
class MaskingTrace:
    """A layer that tells the later ones to skip the steps that hold one value only.

    Attributes:
        name: the layer's name in the model.
        kind: ``"Masking"``.
        arguments: the value, unless it is 0.
        mask_value: the value.
        parameters: 0.
        inputs: (batch, steps, features).
        mask: the mask that it was given, which its own replaces; None as a rule.
        outputs: the inputs, zero at the masked steps.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    mask_value: float
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True, eq=False)
class RepeatVectorTrace:
    """One vector, once for each of a number of steps.

    Attributes:
        name: the layer's name in the model.
        kind: ``"RepeatVector"``.
        arguments: the number of steps.
        parameters: 0.
        inputs: (batch, features).
        mask: None.
        outputs: (batch, steps, features): from here on the model has these steps.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)
