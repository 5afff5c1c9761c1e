"""The day a citizen said yes to take part."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField


class CaseStartForm(forms.Form):
    on = DayField(label=_("Hvornår sagde borgeren ja?"), initial=timezone.localdate)
