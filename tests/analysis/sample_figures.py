"""Protected figures of every kind; counts follow from the published report, or are invented where it prints none."""

from collections.abc import Sequence

from fremskudt.analysis.disclosure import SUPPRESSED, Kind, Measure, ProtectedFigure, Suppressed
from fremskudt.analysis.results import Source, TestResult

EXTRACT = "ab12cd34" + "0" * 56
PROGRESSION = Source(EXTRACT, "progression", ("inspire_self",), "0.1.0")
START = Source(EXTRACT, "start", ("first_contact",), "0.1.0")
RUNNING = Source(EXTRACT, "running", ("phase",), "0.1.0")
ANSWERS = ("Besvarelse 1", "Besvarelse 2", "Besvarelse 3", "Besvarelse 4")

Number = int | Suppressed


def chi2(statistic: float, df: int, p: float, n: int, groups: Sequence[str] = ANSWERS) -> TestResult:
    note = "Testen behandler gentagne svar fra samme borger som uafhængige."
    return TestResult("pearson_chi2", statistic, df, p, n, tuple(groups), note, PROGRESSION)


def shares(table: Sequence[Sequence[Number]], n: Sequence[int]) -> tuple[tuple[float | Suppressed, ...], ...]:
    return tuple(
        tuple(cell if isinstance(cell, Suppressed) else 100 * cell / base for cell in row)
        for row, base in zip(table, n, strict=True)
    )


def make(
    *,
    id: str,
    title: str,
    kind: Kind,
    groups: Sequence[str],
    categories: Sequence[str],
    n: Sequence[Number],
    counts: Sequence[Sequence[Number]] | None = None,
    values: Sequence[Sequence[float | Suppressed]] | None = None,
    measure: Measure = "pct",
    chapter: str = "4",
    number: str = "",
    unit: str = "borgere",
    question: str = "",
    base_note: str = "",
    test: TestResult | None = None,
    notes: Sequence[str] = (),
    source: Source = PROGRESSION,
    multiple: bool = False,
    panel: ProtectedFigure | None = None,
) -> ProtectedFigure:
    """A figure; `values` are worked out from `counts` when they are not given."""
    if values is None:
        assert counts is not None
        bases = [base if isinstance(base, int) else 1 for base in n]
        values = counts if measure == "count" else shares(counts, bases)
    return ProtectedFigure(
        id=id, number=number or id.removeprefix("fig-"), chapter=chapter, title=title, question=question or title,
        kind=kind,
        measure=measure, unit=unit, base_note=base_note, groups=tuple(groups), categories=tuple(categories),
        n=tuple(n),
        counts=None if counts is None else tuple(map(tuple, counts)), values=tuple(map(tuple, values)), test=test,
        notes=tuple(notes), source=source, multiple=multiple, panel=panel,
    )  # fmt: skip


AMOUNT = ("Slet ikke/lidt", "I nogen grad", "En hel del/rigtig meget")
MERGED = "»Slet ikke« og »Lidt« samt »En hel del« og »Rigtig meget« er lagt sammen."

good_with_self = make(
    id="fig-4.15", title="Jeg har det godt med mig selv", kind="distribution", groups=ANSWERS, categories=AMOUNT,
    n=(77, 53, 40, 29), counts=((32, 29, 16), (20, 19, 14), (17, 12, 11), (13, 9, 7)), test=chi2(1.509484, 6, 0.9589,
    199),
    unit="besvarelser", base_note="Besvarelser af progressionsskemaet med svar på spørgsmålet.", notes=(MERGED,),
    panel=make(
        id="fig-4.15-panel", number="4.15", title="Jeg har det godt med mig selv", kind="distribution",
        groups=ANSWERS,
        categories=AMOUNT, n=(29, 29, 28, 29), counts=((11, 10, 8), (9, 9, 11), (13, 7, 8), (13, 9, 7)),
        unit="besvarelser",
        base_note="De 29 borgere, der har svaret alle fire gange.",
    ),
)  # fmt: skip

planning = make(
    id="fig-4.27", title="Hvor god har du været til at planlægge din dag de sidste 7 dage?", kind="distribution",
    groups=ANSWERS, categories=("Meget dårlig/dårlig", "Vekslende", "God/meget god"), n=(77, 52, 40, 29),
    counts=((24, 31, 22), (14, 12, 26), (9, 20, 11), (11, 5, 13)), test=chi2(14.972808, 6, 0.0205, 198),
    unit="besvarelser",
)  # fmt: skip

sex = make(
    id="fig-4.1", title="Kønsfordeling på kommuneniveau", kind="distribution", groups=("Vejle", "Helsingør/Odder",
    "Randers", "Alle"),
    categories=("Mand", "Kvinde"), n=(33, 31, 41, 105), counts=((23, 10), (26, 5), (32, 9), (81, 24)), source=START,
    test=chi2(1.85253, 2, 0.396, 105, ("Vejle", "Helsingør/Odder", "Randers")),
    notes=("Helsingør og Odder er lagt sammen af diskretionshensyn.",),
)  # fmt: skip

