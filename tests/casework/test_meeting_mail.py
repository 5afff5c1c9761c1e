"""Word of a meeting, as a mail server was given it: a time, once each, only to those whom a yes covers (F48)."""

from collections.abc import Iterator
from datetime import timedelta
from queue import Empty
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Citizen, ConsentEnd, Meeting, MeetingSeat
from tests.casework.consent_field import say
from tests.casework.seat_field import meeting, seat
from tests.casework.test_calendar import parsed
from tests.cast import Cast
from tests.mailbox import Mailbox, link_in, open_mailbox

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CANARIES = ("KANARIE", "Kanel", "K7M4", "Palle", "Jens", "Tea", "Randers", "Kajen", "video.example", "bolig", "stof",
            "misbrug", "behandl", "fremskudt")  # fmt: skip


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with open_mailbox(settings) as found:
        yield found


@pytest.fixture
def made(kanel: Citizen, people: Cast) -> Meeting:
    """Jens and Karla are covered; Palle has a seat that no yes carries any more."""
    say(kanel, people.jobcentre, by=people.therapist)
    say(kanel, people.drop_in, by=people.therapist, user=people.partner_contact)
    made = meeting(
        people.therapist, people.municipalities["Randers"], [kanel], place="KANARIE 1", own_points="KANARIE 2",
        link="https://video.example.org/rum",
    )  # fmt: skip
    seat(made, people.professional, people.jobcentre)
    seat(made, people.partner_contact, people.drop_in)
    seat(made, people.partner, people.drop_in)
    return made


def tell(client: Client, made: Meeting, name: str = "meeting_tell") -> str:
    page = reverse(f"casework:{name}", args=[made.pk])
    assert client.get(page).status_code == 200
    return client.post(page, follow=True).content.decode()


def mails(mailbox: Mailbox, n: int) -> list[Any]:
    found = sorted((mailbox.next() for _one in range(n)), key=lambda mail: str(mail["to"]))
    with pytest.raises(Empty):
        mailbox.came.get_nowait()
    return found


def look_at(mail: Any, made: Meeting) -> str:
    """What must hold of every mail; gives its text."""
    text, file = mail.iter_parts() if not mail.is_attachment() else (mail, None)
    told = f"{mail['subject']} {text.get_content()} {file.get_content()}"
    assert mail["subject"] == "Kort møde"
    assert file.get_filename() == "kort-moede.ics"
    assert file.get_content_type() == "text/calendar"
    assert str(mail["to"]).count("@") == 1  # nobody sees who else was written to
    assert not mail["cc"]
    for word in CANARIES:
        assert word.lower() not in told.lower().replace("http://testserver", ""), word
    content = file.get_payload(decode=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    (event,) = parsed(content)
    assert event["UID"] == str(made.number)
    assert "URL" not in event  # the mail stays when the yes is gone, so the way into the room is not in it
    return str(text.get_content())


def test_meeting_is_told_once_to_each_whom_a_yes_covers(
    tea: Client, mailbox: Mailbox, made: Meeting, people: Cast
) -> None:
    asked = tea.get(reverse("casework:meeting_tell", args=[made.pk])).content.decode()
    assert "Palle, Værestedet Kajen er ikke dækket af et ja mere og får ingen besked." in asked
    assert "<li>Jens, Jobcentret i Randers</li><li>Karla, Værestedet Kajen</li></ul>" in asked
    assert "2 har fået besked." in tell(tea, made)
    found = mails(mailbox, 2)
    assert [str(mail["to"]) for mail in found] == ["jens@example.org", "karla@example.org"]
    for mail in found:
        text = look_at(mail, made)
        assert f"kl. {timezone.localtime(made.at):%H.%M}" in text
        assert link_in(text) == "http://testserver" + reverse("casework:meetings")
    assert "Der er ingen at give besked." in tell(tea, made)
    mails(mailbox, 0)
    assert list(made.seats.filter(told_at=None).values_list("user__name", flat=True)) == ["Palle"]
    assert Event.objects.filter(action="seat.tell", subject="citizen:K7M4-Q2RX").count() == 1


def test_meeting_mail_speaks_the_persons_language(tea: Client, mailbox: Mailbox, made: Meeting, people: Cast) -> None:
    people.professional.language = "en"
    people.professional.save()
    tell(tea, made)
    assert {str(mail["to"]) for mail in mails(mailbox, 2)} == {"jens@example.org", "karla@example.org"}


def test_meeting_that_is_called_off_is_told_to_those_who_knew_and_may_still_hear(
    tea: Client, mailbox: Mailbox, made: Meeting, kanel: Citizen, people: Cast
) -> None:
    tell(tea, made)
    mails(mailbox, 2)
    entry = kanel.consent_entries.get(organisation=people.drop_in)
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=people.therapist)
    assert "Mødet er aflyst." in tell(tea, made, "meeting_cancel")
    (mail,) = mails(mailbox, 1)
    assert str(mail["to"]) == "jens@example.org"
    assert "aflyst" in look_at(mail, made)
    assert Event.objects.filter(action="meeting.cancel").count() == 1
    tea.post(reverse("casework:meeting_cancel", args=[made.pk]))
    mails(mailbox, 0)


def test_meeting_nobody_knew_of_is_called_off_in_silence(tea: Client, mailbox: Mailbox, made: Meeting) -> None:
    tell(tea, made, "meeting_cancel")
    mails(mailbox, 0)


def test_meeting_is_told_to_nobody_where_mail_is_off(tea: Client, settings: Any, made: Meeting) -> None:
    settings.MAIL_IS_ON = False
    page = reverse("casework:meeting_tell", args=[made.pk])
    assert "Mail er slået fra her." in tea.get(page).content.decode()
    assert "Ingen har fået besked." in tea.post(page, follow=True).content.decode()
    assert not MeetingSeat.objects.exclude(told_at=None).exists()


def test_meeting_mail_that_cannot_be_sent_leaves_nobody_told(tea: Client, settings: Any, made: Meeting) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    assert "2 kunne ikke få mailen. Ring i stedet." in tell(tea, made)
    assert not MeetingSeat.objects.exclude(told_at=None).exists()
    assert Event.objects.filter(action="seat.not_told").count() == 1


def test_meeting_is_told_again_when_it_is_moved(tea: Client, mailbox: Mailbox, made: Meeting) -> None:
    tell(tea, made)
    first = mails(mailbox, 2)[0]
    at = timezone.localdate() + timedelta(days=9)
    tea.post(
        reverse("casework:meeting_change", args=[made.pk]), {"on": f"{at:%Y-%m-%d}", "clock": "9:30", "minutes": "15"}
    )
    assert "2 har fået besked." in tell(tea, made)
    again = mails(mailbox, 2)[0]
    texts = [look_at(mail, made) for mail in (first, again)]
    assert "kl. 09.30" in texts[1]
    assert "SEQUENCE:1" in next(part for part in again.iter_attachments()).get_content()
