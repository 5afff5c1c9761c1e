from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv dit navn.")},
    )
    # Each language is named in itself, so that its readers find it.
    language = forms.ChoiceField(label=_("Sprog"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
