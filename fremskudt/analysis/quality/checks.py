"""Checks of printed numbers against each other: what a reader with a pocket calculator and patience would find.

Every check takes figures as printed and gives findings. None of them needs the answers behind the numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from scipy import stats

from fremskudt.analysis.quality.bases import fits, shared_bases
from fremskudt.analysis.quality.finding import Finding, finding, listed
from fremskudt.analysis.quality.printed import PrintedFigure, PrintedNumber

TOTAL = "Total"


def check_printed(figures: Sequence[PrintedFigure]) -> tuple[Finding, ...]:
    """Everything that the printed numbers themselves show to be wrong or unexplained, in the order of the figures."""
    sources = _sources(figures)
    found = [
        one
        for figure in figures
        for check in (sums, impossible_shares, uneven_bases, printed_twice, test_of_another_table)
        for one in check(figure)
    ]
    found += [one for figure in figures for one in against_source(figure, sources)]
    found += [*totals_that_differ(figures), *doubled(figures), *unsteady_n(figures)]
    return tuple(found)


def sums(figure: PrintedFigure) -> Iterable[Finding]:
    """Q01: a row with a Total whose parts give something else."""
    for group, row in _rows(figure).items():
        if TOTAL in row and len(row) > 2:
            parts = {category: value for category, value in row.items() if category != TOTAL}
            if sum(parts.values()) != row[TOTAL]:
                added = " + ".join(str(value) for value in parts.values())
                yield finding(
                    "Q01",
                    figure.name,
                    f"»{group}«: {added} = {sum(parts.values())}, men totalen er trykt som {row[TOTAL]}.",
                )


def impossible_shares(figure: PrintedFigure) -> Iterable[Finding]:
    """Q02: percentages that no whole number out of the printed N can give, with the nearest N that would."""
    for group, n in figure.n.items():
        numbers = _shares(figure, group)
        wrong = [number for number in numbers if not fits(number, n)]
        if not wrong:
            continue
        words = listed([f"{number.printed} % ({number.category})" for number in wrong])
        bases = shared_bases(wrong, n)
        hint = f" Det nærmeste, der passer, er {listed([str(base) for base in bases[:3]])}." if bases else ""
        right = len(numbers) - len(wrong)
        rest = " Rækkens andre procenter passer." if right else ""
        yield finding("Q02", figure.name, f"»{group}«: {words} kan ikke være et helt antal ud af {n}.{hint}{rest}")


def uneven_bases(figure: PrintedFigure) -> Iterable[Finding]:
    """Q03: rows or bars with one printed N whose percentages cannot share any base near it."""
    numbers = [number for group in figure.n for number in _shares(figure, group)]
    if len(numbers) < 2 or len(set(figure.n.values())) != 1:
        return
    n = next(iter(figure.n.values()))
    if all(fits(number, n) for number in numbers) or shared_bases(numbers, n):
        return
    yield finding(
        "Q03",
        figure.name,
        f"Der er trykt ét grundlag (N = {n}), men intet fælles grundlag kan give alle figurens procenter.",
    )


def printed_twice(figure: PrintedFigure) -> Iterable[Finding]:
    """Q04: the same row and column printed with two values."""
    for first, second in combinations(figure.numbers, 2):
        same = (first.group, first.category, first.measure) == (second.group, second.category, second.measure)
        if same and first.value != second.value:
            yield finding(
                "Q04", figure.name, f"»{first.category}« er trykt både som {first.printed} og som {second.printed}."
            )


def test_of_another_table(figure: PrintedFigure) -> Iterable[Finding]:
    """Q08: degrees of freedom that the shown rows and columns do not have, or a p that the statistic does not give."""
    if figure.test is None:
        return
    shown = (len(figure.rows) - 1) * (len(figure.columns) - 1)
    if figure.test.df != shown:
        what = f"Testen har {figure.test.df} frihedsgrader, men de viste rækker og kolonner giver {shown}."
        yield finding("Q08", figure.name, what)
    p = float(stats.chi2.sf(figure.test.statistic, figure.test.df))
    if abs(p - figure.test.p) > 0.00051:
        yield finding("Q08", figure.name, f"χ² = {figure.test.statistic} giver ikke p = {figure.test.p}.")


def against_source(figure: PrintedFigure, sources: Mapping[str, tuple[int, int]]) -> Iterable[Finding]:
    """Q05 and Q11: a figure about citizens that counts forms, and a figure with more than its source holds.

    `sources` gives the number of answers and of rounds of each form, as the report's overview prints them.
    """
    source = next((name for name in sources if figure.form.lower().startswith(name)), None)
    if source is None:
        return
    answers, rounds = sources[source]
    counted = sum(int(number.value) for number in figure.numbers if number.measure == "count") or figure.total_n
    asks = "hvor mange borgere" in figure.title.lower() or figure.unit == "borgere"
    if asks and rounds > 1 and counted == answers:
        what = f"Figuren spørger, hvor mange borgere, men tallene giver {answers}: alle skemaer fra {rounds} runder."
        yield finding("Q05", figure.name, what)
    if figure.total_n and figure.total_n > answers:
        yield finding("Q11", figure.name, f"Figuren har N = {figure.total_n}, men kilden ({source}) har {answers}.")


def totals_that_differ(figures: Sequence[PrintedFigure]) -> Iterable[Finding]:
    """Q06: two tables of the same form whose totals are not the same number of answers."""
    totals = [(figure, sum(row[TOTAL] for row in _rows(figure).values() if TOTAL in row)) for figure in figures]
    for (first, one), (second, other) in combinations([pair for pair in totals if pair[1]], 2):
        if first.form == second.form and one != other:
            what = f"{first.name} giver {one} besvarelser i alt, {second.name.lower()} giver {other}."
            yield finding("Q06", f"{first.name} og {second.name.lower()}", what)


def doubled(figures: Sequence[PrintedFigure]) -> Iterable[Finding]:
    """Q07: a column total that is an exact multiple of another table's, and columns where every number is even."""
    tables = [(figure, _columns(figure)) for figure in figures if any(TOTAL in row for row in _rows(figure).values())]
    for (first, one), (second, other) in combinations(tables, 2):
        for column in one if first.form == second.form else ():
            large, small = sorted((sum(one[column]), sum(other.get(column, [0]))), reverse=True)
            if small and large > small and large % small == 0:
                times = f"nøjagtig {large // small} gange så mange"
                what = f"Kolonnen {column} giver {large} i den ene tabel og {small} i den anden: {times}."
                yield finding("Q07", f"{first.name} og {second.name.lower()}", what)
    for figure, columns in tables:
        even = [name for name, values in columns.items() if len(values) >= 8 and not any(v % 2 for v in values)]
        if even:
            yield finding(
                "Q07", figure.name, f"Alle tal i {listed(even)} er lige, så hver række kan være talt to gange."
            )


