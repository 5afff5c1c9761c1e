"""A photo is drawn anew: nothing but its visible points is kept, and what is no photo is told kindly."""

import struct
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from fremskudt.basics import picture as rules
from fremskudt.basics.picture import BadPictureError, redrawn
from tests.casework import pictures


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def is_dark(picture: Image.Image, point: tuple[int, int]) -> bool:
    shade = picture.convert("L").getpixel(point)
    assert isinstance(shade, int)
    return shade < 60


def refused(content: bytes) -> str:
    with pytest.raises(BadPictureError) as told:
        redrawn(content)
    return str(told.value)


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P")]
    + [("PNG", "LA"), ("PNG", "I;16"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)
def test_picture_is_kept_as_a_jpeg_from_every_form_that_is_read(form: str, mode: str) -> None:
    drawn = opened(redrawn(pictures.as_file(pictures.letter(mode=mode), form)))
    assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "RGB", (1200, 1600))
    assert (is_dark(drawn, (20, 20)), is_dark(drawn, (1180, 20))) == (True, False)


def test_picture_loses_what_the_camera_wrote() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = pictures.as_file(
        pictures.letter(), exif=pictures.exif(), icc_profile=profile, comment=b"Kanariefugl", dpi=(300, 300)
    )
    sent += b"<script>alert('Kanariefugl')</script>PK\x03\x04"
    assert pictures.CAMERA.encode() in sent
    assert opened(sent).getexif().get_ifd(0x8825)
    kept = redrawn(sent)
    assert not opened(kept).getexif()
    assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"Exif", b"Kanarie", b"ICC_PROFILE", b"GPS", b"http", b"<script", b"PK\x03\x04"):
        assert trace not in kept


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))])
def test_picture_stands_upright_as_the_camera_said(form: str, orientation: int, corner: tuple[int, int]) -> None:
    drawn = opened(redrawn(pictures.as_file(pictures.letter(), form, exif=pictures.exif(orientation)))).convert("L")
    assert drawn.size == ((1200, 1600) if orientation in {1, 3} else (1600, 1200))
    ends = [(20, drawn.width - 20), (20, drawn.height - 20)]
    dark = [(x, y) for x in (0, 1) for y in (0, 1) if is_dark(drawn, (ends[0][x], ends[1][y]))]
    assert dark == [corner]


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (1600, 1600), (8000, 1000)])
def test_picture_is_at_most_1600_points_long(size: tuple[int, int]) -> None:
    drawn = opened(redrawn(pictures.as_file(pictures.letter(size))))
    assert max(drawn.size) == 1600 if max(size) >= 1600 else max(size)
    assert abs(drawn.width / drawn.height - size[0] / size[1]) < 0.2


def test_picture_that_is_small_is_not_made_larger() -> None:
    assert opened(redrawn(pictures.as_file(pictures.letter((300, 400))))).size == (300, 400)


def test_picture_of_pure_noise_is_made_to_fit() -> None:
    kept = redrawn(pictures.noise(1600))
    assert len(kept) <= rules.MOST_KEPT
    assert opened(kept).format == "JPEG"


def test_picture_of_a_page_keeps_its_size_within_the_bytes() -> None:
    assert len(redrawn(pictures.as_file(pictures.letter((3000, 4000)), quality=95))) <= rules.MOST_KEPT


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
OTHERS = {
    "heic": HEIC,
    "gif": pictures.as_file(pictures.letter((300, 300)), "GIF"),
    "bmp": pictures.as_file(pictures.letter((300, 300)), "BMP"),
    "tiff": pictures.as_file(pictures.letter((300, 300)), "TIFF"),
    "ico": pictures.as_file(pictures.letter((128, 128)), "ICO"),
    "pdf": b"%PDF-1.7\n1 0 obj\n" + b"x" * 500,
    "svg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "text": b"et brev",
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "polyglot": b"%PDF-1.7\n" + pictures.as_file(pictures.letter((300, 300))),
    "php first": b"<?php ?>" + pictures.as_file(pictures.letter((300, 300)), "PNG"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "random": bytes(range(256)) * 8,
    "head only": b"\xff\xd8\xff\xe0",
}


@pytest.mark.parametrize("name", OTHERS)
def test_picture_in_another_form_is_told_what_to_do(name: str) -> None:
    assert refused(OTHERS[name]) == (
        "Billedet er i et format, vi ikke kan læse. Tag et skærmbillede af det, eller vælg JPEG."
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_picture_that_was_cut_off_is_refused(form: str, share: float) -> None:
    whole = pictures.as_file(Image.open(BytesIO(pictures.noise(400))), form)
    assert refused(whole[: int(len(whole) * share)]) in {rules.BROKEN, rules.UNKNOWN_FORM}


def test_picture_with_a_hundred_megapixels_in_its_head_is_refused_before_it_is_unpacked() -> None:
    assert refused(pictures.png_head(10_000, 10_000, 1_000_000)) == rules.TOO_MANY_PIXELS
    assert refused(pictures.png_head(60_000, 60_000)) == rules.TOO_MANY_PIXELS
    real = bytearray(pictures.as_file(pictures.letter((300, 300))))
    frame = real.index(b"\xff\xc0") + 5
    real[frame : frame + 4] = struct.pack(">HH", 12_000, 12_000)
    assert refused(bytes(real)) == rules.TOO_MANY_PIXELS


BOMB = """
import resource
from fremskudt.basics.picture import BadPictureError, redrawn
from tests.casework import pictures
content = {content}
redrawn(pictures.as_file(pictures.letter((200, 200)), "PNG"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    redrawn(content)
except BadPictureError:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
HEAVY = [
    "pictures.png_head(30_000, 30_000, 200_000_000)",  # a thousand times larger unpacked
    "pictures.png_head(7_000, 7_000, 7_000 * 21_001 + 100_000)",  # just within the limit
    "pictures.as_file(pictures.letter((7_000, 7_000), 'RGBA'), 'PNG')",
    "pictures.as_file(pictures.letter((7_000, 7_000), 'P'), 'PNG')",
    "pictures.as_file(pictures.letter((7_000, 7_000)), 'JPEG')",
]


@pytest.mark.parametrize("content", HEAVY)
def test_picture_never_takes_more_memory_than_there_is(content: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BOMB.format(content=content)], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 300_000  # kB


def test_picture_larger_than_12_mb_is_refused_unread() -> None:
    assert refused(b"\xff\xd8\xff" + b"\x00" * rules.MOST_UPLOADED) == rules.TOO_BIG


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_picture_that_shows_nothing_is_asked_for_again(shade: int) -> None:
    assert refused(pictures.as_file(Image.new("L", (800, 800), shade))) == "Billedet er for uklart. Prøv i bedre lys."


def test_picture_the_size_of_a_stamp_is_asked_for_again() -> None:
    assert refused(pictures.as_file(pictures.letter((100, 100)))) == rules.BLURRED


def test_picture_of_several_is_drawn_as_the_first() -> None:
    frames = [pictures.letter((400, 400)), Image.new("RGB", (400, 400), "black")]
    for form in ("PNG", "WEBP"):
        sent = pictures.as_file(frames[0], form, save_all=True, append_images=frames[1:])
        drawn = opened(redrawn(sent)).convert("L")
        assert not is_dark(drawn, (390, 10))
    two = pictures.as_file(frames[0], "MPO", save_all=True, append_images=frames[1:])  # as some telephones do
    assert opened(redrawn(two)).size == (400, 400)
