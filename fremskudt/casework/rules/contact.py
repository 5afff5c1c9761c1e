"""What a contact is: how it went, where and by what way, and what of it counts as having seen each other.

Source: fig. 4.8-4.9 and section 4.2.3 of the report (attempted and real contact), domain.md 1.3-1.4.
"""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class Outcome(StrEnum):
    """How it went. A no is a contact too; nobody at home and no answer are attempts."""

    MET = "met"
    NOT_HOME = "not_home"
    NO_ANSWER = "no_answer"
    NOT_TODAY = "not_today"
    SAID_NO = "said_no"


class Place(StrEnum):
    HOME = "home"
    OUTDOORS = "outdoors"
    REFUGE = "refuge"  # drop-in centre or shelter
    CENTRE = "centre"
    OTHER = "other"
    NOWHERE = "nowhere"  # by telephone or message


class Way(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    MESSAGE = "message"


OUTCOMES: dict[str, str] = {
    Outcome.MET: _("Vi sås"),
    Outcome.NOT_HOME: _("Ikke hjemme"),
    Outcome.NO_ANSWER: _("Svarede ikke"),
    Outcome.NOT_TODAY: _("Ikke i dag"),
    Outcome.SAID_NO: _("Sagde nej"),
}
PLACES: dict[str, str] = {
    Place.HOME: _("Hjemme"),
    Place.OUTDOORS: _("Ude"),
    Place.REFUGE: _("Værested eller herberg"),
    Place.CENTRE: _("Hos os"),
    Place.OTHER: _("Et andet sted"),
    Place.NOWHERE: _("Ikke et sted"),
}
WAYS: dict[str, str] = {
    Way.IN_PERSON: _("Ansigt til ansigt"),
    Way.PHONE: _("Telefon"),
    Way.MESSAGE: _("SMS"),
}
REACHED = frozenset({Outcome.MET, Outcome.NOT_TODAY, Outcome.SAID_NO})


class Help(StrEnum):
    """Practical help, which is part of the work (F54)."""

    LETTER = "letter"
    CALL = "call"
    DIGITAL_POST = "digital_post"
    DEBT = "debt"
    APPLICATION = "application"
    HOUSEWORK = "housework"
    MEDICINE = "medicine"
    COMPANY = "company"
    OTHER = "other"


HELP: dict[str, str] = {
    Help.LETTER: _("Brev"),
    Help.CALL: _("Opkald"),
    Help.DIGITAL_POST: _("Digital post"),
    Help.DEBT: _("Gæld"),
    Help.APPLICATION: _("Ansøgning"),
    Help.HOUSEWORK: _("Vask og oprydning"),
    Help.MEDICINE: _("Hente medicin"),
    Help.COMPANY: _("Følges ad"),
    Help.OTHER: _("Andet"),
}


class Step(StrEnum):
    """Small steps, which are results (F22)."""

    FIRST_COFFEE = "first_coffee"
    OPENED_LETTER = "opened_letter"
    SLEPT = "slept"
    WENT_OUT = "went_out"
    JOINED = "joined"
    CALLED_US = "called_us"
    KEPT_TIME = "kept_time"
    OTHER = "other"


STEPS: dict[str, str] = {
    Step.FIRST_COFFEE: _("Første kaffe"),
    Step.OPENED_LETTER: _("Åbnede et brev"),
    Step.SLEPT: _("Sov om natten"),
    Step.WENT_OUT: _("Gik ud"),
    Step.JOINED: _("Kom i et fællesskab"),
    Step.CALLED_US: _("Ringede selv"),
    Step.KEPT_TIME: _("Holdt en aftale"),
    Step.OTHER: _("Noget andet"),
}


def is_reached(outcome: str) -> bool:
    """Whether they were in contact: seen, or spoken with and told no. An unknown outcome counts as an attempt."""
    return outcome in REACHED
