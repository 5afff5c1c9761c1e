"""A photo of a letter, drawn anew: small, upright, and with nothing of the camera, the place or the time left in it.

Source: security.md T8 and R11. Only what is drawn here is kept, so whatever else a file carries ends with the request.
"""

from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps, ImageStat

from fremskudt.basics.words import gettext_noop as _

MOST_UPLOADED = 12 * 1024 * 1024  # bytes of the file that is sent; a telephone's photo is 2 to 8 MB
MOST_PIXELS = 50_000_000  # in the file, before it is made smaller; known from its head, before anything is unpacked
LONG_SIDE = 1600  # pixels of what is kept: a page of small print can be read
SHORTEST_SIDE = 120
MOST_KEPT = 400_000  # bytes
QUALITIES = (80, 70, 60, 50, 40)
FLAT = 3.0  # shades of 256 that a picture's greys lie apart; a page of faint pencil has more than 5
READ = ("JPEG", "PNG", "WEBP")

TOO_BIG = _("Billedet fylder mere end 12 MB. Tag et skærmbillede af det, eller vælg et mindre.")
TOO_MANY_PIXELS = _("Billedet har for mange billedpunkter. Tag et skærmbillede af det, eller vælg et mindre.")
UNKNOWN_FORM = _("Billedet er i et format, vi ikke kan læse. Tag et skærmbillede af det, eller vælg JPEG.")
BROKEN = _("Billedet er ikke helt. Tag det igen, eller vælg et andet.")
BLURRED = _("Billedet er for uklart. Prøv i bedre lys.")

_ONE = Lock()  # unpacked, a picture takes up to 200 MB: only one at a time in each worker


class BadPictureError(Exception):
    """What was sent cannot be kept; the text is a Danish sentence for the screen."""


def redrawn(content: bytes) -> bytes:
    """The picture as a JPEG of at most 1600 pixels and 400,000 bytes, drawn from nothing but its visible points.

    Turned upright by the camera's mark, on white where it is transparent, the first picture where there are several.
    BadPictureError for what is no whole JPEG, PNG or WebP, too big, or shows nothing.
    """
    if len(content) > MOST_UPLOADED:
        raise BadPictureError(TOO_BIG)
    with _ONE:
        drawn = _drawn(content)
        if min(drawn.size) < SHORTEST_SIDE or ImageStat.Stat(drawn.convert("L")).stddev[0] < FLAT:
            raise BadPictureError(BLURRED)
        return _packed(drawn)


def _drawn(content: bytes) -> Image.Image:
    """The visible points alone, in a new picture that knows nothing of the file."""
    try:
        opened = Image.open(BytesIO(content), formats=READ)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPictureError(TOO_MANY_PIXELS) from None
    except Exception:  # hostile bytes make the library raise nearly anything
        raise BadPictureError(UNKNOWN_FORM) from None
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise BadPictureError(TOO_MANY_PIXELS)
        try:
            return _upright_on_white(opened)
        except Exception:
            raise BadPictureError(BROKEN) from None


def _upright_on_white(opened: Image.Image) -> Image.Image:
    opened.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is unpacked at about the size that is wanted
    opened.load()
    wanted = "RGBA" if opened.has_transparency_data else "RGB"
    seen = opened if opened.mode == wanted else opened.convert(wanted)  # no second copy of what is large
    seen.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(seen, in_place=True)
    fresh = Image.new("RGB", seen.size, "white")
    fresh.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return fresh


def _packed(drawn: Image.Image) -> bytes:
    """As good as it can be within the bytes that are kept; noise that will not go in is made smaller."""
    while True:
        for quality in QUALITIES:
            out = BytesIO()
            drawn.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MOST_KEPT:
                return out.getvalue()
        drawn = drawn.resize((drawn.width * 3 // 4, drawn.height * 3 // 4), Image.Resampling.LANCZOS)
