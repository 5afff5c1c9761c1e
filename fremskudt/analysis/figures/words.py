"""The alternative text: the same picture in complete Danish sentences, for those who hear it."""

from dataclasses import dataclass

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures.lines import only_points
from fremskudt.analysis.figures.look import written

_FORM = {
    "distribution": "Søjlediagram med fordelingen af svar",
    "battery": "Søjlediagram med fordelingen af svar på hvert udsagn",
    "multiple": "Søjlediagram med andele, hvor der kan gives flere svar",
    "counts": "Søjlediagram med antal",
    "index": "Punkt- og linjediagram med indekstal, hvor den første gruppe er 100",
    "means": "Punktdiagram med gennemsnit",
    "table": "Tabel",
    "statement": "Tabel med tal, der også står i teksten",
}
_LISTED = 8


@dataclass(frozen=True)
class _Cell:
    group: str
    category: str
    value: float


def alt_text(figure: ProtectedFigure) -> str:
    """What is shown, on how many, the largest number, the largest difference, what is hidden. Never a hidden number."""
    head = f"{_FORM[figure.kind]}: {figure.title}"
    sentences = [head if head.endswith((".", "?", "!")) else f"{head}.", _base(figure)]
    sentences += [*_largest(figure), *_difference(figure)]
    if figure.kind == "index" and only_points(figure):
        sentences.append("Hvor N er under 10, er der kun punkter og ingen linje.")
    if figure.withheld:
        sentences.append("Nogle tal vises ikke, fordi de bygger på for få. De er mærket som skjult.")
    return " ".join(sentences)


def _base(figure: ProtectedFigure) -> str:
    bases = ["N vises ikke" if isinstance(n, Suppressed) else f"N = {n}" for n in figure.n]
    named = [f"{group} ({base})" for group, base in zip(figure.groups, bases, strict=True)]
    if len(bases) == 1:
        return f"Tallene gælder {named[0]}; enheden er {figure.unit}."
    if len(set(bases)) == 1 and not isinstance(figure.n[0], Suppressed):
        return f"Alle rækker har {bases[0]}; enheden er {figure.unit}."
    rest = f" og {len(named) - _LISTED} rækker mere" if len(named) > _LISTED else ""
    return f"Rækkerne er {', '.join(named[:_LISTED])}{rest}; enheden er {figure.unit}."


def _seen(figure: ProtectedFigure) -> list[_Cell]:
    return [
        _Cell(group, category, value)
        for group, row in zip(figure.groups, figure.values, strict=True)
        for category, value in zip(figure.categories, row, strict=True)
        if not isinstance(value, Suppressed)
    ]


def _largest(figure: ProtectedFigure) -> list[str]:
    cells = _seen(figure)
    if not cells:
        return []
    top = max(cells, key=lambda cell: cell.value)
    names = [f"»{top.category}«"] if len(figure.categories) > 1 or len(figure.groups) == 1 else []
    names += [top.group] if len(figure.groups) > 1 else []
    which = "Det største tal, der vises," if figure.withheld else "Det største tal"
    return [f"{which} er {written(top.value, figure.measure)} ({', '.join(names)})."]


def _difference(figure: ProtectedFigure) -> list[str]:
    """The category that differs most between two groups; nothing to say with one group, or when rows are statements."""
    if len(figure.groups) < 2 or figure.kind in ("battery", "table"):
        return []
    widest: tuple[float, _Cell, _Cell] | None = None
    for category in figure.categories:
        own = sorted((cell for cell in _seen(figure) if cell.category == category), key=lambda cell: cell.value)
        if len(own) > 1 and own[-1].value - own[0].value > (widest[0] if widest else 0):
            widest = (own[-1].value - own[0].value, own[0], own[-1])
    if widest is None:
        return []
    _, low, high = widest
    about = f" for »{low.category}«" if len(figure.categories) > 1 else ""
    ends = f"{written(low.value, figure.measure)} ({low.group}) og {written(high.value, figure.measure)} ({high.group})"
    return [f"Den største forskel mellem grupperne er{about} mellem {ends}."]
