"""»Skriv til os«: one box and a number, from a page that keeps nothing on the phone; and what the team writes of it.

A signed note in the page says what the page was for, which press it is, and when it was opened (as for a tip by a code
on the wall), so that the same page sent twice is one request.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.identity import PLAIN
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import call_request as rules
from fremskudt.casework.rules.call_request import Who
from fremskudt.casework.rules.consent import FORMS, Form
from fremskudt.casework.rules.identity import BadIdentityError, normal_phone, tidy

SALT = "casework.write_to_us"
TOKEN_LASTS = timedelta(hours=24)
TOO_OLD = _("Siden har stået åben længe. Se det igennem, og send igen. Intet er slettet.")
CHOOSE = {"required": _("Vælg en fra listen."), "invalid_choice": _("Vælg en fra listen.")}
LONGEST_NUMBER = 40


def phone_field(label: Any, **more: Any) -> WordsField:
    field = WordsField(label=label, longest=LONGEST_NUMBER, required=False, **more)
    field.widget.attrs.update({"inputmode": "tel", "autocomplete": "off"})
    return field


class PageForm(forms.Form):
    """A form whose page is one press, however often it is sent. `place` is what the page was opened for."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.operation = read_token(self.data.get("token", ""), place) if self.is_bound else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.operation is None:
            self.add_error(None, forms.ValidationError(TOO_OLD, code="token"))
        return cleaned

    @property
    def next_token(self) -> str:
        """The same one while it holds, so that the second tap is the same request."""
        return str(self.data["token"]) if self.operation else new_token(self.place)

    def clean_phone(self) -> str:
        try:
            return normal_phone(self.cleaned_data["phone"]) or ""
        except BadIdentityError as error:
            raise forms.ValidationError(gettext(str(error))) from None

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"]) or ""


class OwnWriteForm(PageForm):
    """Of one who opened the own link: we know their number, or how they would rather be met."""

    words = WordsField(
        label=_("Hvad vil du sige?"), longest=rules.LONGEST_WORDS, rows=5,
        error_messages={"required": _("Skriv lidt. Et par ord er nok.")},
    )  # fmt: skip
    is_urgent = forms.BooleanField(label=_("Det haster i dag"), required=False)

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        kept = {name: self.cleaned_data[name] for name in ("words", "is_urgent")}
        return {"who": Who.SELF, "operation": self.operation, **kept}


class WriteForm(PageForm):
    """Of anybody: no name is needed, and a number only where we are to ring."""

    who = forms.ChoiceField(
        label=_("Hvem gælder det?"), widget=forms.RadioSelect, initial=Who.SELF,
        choices=[(Who.SELF, _("Mig selv")), (Who.RELATIVE, _("En, jeg holder af"))], error_messages=CHOOSE,
    )  # fmt: skip
    words = WordsField(label=_("Hvad vil du sige?"), longest=rules.LONGEST_WORDS, rows=5, required=False)
    phone = phone_field(_("Dit nummer"))
    no_call = forms.BooleanField(label=_("I skal ikke ringe. I skal kun læse det."), required=False)
    name = WordsField(label=_("Dit fornavn"), longest=rules.LONGEST_NAME, required=False)
    area = forms.ChoiceField(label=_("Hvor bor du, cirka?"), required=False, error_messages=CHOOSE)
    is_urgent = forms.BooleanField(label=_("Det haster i dag"), required=False)

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = _offer(self, areas)
        self.fields["name"].widget.attrs.update(PLAIN)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if not {"phone", "words"} & set(self.errors):
            wrong = rules.faults(phone=told["phone"], words=told["words"], is_no_call=told["no_call"])
            for name, reason in wrong.items():
                self.add_error(name, gettext(reason))
        return told

    @property
    def told(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("who", "words", "phone", "name", "is_urgent")}
        return {"operation": self.operation, "area": self.areas.get(self.cleaned_data.get("area", "")), **kept}


class ProfessionalForm(PageForm):
    """Of a professional, who has the person's yes: whom to ring, or where they can be met."""

    said_on = DayField(label=_("Hvornår er der sagt ja?"), error_messages={"required": rules.NO_DAY})
    said_how = forms.ChoiceField(
        label=_("Hvordan er det sagt?"), widget=forms.RadioSelect, initial=Form.ORAL, error_messages=CHOOSE
    )
    name = WordsField(
        label=_("Fornavn"), longest=rules.LONGEST_NAME,
        error_messages={"required": _("Skriv fornavnet, så vi ved, hvem vi spørger efter.")},
    )  # fmt: skip
    phone = phone_field(_("Telefon"))
    where = WordsField(
        label=_("Hvor kan vi mødes?"), longest=rules.LONGEST_WHERE, required=False,
        help_text=_("Hvis vi ikke skal ringe. For eksempel: i receptionen, torsdag formiddag."),
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Område"), required=False, error_messages=CHOOSE)
    words = WordsField(
        label=_("Hvad vil personen have, at vi ved?"), longest=rules.LONGEST_WORDS, rows=3, required=False,
        help_text=_("Ikke CPR, diagnose eller sagsnummer."),
    )  # fmt: skip
    is_urgent = forms.BooleanField(label=_("Det haster i dag"), required=False)

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = _offer(self, areas)
        self.fields["said_how"].choices = [(key, _(name)) for key, name in FORMS.items() if key != Form.LINK]  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs.update(PLAIN)
        self.fields["said_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        for name in ("name", "where", "words"):
            if rules.tells_a_case(told.get(name, "")):
                self.add_error(name, gettext(rules.A_NUMBER_OF_A_CASE))
        if not {"phone", "where"} & set(self.errors) and not told["phone"] and not told["where"].strip():
            self.add_error("phone", gettext(rules.NO_PLACE))
        return told

    @property
    def told(self) -> dict[str, Any]:
        told = self.cleaned_data
        where = gettext("Vi kan mødes: %(where)s") % {"where": told["where"]} if told["where"] else ""
        words = "\n".join(part for part in (where, told["words"]) if part)
        kept = {name: told[name] for name in ("phone", "name", "is_urgent", "said_how")}
        area = self.areas.get(told.get("area", ""))
        return {
            "who": Who.PROFESSIONAL, "words": words, "area": area, "operation": self.operation,
            "said_yes_on": told["said_on"], **kept,
        }  # fmt: skip


class CodeForm(forms.Form):
    """Eight signs from paper. Whether they lead anywhere is not the form's to know."""

    code = forms.CharField(label=_("Din kode"), max_length=40, required=False)


class OutcomeForm(forms.Form):
    """How it went; or, for ten minutes, that it did not."""

    outcome = forms.ChoiceField(choices=[(key, key) for key in rules.PRESSED], required=False)
    undo = forms.BooleanField(required=False)


def new_token(place: str) -> str:
    return signing.dumps([place, uuid4().hex], salt=SALT)


def read_token(token: str, place: str) -> UUID | None:
    """The number of the page's press; none for a note that is old, forged, or of another page."""
    try:
        of, operation = signing.loads(token, salt=SALT, max_age=TOKEN_LASTS)
        return UUID(operation) if of == place else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _offer(form: forms.Form, areas: Iterable[Area]) -> dict[str, Area]:
    """The areas of the municipality to choose between, or no question where none is drawn."""
    known = {str(area.pk): area for area in areas}
    if not known:
        del form.fields["area"]
    else:
        form.fields["area"].choices = [("", gettext("Ved ikke")), *((key, one.name) for key, one in known.items())]  # type: ignore[attr-defined]
    return known
