"""An instrument as a file, and a file as an instrument: FHIR, XLSForm, or our own YAML packed together."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from fremskudt.instruments.copies import from_texts
from fremskudt.instruments.faults import InstrumentErrors
from fremskudt.instruments.fhir import from_questionnaire, read_json, to_questionnaire
from fremskudt.instruments.lines import said_with_line
from fremskudt.instruments.loader import FILE
from fremskudt.instruments.model import Instrument
from fremskudt.instruments.reading import NAME
from fremskudt.instruments.taking import MAX_BYTES, CannotTake, Refused, Taken
from fremskudt.instruments.taking.left import refused
from fremskudt.instruments.xlsform import from_xlsform, to_xlsform

KINDS = ("fhir", "xlsform", "yaml")
ENDINGS = {"fhir": "json", "xlsform": "xlsx", "yaml": "zip"}
TYPES = {
    "fhir": "application/fhir+json",
    "xlsform": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/zip",
}
TEXTS = re.compile(r"texts\.(da|en)\.yaml")
MAX_PARTS = 20


@dataclass(frozen=True)
class File:
    """A file to give: its name tells instrument, version and the beginning of the fingerprint."""

    name: str
    content: bytes
    type: str


def give(instrument: Instrument, kind: str, structure: str, texts: Mapping[str, str]) -> File:
    """The instrument as a file of this kind; `structure` and `texts` are its own files, word by word."""
    match kind:
        case "fhir":
            content = json.dumps(to_questionnaire(instrument), ensure_ascii=False, indent=2).encode()
        case "xlsform":
            content = to_xlsform(instrument)
        case _:
            content = pack(structure, texts)
    name = f"{instrument.id}-{instrument.version}-{instrument.hash[:12]}.{ENDINGS[kind]}"
    return File(name, content, TYPES[kind])


def take(content: bytes, respondent: str = "citizen") -> tuple[Taken, str]:
    """The file in our own format, and which kind it was. Raises CannotTake."""
    if len(content) > MAX_BYTES:
        raise CannotTake(refused("", "Filen fylder mere end 2 MB.", "The file is larger than 2 MB."))
    if not content.strip():
        raise CannotTake(refused("", "Filen er tom.", "The file is empty."))
    if content.startswith(b"PK"):
        found = unpack(content)
        return (from_xlsform(content, respondent), "xlsform") if found is None else (from_yaml(*found), "yaml")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return from_questionnaire(read_json(content), respondent), "fhir"
    raise CannotTake(
        refused(
            "", "Filen er hverken FHIR (.json), XLSForm (.xlsx) eller vores eget format (.zip).",
            "The file is neither FHIR (.json), XLSForm (.xlsx) nor our own format (.zip).",
        )
    )  # fmt: skip


def from_yaml(structure: str, texts: Mapping[str, str]) -> Taken:
    """Our own files, as somebody wrote them. Raises CannotTake with the line of each error."""
    if any(len(text) > MAX_BYTES for text in (structure, *texts.values())):
        raise CannotTake(refused("", "Filen fylder mere end 2 MB.", "The file is larger than 2 MB."))
    slug = _slug(structure)
    try:
        instrument = from_texts(slug, structure, texts)
    except InstrumentErrors as errors:
        files = {FILE: structure, **{f"texts.{language}.yaml": text for language, text in texts.items()}}
        told = [said_with_line(one, files) for one in errors.problems]
        raise CannotTake(*(Refused("", {"da": one, "en": one}) for one in told)) from None
    return Taken(slug, structure, {key: text for key, text in texts.items() if text}, instrument)


def _slug(structure: str) -> str:
    """The name in the file, when it can be one; it also names the folder that the file is read in."""
    try:
        top = yaml.compose(structure, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return "skema"
    head = _inner(top, "instrument")
    id = getattr(_inner(head, "id"), "value", "")
    return id if isinstance(id, str) and NAME.fullmatch(id) else "skema"


def _inner(node: object, key: str) -> object:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def pack(structure: str, texts: Mapping[str, str]) -> bytes:
    """The files together; the same files make the same bytes."""
    into = io.BytesIO()
    files = {FILE: structure, **{f"texts.{language}.yaml": text for language, text in sorted(texts.items()) if text}}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode())
    return into.getvalue()


def unpack(content: bytes) -> tuple[str, dict[str, str]] | None:
    """Our own files out of an archive; None for an archive without them. Raises CannotTake for what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename.rpartition("/")[2]: info for info in archive.infolist()[: MAX_PARTS + 1]}
            if FILE not in parts:
                return None
            wanted = {name: info for name, info in parts.items() if name == FILE or TEXTS.fullmatch(name)}
            if len(parts) > MAX_PARTS or any(info.file_size > MAX_BYTES for info in wanted.values()):
                raise CannotTake(refused("", "Filen er for stor.", "The file is too large."))
            files = {name: archive.read(info).decode("utf-8-sig") for name, info in wanted.items()}
    except CannotTake:
        raise
    # A foreign archive: whatever it trips over, the answer is that the file cannot be read.
    except Exception:
        raise CannotTake(refused("", "Filen kan ikke pakkes ud.", "The file cannot be unpacked.")) from None
    found = ((TEXTS.fullmatch(name), text) for name, text in files.items())
    return files[FILE], {match[1]: text for match, text in found if match is not None}
