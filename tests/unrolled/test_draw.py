"""A figure shows the trace's numbers, in a picture, in words and on every page."""

from __future__ import annotations

import base64
import html
import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import keras
import matplotlib
import numpy as np
import pytest
from keras import layers
from PIL import Image

from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    batch_for,
    lesson,
    rnn,
    sequential,
)
from unrolled import Drawing, UnsupportedLayer, draw, trace
from unrolled.drawing.scene import Box

FIGURES: dict[str, dict[str, Any]] = {
    "the layer": {"title": "SimpleRNN(4) reads three words and returns its last state"},
    "the layer and its code": {"code": True},
    "dense on top": {"title": "Dense(1) answers from the last state"},
    "in one picture": {
        "title": "A sentence in, one vector out, one answer",
        "code": True,
    },
}


MODELS_OF_EACH_KIND = [
    "a cell of one's own",
    "LSTM, its c goes on",
    "bidirectional, two outputs",
    "embedding, masked",
    "encoder and decoder",
    "masking, stacked cells",
]


@cache
def lesson_figure(name: str, theme: str = "light") -> Drawing:
    """A figure of the lesson, drawn once for all tests."""
    return drawn_anew(name, theme)


def drawn_anew(name: str, theme: str = "light") -> Drawing:
    """The same, drawn now."""
    dense = name in ("dense on top", "in one picture")
    above = [layers.Dense(1, activation="sigmoid")] if dense else []
    options = FIGURES[name]
    return draw(lesson(*above), SENTENCE, tokens=WORDS, theme=theme, **options)


def bundle(drawing: Drawing) -> dict[str, str]:
    data, _ = drawing._repr_mimebundle_()
    return data


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_lessons_picture_is_small_and_sharp(name: str, theme: str) -> None:
    drawing = lesson_figure(name, theme)
    assert len(drawing.png) < 60_000
    image = Image.open(io.BytesIO(drawing.png))
    assert image.mode == "P"
    assert len(image.getcolors()) <= 64
    assert image.size[0] == pytest.approx(2 * drawing.width, abs=2)
    assert image.size[1] == pytest.approx(2 * drawing.height, abs=2)
    assert "transparency" not in image.info


def test_a_large_figure_gives_up_pixels_and_not_its_size_on_the_page() -> None:
    model = sequential(*(rnn(4, True) for _ in range(3)), layers.Dense(8))
    drawing = draw(model, SENTENCE, tokens=WORDS, code=True)
    assert len(drawing.png) < 60_000
    assert drawing.width > 900


def test_the_bundle_is_a_picture_its_words_and_the_words_alone() -> None:
    drawing = lesson_figure("the layer")
    data, metadata = drawing._repr_mimebundle_()
    assert set(data) == {"image/png", "text/html", "text/plain"}
    assert base64.b64decode(data["image/png"]) == drawing.png
    assert data["text/plain"] == drawing.alt == repr(drawing)
    assert metadata["image/png"] == {"width": drawing.width, "height": drawing.height}
    image = re.fullmatch(
        r'<img alt="([^"]*)" width="(\d+)" style="max-width: 100%; height: auto" '
        r'src="data:image/png;base64,([^"]+)">',
        data["text/html"],
    )
    assert image
    assert html.unescape(image[1]) == drawing.alt
    assert int(image[2]) == drawing.width
    assert image[3] == data["image/png"]


def test_ipython_shows_the_bundle() -> None:
    from IPython.core.formatters import DisplayFormatter

    data, metadata = DisplayFormatter().format(lesson_figure("the layer"))
    assert {"image/png", "text/html", "text/plain"} <= set(data)
    assert data["text/plain"].startswith("SimpleRNN(4) reads three words")
    assert metadata["image/png"]["width"] > 600


@pytest.mark.parametrize("names", [{0: "a", 1: "b", 2: "c"}, {"a", "b", "c"}])
def test_names_without_an_order_are_refused(names: Any) -> None:
    with pytest.raises(TypeError, match="in no sure order; give a list of 3 strings"):
        draw(lesson(), SENTENCE, tokens=names)


def test_a_name_may_be_bytes() -> None:
    alt = draw(lesson(), SENTENCE, tokens=[b"I", "am", "é".encode()]).alt
    assert "“I” = " in alt and "“é” = " in alt


def test_a_theme_that_is_no_name_is_answered() -> None:
    with pytest.raises(ValueError, match="there are light and dark"):
        draw(lesson(), SENTENCE, theme=["light"])  # type: ignore[arg-type]


def test_a_trace_can_be_compared_and_kept_in_a_set() -> None:
    first, second = trace(lesson(), SENTENCE), trace(lesson(), SENTENCE)
    assert first == first and first != second
    assert len({first, second, first.layers[0]}) == 3


def test_a_title_may_be_a_number_or_nothing() -> None:
    assert draw(lesson(), SENTENCE, title=7).alt.startswith("7. ")
    assert draw(lesson(), SENTENCE, title=" ").alt == draw(lesson(), SENTENCE).alt


def test_words_cannot_break_the_html() -> None:
    drawing = draw(lesson(), SENTENCE, tokens=['"><b>', "$x_1$", "&"], title="a < b $")
    shown = bundle(drawing)["text/html"]
    assert shown.count("<") == shown.count(">") == 1
    assert "“$x_1$”" in drawing.alt


def test_the_same_figure_has_the_same_bytes() -> None:
    first, second = lesson_figure("in one picture"), drawn_anew("in one picture")
    assert first.png == second.png
    assert bundle(first) == bundle(second)


