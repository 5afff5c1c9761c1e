"""The question of who may know what, built from a few choices, and the answer to it.

Nothing is ticked beforehand that the citizen has not been asked about: neither who nor what.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.clock import ClockField
from fremskudt.casework.forms.day import AHEAD, DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.models import Meeting
from fremskudt.casework.rules import consent_answer as rules
from fremskudt.casework.rules import consent_words
from fremskudt.casework.rules.consent import DIRECTIONS, FORMS, PURPOSES, TOPICS, Answer, Direction, Form, Purpose
from fremskudt.casework.rules.consent import Recipient as To
from fremskudt.casework.selectors.consent_recipients import House

OUTSIDE = "outside"
ALONE, HEARD = "alone", "heard"
GONE = {"invalid_choice": rules.UNKNOWN}
IN_ROLE = {  # of a house, in a list
    "partner": _("frivillige og medarbejdere"),
    "partner_contact": _("kontaktpersonen"),
    "professional": _("fagfolk"),
    "peer": _("peer-medarbejdere"),
}


@dataclass(frozen=True)
class Asked:
    """What the choices come to: the values of the action, and the sentence that is read aloud."""

    recipient: To
    who: str
    purpose: str
    topics: list[str]
    direction: str
    form: str
    witness: str
    place: str
    said_at: datetime
    until_on: date | None
    meeting: Meeting | None
    words: str

    @property
    def is_earlier(self) -> bool:
        """Said on an earlier day: it opens nothing before it is written down."""
        return timezone.localdate(self.said_at) < timezone.localdate()


class AskForm(forms.Form):
    """Who, what and for how long. The answer is the button that is pressed; without one, only the sentence is made."""

    who = forms.ChoiceField(
        label=_("Hvem?"), widget=forms.RadioSelect, error_messages={"required": _("Vælg, hvem det er."), **GONE}
    )
    outside = WordsField(
        label=_("Hvem er det?"), longest=rules.LONGEST_OUTSIDE, required=False,
        help_text=_("For eksempel: min søster, eller min udlejer."),
    )  # fmt: skip
    narrow = forms.ChoiceField(label=_("Kun én dér?"), required=False, error_messages=GONE)
    topics = forms.MultipleChoiceField(
        label=_("Hvad?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": rules.NO_TOPIC, "invalid_choice": rules.UNKNOWN},
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Vi må"), widget=forms.RadioSelect, initial=Direction.TELL, error_messages=GONE
    )
    purpose = forms.ChoiceField(label=_("Hvorfor?"), widget=forms.RadioSelect, error_messages=GONE)
    until_on = DayField(
        label=_("Til og med"), is_planned=True, error_messages={"required": rules.BAD_UNTIL},
        help_text=_("Højst 12 måneder. Vi spørger igen, før det udløber."),
    )  # fmt: skip
    witness_kind = forms.ChoiceField(
        label=_("Hvem hørte det?"), widget=forms.RadioSelect, initial=ALONE,
        choices=[(ALONE, _("Vi var alene")), (HEARD, _("En anden hørte det"))],
        error_messages={"required": rules.NO_WITNESS, **GONE},
    )  # fmt: skip
    witness = WordsField(label=_("Hvem var det?"), longest=rules.LONGEST_WITNESS, required=False)
    form = forms.ChoiceField(
        label=_("Hvordan er det sagt?"), widget=forms.RadioSelect, initial=Form.ORAL, error_messages=GONE
    )
    said_on = DayField(label=_("Hvornår blev det sagt?"))
    said_clock = ClockField(label=_("Klokken"), required=False)
    place = WordsField(
        label=_("Hvor var I?"), longest=rules.LONGEST_PLACE, required=False, help_text=_("For eksempel: hjemme.")
    )
    words = forms.CharField(widget=forms.HiddenInput, required=False)  # the sentence that stood on the page
    answer = forms.ChoiceField(
        choices=[(one, one) for one in Answer], required=False, widget=forms.HiddenInput, error_messages=GONE
    )

    def __init__(
        self, *args: Any, houses: Sequence[House], meetings: Iterable[Meeting] = (), known_on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_on = known_on
        self.houses = {house.pk: house for house in houses}
        self.meetings = {f"meeting:{one.pk}": one for one in meetings}
        choices: dict[str, Any] = {
            "who": [*_whos(houses), (OUTSIDE, _("En anden: pårørende, udlejer …"))],
            "narrow": [("", _("Nej, alle dér")), *_people(houses)],
            "topics": [(key, _(name)) for key, name in TOPICS.items()],
            "direction": [(key, _(name)) for key, name in DIRECTIONS.items()],
            "purpose": [*_purposes(), *((key, _to_meeting(one)) for key, one in self.meetings.items())],
            "form": [(key, _(name)) for key, name in FORMS.items() if key != Form.LINK],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.fields["purpose"].initial = Purpose.HELP
        self.fields["until_on"].initial = rules.usual_end(today)
        self.fields["said_on"].initial = today

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors:
            self._find_recipient(told)
        if not self.errors:
            self.asked = self._asked(told)
            for name, reason in self._faults(self.asked, told).items():
                self.add_error(name, gettext(reason))
        return told

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered, and to the very sentence that the choices make. Ask it of a valid form."""
        return bool(self.cleaned_data["answer"]) and self.cleaned_data["words"] == self.asked.words

    @property
    def is_folded(self) -> bool:
        """Whether nothing behind the fold asks for a look."""
        return not {"narrow", "form", "said_on", "said_clock", "place", "purpose", "until_on"} & set(self.errors)

    def _find_recipient(self, told: dict[str, Any]) -> None:
        who, narrow = told["who"], told["narrow"]
        if who == OUTSIDE:
            told["to"] = To(outside=told["outside"])
            if narrow:
                self.add_error("narrow", _("Vælg stedet, personen hører til, eller lad feltet stå."))
            elif not told["outside"]:
                self.add_error("outside", _("Skriv, hvem det er."))
            return
        house, role = _parts(who)
        at, chosen, user = _parts_of_one(narrow)
        if narrow and at != house:
            self.add_error("narrow", _("Personen hører ikke til det sted. Vælg en derfra."))
        told["to"] = To(house, user, frozenset({one for one in (chosen or (role if not user else ""),) if one}))

    def _asked(self, told: dict[str, Any]) -> Asked:
        meeting = self.meetings.get(told["purpose"])
        purpose = Purpose.MEETING if meeting else told["purpose"]
        who = self._who(told["to"])
        alone = gettext(rules.ALONE) if told["witness_kind"] == ALONE else told["witness"]
        return Asked(
            recipient=told["to"], who=who, purpose=purpose, topics=told["topics"], direction=told["direction"],
            form=told["form"], witness=alone if told["form"] == Form.ORAL else told["witness"], place=told["place"],
            said_at=_said_at(told), until_on=told["until_on"], meeting=meeting,
            words=consent_words.question(
                who, told["topics"], told["direction"], purpose, told["until_on"], say=gettext
            ),
        )  # fmt: skip

    def _faults(self, asked: Asked, told: dict[str, Any]) -> dict[str, str]:
        """Whatever the answer will be, the question is one that may be asked."""
        if asked.said_at > timezone.now() and told["said_clock"]:
            return {"said_clock": str(AHEAD)}
        return rules.faults(
            rules.Told(
                answer=told["answer"] or Answer.YES, purpose=asked.purpose, topics=frozenset(asked.topics),
                direction=asked.direction, form=asked.form, witness=asked.witness, said_at=asked.said_at,
                said_on=told["said_on"], until_on=asked.until_on, has_meeting=asked.meeting is not None,
            ),
            now=timezone.now(), today=timezone.localdate(), known_on=self.known_on,
        )  # fmt: skip

    def _who(self, to: To) -> str:
        house = self.houses.get(to.organisation or 0)
        return consent_words.recipient_words(
            house=house.name if house else "", person=house.people.get(to.user or 0, "") if house else "",
            role="".join(to.roles), outside=to.outside, say=gettext,
        )  # fmt: skip