known = make(
    id="fig-4.3", title="Borgerens tilknytning til stofbehandlingssystemet fordelt på kommunerne",
    kind="distribution",
    groups=("Vejle", "Helsingør/Odder", "Randers"), n=(32, 30, 41), counts=((9, 20, 3), (6, 13, 11), (6, 31, 4)),
    source=START,
    categories=(
        "Borgeren er hidtil ukendt i stofbehandlingssystemet",
        "Borgeren er tidligere kendt i stofbehandlingssystemet, men frafaldet",
        "Sporadisk kontakt, endnu ikke afklaret eller ved ikke",
    ),
    test=chi2(13.4351, 4, 0.0093, 103, ("Vejle", "Helsingør/Odder", "Randers")),
)  # fmt: skip

five_steps = make(
    id="fig-4.90", title="Fem svar hver for sig", kind="distribution", groups=ANSWERS, n=(77, 53, 40, 29),
    unit="besvarelser",
    categories=("Meget dårlig", "Dårlig", "Vekslende", "God", "Meget god"),
    counts=((8, 16, 31, 15, 7), (3, 11, 12, 19, 8), (3, 6, 20, 8, 3), (4, 7, 5, 9, 4)),
)  # fmt: skip

age = make(
    id="fig-4.2", title="Alderskategorier for borgere i fremskudt stofbehandling", kind="distribution",
    groups=("Alle",),
    categories=("18-25 år", "26-32 år", "33-49 år", "50-64 år"), n=(98,), counts=((13, 17, 45, 23),), source=START,
)  # fmt: skip

plan_made = make(
    id="fig-4.10", title="Er der udarbejdet en behandlingsplan (§ 101, stk. 8) for borgerens mål og ønsker?",
    kind="distribution",
    groups=("Alle",), categories=("Ja", "Nej"), n=(153,), counts=((104, 49),), source=RUNNING, unit="skemaer",
)  # fmt: skip

housing_support = make(
    id="fig-4.5", title="Andel af borgere, der modtager bostøtte fordelt på kommune", kind="distribution",
    groups=("Vejle", "Helsingør/Odder", "Randers"), categories=("Bostøtte",), n=(23, 14, 29), counts=((18,), (9,),
    (21,)), source=START,
)  # fmt: skip

hidden_cells = make(
    id="fig-4.35", title="Hvor mange dage drak du fem genstande eller flere ved én lejlighed?", kind="distribution",
    groups=ANSWERS, categories=("Ingen dage", "1-5 dage", "6-7 dage"), n=(25, 19, 14, SUPPRESSED), unit="besvarelser",
    counts=((7, 8, 10), (8, SUPPRESSED, SUPPRESSED), (SUPPRESSED, 6, SUPPRESSED), (SUPPRESSED,) * 3),
    notes=("Besvarelse 4 er ikke præsenteret på grund af for få besvarelser.",),
)  # fmt: skip

first_contact = make(
    id="fig-3.1", chapter="3", kind="multiple", multiple=True, groups=("Alle",), n=(103,), source=START,
    title="Hvilke aktører er involveret i den indledende kontakt og relation til borgeren i forbindelse med fremskudt "
    "stofbehandling?",
    categories=(
        "Behandler (fremskudt stofbehandling)", "Støttekontakt (SKP)", "Myndighedssagsbehandler",
        "Medarbejder (på værested, herberg, varmestue, botilbud o.l.)", "Behandler (øvrige)",
        "Sygeplejerske/læge (øvrige)",
        "Sygeplejerske/læge (fremskudt stofbehandling)", "Almen praktiserende læge", "Peer-medarbejder (øvrige)",
        "Peer-medarbejder (fremskudt stofbehandling)", "Social vicevært/boligsocial medarbejder", "Andre",
    ),
    counts=((78, 25, 16, 12, 11, 10, 9, 3, 0, 0, 0, 22),),
    notes=("Der kan sættes flere kryds, så andelene summer ikke til 100 %.",),
)  # fmt: skip

services = make(
    id="fig-4.4", title="Hvilke øvrige social- og sundhedsfaglige tilbud modtager borgeren?", kind="multiple",
    multiple=True,
    groups=("Vejle", "Helsingør/Odder", "Randers"), n=(23, 14, 29), source=START,
    categories=("Bostøtte", "Ambulant psykiatrisk behandling", "Tilbud via jobcenter", "Ældrepleje"),
    counts=((18, 7, 5, SUPPRESSED), (9, SUPPRESSED, 4, 0), (21, 9, 6, 3)),
)  # fmt: skip

phases = make(
    id="fig-4.6", title="Hvor mange borgere har været igennem hver af de tre faser?", kind="counts", measure="count",
    groups=("Alle",), n=(155,), counts=((47, 99, 9),), source=RUNNING, unit="skemaer",
    categories=(
        "Fase 1: Udgående og kontaktskabende indsats", "Fase 2: Fremskudt behandling",
        "Fase 3: Brobygning til ordinær stofbehandling",
    ),
    notes=("Tallene er skemaer, ikke borgere: en borger kan indgå flere gange.",),
)  # fmt: skip

