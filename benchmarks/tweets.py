"""Measures lesson 1's classifiers of tweets: ``python -m benchmarks.tweets``.

Each is trained from several seeds. The table tells what the lesson may say about them,
and whether the floor of its last exercise is fair: above what is had without learning,
below what any ordinary recurrent model reaches from any seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from unrolled import data
from unrolled.quiet import quiet

with quiet():
    import keras
    from keras import layers

STEPS = 20
"""As in the lesson: how many words of a tweet are read."""


@dataclass(frozen=True)
class Recipe:
    """A model and its training.

    Attributes:
        name: how the table calls it.
        layer: class of the recurrent layer.
        units: how many it has.
        epochs: how often it reads the training tweets.
        dropout: share of the embedding's numbers that training hides.
        features: numbers that the embedding has for each word.
        mask: whether padding is skipped (``mask_zero``).
    """

    name: str
    layer: str
    units: int
    epochs: int
    dropout: float = 0.5
    features: int = 32
    mask: bool = False


LESSON = (
    Recipe("the lesson's reader", "SimpleRNN", 32, epochs=8),
    Recipe("exercise 7's solution", "SimpleRNN", 16, epochs=6),
)
ORDINARY = (
    Recipe("masked reader", "SimpleRNN", 32, epochs=8, mask=True),
    Recipe("masked solution", "SimpleRNN", 16, epochs=8, mask=True),
    Recipe("masked, small", "SimpleRNN", 8, epochs=8, mask=True),
    Recipe("masked, wide", "SimpleRNN", 64, epochs=8, mask=True),
    Recipe("masked, no dropout", "SimpleRNN", 16, epochs=8, dropout=0, mask=True),
    Recipe("small", "SimpleRNN", 8, epochs=8),
    Recipe("wide", "SimpleRNN", 64, epochs=8),
    Recipe("no dropout", "SimpleRNN", 16, epochs=8, dropout=0),
    Recipe("longer", "SimpleRNN", 16, epochs=15),
    Recipe("small embedding", "SimpleRNN", 16, epochs=10, features=8),
    Recipe("few epochs", "GRU", 16, epochs=4),
    Recipe("small", "GRU", 8, epochs=6),
    Recipe("wide", "GRU", 32, epochs=8),
    Recipe("no dropout", "GRU", 16, epochs=6, dropout=0),
    Recipe("small", "LSTM", 8, epochs=6),
    Recipe("usual", "LSTM", 16, epochs=6),
    Recipe("wide", "LSTM", 64, epochs=8),
)


@dataclass(frozen=True)
class Run:
    """What one training came to: accuracies from 0 to 1, and seconds of training."""

    development: float
    test: float
    seconds: float


def majority(tweets: data.Tweets) -> Run:
    """The answer that calls every tweet positive."""
    return Run(tweets.development.labels.mean(), tweets.test.labels.mean(), 0.0)


def bag_of_words(tweets: data.Tweets) -> Run:
    """A logistic regression on counts of words, as in the lesson."""
    start = perf_counter()
    counts = make_pipeline(
        CountVectorizer(tokenizer=data.tokens, token_pattern=None, lowercase=False),
        LogisticRegression(max_iter=1000),
    )
    counts.fit(tweets.train.texts, tweets.train.labels)
    seconds = perf_counter() - start
    development, test = (
        counts.score(part.texts, part.labels)
        for part in (tweets.development, tweets.test)
    )
    return Run(development, test, seconds)


def accuracy(model: Any, x: np.ndarray, labels: np.ndarray) -> float:
    """The share of rows on whose side of a half the model's answer falls."""
    return float(((model.predict(x, verbose=0)[:, 0] > 0.5) == labels).mean())


def train(recipe: Recipe, tweets: data.Tweets, seed: int) -> Run:
    """Trains a recipe from a seed, as the lesson does."""
    vocabulary = data.Vocabulary.of(tweets.train.texts)
    x_train, x_development, x_test = (
        vocabulary.encode(part.texts, STEPS)
        for part in (tweets.train, tweets.development, tweets.test)
    )
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((STEPS,)),
            layers.Embedding(len(vocabulary), recipe.features, mask_zero=recipe.mask),
            layers.Dropout(recipe.dropout),
            getattr(layers, recipe.layer)(recipe.units),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    start = perf_counter()
    model.fit(x_train, tweets.train.labels, epochs=recipe.epochs, verbose=0)
    seconds = perf_counter() - start
    run = Run(
        accuracy(model, x_development, tweets.development.labels),
        accuracy(model, x_test, tweets.test.labels),
        seconds,
    )
    keras.backend.clear_session()
    return run


def row(name: str, runs: list[Run]) -> list[str]:
    """A line of the table: means, with the least and the most where they differ."""

    def spread(values: list[float]) -> str:
        low, high = min(values), max(values)
        around = f" ({low:.3f} to {high:.3f})" if len(values) > 1 else ""
        return f"{np.mean(values):.3f}{around}"

    return [
        name,
        spread([run.development for run in runs]),
        spread([run.test for run in runs]),
        f"{np.mean([run.seconds for run in runs]):.1f}",
    ]


def main(
    seeds: Annotated[int, typer.Option(help="How many trainings of each.")] = 8,
    ordinary: Annotated[
        bool, typer.Option(help="Also what learners might choose instead.")
    ] = True,
) -> None:
    """Measure lesson 1's classifiers of tweets, and print a table."""
    tweets = data.tweets()
    console = Console()
    table = Table("model", "development", "test", "seconds", title="Accuracy on tweets")
    table.add_row(*row("majority", [majority(tweets)]))
    table.add_row(*row("bag of words", [bag_of_words(tweets)]))
    for recipe in LESSON + (ORDINARY if ordinary else ()):
        with console.status(recipe.name):
            runs = [train(recipe, tweets, seed) for seed in range(1, seeds + 1)]
        described = f"{recipe.layer}({recipe.units}), {recipe.epochs} epochs"
        table.add_row(*row(f"{recipe.name}: {described}", runs))
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
