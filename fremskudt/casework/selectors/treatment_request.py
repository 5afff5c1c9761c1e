"""The fourteen days of a course: whether they run, since when, and what has been written of them."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Case, TreatmentRequest
from fremskudt.casework.rules import treatment_request as rules


def running_of(case: Case) -> TreatmentRequest | None:
    """The request whose days run now. One query, no event: the page that shows it has one."""
    return TreatmentRequest.objects.filter(case=case, begun_on=None, withdrawn_at=None).first()


def may_ask(running: TreatmentRequest | None) -> Verdict:
    """The rule's answer with its day in words, for the greyed button and the refusal alike."""
    verdict = rules.may_ask(is_running=running is not None)
    if verdict or running is None:
        return verdict
    return Verdict.no(gettext(verdict.reason) % {"day": date_format(running.asked_on, "j. F Y")})
