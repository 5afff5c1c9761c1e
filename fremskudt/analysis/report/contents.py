"""A report as one row of blocks, in reading order. The three writers only say how each kind of block looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fremskudt.analysis.disclosure import ProtectedFigure
from fremskudt.analysis.figures import alt_text, has_picture
from fremskudt.analysis.report.model import ChapterText, Report
from fremskudt.analysis.tables import Table, label, lines_below, table

METHOD, QUALITY, APPENDIX, REPRODUCTION = "Metode", "Datakvalitet", "Bilag", "Genskabelse af de trykte tal"
NO_FINDINGS = "Kontrollen af data fandt ingen forhold, der skal nævnes."
PRINTED = "I den trykte rapport"
PRINTED_LEAD = (
    "Det her er fundet alene ved at regne efter på de tal, der står trykt i den offentliggjorte rapport. "
    "Det siger ikke, hvilket af to tal der er det rigtige."
)
PANEL = "blandt dem, der har svaret alle gange"
NOT_SHOWN = "Figuren vises ikke, fordi alle tal bygger på for få."


@dataclass(frozen=True)
class Heading:
    """A heading; levels never skip one on the way down."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Exhibit:
    """A figure or table with everything that stands with it. `picture` is None where only the table is shown."""

    id: str
    label: str
    caption: str
    picture: ProtectedFigure | None
    alt: str
    table: Table
    lines: tuple[str, ...]
    panel: Table | None = None
    panel_name: str = ""
    panel_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """One finding about the data."""

    code: str
    where: str
    what: str
    why: str


@dataclass(frozen=True)
class Tally:
    """A small table of two columns: words and how many."""

    caption: str
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Exhibit | Remark | Tally


def contents(report: Report) -> tuple[Block, ...]:
    """The report in reading order: numbered chapters with their figures, method, data quality, appendices.

    A chapter whose number is a word (`bilag`) is an appendix. Figures of no chapter come at the end.
    """
    known = {chapter.number for chapter in report.chapters}
    left = [figure for figure in report.figures if figure.chapter not in known]
    chapters = [chapter for chapter in report.chapters if chapter.number[:1].isdigit()]
    appendices = [chapter for chapter in report.chapters if chapter not in chapters]
    return (
        *_chapters(chapters, report.figures),
        *_method(report),
        *_quality(report),
        *_chapters(appendices, report.figures),
        *_appendix(left),
    )


def _chapters(chapters: Sequence[ChapterText], figures: Sequence[ProtectedFigure]) -> Iterator[Block]:
    """A chapter stands below those that its number begins with: 4.1 is a part of 4 when there is a 4."""
    above: set[str] = set()
    for chapter in chapters:
        numbered = chapter.number[:1].isdigit()
        steps = chapter.number.split(".")
        level = 1 + sum(".".join(steps[:at]) in above for at in range(1, len(steps)))
        above.add(chapter.number)
        yield Heading(level, f"{chapter.number} {chapter.title}" if numbered else chapter.title)
        yield from (Paragraph(text) for text in paragraphs(chapter.text))
        yield from (exhibit(figure) for figure in figures if figure.chapter == chapter.number)


def lowered(text: str) -> str:
    """The text with a small first letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: parts between empty lines, each as one line."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return [part for part in parts if part]


def exhibit(figure: ProtectedFigure) -> Exhibit:
    """A figure with its name, table, alternative text and the lines below it."""
    picture = figure if has_picture(figure) else None
    lines = lines_below(figure)
    if picture is None and figure.kind not in ("table", "statement"):
        lines = (NOT_SHOWN, *lines)
    panel = None if figure.panel is None else table(figure.panel)
    # The panel's source is the figure's own; it is not said twice.
    panel_lines = () if figure.panel is None else lines_below(figure.panel)[:-1]
    return Exhibit(
        id=figure.id,
        label=label(figure),
        caption=figure.title,
        picture=picture,
        alt=alt_text(figure),
        table=table(figure),
        lines=lines,
        panel=panel,
        panel_name=f"{label(figure)}, {PANEL}",
        panel_lines=panel_lines,
    )


def _method(report: Report) -> Iterator[Block]:
    yield Heading(1, METHOD)
    yield from (Paragraph(text) for text in report.method)
    basis = report.basis
    rows = (
        ("Udtræk (sha256)", basis.extract),
        ("Kode", basis.code_version),
        ("Analyseplan", f"{basis.plan}, version {basis.plan_version}"),
    )
    yield Tally("Grundlag for rapporten", ("Hvad", "Kendetegn"), rows)
    if report.reproduction:
        yield Heading(2, REPRODUCTION)
        counted = tuple((outcome, str(count)) for outcome, count in report.reproduction)
        yield Tally("Trykte tal efter udfald", ("Udfald", "Antal"), counted)


def _quality(report: Report) -> Iterator[Block]:
    yield Heading(1, QUALITY)
    if not report.findings:
        yield Paragraph(NO_FINDINGS)
    yield from (Remark(found.code, found.where, found.what, found.why_it_matters) for found in report.findings)
    if report.printed:
        yield Heading(2, PRINTED)
        yield Paragraph(PRINTED_LEAD)
    told: set[str] = set()
    for found in report.printed:  # many are of the same kind, so why it matters is said the first time
        yield Remark(found.code, found.where, found.what, "" if found.code in told else found.why_it_matters)
        told.add(found.code)


def _appendix(figures: Sequence[ProtectedFigure]) -> Iterator[Block]:
    if figures:
        yield Heading(1, APPENDIX)
    yield from (exhibit(figure) for figure in figures)
