"""The citizen's answer to taking part in a study. A new row each time; nothing is changed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, Citizen, TakingPart
from fremskudt.casework.rules import taking_part as rules
from fremskudt.casework.selectors.taking_part import list_answers


def answer(
    *, citizen: Citizen, study: str, answer: str, form: str, witness: str, words: str, said_at: datetime, by: User
) -> TakingPart:
    """Write it down in the words that were read aloud; the same answer pressed twice is one."""
    with transaction.atomic():
        held, now = Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk), timezone.now()
        told = list_answers(held, study)
        newest = told[0] if told else None
        if newest and newest.answer == answer and newest.said_at == said_at:
            return newest
        require(
            rules.may_answer(
                answer, takes_part=newest is not None and newest.answer == "yes", form=form, witness=witness,
                said_at=said_at, said_on=timezone.localdate(said_at), now=now,
                known_on=min(Case.objects.of(held).values_list("found_on", flat=True)),
            )
        )  # fmt: skip
        made = TakingPart.objects.create(
            citizen=held, study=study, answer=answer, form=form, witness=witness, words=words, said_at=said_at,
            made_at=now, by=by,
        )  # fmt: skip
        audit.record(by=by, action="taking_part.answer", subject=held.key, purpose=Purpose.CARE, fields="coded")
    return made
