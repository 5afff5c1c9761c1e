"""Every printed number once more from the rows, looked up by figure, group and category."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from scipy.stats import ttest_ind

from tests.demo.recount import (
    AREAS,
    FIGURES,
    INDEX,
    PROGRESSION,
    READINESS,
    Row,
    Study,
    by_area,
    index,
    progression_table,
    table,
    ticks,
    values,
)

MERGED = "Helsingør og Odder"
Number = Fraction | None
Shares = dict[tuple[str, str], Number]


def entries() -> list[tuple[str, dict[str, Any]]]:
    """(figure, printed number) for the 246 of the figures and the 11 of the panel."""
    return [
        (figure, {**entry, "panel": key == "panel", "measure": entry.get("measure", "pct")})
        for figure, content in FIGURES.items()
        for key in ("published", "panel")
        for entry in content.get(key) or []
    ]


def recount(study: Study, figure: str, entry: dict[str, Any]) -> Number:
    """The number from the rows, or None where they have no such thing."""
    if figure in PROGRESSION:
        counts = progression_table(study, figure, entry["panel"])
        row = counts[int(entry["group"][-1]) - 1]
        return Fraction(100 * row[FIGURES[figure]["categories"].index(entry["category"])], sum(row))
    if figure in INDEX:
        item = INDEX[figure][FIGURES[figure]["categories"].index(entry["category"])]
        return index(study, item)[int(entry["group"][-1]) - 1]
    return OTHER[figure](study).get((entry["group"], entry["category"]))


def shares(groups: dict[str, list[Row]], item: str, merge: dict[str, tuple[int, ...]]) -> Shares:
    """Percentages of those who answered the item, by group and merged category."""
    result: Shares = {}
    for label, rows in groups.items():
        answers = values(rows, item)
        for category, codes in merge.items():
            result[label, category] = Fraction(100 * sum(answer in codes for answer in answers), len(answers))
    return result


def everyone(rows: list[Row], item: str, merge: dict[str, tuple[int, ...]]) -> Shares:
    return shares({"Alle": rows}, item, merge)


def areas(rows: list[Row]) -> dict[str, list[Row]]:
    labels = ("Vejle", "Helsingør/Odder", "Randers")
    return {**dict(zip(labels, by_area(rows, ("Vejle", MERGED, "Randers")), strict=True)), "Alle": rows}


def box_shares(group: str, rows: list[Row], item: str, figure: str) -> Shares:
    n, counts = ticks(rows, item)
    return {
        (group, label): Fraction(100 * count, n)
        for label, count in zip(FIGURES[figure]["categories"], counts, strict=True)
    }


def sizes(rows: list[Row]) -> dict[str, Number]:
    parts = by_area(rows, ("Randers", "Vejle", MERGED))
    return dict(zip(("Total", "Randers", "Vejle", MERGED), map(Fraction, (len(rows), *map(len, parts))), strict=True))


def sources(study: Study) -> Shares:
    n_active = sum(row["status"] == "1" for row in study.people)
    return {
        ("Progressionsskema", "besvarelser"): Fraction(len(study.progression)),
        ("Progressionsskema", "runder"): Fraction(len({row["runde"] for row in study.progression})),
        ("Kontaktskema start", "besvarelser"): Fraction(len(study.start)),
        ("Kontaktskema løbende", "besvarelser"): Fraction(len(study.running)),
        ("Kontaktskema løbende", "runder"): Fraction(len({row["runde"] for row in study.running})),
        ("Deltagerliste", "deltagere"): Fraction(n_active),
    }


def appendix_1(study: Study) -> Shares:
    groups = {"Kontaktskema start": study.start}
    for wave in range(1, 5):
        groups[f"Kontaktskema løbende rul {wave}"] = [row for row in study.running if row["runde"] == str(wave)]
    return {(label, area): n for label, rows in groups.items() for area, n in sizes(rows).items()}


def appendix_2(study: Study) -> Shares:
    waves = {f"Runde {k}": [row for row in study.progression if row["runde"] == str(k)] for k in range(1, 9)}
    return {(label, area): n for label, rows in waves.items() for area, n in sizes(rows).items()}


def appendix_3(study: Study) -> Shares:
    labels = {"1 besvarelse": (1,), "2 besvarelser": (2,), "3 besvarelser": (3,), "4 besvarelser": (4,)}
    labels["5-8 besvarelser"] = (5, 6, 7, 8)
    groups = {label: [row for row in study.progression if row["answer"] in k] for label, k in labels.items()}
    return {(label, area): n for label, rows in groups.items() for area, n in sizes(rows).items()}


def spotting(study: Study) -> Shares:
    outside = "Sted: værested/herberg eller det offentlige rum/på gaden (sammenlagt)"
    return {
        **everyone(study.start, "spotted_place", {"Sted: eget hjem": (1,), outside: (2, 3, 4)}),
        **everyone(
            study.start, "spotted_by", {"Spottet af: øvrige behandlere": (2,), "Spottet af: øvrige aktører": (8,)}
        ),
    }


def ages(study: Study) -> Shares:
    own = {name: values([row for row in study.start if row["kommune"] == name], "age") for name in AREAS}
    own["Alle"] = values(study.start, "age")
    p = ttest_ind(own["Odder"], own["Randers"]).pvalue
    result: Shares = {(name, "gennemsnit"): Fraction(sum(part), len(part)) for name, part in own.items()}
    return {**result, ("Odder vs Randers", "t-test"): Fraction(float(p))}


def enrolment(study: Study) -> Shares:
    never, other = FIGURES["prose-4.1.2"]["categories"]
    return {
        **everyone(study.start, "substitution", {never: (3,)}),
        **everyone(study.start, "other_services", {other: (1,)}),
    }


def phases(study: Study) -> Shares:
    (counts,) = table([study.running], "phase", ((1,), (2,), (3,)))
    labels = FIGURES["fig-4.6"]["categories"]
    return {("Alle", label): Fraction(n) for label, n in zip(labels, counts, strict=True)}


def readiness(study: Study) -> Shares:
    merge = dict(zip(FIGURES["fig-4.7"]["categories"], ((3, 4), (2,), (1,), (0,)), strict=True))
    labels = [group["label"] for group in FIGURES["fig-4.7"]["groups"]]
    result: Shares = {}
    for label, item in zip(labels, READINESS, strict=True):
        result |= shares({label: study.running}, item, merge)
    return result


def labelled(figure: str, codes: Sequence[tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return dict(zip(FIGURES[figure]["categories"], codes, strict=True))


OTHER: dict[str, Callable[[Study], Shares]] = {
    "tab-1.2": sources,
    "bilagstabel-1.1": appendix_1,
    "bilagstabel-1.2": appendix_2,
    "bilagstabel-1.3": appendix_3,
    "prose-3.3.1": spotting,
    "fig-3.1": lambda study: box_shares("Alle", study.start, "first_contact", "fig-3.1"),
    "fig-3.2": lambda study: box_shares("Alle", study.running, "activities", "fig-3.2"),
    "fig-4.1": lambda study: shares(areas(study.start), "sex", {"Mand": (1,), "Kvinde": (2,)}),
    "fig-4.2": lambda study: everyone(
        study.start,
        "age",
        labelled(
            "fig-4.2", [tuple(range(first, last + 1)) for first, last in ((18, 25), (26, 32), (33, 49), (50, 64))]
        ),
    ),
    "prose-4.1.1-age": ages,
    "fig-4.3": lambda study: shares(
        areas(study.start), "known_in_system", labelled("fig-4.3", ((1,), (2,), (3, 4, 5)))
    ),
    "prose-4.1.2": enrolment,
    "fig-4.4": lambda study: box_shares(FIGURES["fig-4.4"]["groups"][0]["label"], study.start, "services", "fig-4.4"),
    "fig-4.5": lambda study: shares(areas(study.start), "services.home_support", {"Bostøtte": (1,)}),
    "fig-4.6": phases,
    "prose-4.2.1-place": lambda study: shares(
        {f"Fase {k}": [row for row in study.running if row["phase"] == str(k)] for k in (1, 2, 3)},
        "place",
        {"Eget hjem": (1,)},
    ),
    "fig-4.7": readiness,
    "fig-4.8": lambda study: everyone(study.running, "attempts", {"Flere gange om ugen": (1,)}),
    "fig-4.9": lambda study: everyone(
        study.running, "contacts", {"Flere gange om ugen": (1,), "En gang om ugen": (2,)}
    ),
    "fig-4.10": lambda study: everyone(study.running, "plan_made", {"Ja": (1,), "Nej": (0,)}),
    "fig-4.11": lambda study: shares(
        {"Afsluttede/frafaldne": study.people},
        "slut_aarsag",
        labelled("fig-4.11", ((1,), (2,), (3, 8), (4,), (5,), (6,), (7,))),
    ),
    "fig-4.12": lambda study: shares(
        {"Afsluttede": study.people}, "slut_fase", labelled("fig-4.12", ((1,), (2,), (3,)))
    ),
}
