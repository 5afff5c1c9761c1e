"""What the citizen does about who may know what, through the own link: stops one, stops all, answers a question."""

from datetime import date

from django.utils import timezone

from fremskudt.access.models import PersonalLink
from fremskudt.casework.actions import consent
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry
from fremskudt.casework.rules.consent import Form
from fremskudt.casework.selectors.consent_cards import recipient_of
from fremskudt.casework.selectors.own_consents import newest_case, question_of


def stop(*, entry: ConsentEntry, link: PersonalLink) -> ConsentEnd | None:
    """All that this recipient may know; in one press, and no question why."""
    return consent.withdraw(entry=entry, by=None, link=link)


def stop_all(*, citizen: Citizen, link: PersonalLink) -> int:
    return consent.stop_all(citizen=citizen, by=None, link=link)


def answer(*, entry: ConsentEntry, citizen: Citizen, answer: str, until_on: date, link: PersonalLink) -> ConsentEntry:
    """Yes or no to a question that was asked before, on the same topics, in the words that were shown."""
    return consent.answer(
        case=newest_case(citizen), recipient=recipient_of(entry), answer=answer, purpose=entry.purpose,
        topics=entry.topics.split(), direction=entry.direction, form=Form.LINK, witness="", place="",
        words=question_of(entry, until_on).words, said_at=timezone.now(), until_on=until_on, by=None, link=link,
    )  # fmt: skip
