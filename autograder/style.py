"""How panels look: styles that stand in the elements and fit light and dark pages."""

from __future__ import annotations

BOX = (
    "border:1px solid color-mix(in srgb,currentColor 22%,transparent);"
    "border-left:5px solid {colour};border-radius:4px;padding:.55em .85em .6em;"
    "margin:.25em 0;max-width:52em;line-height:1.45;text-align:left;"
    "font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;"
    "font-size:14px"
)
"""A panel; ``colour`` is its edge's."""

BADGE = (
    "display:inline-block;min-width:1.35em;text-align:center;border-radius:3px;"
    "color:#fff;background:{colour};font-weight:700;padding:0 .25em"
)
"""A sign on a ground; ``colour`` holds 4.5:1 with white."""

CELL = (
    "padding:.15em 1em .15em 0;text-align:left;vertical-align:baseline;border:0;"
    "background:transparent;white-space:normal;{more}"
)
"""A cell of a table; ``more`` is added to its style."""

TINT = "border-radius:4px;background:color-mix(in srgb,currentColor 9%,transparent)"
"""A box in the panel that stands out a little."""

MONO = (
    "font-family:'DejaVu Sans Mono',ui-monospace,Menlo,Consolas,monospace;"
    "font-size:.92em;overflow-wrap:anywhere"
)
"""Code and numbers."""

SOFT = "opacity:.82"
"""What is less important."""
