"""Pictures made anew: the pixels are kept, and nothing else of the file.

A phone writes into a picture where and when it was taken; a hostile file writes whatever it
likes behind it. So a picture is decoded and written again, upright and not too large.
Decoding is the dangerous part: it is done in a process of its own with little memory, by
`python -m handlers.papers.pictures SOURCE TARGET`, never in the bot's.
"""

from __future__ import annotations

import resource
import sys
import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

READ: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 40_000_000
"""By the header, before anything is decoded: a picture of 40 kB may unfold into gigabytes."""
LONGEST_SIDE: Final = 2560
QUALITY: Final = 85
MEMORY: Final = 1 << 30
"""Bytes of address space that decoding 40 million pixels fits into with room."""
SECONDS: Final = 20
NO_PICTURE, TOO_LARGE = 3, 4
"""Exit codes of the process: what a person is told differs."""


class NoPicture(Exception):
    """Not a JPEG, PNG or WebP picture that can be read."""


class TooLarge(Exception):
    """More pixels than any phone's camera makes."""


def make_anew(source: Path, target: Path) -> str:
    """Write the pixels of a picture to a new file; its ending, «.jpg» or «.png».

    Keeps no metadata of any kind: no EXIF, XMP, colour profile, text, thumbnail, nor what stands
    behind the picture's end. Of an animation the first frame.
    """
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(source, formats=READ) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise TooLarge
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            return _write(upright, target, lossless=opened.format == "PNG")
    except Image.DecompressionBombError as error:
        raise TooLarge from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NoPicture from error


def _write(picture: Image.Image, target: Path, *, lossless: bool) -> str:
    # A new picture, since a copy would carry the old one's `info` along into the file.
    flat = Image.new("RGB", picture.size, "white")
    shown = picture.convert("RGBA")
    flat.paste(shown, mask=shown.getchannel("A"))
    if lossless:
        flat.save(target, "PNG", optimize=True)
        return ".png"
    flat.save(target, "JPEG", quality=QUALITY, optimize=True)
    return ".jpg"


def _main(source: str, target: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        ending = make_anew(Path(source), Path(target))
    except TooLarge:
        return TOO_LARGE
    except (NoPicture, MemoryError):
        return NO_PICTURE
    sys.stdout.write(ending)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
