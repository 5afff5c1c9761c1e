"""What the living style sheet shows its parts with: made-up words that stretch them, and no person."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django import forms

DAYS = [("mon", "Mandag"), ("wed", "Onsdag"), ("fri", "Fredag, men kun når værestedet holder åbent om eftermiddagen")]


class SampleForm(forms.Form):
    title = forms.CharField(label="Overskrift", help_text="Kort. Den står øverst på siden.")
    words = forms.CharField(label="Med dine egne ord", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    place = forms.ChoiceField(label="Sted", choices=[("", "Vælg"), ("home", "Hjemme"), ("shelter", "Herberg")])
    day = forms.ChoiceField(label="Hvilken dag passer?", choices=DAYS, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(label="Emner", choices=DAYS, widget=forms.CheckboxSelectMultiple, required=False)
    sheet = forms.FileField(label="Fil", help_text="CSV eller XLSX, højst 20 MB.")
    sure = forms.BooleanField(label="Jeg har læst det hele")


@dataclass(frozen=True)
class SamplePeriod:
    lane: str
    start_on: date
    end_on: date | None


PERIODS = (
    SamplePeriod("1 Kontakt", date(2026, 8, 3), date(2026, 10, 20)),
    SamplePeriod("2 Plan", date(2026, 9, 28), None),
    SamplePeriod("Uafklaret", date(2026, 8, 20), date(2026, 9, 6)),
)
FACTS = {
    "Kommuner": "Helsingør, Odder, Randers og Vejle",
    "Runder": "4 af 8",
    "Udtræk": "2. november 2026, 4f9c2b7d1a6e8053c4d9b8e2f7a15c60e21a",
}
STEPS = (("Hilse på hjemme", "done"), ("Følges til møde", "now"), ("Hente medicin", "next"))
COUNTS = {"Svaret helt": 24, "I gang": 6, "Sagt nej": 3, "Ikke truffet": 3, "Holdt tilbage": 2, "Ikke spurgt": 3}
ANSWERS = ((0, "Slet ikke"), (1, "Lidt"), (2, "I nogen grad"), (3, "En hel del"), (4, "Rigtig meget"))
TABLE = (
    ("1. svar", "77", "31,2", "41,6", "27,3"),
    ("2. svar", "53", "24,5", "41,5", "34,0"),
    ("3. svar", "40", "20,0", "42,5", "37,5"),
    ("4. svar", "29", "–", "–", "–"),
)
RAMP = (("#DCE9ED", "#1F2326"), ("#6B9DAD", "#1F2326"), ("#123A47", "#FFFFFF"))  # fill, ink on it


@dataclass(frozen=True)
class Bar:
    words: str
    n: str
    y: int
    parts: list[dict[str, str]]


def bars(left: int, width: int, step: int, top: int) -> list[Bar]:
    """The sample chart: three stacked bars, `width` wide from `left`, with white gaps of 2."""
    found = []
    for at, (words, n, *shares) in enumerate(TABLE[:3]):
        x = float(left)
        parts: list[dict[str, str]] = []
        for share, (fill, ink) in zip(shares, RAMP, strict=True):
            wide = float(share.replace(",", ".")) * width / 100
            parts.append({"x": f"{x:.1f}", "width": f"{wide - 2:.1f}", "fill": fill, "ink": ink, "label": share})
            x += wide
        found.append(Bar(words, f"N = {n}", top + step * at, parts))
    return found


def everything() -> dict[str, object]:
    """The context of the style sheet page."""
    with_errors = SampleForm({"day": "sun"}, prefix="wrong")
    return {
        "form": SampleForm(), "wrong": with_errors, "facts": FACTS, "steps": STEPS, "counts": COUNTS, "total": 41,
        "answers": ANSWERS, "table": TABLE, "wide": bars(100, 480, 60, 8), "narrow": bars(0, 320, 72, 26),
        "periods": PERIODS, "ribbon_start": date(2026, 8, 1), "ribbon_end": date(2026, 11, 21),
        "meeting_start": datetime(2026, 11, 18, 12, 0, tzinfo=UTC),
        "meeting_end": datetime(2026, 11, 18, 12, 15, tzinfo=UTC),
        "meeting_now": datetime(2026, 11, 18, 12, 5, 48, tzinfo=UTC),
        "chips": ["2 frister", "ja udløber om 6 dage"], "earlier": ["4. november: hjemme, 30 minutter"],
    }  # fmt: skip
