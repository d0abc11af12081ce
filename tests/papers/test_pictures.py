"""Pictures made anew keep their pixels and nothing else."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from handlers.papers.pictures import (
    LONGEST_SIDE,
    NO_PICTURE,
    TOO_LARGE,
    NoPicture,
    TooLarge,
    make_anew,
)

SECRET = b"CANARY-20.0713N-105.9012E"


def photo(size: tuple[int, int] = (64, 48), colour: str = "teal") -> Image.Image:
    return Image.new("RGB", size, colour)


def with_place(orientation: int = 1) -> bytes:
    """A photo as a phone writes it: place, maker, way up, and a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[0x001D] = SECRET.decode()
    out = io.BytesIO()
    photo().save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def png_with_text() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET.decode())
    out = io.BytesIO()
    photo().save(out, "PNG", pnginfo=text)
    return out.getvalue()


def bomb() -> bytes:
    """50,000 × 50,000 pixels in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    side = (50_000).to_bytes(4, "big")
    header = side + side + bytes([8, 2, 0, 0, 0])
    pixels = zlib.compress(bytes(1000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def kept(folder: Path, content: bytes) -> tuple[str, bytes]:
    source, target = folder / "in", folder / "out"
    source.write_bytes(content)
    ending = make_anew(source, target)
    return ending, target.read_bytes()


@pytest.mark.parametrize("content", [with_place(), png_with_text()], ids=["jpeg", "png"])
def test_nothing_but_pixels_is_kept(tmp_path: Path, content: bytes) -> None:
    assert SECRET in content
    _ending, out = kept(tmp_path, content)
    assert [
        mark for mark in (SECRET, b"Exif", b"http://ns.adobe", b"ICC_PROFILE") if mark in out
    ] == []


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    _ending, out = kept(tmp_path, with_place(orientation=6))
    assert Image.open(io.BytesIO(out)).size == (48, 64)


def test_what_stands_behind_a_picture_is_gone(tmp_path: Path) -> None:
    page = b"<script>alert(1)</script>PK\x03\x04"
    _ending, out = kept(tmp_path, with_place() + page)
    assert (b"<script>" in out, b"PK\x03\x04" in out) == (False, False)


def test_webp_becomes_jpeg_and_png_stays_png(tmp_path: Path) -> None:
    webp = io.BytesIO()
    photo().save(webp, "WEBP")
    assert kept(tmp_path, webp.getvalue())[0] == ".jpg"
    assert kept(tmp_path, png_with_text())[0] == ".png"


def test_a_large_photo_is_made_smaller(tmp_path: Path) -> None:
    large = io.BytesIO()
    photo((4000, 3000)).save(large, "JPEG")
    _ending, out = kept(tmp_path, large.getvalue())
    assert Image.open(io.BytesIO(out)).size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        kept(tmp_path, bomb())


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"GIF89a" + bytes(40), with_place()[:200], b"%PDF-1.7"],
    ids=["empty", "html", "gif", "cut off", "pdf"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoPicture):
        kept(tmp_path, content)


def test_the_process_says_by_its_exit_code_what_it_was(tmp_path: Path) -> None:
    def run(content: bytes) -> tuple[int, str]:
        (tmp_path / "in").write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-m", "handlers.papers.pictures", tmp_path / "in", tmp_path / "out"],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    assert [run(with_place()), run(bomb()), run(b"<html>")] == [
        (0, ".jpg"),
        (TOO_LARGE, ""),
        (NO_PICTURE, ""),
    ]
