"""Measures taggers of addresses: ``python -m benchmarks.addresses``.

The tables tell what lessons 3 and 4 may say about them, and whether the floor of lesson
3's last exercise is fair: far above what is had without learning, below what its recipe
and others like it reach from any seed. The test split is looked at only on ``--test``,
when everything is chosen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter, process_time
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from seqeval.metrics import f1_score

from unrolled import data
from unrolled.quiet import quiet

with quiet():
    import keras
    from keras import layers

STEPS = 17
"""How many words the longest address has."""

BATCH = 32
"""How many addresses make a step of the training."""

UNKNOWN = 1
"""The number of every word that a vocabulary does not hold."""


@dataclass(frozen=True)
class Recipe:
    """A model and its training.

    Attributes:
        name: how the table calls it.
        layer: class of the recurrent layers.
        units: how many each has, in each direction.
        depth: how many recurrent layers there are.
        both: whether they read in both directions.
        shapes: whether the model reads the words' shapes too.
        hidden: share of the words that training hides, others in each epoch.
        cases: share of the addresses that training shows in small letters, and the
            same share in capitals, others in each epoch.
        dropout: share of the numbers that training hides, before and after the
            recurrent layers.
        rate: the optimizer's learning rate.
        falling: whether the rate falls to 0 while it trains (a cosine).
        epochs: how often it reads the training addresses.
    """

    name: str
    layer: str = "LSTM"
    units: int = 64
    depth: int = 1
    both: bool = True
    shapes: bool = True
    hidden: float = 0.2
    cases: float = 0.0
    dropout: float = 0.4
    rate: float = 0.01
    falling: bool = True
    epochs: int = 15


LESSON = Recipe("the lesson's tagger")
ORDINARY = (
    replace(LESSON, name="other cases too", cases=0.1),
    replace(LESSON, name="steady rate", rate=0.005, falling=False),
    replace(LESSON, name="Adam as it is", rate=0.001, falling=False),
    replace(LESSON, name="few epochs", epochs=8),
    replace(LESSON, name="no dropout", dropout=0.0),
    replace(LESSON, name="small", units=32),
    replace(LESSON, name="GRU", layer="GRU"),
)
LESS = (
    replace(LESSON, name="no word hidden", hidden=0.0),
    replace(LESSON, name="no shapes", shapes=False),
    replace(LESSON, name="one direction", both=False, units=128),
)
DEPTHS = tuple(
    replace(LESSON, name="depth", layer=layer, both=both, units=32, depth=depth)
    for layer, both in (("SimpleRNN", False), ("LSTM", True))
    for depth in (1, 2, 3)
)


@dataclass(frozen=True)
class Read:
    """The addresses as numbers, and what the numbers stand for."""

    words: data.Vocabulary
    shapes: data.Vocabulary
    tags: data.TagSet

    @classmethod
    def of(cls, train: data.Tagged) -> Read:
        """What is made of the training split alone."""
        return cls(
            data.Vocabulary.of_words(plain(train)),
            data.Vocabulary.of_words(shapes(train)),
            data.TagSet.of(train.tags),
        )

    def inputs(self, part: data.Tagged) -> list[np.ndarray]:
        """Words and shapes, two arrays (addresses, steps)."""
        return [
            self.words.encode_words(plain(part), STEPS),
            self.shapes.encode_words(shapes(part), STEPS),
        ]


@dataclass(frozen=True)
class Run:
    """What one training came to.

    Attributes:
        f1: entity F1 on each of the splits that were looked at.
        seconds: how long the training took.
        work: seconds of processor time it took; the same on a busy machine.
    """

    f1: tuple[float, ...]
    seconds: float = 0.0
    work: float = 0.0


def plain(part: data.Tagged) -> list[list[str]]:
    """The words of each address, without case and punctuation."""
    return [[data.plain_word(word) for word in words] for words in part.sentences]


def shapes(part: data.Tagged, case: Callable[[str], str] = str) -> list[list[str]]:
    """The shapes of the words of each address, as `case` writes them."""
    return [[data.word_shape(case(word)) for word in words] for words in part.sentences]


def f1(part: data.Tagged, found: Sequence[Sequence[str]]) -> float:
    """Entity F1 over all types, as seqeval counts it by default."""
    return float(f1_score([list(tags) for tags in part.tags], found))


def majority(train: data.Tagged, parts: Sequence[data.Tagged]) -> Run:
    """The most frequent tag for every word."""
    tag = Counter(tag for tags in train.tags for tag in tags).most_common(1)[0][0]
    return Run(tuple(f1(p, [[tag] * len(tags) for tags in p.tags]) for p in parts))


def most_frequent(train: data.Tagged, parts: Sequence[data.Tagged]) -> Run:
    """For every word the tag it mostly has; for a new one the most frequent tag."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in zip(plain(train), train.tags, strict=True):
        for word, tag in zip(words, tags, strict=True):
            counts[word][tag] += 1
    every = sum(counts.values(), Counter()).most_common(1)[0][0]
    tag = {word: counted.most_common(1)[0][0] for word, counted in counts.items()}
    return Run(
        tuple(
            f1(
                part,
                [[tag.get(word, every) for word in words] for words in plain(part)],
            )
            for part in parts
        )
    )


