"""Who shall follow a citizen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User

NOBODY = "nobody"


class FollowersForm(forms.Form):
    """One or more of the candidates, or said outright: nobody for now. An empty answer changes nothing."""

    people = forms.MultipleChoiceField(
        label=_("Hvem skal følge borgeren?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Vælg mindst én, eller sæt hak ved »Ingen lige nu«."),
            "invalid_choice": _("Vælg en fra listen. Den har ændret sig."),
        },
    )

    def __init__(self, *args: object, candidates: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.candidates = {str(user.pk): user for user in candidates}
        choices = [(key, user.name) for key, user in self.candidates.items()]
        self.fields["people"].choices = [*choices, (NOBODY, _("Ingen lige nu"))]  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        chosen = self.cleaned_data["people"]
        if NOBODY in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Vælg enten medarbejdere eller »Ingen lige nu«."))
        return [self.candidates[key] for key in chosen if key != NOBODY]
