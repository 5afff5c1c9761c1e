"""A picture of a face, cut to a square: small enough for a page on a phone, sharp enough for a poster of A3."""

from io import BytesIO

from PIL import Image

SIDE = 900  # pixels: on 92 mm of an A4 poster 250 to the inch; on A3 as sharp from a step away
QUALITY = 82


def square(photo: bytes) -> bytes:
    """A JPEG of at most 900 x 900 pixels from one that `basics.picture` has drawn: of a tall picture the upper part.

    Nothing is made larger than it is. The same picture gives the same bytes.
    """
    with Image.open(BytesIO(photo), formats=["JPEG"]) as opened:
        side = min(opened.size)
        left, top = (opened.width - side) // 2, (opened.height - side) // 4
        cut = opened.convert("RGB").crop((left, top, left + side, top + side))
    cut.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    cut.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
