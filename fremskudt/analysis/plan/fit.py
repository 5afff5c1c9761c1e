"""Do the parts of a figure fit each other? Checks that need the whole figure, after it has been read."""

from fremskudt.analysis.plan.errors import Problems
from fremskudt.analysis.plan.model import Figure
from fremskudt.analysis.plan.vocabulary import Vocabulary


def check_fit(figure: Figure, place: str, vocabulary: Vocabulary, problems: Problems) -> None:
    """Note P007 and P010-P014 for codes, groups, tests, statements and panels that do not fit the figure."""
    for item in figure.items if figure.categories else ():
        codes = [code for category in figure.categories for code in category.codes]
        vocabulary.check_codes(figure.form, item.variable, codes, place)
    _check_groups(figure, place, vocabulary, problems)
    _check_test(figure, place, problems)
    _check_statement(figure, place, problems)
    if figure.panel and (figure.grouping is None or figure.grouping.by != "answer_number"):
        problems.add("P014", place, "Et panel kræver grupper efter besvarelsesgang.", "Fjern panel, eller ret group.")


def _check_groups(figure: Figure, place: str, vocabulary: Vocabulary, problems: Problems) -> None:
    grouping = figure.grouping
    if grouping is not None and grouping.item is not None:
        codes = [int(value) for group in grouping.groups for value in group.values]
        vocabulary.check_codes(figure.form, grouping.item, codes, place)
    one_row = figure.kind in ("distribution", "counts", "multiple", "means")
    if one_row and grouping is None and figure.total is None:
        problems.add("P010", place, "Figuren har ingen rækker.", "Angiv group, eller giv den ene række navn med total.")
    if figure.kind == "index" and (grouping is None or grouping.by != "answer_number"):
        problems.add("P010", place, "Et indeks kræver grupper efter besvarelsesgang.", "Ret group.")
    by_municipality = grouping is not None and grouping.by == "municipality"
    if figure.kind == "table" and by_municipality == bool(figure.columns):
        problems.add(
            "P010",
            place,
            "En tabel skal have enten kommuner eller optællinger som kolonner.",
            "Angiv group eller columns.",
        )


def _check_test(figure: Figure, place: str, problems: Problems) -> None:
    if figure.test is None:
        return
    labels = [group.label for group in figure.grouping.groups] if figure.grouping else []
    if figure.test.method == "chi2" and (figure.kind != "distribution" or len(labels) < 2):
        problems.add(
            "P012", place, "χ²-testen kræver en fordeling med mindst to grupper.", "Fjern test, eller ret group."
        )
    if figure.test.method == "t_test":
        unknown = [label for label in figure.test.groups if label not in labels]
        if figure.kind != "means" or len(figure.test.groups) != 2 or unknown:
            problems.add("P012", place, "t-testen kræver to af figurens grupper.", f"Vælg to af {', '.join(labels)}.")


def _check_statement(figure: Figure, place: str, problems: Problems) -> None:
    cells = [(part.group, part.category) for part in figure.parts]
    whole = {(group, category) for group, _ in cells for _, category in cells}
    if len(set(cells)) != len(cells) or set(cells) != whole:
        problems.add("P013", place, "Hver række skal have et tal i hver kolonne, og kun ét.", "Ret parts.")
