"""Pictures for the tests of letters: drawn here, so that no file of any person lies beside the code."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

GPS = {1: "N", 2: (56.0, 27.0, 0.0), 3: "E", 4: (10.0, 2.0, 0.0)}
CAMERA = "Kanariekamera"


def letter(size: tuple[int, int] = (1200, 1600), mode: str = "RGB") -> Image.Image:
    """Dark lines on light paper, with a black field in the upper left corner."""
    page = Image.new("L", size, 235)
    pen = ImageDraw.Draw(page)
    for y in range(size[1] // 8, size[1], max(12, size[1] // 40)):
        pen.line([(size[0] // 8, y), (size[0] * 7 // 8, y)], fill=40, width=max(2, size[1] // 400))
    pen.rectangle([0, 0, size[0] // 4, size[1] // 8], fill=0)
    return page.convert(mode)


def as_file(picture: Image.Image, form: str = "JPEG", **more: Any) -> bytes:
    out = BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: where, with what, and how it was held."""
    marks = Image.Exif()
    marks[0x010F], marks[0x0112] = CAMERA, orientation
    marks.get_ifd(0x8825).update(GPS)
    return marks


def noise(side: int) -> bytes:
    """A picture that no drawing makes small."""
    points = random.Random(1).randbytes(side * side * 3)  # noqa: S311  a repeatable draw
    return as_file(Image.frombytes("RGB", (side, side), points), "JPEG", quality=95)


def png_head(width: int, height: int, n_points: int = 0) -> bytes:
    """A PNG whose head claims a size, and so many black bytes of it; packed a piece at a time, so it costs nothing."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer, piece = zlib.compressobj(9), bytes(100_000)
    packed = b"".join(packer.compress(piece) for _ in range(n_points // len(piece))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
