"""The twelve parameters in which municipalities differ, as questions that are answered yes or no.

Source: the evaluation report of 2025, table 1.1, its rows in its order. Each is no until somebody says yes. The keys
are the fields of MunicipalitySettings.
"""

from dataclasses import dataclass

from fremskudt.basics.words import gettext_noop as _


@dataclass(frozen=True)
class Parameter:
    """One row of table 1.1: the question, and which screens a yes will open or change."""

    key: str
    question: str
    shapes: str


@dataclass(frozen=True)
class Group:
    title: str
    parameters: tuple[Parameter, ...]


GROUPS = (
    Group(
        _("Hvem arbejder I sammen med?"),
        (
            Parameter(
                "works_with_drop_ins",
                _("Arbejder I sammen med væresteder?"),
                _("Værestederne får »Set og hørt« og står på siden Partnere."),
            ),
            Parameter(
                "works_with_commercial_actors",
                _("Arbejder I sammen med boligforeninger eller handelsforeninger?"),
                _("De får »Set og hørt« og står på siden Partnere."),
            ),
            Parameter(
                "works_with_social_housing",
                _("Arbejder I sammen med boligsociale aktører?"),
                _("De får »Set og hørt« og står på siden Partnere."),
            ),
        ),
    ),
    Group(
        _("Hvor kommer I?"),
        (
            Parameter(
                "meets_at_home",
                _("Møder I borgeren hjemme?"),
                _("»Hjemme« bliver et sted i »Log kontakt« og i »Ture«. Det kommer med feltarbejdets skærme."),
            ),
            Parameter(
                "meets_at_drop_ins",
                _("Møder I borgeren på væresteder?"),
                _("»Værested« bliver et sted i »Log kontakt«, og »Ture« viser stedernes husregler."
                  " Det kommer med feltarbejdets skærme."),
            ),
            Parameter(
                "meets_in_public",
                _("Møder I borgeren på gaden og andre offentlige steder?"),
                _("»Ude« bliver et sted i »Log kontakt«, og »Ture« får aftenture."
                  " Det kommer med feltarbejdets skærme."),
            ),
            Parameter(
                "meets_at_shelters",
                _("Møder I borgeren på herberger (§ 110) eller botilbud (§ 108)?"),
                _("»Herberg« bliver et sted i »Log kontakt«, og »Ture« viser stedernes husregler."
                  " Det kommer med feltarbejdets skærme."),
            ),
        ),
    ),
    Group(
        _("Hvem er med i jeres team?"),
        (
            Parameter(
                "has_outreach_doctor",
                _("Har I en læge, der kommer ud?"),
                _("»Plan« spørger, om samtalen med lægen er tilbudt, og »Papirer og aftaler« får faste hentedage."
                  " Det kommer med feltarbejdets skærme."),
            ),
            Parameter(
                "has_outreach_caseworker",
                _("Har I en myndighedssagsbehandler, der kommer ud?"),
                _("»Roller omkring mig« får en plads til sagsbehandleren. Den kommer med samarbejdets skærme."),
            ),
            Parameter(
                "has_peer",
                _("Har I en peer-medarbejder?"),
                _("Peeren får sine egne skærme. De kommer med samarbejdets skærme."),
            ),
        ),
    ),
    Group(
        _("Hvor langt er samarbejdet?"),
        (
            Parameter(
                "has_worked_with_partners_before",
                _("Har I arbejdet sammen med civilsamfundet før?"),
                _("Ved et nej foreslår »Partnere«, at I begynder med at besøge hinanden."),
            ),
            Parameter(
                "funds_civil_society",
                _("Har civilsamfundet en del af budgettet?"),
                _("Samarbejdsaftalen får en linje om beløbet, og »Tal« regner timerne med."),
            ),
        ),
    ),
)  # fmt: skip
PARAMETERS = tuple(parameter for group in GROUPS for parameter in group.parameters)
KEYS = tuple(parameter.key for parameter in PARAMETERS)


def packed(answers: dict[str, bool]) -> str:
    """The twelve answers as 0 and 1 in the order of KEYS. KeyError when one is missing."""
    return "".join("1" if answers[key] else "0" for key in KEYS)


def changed(seen: str, answers: dict[str, bool]) -> dict[str, bool]:
    """What the reader changed: the answers that are not as they were on the page (`seen`, as packed).

    Only these are saved, so two people who change different answers at the same time do not undo each other. ValueError
    when `seen` is not twelve 0s and 1s.
    """
    if len(seen) != len(KEYS) or set(seen) - {"0", "1"}:
        raise ValueError(f"not the answers of a page: {seen!r}")
    return {key: answers[key] for key, was in zip(KEYS, seen, strict=True) if answers[key] != (was == "1")}