def test_a_readers_matplotlib_settings_change_nothing() -> None:
    wanted = lesson_figure("in one picture").png
    settings = {
        "font.family": "serif",
        "figure.facecolor": "red",
        "figure.constrained_layout.use": True,
        "lines.linewidth": 9,
        "path.simplify": False,
        "patch.antialiased": False,
        "hatch.linewidth": 5,
        "path.sketch": (1, 100, 2),
        "text.usetex": True,
        "savefig.dpi": 30,
        "patch.force_edgecolor": True,
        "lines.scale_dashes": False,
        "figure.frameon": False,
        "text.color": "red",
        "axes.facecolor": "red",
    }
    with matplotlib.rc_context(settings):
        assert drawn_anew("in one picture").png == wanted


def test_drawing_changes_no_setting_and_opens_no_figure() -> None:
    before = matplotlib.rcParams.copy()
    draw(lesson(), SENTENCE)
    for key in before.keys() - {"backend"}:  # looking at that one chooses a backend
        assert matplotlib.rcParams[key] == before[key], key
    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or not pyplot.get_fignums()


def test_a_png_carries_no_date_and_no_software() -> None:
    png = lesson_figure("the layer").png
    chunks, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        chunks.append(png[at + 4 : at + 8])
        at += size + 12
    assert set(chunks) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_flat_colours_are_exact(theme: str) -> None:
    drawing = lesson_figure("in one picture", theme)
    image = Image.open(io.BytesIO(drawing.png)).convert("RGB")
    shown = {"#{:02X}{:02X}{:02X}".format(*c) for _, c in image.getcolors(1 << 24)}
    boxes = [i for i in drawing._scene.items if isinstance(i, Box)]
    flat = {box.fill for box in boxes} | {box.edge for box in boxes} - {None}
    assert len(flat) > 30  # every shade of the bar, each layer, each mark
    assert {colour for colour in flat if colour} <= shown


def test_importing_unrolled_loads_neither_keras_nor_matplotlib() -> None:
    code = (
        "import sys, unrolled; print(sorted({m.split('.')[0] for m in sys.modules}"
        " & {'keras', 'tensorflow', 'jax', 'torch', 'matplotlib'}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_the_source_names_no_backend() -> None:
    import unrolled

    for path in Path(unrolled.__file__).parent.rglob("*.py"):
        assert not re.search(r"^\s*(import|from) tensorflow", path.read_text(), re.M)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("code", [False, True])
def test_every_kind_of_layer_is_painted(theme: str, code: bool) -> None:
    for name in MODELS_OF_EACH_KIND:
        model = MODELS[name]()
        drawing = draw(model, batch_for(model), theme=theme, code=code)
        assert drawing.png.startswith(b"\x89PNG")
        assert drawing.width > 500


# The arguments.


def test_the_row_of_the_batch_is_chosen() -> None:
    both = np.concatenate([SENTENCE, SENTENCE * 2])
    assert draw(lesson(), both, row=1).alt == draw(lesson(), SENTENCE * 2).alt
    assert draw(lesson(), both).alt == draw(lesson(), SENTENCE).alt


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (
            {"tokens": ["I", "am"]},
            ValueError,
            "tokens has 2 names, and the model has 3",
        ),
        ({"tokens": "I am Groot"}, TypeError, "tokens is one string; give a list of 3"),
        ({"classes": ["a"]}, ValueError, "classes has 1 names, .* has 4 outputs"),
        ({"tokens": 3}, TypeError, "tokens is a int; give a list of 3 strings"),
        ({"theme": "blue"}, ValueError, "there are light and dark"),
        ({"row": 1}, ValueError, "row is 1; the batch has rows 0 to 0"),
        ({"row": -1}, ValueError, "row is -1"),
        ({"row": 0.5}, ValueError, "row is 0.5"),
    ],
)
def test_a_wrong_argument_is_answered(options: Any, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        draw(lesson(), SENTENCE, **options)


def test_a_layer_that_cannot_be_drawn_is_named() -> None:
    model = keras.Sequential([keras.Input((3, 2)), layers.Conv1D(4, 2)])
    with pytest.raises(UnsupportedLayer, match="Conv1D"):
        draw(model, SENTENCE)


def test_classes_are_named_on_a_recurrent_layer_too() -> None:
    names = ["a", "b", "c", "d"]
    drawing = draw(lesson(), SENTENCE, classes=names)
    best = names[int(np.argmax(drawing.trace.outputs[0]))]
    assert drawing.alt.endswith(f"returns h3, (None, 4); largest: {best}.")


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_a_figure_is_saved(tmp_path: Path, form: str) -> None:
    drawing = lesson_figure("in one picture")
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    drawing.save(tmp_path / f"figure.{form}")
    written = (tmp_path / f"figure.{form}").read_bytes()
    assert written.startswith(starts[form])
    assert b"<dc:date>" not in written
    assert b"CreationDate" not in written


def test_an_unknown_format_is_answered(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"End it in \.png, \.svg or \.pdf"):
        lesson_figure("the layer").save(tmp_path / "figure.bmp")


def test_letters_that_the_font_lacks_warn_nobody(
    recwarn: pytest.WarningsRecorder,
) -> None:
    drawing = draw(lesson(), SENTENCE, tokens=["我", "是", "🌳"])
    assert "“我”" in drawing.alt
    assert not [w for w in recwarn if "lyph" in str(w.message)]
