"""A partner's own idea: written, taken back until it is answered, and answered, as often as the answer changes."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import Proposal, ProposalAnswer
from fremskudt.partnership.rules import proposal as rules


def make(*, house: Organisation, title: str, words: str, by: User) -> Proposal:
    """The same idea, pressed twice, is one."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=house.pk)
        told = {"organisation": house, "title": title, "words": words, "by": by}
        already = Proposal.objects.filter(taken_back_at=None, answers=None, **told).first()
        if already:
            return already
        made = Proposal.objects.create(made_at=timezone.now(), **told)
        _record(by, "proposal.make", made, "free_text")
    return made


def take_back(*, proposal: Proposal, by: User) -> None:
    """By who wrote it, until it is answered. Taken back twice, it is once."""
    with transaction.atomic():
        held = _locked(proposal)
        if held.taken_back_at is not None and held.by_id == by.pk:
            return
        require(rules.may_take_back(is_mine=held.by_id == by.pk, is_answered=held.answers.exists()))
        held.taken_back_at = timezone.now()
        held.save(update_fields=["taken_back_at"])
        _record(by, "proposal.take_back", held, "coded")


def answer(*, proposal: Proposal, kind: str, why: str, by: User) -> None:
    """The newest answer holds, the earlier ones stay. The same again is no new answer."""
    with transaction.atomic():
        held = _locked(proposal)
        newest = held.answers.first()
        if newest and (newest.kind, newest.why) == (kind, why):
            return
        require(rules.may_answer(is_taken_back=held.taken_back_at is not None))
        ProposalAnswer.objects.create(proposal=held, kind=kind, why=why, made_at=timezone.now(), by=by)
        _record(by, "proposal.answer", held, "free_text")


def _locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _record(by: User, action: str, proposal: Proposal, fields: str) -> None:
    audit.record(
        by=by, action=action, subject=f"org:{proposal.organisation_id}", purpose=Purpose.ADMINISTRATION,
        fields=fields,
    )  # fmt: skip