def built(recipe: Recipe, read: Read) -> Any:
    """The model of a recipe; it reads two arrays (batch, steps)."""
    word = keras.Input((STEPS,))
    shape = keras.Input((STEPS,))
    x = layers.Embedding(len(read.words), 64, mask_zero=True)(word)
    if recipe.shapes:
        looks = layers.Embedding(len(read.shapes), 32, mask_zero=True)(shape)
        x = layers.Concatenate()([x, looks])
    x = layers.Dropout(recipe.dropout)(x)
    for _ in range(recipe.depth):
        layer = getattr(layers, recipe.layer)(recipe.units, return_sequences=True)
        x = (layers.Bidirectional(layer) if recipe.both else layer)(x)
    x = layers.Dropout(recipe.dropout)(x)
    softmax = layers.Dense(len(read.tags), activation="softmax")
    return keras.Model([word, shape], layers.TimeDistributed(softmax)(x))


def train(
    recipe: Recipe,
    read: Read,
    learn: data.Tagged,
    parts: Sequence[data.Tagged],
    seed: int,
) -> Run:
    """Trains a recipe from a seed, as the lesson does."""
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    words, as_written = read.inputs(learn)
    written = [
        as_written,
        read.shapes.encode_words(shapes(learn, str.lower), STEPS),
        read.shapes.encode_words(shapes(learn, str.upper), STEPS),
    ]
    shares = [1 - 2 * recipe.cases, recipe.cases, recipe.cases]
    tags = read.tags.encode(learn.tags, STEPS)
    model = built(recipe, read)
    rate: Any = recipe.rate
    if recipe.falling:
        batches = -(-len(words) // BATCH)
        rate = keras.optimizers.schedules.CosineDecay(rate, recipe.epochs * batches)
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
    )
    start, work = perf_counter(), process_time()
    for _ in range(recipe.epochs):
        hidden = (words > 0) & (rng.random(words.shape) < recipe.hidden)
        shown = np.where(hidden, UNKNOWN, words)
        case = rng.choice(3, size=(len(words), 1), p=shares)
        looks = np.choose(case, written)
        model.fit([shown, looks], tags, batch_size=BATCH, verbose=0)
    seconds, work = perf_counter() - start, process_time() - work
    scores = []
    for part in parts:
        numbers = model.predict(read.inputs(part), verbose=0).argmax(axis=-1)
        lengths = [len(words) for words in part.sentences]
        scores.append(f1(part, read.tags.decode(numbers, lengths)))
    keras.backend.clear_session()
    return Run(tuple(scores), seconds, work)


def described(recipe: Recipe) -> str:
    """A recipe in a line."""
    layer = f"{recipe.layer}({recipe.units})"
    layer = f"Bidirectional({layer})" if recipe.both else layer
    count = f"{recipe.depth} x " if recipe.depth > 1 else ""
    return f"{recipe.name}: {count}{layer}, {recipe.epochs} epochs"


def row(name: str, runs: Sequence[Run]) -> list[str]:
    """A line of the table: means, with the least and the most where they differ."""

    def spread(values: Sequence[float]) -> str:
        around = f" ({min(values):.3f} to {max(values):.3f})" if len(values) > 1 else ""
        return f"{np.mean(values):.3f}{around}"

    return [
        name,
        *(spread(scores) for scores in zip(*(run.f1 for run in runs), strict=True)),
        f"{np.mean([run.seconds for run in runs]):.1f}",
        f"{np.mean([run.work for run in runs]):.1f}",
    ]


def main(
    seeds: Annotated[int, typer.Option(help="How many trainings of each.")] = 5,
    ordinary: Annotated[
        bool, typer.Option(help="Also what learners might choose instead.")
    ] = True,
    depth: Annotated[
        bool, typer.Option(help="Also one, two and three layers, for lesson 4.")
    ] = True,
    test: Annotated[
        bool, typer.Option(help="Look at the test split: when all is chosen.")
    ] = False,
) -> None:
    """Measure taggers of addresses, and print a table."""
    addresses = data.addresses()
    read = Read.of(addresses.train)
    parts = [addresses.development, *([addresses.test] if test else [])]
    console = Console()
    splits = ["development", "test"][: len(parts)]
    table = Table("model", *splits, "seconds", "work", title="Entity F1 on addresses")
    table.add_row(*row("one tag for all", [majority(addresses.train, parts)]))
    table.add_row(
        *row("most frequent tag of a word", [most_frequent(addresses.train, parts)])
    )
    recipes = (
        LESSON,
        *(ORDINARY + LESS if ordinary else ()),
        *(DEPTHS if depth else ()),
    )
    for recipe in recipes:
        with console.status(described(recipe)):
            runs = [
                train(recipe, read, addresses.train, parts, seed)
                for seed in range(1, seeds + 1)
            ]
        table.add_row(*row(described(recipe), runs))
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
