"""What is sent from the page where somebody's answer to SMS is written down."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules import consent, consent_answer
from fremskudt.casework.rules.message_agreement import NOT_AN_ANSWER


class MessageAgreementForm(forms.Form):
    """How they answered, who heard it, and the answer that was pressed."""

    form = forms.ChoiceField(
        label=_("Hvordan er det sagt?"), widget=forms.RadioSelect, initial="oral",
        choices=[(key, words) for key, words in consent.FORMS.items() if key != consent.Form.LINK],
        error_messages={"required": _("Vælg, hvordan det er sagt.")},
    )  # fmt: skip
    witness = forms.CharField(
        label=_("Hvem hørte det?"), max_length=120, required=False, initial=_("Vi var alene"),
        error_messages={"max_length": _("Skriv det kortere, højst 120 tegn.")},
    )  # fmt: skip
    answer = forms.ChoiceField(
        choices=[("yes", "yes"), ("no", "no")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _(NOT_AN_ANSWER)),
    )

    def clean_witness(self) -> str:
        witness: str = self.cleaned_data["witness"]
        if self.cleaned_data.get("form") == consent.Form.ORAL and not witness:
            raise forms.ValidationError(gettext(consent_answer.NO_WITNESS))
        return witness
