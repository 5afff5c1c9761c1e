"""A short meeting: when, about whom, with whom; and what is changed of it before it begins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.forms.clock import WhenForm
from fremskudt.casework.forms.people import GONE
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.models import Case, Meeting
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.meeting import MINUTES
from fremskudt.casework.selectors.meeting_plan import Actor, Choice, root_of

LENGTHS = (15, 30, 45, 60, 90, 120)
BAD_LINK = _("Sæt et link ind, der begynder med https://.")


class TimeForm(WhenForm):
    """When and where; the link is of any video tool."""

    minutes = forms.TypedChoiceField(
        label=_("Hvor længe?"), coerce=int, initial=MINUTES,
        choices=[(n, _("%(n)s minutter") % {"n": n}) for n in LENGTHS],
        error_messages={"invalid_choice": _("Vælg, hvor længe mødet varer.")},
    )  # fmt: skip
    place = WordsField(label=_("Sted"), required=False, longest=rules.LONGEST_PLACE)
    link = forms.URLField(
        label=_("Link til videomøde"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Fra det værktøj, I bruger. Det står ikke i mailen, kun bag log-in."),
        error_messages={"invalid": BAD_LINK, "max_length": _("Linket er for langt.")},
    )  # fmt: skip

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(BAD_LINK)
        return link

    def clean(self) -> None:
        told = self.cleaned_data
        if not told.get("on") or not told.get("clock"):
            return
        wall = datetime.combine(told["on"], told["clock"])
        if rules.clock_exists(wall, ZoneInfo(str(timezone.get_current_timezone()))):
            self.refuse("on", rules.may_be_at(self.at, timezone.now()))
        else:
            self.refuse("clock", Verdict.no(rules.NO_SUCH_TIME))

    @property
    def told(self) -> dict[str, Any]:
        """As the actions take it."""
        return {"at": self.at, **{name: self.cleaned_data[name] for name in ("minutes", "place", "link")}}


class MeetingForm(TimeForm):
    citizens = forms.MultipleChoiceField(
        label=_("Hvem taler I om?"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )  # fmt: skip
    actors = forms.MultipleChoiceField(
        label=_("Hvem skal med?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kun dem, et ja dækker."), error_messages={"invalid_choice": GONE},
    )  # fmt: skip

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        start: dict[str, Any] = {"on": choice.at.date(), "clock": choice.at.time(), "minutes": MINUTES}
        start |= {"citizens": [choice.chosen.code] if choice.chosen else []}
        super().__init__(*args, **{**kwargs, "initial": start})
        self.cases = {root_of(case).code: case for case in choice.cases}
        self.people = {actor.key: actor for actor in choice.actors}
        aliases = {pk: citizen.alias for pk, citizen in choice.citizens.items()}
        self.fields["citizens"].choices = [(code, root_of(case).alias) for code, case in self.cases.items()]  # type: ignore[attr-defined]
        self.fields["actors"].choices = [(key, _label(one, aliases)) for key, one in self.people.items()]  # type: ignore[attr-defined]
        for name in ("citizens", "actors"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        about, along = told.get("citizens", []), told.get("actors", [])
        if not self.errors and not about and not along:
            self.add_error("citizens" if "citizens" in self.fields else None, gettext(rules.NOBODY))
        if len(about) > rules.MOST_CITIZENS or len(along) > rules.MOST_SEATS:
            self.add_error("citizens" if len(about) > rules.MOST_CITIZENS else "actors", gettext(rules.TOO_MANY))
        if len({case.citizen.municipality_id for case in self.chosen_cases}) > 1:
            self.add_error("citizens", gettext("Vælg borgere fra den samme kommune."))

    @property
    def chosen_cases(self) -> list[Case]:
        return [self.cases[code] for code in self.cleaned_data.get("citizens", [])]

    @property
    def chosen_seats(self) -> list[tuple[User, Organisation]]:
        found = [self.people[key] for key in self.cleaned_data.get("actors", [])]
        return [(one.user, one.house) for one in {one.user.pk: one for one in found}.values()]

    @property
    def municipality(self) -> Organisation:
        cases = self.chosen_cases
        house = None if cases else self.chosen_seats[0][1]
        return cases[0].citizen.municipality if house is None else house.municipality or house

    @property
    def wanted(self) -> dict[str, Any]:
        """As the action takes it."""
        about = {"municipality": self.municipality, "cases": self.chosen_cases, "seats": self.chosen_seats}
        return {**self.told, **about}


class ChangeForm(TimeForm):
    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        local = timezone.localtime(meeting.at)
        start: dict[str, Any] = {"on": local.date(), "clock": local.time(), "minutes": meeting.minutes}
        start |= {"place": meeting.place, "link": meeting.link}
        super().__init__(*args, **{**kwargs, "initial": start})
        if meeting.minutes not in LENGTHS:
            kept = (meeting.minutes, gettext("%(n)s minutter") % {"n": meeting.minutes})
            self.fields["minutes"].choices = [*self.fields["minutes"].choices, kept]  # type: ignore[attr-defined]


class AddForm(forms.Form):
    """One more citizen, or one more actor, of those who can be put on it."""

    citizen = forms.ChoiceField(label=_("En borger mere"), required=False, error_messages={"invalid_choice": GONE})
    actor = forms.ChoiceField(label=_("En mere, der skal med"), required=False, error_messages={"invalid_choice": GONE})

    def __init__(self, *args: Any, cases: Iterable[Case], actors: Iterable[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {root_of(case).code: case for case in cases}
        self.people = {actor.key: actor for actor in actors}
        aliases = [(code, root_of(case).alias) for code, case in self.cases.items()]
        names = [(key, actor.words) for key, actor in self.people.items()]
        for name, offered in (("citizen", aliases), ("actor", names)):
            self.fields[name].choices = [("", _("Vælg")), *offered]  # type: ignore[attr-defined]

    @property
    def case(self) -> Case | None:
        return self.cases.get(self.cleaned_data["citizen"])

    @property
    def person(self) -> Actor | None:
        return self.people.get(self.cleaned_data["actor"])


class WishForm(forms.Form):
    words = WordsField(label=_("Borgerens ønske"), required=False, longest=rules.LONGEST_WISH)


def _label(actor: Actor, aliases: dict[int, str]) -> str:
    """»Jens, Jobcentret (Havre, Kanel)«."""
    covered = sorted(alias for pk, alias in aliases.items() if pk in actor.covers)
    return f"{actor.words} ({', '.join(covered)})" if covered and len(aliases) > 1 else actor.words
