"""Words that mean different things in different houses, and what we have agreed that they mean (F78).

A word belongs to the municipality. Each house's contact signs a version; a new version asks all of them again.
Source: report 3.4.4 and 3.4.6 (no shared language), domain.md 2 (rows 14-15).
"""

from collections.abc import Collection
from dataclasses import dataclass

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

REPLACED = _("Ordet er skrevet om. Læs den nye forklaring først.")
RETIRED = _("Ordet er taget af listen.")
NOTHING_TO_SIGN = _("Der er intet at skrive under på for dit hus.")


@dataclass(frozen=True)
class Suggestion:
    """A disputed word to begin with. Danish in any language, since it is put into the house's own list."""

    word: str
    meaning: str
    we_say: str = ""


# The words that the houses of the evaluation used in different ways. Seen by the leader alone, who writes the list.
SUGGESTIONS: tuple[Suggestion, ...] = (
    Suggestion("behandling", "Den hjælp, der står i en plan. Kaffe og snak kan komme længe før.", "et forløb"),
    Suggestion("misbrug", "Vi bruger ikke ordet om et menneske. Vi siger, hvad der er svært.", "det, du tager"),
    Suggestion("forandring", "Noget bliver bedre for personen selv: søvn, ro eller en ven.", "noget rykker sig"),
    Suggestion("parathed", "Det, der skal være på plads, før næste skridt er trygt.", "hvad skal være på plads?"),
    Suggestion("motivation", "Det, personen selv håber på. Den går op og ned.", "det, du gerne vil"),
    Suggestion("brobygning", "Vi følges ad til det næste sted, til personen er tryg der.", "vi følges ad"),
)


def may_sign(*, is_retired: bool, is_replaced: bool, speaks_for_any: bool) -> Verdict:
    """May this version be signed? Only the newest of a word that is on the list, by who speaks for a house."""
    if is_retired:
        return Verdict.no(RETIRED)
    if is_replaced:
        return Verdict.no(REPLACED)
    return Verdict.yes() if speaks_for_any else Verdict.no(NOTHING_TO_SIGN)


def may_change(*, is_retired: bool, is_replaced: bool) -> Verdict:
    """May a new version be written from this one, or the word be taken off the list?"""
    return may_sign(is_retired=is_retired, is_replaced=is_replaced, speaks_for_any=True)


def missing(houses: Collection[int], signed: Collection[int]) -> list[int]:
    """The houses (ids) that have yet to sign, in the order of `houses`. One that signed and is not asked counts not."""
    return [house for house in houses if house not in signed]
