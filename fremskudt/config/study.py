"""The published study as a study of this site: its waves, its four data sources, its evaluator."""

import hashlib
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

SLUG = "fremskudt-2025"
TITLE = "Fremskudt stofbehandling 2024-2025"
EMAIL = "evaluator@example.org"
PURPOSE = (
    "Den offentliggjorte evaluering, bygget op igen af rækker, der er lavet til formålet. Ingen personer i dem findes."
)
STARTS_ON, ENDS_ON = date(2024, 1, 1), date(2025, 6, 30)
FILES = {
    "participants": "deltagerliste.csv",
    "start": "kontaktskema_start.csv",
    "running": "kontaktskema_loebende.csv",
    "progression": "progressionsskema.csv",
}


def demo() -> ModuleType:
    """The demo population: beside the package in a checkout, inside it in an installed wheel."""
    try:
        from fremskudt import demo as packaged  # type: ignore[attr-defined]

        return packaged  # type: ignore[no-any-return]
    except ImportError:
        import demo as beside

        return beside


def people() -> Any:
    """The demo evaluator; made the first time."""
    from fremskudt.config import demo_people

    return demo_people.evaluator()


def study(by: Any) -> Any:
    """The study with its waves; made the first time."""
    from fremskudt.access.models import Organisation
    from fremskudt.surveys.actions import study as study_actions
    from fremskudt.surveys.models import Study

    found = Study.objects.filter(slug=SLUG).first()
    if found:
        return found
    towns = [
        Organisation.objects.get_or_create(kind="municipality", name=name)[0]
        for name in ("Helsingør", "Odder", "Randers", "Vejle")
    ]
    return study_actions.create(
        slug=SLUG, title=TITLE, owner=Organisation.objects.get(memberships__user=by), municipalities=towns,
        starts_on=STARTS_ON, ends_on=ENDS_ON, waves=waves(), by=by, purpose=PURPOSE,
    )  # fmt: skip


def waves() -> dict[str, list[Any]]:
    """The start form is always open; staff fill in four running forms, and citizens answer every two months."""
    from fremskudt.surveys.actions.study import Opening

    return {
        "start": [Opening(1, STARTS_ON, ENDS_ON)],
        "running": [Opening(n + 1, *window(4 * n, 4)) for n in range(4)],
        "progression": [Opening(n + 1, *window(2 * n, 2)) for n in range(8)],
    }


def window(skip: int, months: int) -> tuple[date, date]:
    """First and last day of `months` whole months that begin `skip` months after the study."""
    first = STARTS_ON.month - 1 + skip
    after = first + months
    start = date(STARTS_ON.year + first // 12, first % 12 + 1, 1)
    return start, date(STARTS_ON.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def take_in(folder: Path, *, study: Any, by: Any) -> list[Any]:
    """Import the four files in `folder` in the order that lets answers find their people."""
    from fremskudt.surveys.actions import delivery
    from fremskudt.surveys.rules.kinds import Kind

    return [
        delivery.take_in(study=study, kind=Kind(kind), name=name, content=(folder / name).read_bytes(), by=by)
        for kind, name in FILES.items()
    ]


def population_fingerprint() -> str:
    """Names the content of the four files, so that a changed population starts from an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        demo().write_population(Path(folder))
        return hashlib.sha256(b"".join((Path(folder) / name).read_bytes() for name in FILES.values())).hexdigest()[:16]


def step(words: str) -> None:
    """Tell the one who waits what is going on."""
    print(words, file=sys.stderr, flush=True)


def import_all(work: Path) -> Any:
    """The study with its four files written to `work` and taken in."""
    work.mkdir(parents=True, exist_ok=True)
    demo().write_population(work)
    by = people()
    found = study(by)
    take_in(work, study=found, by=by)
    return found


def build(work: Path) -> Any:
    """From rows to report: import, extract, analysis and the report's files; the run."""
    from fremskudt.evaluation.actions import extract, run
    from fremskudt.evaluation.plans import STANDARD, plan_text

    step("Indlæser deltagerliste og skemaer …")
    found = import_all(work)
    step("Danner udtræk …")
    made = extract.make(study=found, by=people())
    step("Regner planen, tegner figurer og skriver rapporten (første gang op til et halvt minut) …")
    return run.carry_out(extract=made, plan_text=plan_text(STANDARD), by=people())