def first_values(to: To, houses: Sequence[House]) -> dict[str, str]:
    """What stands in the two fields of the recipient when the same one is asked about again."""
    if to.outside:
        return {"who": OUTSIDE, "outside": to.outside}
    role = "".join(to.roles)
    house = next((one for one in houses if one.pk == to.organisation), None)
    if house and house.is_own and role:
        return {"who": f"role:{house.pk}:{role}"}
    own = (
        f"role:{house.pk}:{next(iter(house.roles))}"
        if house and house.is_own and house.roles
        else f"house:{to.organisation}"
    )
    one = f"user:{to.organisation}:{to.user}" if to.user else f"role:{to.organisation}:{role}" if role else ""
    return {"who": own, "narrow": one}


def _whos(houses: Iterable[House]) -> list[tuple[str, str]]:
    """The houses; of the municipality's own, each role that can be told."""
    found: list[tuple[str, str]] = []
    for house in houses:
        if house.is_own:
            found += [(f"role:{house.pk}:{role}", _in_role(role, house)) for role in house.roles]
        else:
            found.append((f"house:{house.pk}", house.name))
    return found


def _people(houses: Iterable[House]) -> list[tuple[str, list[tuple[str, str]]]]:
    """One role or one person, under the name of the house."""
    return [
        (
            house.name,
            [
                *((f"role:{house.pk}:{role}", gettext("Kun %(role)s") % {"role": IN_ROLE[role]})
                  for role in house.roles if not house.is_own),
                *((f"user:{house.pk}:{user}", name) for user, name in house.people.items()),
            ],
        )
        for house in houses
        if house.people
    ]  # fmt: skip


def _in_role(role: str, house: House) -> str:
    words = consent_words.recipient_words(house=house.name, role=role, say=gettext)
    return words[:1].upper() + words[1:]


def _purposes() -> list[tuple[str, Any]]:
    return [(key, _(name)) for key, name in PURPOSES.items() if key != Purpose.MEETING]


def _to_meeting(meeting: Meeting) -> str:
    day = date_format(timezone.localtime(meeting.at), "j. F Y")
    return gettext("til mødet %(day)s og ikke mere") % {"day": day}


def _parts(who: str) -> tuple[int, str]:
    """`house:5` and `role:5:peer` as the house and the role."""
    _kind, house, *role = who.split(":")
    return int(house), role[0] if role else ""


def _parts_of_one(narrow: str) -> tuple[int | None, str, int | None]:
    """House, role and user of `user:5:12` or `role:5:peer`; nothing of nothing."""
    if not narrow:
        return None, "", None
    kind, house, which = narrow.split(":")
    return int(house), which if kind == "role" else "", int(which) if kind == "user" else None


def _said_at(told: dict[str, Any]) -> datetime:
    """The instant it was said. Of a day without a time, the one that opens least: a no is the day's last word."""
    day, clock = told["said_on"], told["said_clock"]
    if clock is None and day == timezone.localdate():
        return timezone.now()
    least = time(23, 59, 59) if told["answer"] == Answer.NO else time(0, 0)
    return timezone.make_aware(datetime.combine(day, clock or least))
