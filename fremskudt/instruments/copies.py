"""An instrument from its texts, without a folder: what is kept in a database is read by the same rules as a file."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from fremskudt.instruments.loader import FILE, library_folder, load
from fremskudt.instruments.model import Instrument


def from_texts(slug: str, structure: str, texts: Mapping[str, str]) -> Instrument:
    """The instrument of `instrument.yaml` and the texts by language (an empty one is left out).

    Raises InstrumentErrors with every error, as for a folder of that name.
    """
    with tempfile.TemporaryDirectory(prefix="fremskudt-instrument-") as top:
        folder = Path(top) / slug
        folder.mkdir()
        (folder / FILE).write_text(structure, encoding="utf-8")
        for language, words in texts.items():
            if words:
                (folder / f"texts.{language}.yaml").write_text(words, encoding="utf-8")
        return load(folder)


def texts_of(slug: str) -> tuple[str, dict[str, str]]:
    """The files of one of the library's instruments, as they stand: `instrument.yaml`, and the texts by language."""
    folder = library_folder() / slug
    texts = {
        one.name.removeprefix("texts.").removesuffix(".yaml"): one.read_text(encoding="utf-8")
        for one in folder.iterdir()
        if one.name.startswith("texts.")
    }
    return (folder / FILE).read_text(encoding="utf-8"), texts
