"""A letter: a photo, one plain line, the day, and who keeps an eye on it."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.picture import PictureField
from fremskudt.access.models import User
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.people import PersonField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import letter as rules

TOO_FAR = _("Se på datoen igen. Den ligger for langt væk.")


class LetterForm(forms.Form):
    photo = PictureField(
        label=_("Billede"),
        required=False,
        help_text=_("Tag et billede, eller vælg et. Vi gemmer en kopi uden sted og tid."),
        error_messages={"empty": _("Billedet er ikke helt. Tag det igen, eller vælg et andet.")},
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    line = WordsField(
        label=_("Hvad handler brevet om?"),
        help_text=_("Én linje med almindelige ord."),
        longest=rules.LONGEST_LINE,
        error_messages={"required": _("Skriv en linje om, hvad brevet handler om.")},
    )
    deadline_on = DayField(label=_("Frist"), required=False, is_planned=True)
    owner = PersonField(
        label=_("Hvem holder øje?"), error_messages={"required": _("Skriv, hvem der holder øje med datoen.")}
    )

    def __init__(self, *args: Any, followers: list[User], reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(followers, reader)  # type: ignore[attr-defined]

    def clean_deadline_on(self) -> date | None:
        day: date | None = self.cleaned_data["deadline_on"]
        if day is not None and not rules.may_be_deadline(day, timezone.localdate()):
            raise forms.ValidationError(TOO_FAR)
        return day