readiness = make(
    id="fig-4.7", kind="battery", source=RUNNING, unit="skemaer", n=(90, 93, 94, 92, 94),
    title="Vurderinger af borgerens parathed i forhold til at indgå i brobygning til ordinær "
    "stofbehandling (fase 2 og 3)",
    categories=("Slet ikke", "Lidt", "I nogen grad", "En hel del/rigtig meget"),
    groups=(
        "Borgeren er tryg i relation til sin nye behandler",
        "Borgeren er forberedt på at skulle overgå til ordinær stofbehandling",
        "Borgeren er stabiliseret i en grad, hvor borger kan fremmøde til aftaler i det ordinære behandlingstilbud",
        "Borgeren har gennem en længere periode oplevet en stabil og positiv udvikling ift. trivsel og mestringsevne",
        "Borgeren er stabil i behandlingskontakten med fremskudt behandler",
    ),
    counts=((46, 6, 10, 28), (57, 16, 11, 9), (46, 20, 14, 14), (32, 25, 20, 15), (12, 17, 28, 37)),
)  # fmt: skip

WELLBEING = (
    "Jeg føler mig støttet af andre mennesker", "Jeg har håb og drømme om fremtiden", "Jeg har det godt med mig selv",
    "Jeg gør ting, som betyder noget for mig", "Jeg føler, at jeg har kontrol over mit liv",
)  # fmt: skip

wellbeing = make(
    id="fig-4.18", title="Generelt trivselsindeks", kind="index", measure="index", unit="besvarelser",
    categories=WELLBEING,
    groups=tuple(f"Besvarelse {number}" for number in range(1, 8)), n=(77, 55, 40, 29, 16, 7, 5),
    values=(
        (100.0, 100.0, 100.0, 100.0, 100.0),
        (104.2, 103.5, 101.1, 98.4, 106.3),
        (106.9, 99.2, 100.4, 107.7, 109.8),
        (109.1, 104.8, 99.0, 103.3, 114.0),
        (113.6, 101.7, 102.9, 110.2, 117.1),
        (121.5, 81.4, 116.3, 96.8, 123.9),
        (104.0, 94.6, 128.2, 112.5, 131.7),
    ),
    notes=("Indekset er gennemsnittet ved hver besvarelsesgang i forhold til gennemsnittet ved den første (100).",),
)  # fmt: skip

hidden_index = make(
    id="fig-4.23", title="Trivsel den seneste uge", kind="index", measure="index", unit="besvarelser",
    categories=("Personligt", "Nære relationer", "Socialt", "Fysisk"), groups=ANSWERS, n=(77, 53, 40, 29),
    values=((100.0,) * 4, (103.25, 101.0, SUPPRESSED, 99.0), (108.0, 97.5, 102.0, 99.5), (111.0, 99.0, 104.0,
    SUPPRESSED)),
)  # fmt: skip

mean_age = make(
    id="prose-age", number="4.1.1", title="Gennemsnitsalder pr. kommune", kind="means", measure="mean", source=START,
    groups=("Odder", "Randers", "Helsingør", "Vejle", "Alle"), categories=("gennemsnit",), n=(7, 38, 22, 31, 98),
    values=((49.4,), (37.7,), (41.0,), (41.0,), (40.5,)),
    test=TestResult("t_test", 2.27, 43, 0.03, 45, ("Odder", "Randers"), "To grupper med samme varians.", START),
)  # fmt: skip

appendix = make(
    id="bilagstabel-1.1", number="1.1", chapter="bilag", title="Oversigt over besvarelser af kontaktskemaer",
    kind="table",
    measure="count", unit="skemaer", categories=("Total", "Randers", "Vejle", "Helsingør og Odder"), n=(107, 29, 32,
    50, 44),
    groups=("Kontaktskema start", "Løbende, runde 1", "Løbende, runde 2", "Løbende, runde 3", "Løbende, runde 4"),
    counts=((107, 41, 33, 33), (29, 13, 12, 4), (32, 12, 15, 5), (50, 17, 15, 18), (44, 13, 23, 8)), source=RUNNING,
)  # fmt: skip

home = make(
    id="prose-4.2.1-place", number="4.2.1", title="Indsatsen finder sted i borgerens eget hjem", kind="statement",
    groups=("Fase 1", "Fase 2", "Fase 3"), categories=("Eget hjem",), n=(47, 99, 9), counts=((26,), (61,), (6,)),
    source=RUNNING,
)  # fmt: skip

HOSTILE = '#panic("x") *fed* $x$ <script>alert(1)</script> & =1+1 "citat" \\ [kant] @ref'

hostile = make(
    id="fig-4.99", title=HOSTILE, kind="distribution", groups=(HOSTILE, "B"), categories=("<b>Ja</b>", "=2+2"), n=(40,
    20),
    counts=((10, 30), (5, 15)), notes=(HOSTILE,), base_note=HOSTILE,
)  # fmt: skip

ALL = (
    first_contact, sex, age, known, services, housing_support, phases, readiness, plan_made, good_with_self,
    wellbeing, planning,
    hidden_index, hidden_cells, five_steps, mean_age, home, appendix,
)  # fmt: skip
