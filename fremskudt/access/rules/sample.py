"""A month's random check of who looked at whom: how many, which, who may judge and sign. Unit: one read of a person."""

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from heapq import nsmallest
from math import ceil

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LEAST = 20
SHARE = 0.01


def sample_size(n_reads: int) -> int:
    """One in a hundred (rounded up), but at least 20, or all when there are fewer."""
    return min(n_reads, max(LEAST, ceil(n_reads * SHARE)))


def draw(numbers: Iterable[int], seed: str) -> list[int]:
    """The numbers of the events in the sample, in order.

    Each number has the same chance, and the same seed gives the same sample for ever, so that anyone can draw it again.
    Nobody can steer it as long as the seed is made at the draw, when the month is over.
    """
    among = sorted(set(numbers))
    lot = {number: sha256(f"{seed}:{number}".encode()).digest() for number in among}
    return sorted(nsmallest(sample_size(len(among)), among, key=lot.__getitem__))


def month_before(day: date) -> date:
    """The first day of the month before the one that `day` lies in."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def may_draw(*, month: date, today: date, already: bool) -> Verdict:
    """When the month is over, and once: nobody draws again until the lines suit them. `month` is its first day."""
    if today < month_after(month):
        return Verdict.no(_("Måneden er ikke gået endnu."))
    return Verdict.no(_("Månedens stikprøve er trukket.")) if already else Verdict.yes()


def may_judge(*, actor: str, judge: str, signed: bool) -> Verdict:
    """`actor` and `judge` are keys as the log writes them (user:12); no actor when the line is gone from the log."""
    if not actor:
        return Verdict.no(_("Linjen mangler i loggen. Stands, og ring."))
    if signed:
        return Verdict.no(_("Prøven er underskrevet og kan ikke ændres."))
    if actor == judge:
        return Verdict.no(_("Dine egne opslag ses af en anden."))
    return Verdict.yes()


def may_sign(*, n_open: int, signed: bool) -> Verdict:
    """Signed once, when every line has been judged."""
    if signed:
        return Verdict.no(_("Prøven er underskrevet og kan ikke ændres."))
    if n_open:
        return Verdict.no(_("Gennemgå alle linjer først."))
    return Verdict.yes()
