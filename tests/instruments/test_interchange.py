"""Files in and out: which kind is which, our own YAML with the line of each error, and what is no file of ours."""

import io
import zipfile

import pytest

from fremskudt.instruments import get
from fremskudt.instruments.copies import texts_of
from fremskudt.instruments.interchange import KINDS, from_yaml, give, pack, take
from fremskudt.instruments.taking import CannotTake
from fremskudt.instruments.taking.written import yaml_of
from tests.instruments.small import Small


def files_of(small: Small) -> tuple[str, dict[str, str]]:
    return yaml_of(small.logic), {"da": yaml_of(small.da), "en": yaml_of(small.en)}


@pytest.mark.parametrize("kind", KINDS)
def test_interchange_each_kind_is_known_by_its_content(kind: str) -> None:
    instrument = get("progression")
    file = give(instrument, kind, *texts_of("progression"))
    taken, found = take(file.content)
    assert (found, taken.instrument, taken.left) == (kind, instrument, ())
    assert file.name.startswith(f"progression-1.0.0-{instrument.hash[:12]}.")


def test_interchange_our_own_files_come_out_word_by_word() -> None:
    structure, texts = texts_of("start")
    taken, _ = take(pack(structure, texts))
    assert (taken.structure, taken.texts) == (structure, texts)
    assert pack(structure, texts) == pack(structure, dict(reversed(texts.items())))


def refused(structure: str, texts: dict[str, str]) -> list[str]:
    with pytest.raises(CannotTake) as error:
        from_yaml(structure, texts)
    return [one.why["da"] for one in error.value.refused]


def test_interchange_an_error_is_told_with_its_line() -> None:
    small = Small()
    small.show_if({"eq": ["drinks", 7]})
    small.item(1, recall="P9Y")
    small.da["items"]["andet"] = "Hører ikke til"
    structure, texts = files_of(small)
    lines, danish = structure.splitlines(), texts["da"].splitlines()
    item = next(number for number, line in enumerate(lines, 1) if "recall" in line)
    routed = next(number for number, line in enumerate(lines, 1) if "show_if" in line)
    other = next(number for number, line in enumerate(danish, 1) if "andet" in line)
    assert refused(structure, texts) == [
        f"Linje {item - 2}: »P9Y« er ikke et tidsrum. Skriv dage, uger eller måneder som P7D, P2W eller P1M.",
        f"Linje {routed}: Betingelsen bruger 7, som »drinks« ikke kan være. Brug en af værdierne 1, 0.",
        f"texts.da.yaml, linje {other}: Teksten »items → andet« hører ikke til noget i skemaet. "
        "Fjern den, eller ret stavningen.",
    ]


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (lambda s: s.head(id="../../etc"), "Linje 1: »../../etc« kan ikke bruges som navn."),
        (lambda s: s.scale("days", maximum=10**12), "Linje"),
        (lambda s: s.logic.pop("items"), ""),
        (lambda s: s.logic["scales"]["yes_no"].update(codes=[1]), "Linje"),
        (lambda s: s.logic["missing"].pop("refused"), "Linje"),
        (lambda s: s.logic.update(extra=1), "Linje"),
    ],
)  # fmt: skip
def test_interchange_what_is_wrong_is_told_and_nothing_breaks(change: object, start: str) -> None:
    small = Small()
    change(small)  # type: ignore[operator]
    assert refused(*files_of(small))[0].startswith(start)


@pytest.mark.parametrize(
    "structure",
    ["", "x", "- a\n- b", "a: [", "a: &x [*x]", "{" * 2000, "instrument: {id: 7}", "a: 2026-99-99", "\x00", "a: b: c"],
)
def test_interchange_what_is_no_instrument_is_refused(structure: str) -> None:
    assert refused(structure, {"da": "title: x"})


def archive(*names: str, content: str = "x", times: int = 1) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content * times)
    return into.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   ", b"hello", b"PK\x03\x04", archive("a.txt"), archive("instrument.yaml"), b"\x00" * 10,
        archive("instrument.yaml", times=3_000_000), archive(*[f"{n}.yaml" for n in range(50)], "instrument.yaml"),
        b"x" * 2_200_000, archive("../instrument.yaml"), b"<html></html>", b"\xef\xbb\xbf{",
    ],
)  # fmt: skip
def test_interchange_what_is_no_file_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(CannotTake) as error:
        take(content)
    assert all(one.why["da"] and one.why["en"] for one in error.value.refused)
