"""What is agreed with a citizen about being in touch: the newest agreement of the course holds."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from fremskudt.casework.models import Case, ContactAgreement
from fremskudt.casework.rules.contact_agreement import is_not_now


def in_force(case: Case) -> ContactAgreement | None:
    """The agreement that holds; None where nothing is agreed. One query, no event: the page that shows it has one.

    What somebody must mind when they call outlives a course and a merge, so the newest of the whole person holds. An
    »ikke nu« does not outlive the course it was said in: who comes back has said so.
    """
    whole_person = (
        Q(case__citizen=case.citizen_id)
        | Q(case__citizen__merged_into=case.citizen_id)
        | Q(case__citizen__merged_from=case.citizen_id)
        | Q(case__citizen__merged_into__merged_from=case.citizen_id)
    )
    found = ContactAgreement.objects.filter(whole_person).select_related("case__ending").first()
    if found is not None and hasattr(found.case, "ending") and found.case_id != case.pk:
        found.not_now_until = None
    return found


def not_now_until(agreement: ContactAgreement | None) -> date | None:
    """The first day on which we may come by again; None where nobody asked to be left alone today."""
    until = agreement.not_now_until if agreement else None
    return until if is_not_now(until, timezone.localdate()) else None
