"""Checks of a study's own answers and figures: what the authors of a report cannot see in a finished table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from fremskudt import instruments
from fremskudt.analysis.counts import Counts, Forms
from fremskudt.analysis.frames import Extract
from fremskudt.analysis.plan import Figure
from fremskudt.analysis.quality.finding import Finding, finding, listed

ENOUGH_TO_COMPARE = 5  # answers that two forms must share before "identical" means anything

Counted = Sequence[tuple[Figure, Counts]]


def check_answers(extract: Extract, counted: Counted, forms: Forms, threshold: int) -> tuple[Finding, ...]:
    """Everything the system finds wrong or unexplained in a run, as Danish sentences without a small number in them.

    `counted` pairs each figure that counts something with its raw counts, `forms` are the responses by form, wave,
    answer number and municipality. Numbers from 1 to threshold - 1 are written as "færre end".
    """
    found: list[Finding] = []
    for figure, counts in counted:
        found += unplaced(figure, counts, threshold)
        found += uneven(figure, counts, threshold)
        found += forms_as_citizens(figure, counts, forms, threshold)
    found += totals_that_differ(counted)
    found += unanswered(counted, forms, threshold)
    found += repeated_rows(extract.manifest)
    found += same_form_twice(extract, threshold)
    return tuple(found)


def unplaced(figure: Figure, counts: Counts, threshold: int) -> Iterable[Finding]:
    """Q01 and Q12: forms or answers that no row or column of the figure holds."""
    if counts.outside and figure.kind == "table":
        what = f"{_few(counts.outside, threshold)} skemaer er fra kommuner uden kolonne, så delene ikke giver totalen."
        yield finding("Q01", figure.name, what.capitalize())
    elif counts.outside:
        what = f"{_few(counts.outside, threshold)} svar hører ikke til nogen af figurens kategorier."
        yield finding("Q12", figure.name, what.capitalize())


def uneven(figure: Figure, counts: Counts, threshold: int) -> Iterable[Finding]:
    """Q03: numbers of the same forms, side by side, with different bases."""
    together = counts.n if figure.kind == "battery" else ()
    bases = (
        {int(base) for row in counts.base for base in row} if figure.kind == "statement" and not _split(figure) else ()
    )
    found = sorted({*together, *bases})
    if len(found) > 1:
        what = f"Tallene står sammen, men bygger på mellem {_few(found[0], threshold)} og {found[-1]} {figure.unit}."
        yield finding("Q03", figure.name, what)


def _split(figure: Figure) -> bool:
    """A statement whose rows are different groups of forms; their bases must differ."""
    return any(part.among for part in figure.parts)


def forms_as_citizens(figure: Figure, counts: Counts, forms: Forms, threshold: int) -> Iterable[Finding]:
    """Q05: a figure that speaks of citizens and counts more forms than its form has citizens."""
    citizens = sum(n for form, _, number, _, n in forms if form == figure.form and number == 1)
    speaks = figure.unit == "borgere" or "hvor mange borgere" in figure.title.lower()
    counted = int(counts.table.sum()) if figure.kind == "counts" else max(counts.n, default=0)
    if figure.kind != "table" and speaks and counted > citizens:
        people = f"{_few(citizens, threshold)} forskellige borgere"
        what = f"Figuren taler om borgere, men tæller {_few(counted, threshold)} skemaer fra {people}."
        yield finding("Q05", figure.name, what)


def totals_that_differ(counted: Counted) -> Iterable[Finding]:
    """Q06: tables of the same form (by wave, by answer number) that do not hold the same number of responses."""
    totals: dict[str, dict[int, list[str]]] = {}
    for figure, counts in counted:
        if figure.kind == "table" and not figure.columns and len({row.form for row in figure.rows}) == 1:
            totals.setdefault(figure.form, {}).setdefault(sum(counts.asked), []).append(figure.name.lower())
    for form, by_total in totals.items():
        if len(by_total) > 1:
            words = listed([f"{total} i {listed(ids)}" for total, ids in by_total.items()])
            yield finding("Q06", _title(form), f"Antallet af besvarelser er {words}.")


def unanswered(counted: Counted, forms: Forms, threshold: int) -> Iterable[Finding]:
    """Q10: how many forms lack an answer to what the figures show. One finding a form, follow-up questions left out."""
    n_forms: dict[str, int] = {}
    for form, *_, n in forms:
        n_forms[form] = n_forms.get(form, 0) + n
    lowest: dict[str, list[tuple[int, int, str]]] = {}
    for figure, counts in counted:
        whole = (
            figure.grouping is None and figure.among is None and figure.kind in ("distribution", "multiple", "counts")
        )
        asked = counts.asked[-1] if counts.asked else 0
        if whole and asked == n_forms.get(figure.form) and counts.n[-1] < asked:
            lowest.setdefault(figure.form, []).append((counts.n[-1], asked, figure.number))
    for form, figures in lowest.items():
        least, most = min(figures)[0], max(figures)[0]
        numbers = "Figurerne " + listed([number for *_, number in figures])
        if len(figures) == 1:
            numbers = f"Figur {figures[0][2]}"
        span = _few(least, threshold) if least == most else f"mellem {_few(least, threshold)} og {most}"
        what = f"{numbers} bygger på {span} af de {figures[0][1]} skemaer; resten har ikke svar på spørgsmålet."
        yield finding("Q10", _title(form), what)


def repeated_rows(manifest: Mapping[str, Any]) -> Iterable[Finding]:
    """Q14: rows that stood more than once in a delivery."""
    for delivery in manifest.get("deliveries", ()):
        repeated = delivery.get("repeated_rows", 0)
        if repeated:
            yield finding(
                "Q14",
                _title(delivery["kind"]),
                f"Leverancen havde {repeated} gentagne rækker ud af {delivery['rows']}.",
            )


def same_form_twice(extract: Extract, threshold: int) -> Iterable[Finding]:
    """Q13: forms of one citizen that agree in every single answer although they are from different waves."""
    for form, n in sorted(_identical(extract.answers, extract.responses)):
        what = f"{_few(n, threshold)} skemaer er helt ens med et andet skema fra samme borger i en anden runde."
        yield finding("Q13", _title(form), what.capitalize())


def _identical(answers: ir.Table, responses: ir.Table) -> list[tuple[str, int]]:
    """(form, number of later forms that repeat an earlier one of the same citizen), by one self-join."""
    who = responses.select("response", "pseudonym")
    rows = answers.select("response", "instrument", "variable", "value", "missing").inner_join(who, "response")
    earlier = rows.select(
        "instrument", "variable", "pseudonym", first="response", first_value="value", first_missing="missing"
    )
    pairs = rows.inner_join(earlier, ["instrument", "variable", "pseudonym"]).filter(ibis._.first < ibis._.response)
    same = ibis._.value.identical_to(ibis._.first_value) & ibis._.missing.identical_to(ibis._.first_missing)
    compared = pairs.group_by(["instrument", "first", "response"]).aggregate(
        differences=ibis._.count(where=~same), shared=ibis._.value.count()
    )
    twins = compared.filter(ibis._.differences == 0, ibis._.shared >= ENOUGH_TO_COMPARE)
    found = twins.group_by("instrument").aggregate(n=ibis._.response.nunique()).to_pyarrow()
    return list(zip(found["instrument"].to_pylist(), found["n"].to_pylist(), strict=True))


def _title(form: str) -> str:
    """The form's Danish title."""
    return instruments.get(form).title["da"]


def _few(number: int, threshold: int) -> str:
    return f"færre end {threshold}" if number < threshold else str(number)
