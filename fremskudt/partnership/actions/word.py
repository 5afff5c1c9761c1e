"""Choose a municipality's own words, and the words it avoids. Each returns what it takes to undo it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import AvoidedWord, OwnWord
from fremskudt.partnership.rules import word as rules


def choose(*, municipality: Organisation, words: Mapping[str, str], by: User) -> dict[str, str]:
    """Use these words from now on; terms that are not named stay. Empty, or our own word, is the standard.

    What they were before, for those that changed: the same again puts them back. Nothing changed writes nothing.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        avoided = list(AvoidedWord.objects.filter(municipality=municipality).values_list("word", flat=True))
        held = dict(OwnWord.objects.filter(municipality=municipality).values_list("term", "word"))
        wanted = {term: rules.tidy(word) for term, word in words.items()}
        own = rules.differing(wanted)
        former = {term: held.get(term, "") for term in wanted if own.get(term, "") != held.get(term, "")}
        if not former:
            return {}
        for term in former:
            require(rules.may_use(own.get(term, ""), avoided))
        OwnWord.objects.filter(municipality=municipality, term__in=former).delete()
        OwnWord.objects.bulk_create(
            OwnWord(municipality=municipality, term=term, word=own[term], made_at=timezone.now(), by=by)
            for term in former if term in own
        )  # fmt: skip
        record(
            by=by, action="words.choose", subject=f"org:{municipality.pk}", purpose=Purpose.ADMINISTRATION,
            fields="free_text",
        )  # fmt: skip
    return former


def avoid(*, municipality: Organisation, word: str, by: User) -> bool:
    """Put a word on the municipality's list; whether it was not there already, in capitals or small letters."""
    word = rules.tidy(word)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        held = list(AvoidedWord.objects.filter(municipality=municipality).values_list("word", flat=True))
        if word.casefold() in {one.casefold() for one in held}:
            return False
        used = OwnWord.objects.filter(municipality=municipality).values_list("word", flat=True)
        require(rules.may_avoid(word, in_use=used, n_avoided=len(held)))
        AvoidedWord.objects.create(municipality=municipality, word=word, made_at=timezone.now(), by=by)
        record(
            by=by, action="words.avoid", subject=f"org:{municipality.pk}", purpose=Purpose.ADMINISTRATION,
            fields="free_text",
        )  # fmt: skip
    return True


def allow(*, municipality: Organisation, word: str, by: User) -> bool:
    """Take a word off the list; whether it was on it. What we all avoid stays avoided."""
    with transaction.atomic():
        n_removed, _rows = AvoidedWord.objects.filter(municipality=municipality, word=word).delete()
        if n_removed:
            record(by=by, action="words.allow", subject=f"org:{municipality.pk}", purpose=Purpose.ADMINISTRATION)
    return bool(n_removed)
