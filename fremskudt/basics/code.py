"""Which code made a number: the version, and a fingerprint of the installed sources."""

import hashlib
from functools import cache
from pathlib import Path

import fremskudt

SOURCES = {".py", ".yaml", ".typ"}


@cache
def code_version() -> str:
    """The version and eight hex digits over every source file of the package, e.g. `0.1.0+3f9a12cd`.

    Two runs with the same code version were made by the same sources, also between releases.
    """
    package = Path(fremskudt.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(file for file in package.rglob("*") if file.suffix in SOURCES):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{fremskudt.__version__}+{digest.hexdigest()[:8]}"
