"""What nobody saved is kept for fourteen days and no longer, whether or not its writer comes back."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import AuditUnwritableError
from fremskudt.access.models import Event, User
from fremskudt.casework.actions import alarm
from fremskudt.casework.actions.draft import LASTS, keep, remove_expired
from fremskudt.casework.models import Citizen, Contact, Draft
from fremskudt.config.cli import main
from tests.casework.contact_field import met
from tests.casework.test_own_log import OWN_LOG, holder, looks
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def begun(contact: Contact, by: User, at: datetime) -> Draft:
    keep(contact=contact, fields={"note": ["Kun halvt skrevet"]}, by=by)
    Draft.objects.filter(user=by).update(saved_at=at, expires_at=at + LASTS)
    return Draft.objects.get(user=by)


@pytest.mark.django_db(transaction=True)
def test_draft_that_has_expired_is_removed_by_the_watch_and_another_stays(people: Cast, kanel: Citizen) -> None:
    contact, now = met(kanel, people.therapist), timezone.now()
    begun(contact, people.therapist, now - LASTS)
    fresh = begun(contact, people.colleague, now - LASTS + timedelta(minutes=5))
    assert main(["watch", "--once"]) == main(["watch", "--once"]) == 0
    assert list(Draft.objects.all()) == [fresh]
    event = Event.objects.get(action="draft.expire")
    assert (event.actor, event.subject, event.purpose, event.fields) == ("system", kanel.key, "administration", "")


@pytest.mark.django_db(transaction=True)
def test_draft_is_removed_also_where_nobody_could_be_told_of_a_visit(
    people: Cast, kanel: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_now: datetime) -> int:
        raise AuditUnwritableError

    begun(met(kanel, people.therapist), people.therapist, timezone.now() - LASTS)
    monkeypatch.setattr(alarm, "tell_overdue", stopped)
    assert main(["watch", "--once"]) == 1
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_draft_stays_where_its_removal_could_not_be_logged(
    people: Cast, kanel: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritable(**_event: object) -> None:
        raise AuditUnwritableError

    begun(met(kanel, people.therapist), people.therapist, timezone.now() - LASTS)
    monkeypatch.setattr(audit, "record", unwritable)
    assert main(["watch", "--once"]) == 1
    assert Draft.objects.count() == 1


def test_draft_removed_is_told_in_the_log_and_is_no_look_at_ones_papers(
    people: Cast, kanel: Citizen, tea: Client
) -> None:
    begun(met(kanel, people.therapist), people.therapist, timezone.now() - LASTS)
    assert remove_expired(timezone.now()) == 1
    log = tea.get(reverse("casework:citizen_log", args=[kanel.code])).content.decode()
    assert "Systemet slettede en kladde, der var udløbet" in log
    assert not [look for look in looks(holder(people, kanel).get(OWN_LOG).content.decode()) if "Systemet" in look]
