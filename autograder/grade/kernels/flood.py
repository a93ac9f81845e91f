"""What is printed goes out in parts, so that none is too large to be taken in."""

from __future__ import annotations

from typing import TextIO

PART = 2**18
"""Characters that are sent at once."""


def in_parts(stream: TextIO) -> None:
    """Have a kernel's output stream send what it holds before it is much.

    ipykernel sends what was printed five times a second, however much it is.
    """
    write, flush = stream.write, stream.flush
    held = 0

    def write_parts(text: str) -> int:
        nonlocal held
        if not isinstance(text, str):
            return write(text)  # which says what is wrong
        for start in range(0, len(text), PART):
            part = text[start : start + PART]
            write(part)
            held += len(part)
            if held >= PART:
                held = 0
                flush()
        return len(text)

    stream.write = write_parts  # type: ignore[method-assign]
