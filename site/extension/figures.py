"""Figures on a page: as files that load when they are looked at, and in words."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

# as `unrolled` writes a picture into a notebook
PICTURE = re.compile(
    r'width="(?P<width>\d+)" style="(?P<style>[^"]*)" '
    r'src="data:image/png;base64,(?P<png>[\w+/=]+)"'
)


class Figures(SphinxPostTransform):
    """Looks at every picture that a cell made."""

    default_priority = 400
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Takes pictures out of the page, and gives words to those without."""
        for output in self.document.findall(_is_output):
            for html in output.findall(nodes.raw):
                text = PICTURE.sub(self.file, html.astext())
                html.children[:] = [nodes.Text(text)]
            for picture in output.findall(nodes.image):
                picture.setdefault("alt", words(output))

    def file(self, found: re.Match[str]) -> str:
        """Writes a picture beside the page; what the page says of it instead."""
        png = base64.b64decode(found["png"])
        name = f"_images/{hashlib.sha256(png).hexdigest()[:24]}.png"
        path = Path(self.app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png)
        page = self.app.builder.get_target_uri(self.env.docname)
        width = int(found["width"])
        height = round(width * _side(png, 20) / _side(png, 16))
        return (
            f'width="{width}" height="{height}" loading="lazy" '
            f'style="--width: {width}px; {found["style"]}" '
            f'src="{relative_uri(page, name)}"'
        )


def _side(png: bytes, place: int) -> int:
    """A side of a picture in pixels, which PNG keeps at a fixed place."""
    return int.from_bytes(png[place : place + 4], "big")


def words(output: nodes.Element) -> str:
    """What is known of a picture that came without words.

    The figures of `unrolled` bring theirs. A cell that draws with Matplotlib itself
    says them in its metadata, ``{"mystnb": {"image": {"alt": "…"}}}``; where it does
    not, the numbers that it printed beside the picture stand for them.
    """
    blocks = output.findall(nodes.literal_block)
    printed = " ".join(word for block in blocks for word in block.astext().split())
    return (
        f"Drawn by the code above. {f'It printed: {printed}' * bool(printed)}".strip()
    )


def _is_output(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "cell_output" in node["classes"]


def setup(app: Sphinx) -> None:
    """Adds it to what Sphinx does before it writes."""
    app.add_post_transform(Figures)
