"""The shared dictionary of a municipality: each word as it stands, who has signed it, and who has yet to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Membership, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.basics.verdict import Verdict
from fremskudt.partnership.models import Term, TermSigning
from fremskudt.partnership.rules import term as rules
from fremskudt.partnership.rules.undo import LASTS
from fremskudt.partnership.selectors.agreement import TEAM


@dataclass(frozen=True)
class Word:
    """One version of a word, with its signatures. `mine` are the reader's houses that have yet to sign it."""

    term: Term
    signings: Sequence[TermSigning]
    missing: Sequence[Organisation]
    mine: Sequence[Organisation]


@dataclass(frozen=True)
class Dictionary:
    words: Sequence[Word]
    retired: Term | None  # taken off just now, which a leader can undo
    may_write: bool


@dataclass(frozen=True)
class WordPage:
    word: Word
    earlier: Sequence[Term]
    may_sign: Verdict
    may_write: bool


def read_dictionary(reach: Reach) -> Dictionary:
    """Every word of the reader's towns. A constant number of queries."""
    towns = reach.towns(Permission.AGREEMENT_READ)
    words = _words(reach, list(_newest(towns)), towns)
    fresh = Term.objects.filter(municipality__in=_led(reach), retired_at__gte=timezone.now() - LASTS)
    return Dictionary(
        sorted(words, key=lambda word: (not word.mine, word.term.word.lower())),
        fresh.order_by("-retired_at").first(), bool(_led(reach)),
    )  # fmt: skip


def count_words(reach: Reach) -> tuple[int, int]:
    """How many words stand on the list, and how many of them none of the reader's houses has signed."""
    houses = reach.where(Permission.AGREEMENT_SIGN) | _led(reach)
    signed = TermSigning.objects.filter(term=OuterRef("pk"), organisation__in=houses)
    towns = reach.towns(Permission.AGREEMENT_READ)
    newest = Term.objects.filter(municipality__in=towns, retired_at=None, replaced_by=None)
    counts = newest.aggregate(n=Count("pk"), n_mine=Count("pk", filter=~Exists(signed)))
    return counts["n"], counts["n_mine"] if houses else 0


def read_word(reach: Reach, pk: int) -> WordPage:
    """One version with those before it; 404 beyond the reader's towns."""
    towns = reach.towns(Permission.AGREEMENT_READ)
    term = get_object_or_404(_with_signings(Term.objects.filter(municipality__in=towns)), pk=pk)
    [word] = _words(reach, [term], [term.municipality_id])
    return WordPage(
        word, _before(term), may_sign(term, speaks_for_any=bool(word.mine)), term.municipality_id in _led(reach)
    )


def get_led(reach: Reach, pk: int) -> Term:
    """A version in one of the leader's towns, or 404."""
    return get_object_or_404(Term.objects.filter(municipality__in=_led(reach)), pk=pk)


def get_in_reach(reach: Reach, pk: int) -> Term:
    return get_object_or_404(Term.objects.filter(municipality__in=reach.towns(Permission.AGREEMENT_READ)), pk=pk)


def led_towns(reach: Reach) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=_led(reach)).order_by("name"))


def houses_to_sign(reach: Reach, term: Term) -> list[Organisation]:
    """For whom the reader signs this word: their own houses in its town, and the town itself where they lead it."""
    own = Q(pk__in=reach.where(Permission.AGREEMENT_SIGN), municipality=term.municipality_id) & ~Q(kind__in=TEAM)
    led = Q(pk=term.municipality_id, pk__in=_led(reach))
    return list(Organisation.objects.filter(own | led).order_by("name", "pk"))


def may_sign(term: Term, *, speaks_for_any: bool) -> Verdict:
    return rules.may_sign(
        is_retired=term.retired_at is not None, is_replaced=is_replaced(term), speaks_for_any=speaks_for_any
    )


def is_replaced(term: Term) -> bool:
    return Term.objects.filter(replaces=term.pk).exists()


def is_on_list(municipality_id: int, word: str) -> bool:
    return _newest([municipality_id]).filter(word__iexact=word).exists()


def is_taken(municipality_id: int, word: str, meaning: str, we_say: str) -> bool:
    """Whether the word stands on the list with another meaning. The very same is a second press."""
    same = _newest([municipality_id]).filter(word__iexact=word)
    return same.exclude(word=word, meaning=meaning, we_say=we_say).exists()


def _newest(towns: Iterable[int]) -> QuerySet[Term]:
    return _with_signings(Term.objects.filter(municipality__in=towns, retired_at=None, replaced_by=None))


def _with_signings(terms: QuerySet[Term]) -> QuerySet[Term]:
    signings = TermSigning.objects.select_related("organisation", "by")
    return terms.select_related("municipality").prefetch_related(Prefetch("signings", signings, to_attr="signed"))


def _words(reach: Reach, terms: Sequence[Term], towns: Iterable[int]) -> list[Word]:
    asked = list(_asked(towns))
    spoken = set(reach.where(Permission.AGREEMENT_SIGN)) | set(_led(reach))
    return [_word(term, [one for one in asked if one.town == term.municipality_id], spoken) for term in terms]


def _word(term: Term, asked: Sequence[Organisation], spoken: set[int]) -> Word:
    signings: list[TermSigning] = term.signed  # type: ignore[attr-defined]
    of_key = {house.pk: house for house in asked}
    left = rules.missing(list(of_key), {one.organisation_id for one in signings})
    missing = [of_key[pk] for pk in left]
    return Word(term, signings, missing, [house for house in missing if house.pk in spoken])


def _asked(towns: Iterable[int]) -> QuerySet[Organisation]:
    """Who signs: the municipality, and every partner that has somebody who signs for it."""
    contacts = Membership.objects.filter(organisation=OuterRef("pk"), role=Role.PARTNER_CONTACT, user__is_active=True)
    partner = Q(Exists(contacts), municipality__in=towns) & ~Q(kind__in=TEAM)
    return Organisation.objects.filter(Q(pk__in=towns) | partner).order_by("name", "pk")


def _before(term: Term) -> list[Term]:
    """The versions that it replaced, the newest first. One query: the words of one town are few."""
    of_town = {one.pk: one for one in Term.objects.filter(municipality=term.municipality_id)}
    found, at = list[Term](), term.replaces_id
    while at is not None:
        found.append(of_town[at])
        at = of_town[at].replaces_id
    return found


def _led(reach: Reach) -> frozenset[int]:
    return reach.towns(Permission.PARTNERS_EDIT)
