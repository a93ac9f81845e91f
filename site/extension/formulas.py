"""Formulas as MathML, which browsers set themselves: no script is loaded.

They need a font that says how to: with a table of where indices and accents go. Not
every machine has one, so a part of DejaVu Serif goes with the pages; Matplotlib
brings it.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from fontTools import subset
from matplotlib import get_data_path
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

FONT = Path(get_data_path(), "fonts", "ttf", "DejaVuSerif.ttf")
BLOCKS = (
    range(0x20, 0x250),  # Latin
    range(0x300, 0x400),  # accents, Greek
    range(0x2000, 0x2400),  # punctuation, operators
    range(0x1D400, 0x1D800),  # the letters of formulas
)
DOWN = 0.2  # how far down an index is, in em
# a function's name behind something that it multiplies
NAME = re.compile(r"(</(?:mi|mn|msub|mover)>\s*)(<mi>[a-z]{2,}</mi>)")


def mathml(formula: str, as_block: bool = False) -> str:
    """A formula in TeX's language as MathML, with TeX's thin space before a name."""
    thin = r'\1<mspace width="0.17em"></mspace>\2'
    return NAME.sub(thin, tex2mathml(formula, as_block=as_block))


def inline(page: HTML5Translator, node: nodes.math) -> None:
    """A formula within a line of text."""
    page.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def block(page: HTML5Translator, node: nodes.math_block) -> None:
    """A formula on a line of its own, which scrolls where it is too wide."""
    formula = mathml(node.astext(), as_block=True)
    page.body.append(f'<div class="formula" tabindex="0">{formula}</div>')
    raise nodes.SkipNode


def bring_font(app: Sphinx, error: Exception | None) -> None:
    """Writes the font beside the style sheets."""
    if error is None and app.builder.format == "html":
        options = subset.Options(
            flavor="woff", layout_features=["*"], drop_tables=["FFTM"]
        )
        font = subset.load_font(str(FONT), options)
        part = subset.Subsetter(options)
        part.populate(unicodes=[sign for each in BLOCKS for sign in each])
        part.subset(font)
        constants = font["MATH"].table.MathConstants
        constants.SubscriptShiftDown.Value = round(DOWN * font["head"].unitsPerEm)
        target = Path(app.outdir, "_static", "formulas.woff")
        subset.save_font(font, str(target), options)


def setup(app: Sphinx) -> None:
    """Offers it to ``html_math_renderer``."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    app.connect("build-finished", bring_font)