def unsteady_n(figures: Sequence[PrintedFigure]) -> Iterable[Finding]:
    """Q09: the same group of the same form has several Ns in the report. One finding for each form and group."""
    seen: dict[tuple[str, str], dict[int, list[str]]] = {}
    for figure in figures:
        for group, n in figure.n.items():
            seen.setdefault((figure.form, group), {}).setdefault(n, []).append(figure.name.lower())
    for (form, group), by_n in seen.items():
        if len(by_n) > 1:
            usual, *others = sorted(by_n, key=lambda n: -len(by_n[n]))
            words = listed([f"{n} i {listed(by_n[n])}" for n in others])
            yield finding("Q09", f"{form.capitalize()}, {group.lower()}", f"N er oftest {usual}, men {words}.")


def _sources(figures: Sequence[PrintedFigure]) -> dict[str, tuple[int, int]]:
    """Form -> (answers, rounds), from the table that prints both. A source without rounds has one."""
    found = {}
    for figure in figures:
        for group, row in _rows(figure).items():
            answers = row.get("besvarelser") or row.get("deltagere")
            if answers:
                found[group.lower()] = (answers, row.get("runder", 1))
    return found


def _rows(figure: PrintedFigure) -> dict[str, dict[str, int]]:
    """The printed counts, by row and column."""
    rows: dict[str, dict[str, int]] = {}
    for number in figure.numbers:
        if number.measure == "count":
            rows.setdefault(number.group, {})[number.category] = int(number.value)
    return rows


def _columns(figure: PrintedFigure) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for row in _rows(figure).values():
        for category, value in row.items():
            columns.setdefault(category, []).append(value)
    return columns


def _shares(figure: PrintedFigure, group: str) -> list[PrintedNumber]:
    return [number for number in figure.numbers if number.group == group and number.measure == "pct"]
