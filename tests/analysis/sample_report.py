"""A report with every kind of block."""

from dataclasses import dataclass
from datetime import date

from fremskudt.analysis.report import Basis, Report
from tests.analysis import sample_figures


@dataclass(frozen=True)
class Chapter:
    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Finding:
    code: str
    where: str
    what: str
    why_it_matters: str


CHAPTERS = (
    Chapter("3", "Indsatsen i praksis", "Kapitlet beskriver, hvem der har del i den første kontakt til borgerne."),
    Chapter(
        "4",
        "Borgerne og deres udvikling",
        "Kapitlet viser, hvem borgerne er, hvad indsatsen har bestået af, og hvordan borgerne selv har det.\n\n"
        "Svarene fra de første fire besvarelsesgange er sammenlignet. Færre borgere svarer ved hver gang, og derfor er "
        "tallene også vist for dem, der har svaret alle fire gange.",
    ),
)
FINDINGS = (
    Finding(
        "Q003",
        "Figur 4.6",
        "Faserne tæller 155 skemaer, men figuren taler om borgere.",
        "En borger, der har fået udfyldt flere skemaer, tæller med flere gange.",
    ),
    Finding(
        "Q001",
        "Bilagstabel 1.1",
        "Kommunernes tal for runde 1 giver 29 i alt, som det skal være, men deltagerlisten har 30.",
        "Et skema mangler, eller en borger står på listen ved en fejl.",
    ),
)
METHOD = (
    "Alle tal er optalt fra pseudonymiserede svar. Andele er i procent af dem, der har svaret på spørgsmålet.",
    "Fordelinger er sammenlignet med Pearsons χ²-test uden korrektion. Testen behandler gentagne svar fra samme "
    "borger som uafhængige, og resultatet skal læses med det forbehold.",
    "Tal, der bygger på færre end tre borgere, vises ikke.",
)
BASIS = Basis(sample_figures.EXTRACT, "0.1.0", "vive-2025", "1")

REPORT = Report(
    title="Fremskudt stofbehandling til mennesker i udsatte positioner",
    subtitle="Evaluering i fire kommuner: tal fra skemaer og deltagerlister",
    organisation="Fremskudt, afdelingen for evaluering",
    dated=date(2026, 11, 4),
    chapters=CHAPTERS,
    figures=sample_figures.ALL,
    findings=FINDINGS,
    method=METHOD,
    basis=BASIS,
    notice="Rapporten bygger på konstruerede data. Ingen rigtig persons svar indgår.",
    reproduction=(("Genskabt", 240), ("Afviger på grund af en kendt fejl i rapporten", 9), ("Kan ikke udledes", 8)),
)
