"""The model unrolled to step through: what `step` shows, as data and as a page."""
