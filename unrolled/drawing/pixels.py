"""Pixels in few colours, and the PNG that is made of them."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image

FAST, SMALL = 6, 9  # levels of zlib: 9 saves a tenth and takes five times as long


def quantise(
    pixels: np.ndarray, flat: list[tuple[int, int, int]], most: int = 64
) -> tuple[np.ndarray, np.ndarray]:
    """The picture in few colours, of which the flat ones stay exactly what they are.

    Flat colours carry the meaning (a value's colour, a layer's); what is left of the
    palette goes to the shades at the edges of letters, worst served first. The usual
    median cut has no such order and bends the flat colours.

    Args:
        pixels: (height, width, 3 or 4), 0 to 255; a fourth channel is not looked at.
        flat: the colours that must stay, most important first.
        most: the size of the palette.

    Returns:
        The palette, (colours, 3), and each pixel's place in it, (height, width).
    """
    packed = _packed(pixels)
    starts, lengths = _runs(packed)
    shades, counts, places = _tally(packed[starts], lengths)
    wanted = [_pack(colour) for colour in flat]
    at = np.searchsorted(shades, wanted).clip(max=len(shades) - 1)
    kept = at[shades[at] == wanted].tolist()
    ground = int(places[0])
    chosen = list(dict.fromkeys([ground, *kept]))[:most]
    chosen, nearest = _grown(_unpack(shades), counts, chosen, most)
    indices = np.repeat(nearest[places], lengths).reshape(pixels.shape[:2])
    return _unpack(shades[chosen]).astype(np.uint8), indices


def encoded(palette: np.ndarray, indices: np.ndarray, level: int = FAST) -> bytes:
    """The bytes of the PNG; neither date nor software stands in them."""
    image = Image.fromarray(indices)
    image.putpalette(palette.tobytes())
    written = BytesIO()
    image.save(written, "PNG", compress_level=level)
    return written.getvalue()


def _grown(
    colours: np.ndarray, counts: np.ndarray, chosen: list[int], most: int
) -> tuple[list[int], np.ndarray]:
    """The palette filled up, and for each colour its nearest one in the palette."""
    channels = np.ascontiguousarray(colours.T)
    least = np.full(len(colours), np.iinfo(np.int32).max, dtype=np.int32)
    nearest = np.zeros(len(colours), dtype=np.uint8)
    waiting, chosen = chosen, []
    while waiting:
        place = waiting.pop(0)
        distance = _distance(channels, place)
        closer = distance < least
        least[closer] = distance[closer]
        nearest[closer] = len(chosen)
        chosen.append(place)
        if not waiting and len(chosen) < most and least.any():
            waiting.append(int(np.argmax(least * counts)))
    return chosen, nearest


def _distance(channels: np.ndarray, place: int) -> np.ndarray:
    """From every colour to one of them, squared."""
    red, green, blue = (channel - channel[place] for channel in channels)
    return red * red + green * green + blue * blue


def _packed(pixels: np.ndarray) -> np.ndarray:
    """Each pixel as one number, row after row."""
    parts = pixels.reshape(-1, pixels.shape[-1])
    packed = parts[:, 0].astype(np.uint32)
    for channel in (1, 2):
        packed <<= 8
        packed |= parts[:, channel]
    return packed


def _runs(packed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where runs of equal pixels start, and how long they are.

    A figure has twenty times more pixels than runs.
    """
    starts = np.flatnonzero(packed[1:] != packed[:-1]) + 1
    starts = np.concatenate([[0], starts])
    return starts, np.diff(starts, append=len(packed))


def _tally(
    values: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The colours in order, how many pixels each has, and the place of each run's."""
    ordered = np.sort(values)
    shades = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])]
    places = np.searchsorted(shades, values)
    return shades, np.bincount(places, weights=lengths), places


def _pack(colour: tuple[int, int, int]) -> int:
    return colour[0] << 16 | colour[1] << 8 | colour[2]


def _unpack(packed: np.ndarray) -> np.ndarray:
    parts = (packed >> 16, packed >> 8 & 255, packed & 255)
    return np.stack(parts, axis=-1).astype(np.int32)
