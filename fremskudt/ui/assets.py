"""Copy the few dkfds files that our pages use from node_modules into the static files.

Run at set-up: `python -m fremskudt.ui.assets`. The sheet becomes a cascade layer, so that our own sheets win without a
fight over selectors. Its font faces are left out (ours name the two weights we use, smallest format first), and so are
the pictures of parts we do not have: what is never fetched must still exist when static files get their hashed names.
"""

import re
import shutil
import sys
from pathlib import Path

ROOM = Path(__file__).resolve().parent
DKFDS = ROOM.parent.parent / "node_modules" / "dkfds" / "dist"
VENDOR = ROOM / "static" / "ui" / "vendor"

SHEET = "dkfds.css"
ICONS = ("check", "chevron-down", "chevron-left", "chevron-right", "close", "download", "print")
FONTS = ("IBMPlexSans-Regular.woff2", "IBMPlexSans-SemiBold.woff2")
FONT_FOLDER = Path("fonts", "IBMPlexSans", "complete", "woff2")

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
CHARSET = re.compile(r'^\ufeff?@charset "[^"]*";')
PICTURE = re.compile(r"url\(\"?\.\./img/(?:svg-icons/)?([\w-]+)\.(?:svg|png)\"?\)")


def layered(sheet: str) -> str:
    """The dkfds sheet as the layer `dkfds`, referring to the chosen icons only."""
    for unwanted in (CHARSET, FONT_FACE, SOURCE_MAP):
        sheet = unwanted.sub("", sheet)
    sheet = PICTURE.sub(lambda found: f"url(img/{found[1]}.svg)" if found[1] in ICONS else "none", sheet)
    return f"@layer dkfds{{{sheet.strip()}}}\n"


def copy(dkfds: Path = DKFDS, vendor: Path = VENDOR) -> None:
    """Fill `vendor` anew. An installed package has no node_modules but brings the files; those are left as they are."""
    if not dkfds.is_dir():
        if (vendor / SHEET).is_file():
            return
        raise FileNotFoundError(f"dkfds is not in {dkfds.parent.parent}: run `npm ci`, then this again.")
    shutil.rmtree(vendor, ignore_errors=True)
    wanted = {
        **{dkfds / "img" / "svg-icons" / f"{icon}.svg": vendor / "img" / f"{icon}.svg" for icon in ICONS},
        **{dkfds / FONT_FOLDER / font: vendor / "fonts" / font for font in FONTS},
        dkfds / FONT_FOLDER / "license.txt": vendor / "fonts" / "license.txt",
        dkfds / "LICENSE.md": vendor / "LICENSE.md",
    }
    for source, target in wanted.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (vendor / SHEET).write_text(
        layered((dkfds / "css" / "dkfds.min.css").read_text(encoding="utf-8")), encoding="utf-8"
    )


if __name__ == "__main__":
    try:
        copy()
    except FileNotFoundError as error:
        sys.exit(str(error))
