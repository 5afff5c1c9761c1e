"""An agreement, its next look, who backs it and its end. A text that tells who somebody is, is not kept."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.forms.sparring import DAYS, FIRST, box
from fremskudt.partnership.models import Agreement
from fremskudt.partnership.rules import agreement as rules

NO_REVIEW = _("Aftalen mangler en dato, hvor I ser på den igen.")
NO_DAY = _("Skriv en dag.")
BAD_DAY = _("Skriv dagen som 24-12-2026.")
TOO_FAR = _("Vælg en dag inden for to år.")
AHEAD = _("Vælg en dag, der ligger forude, og højst to år frem.")
BAD_KRONER = _("Skriv beløbet i hele kroner, for eksempel 50.000.")
MONEY = re.compile(r"\d{1,9}|\d{1,3}(?:[. ]\d{3}){1,2}")


def day(label: Any, *, missing: Any = NO_DAY, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=DAYS,
        error_messages={"required": missing, "invalid": BAD_DAY}, **more,
    )  # fmt: skip


def checked(text: str, known: Iterable[str] = ()) -> str:
    """The text with one sign for each line end, or what must be changed in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if objection := rules.objection_to(text, known):
        raise forms.ValidationError(gettext(objection), code="telltale")
    return text


def within(on: date | None, first: date, last: date, said: Any) -> date | None:
    if on is not None and not first <= on <= last:
        raise forms.ValidationError(said)
    return on


def far() -> date:
    return timezone.localdate() + rules.FARTHEST


class KnowingForm(forms.Form):
    """`known` are names of houses and areas, which may stand in the texts."""

    def __init__(self, *args: Any, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(known)

    def checked(self, name: str) -> str:
        return checked(self.cleaned_data[name], self.known)


class BackForm(KnowingForm):
    """»Ledelseserklæring«. Whose name it is stands in a field of its own, so it may be one."""

    backed_by = box(
        _("Hvem i ledelsen står bag?"), 120, help_text=_("Navn og titel."),
        error_messages={"required": _("Skriv, hvem der står bag.")},
    )  # fmt: skip
    backed_on = day(_("Hvornår?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("backed_on", timezone.localdate())

    def clean_backed_on(self) -> date | None:
        return within(self.cleaned_data["backed_on"], FIRST, timezone.localdate(), _("Vælg en dag, der har været."))


class ReviewForm(KnowingForm):
    on = day(_("Hvornår så I på den?"))
    words = box(
        _("Hvad talte I om?"), 500, rows=3, required=False, help_text=_("Begge sider kan læse det. Skriv uden navne.")
    )
    next_on = day(_("Hvornår ser I på den igen?"), missing=NO_REVIEW)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> date | None:
        return within(self.cleaned_data["on"], FIRST, timezone.localdate(), _("Vælg en dag, der har været."))

    def clean_words(self) -> str:
        return self.checked("words")

    def clean_next_on(self) -> date | None:
        return within(self.cleaned_data["next_on"], timezone.localdate() + timedelta(days=1), far(), AHEAD)


class EndForm(forms.Form):
    on = day(_("Sidste dag"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> date | None:
        return within(
            self.cleaned_data["on"], timezone.localdate(), far(), _("Vælg i dag eller en dag inden for to år.")
        )


class AgreementForm(KnowingForm):
    what = box(
        _("Hvad er I enige om?"), 2000, rows=6, help_text=_("Med almindelige ord. Skriv uden navne."),
        error_messages={"required": _("Skriv, hvad I er enige om.")},
    )  # fmt: skip
    they_expect = box(_("Hvad venter partneren sig af jer?"), 1000, rows=3, required=False)
    we_expect = box(_("Hvad venter I jer af partneren?"), 1000, rows=3, required=False)
    meets_every_days = forms.TypedChoiceField(
        label=_("Hvor tit mødes I?"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Ikke aftalt")), *((key, _(name)) for key, name in rules.RHYTHMS.items())],
        error_messages={"invalid_choice": _("Vælg, hvor tit I mødes.")},
    )  # fmt: skip
    budget_kroner = box(
        _("Andel af budgettet, kroner om året"), 20, required=False,
        help_text=_("Ses kun af dem, der skriver under, og af styregruppen."),
    )  # fmt: skip
    from_on = day(_("Gælder fra"))
    review_on = day(_("Hvornår ser I på den igen?"), missing=NO_REVIEW)
    ends_on = day(
        _("Sidste dag"), required=False, help_text=_("Lad feltet stå tomt, når aftalen ikke har en slutdato.")
    )
    backed_by = box(
        _("Hvem i partnerens ledelse står bag?"), 120, required=False, help_text=_("Ledelseserklæring: navn og titel.")
    )
    backed_on = day(_("Hvornår sagde ledelsen ja?"), required=False)

    def __init__(self, *args: Any, standing: Agreement | None = None, has_budget: bool, **kwargs: Any) -> None:
        """The old words, where there are any; the days are asked anew. Money only where partners get some."""
        today = timezone.localdate()
        start: dict[str, Any] = {"from_on": today}
        if standing:
            kept = ("what", "they_expect", "we_expect", "meets_every_days", "budget_kroner", "backed_on", "backed_by")
            start |= {name: getattr(standing, name) for name in kept}
        super().__init__(*args, **{**kwargs, "initial": start})
        if not has_budget:
            del self.fields["budget_kroner"]

    def clean_what(self) -> str:
        return self.checked("what")

    def clean_they_expect(self) -> str:
        return self.checked("they_expect")

    def clean_we_expect(self) -> str:
        return self.checked("we_expect")

    def clean_budget_kroner(self) -> int | None:
        """»50.000« is fifty thousand; a comma, a minus or a word is no amount."""
        typed: str = re.sub(r"\s*kr\.?$", "", self.cleaned_data["budget_kroner"].strip(), flags=re.IGNORECASE)
        if not typed:
            return None
        kroner = int(re.sub(r"[. ]", "", typed)) if MONEY.fullmatch(typed) and typed.isascii() else -1
        if not 0 <= kroner <= rules.MOST_KRONER:
            raise forms.ValidationError(BAD_KRONER)
        return kroner

    def clean_from_on(self) -> date | None:
        return within(self.cleaned_data["from_on"], FIRST, far(), TOO_FAR)

    def clean_review_on(self) -> date | None:
        return within(self.cleaned_data["review_on"], timezone.localdate() + timedelta(days=1), far(), AHEAD)

    def clean_backed_on(self) -> date | None:
        return within(self.cleaned_data["backed_on"], FIRST, timezone.localdate(), _("Vælg en dag, der har været."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first = cleaned.get("from_on")
        for name in ("review_on", "ends_on"):
            if first and cleaned.get(name) and cleaned[name] < first:
                self.add_error(name, gettext("Dagen ligger før den dag, aftalen gælder fra."))
        if bool(cleaned.get("backed_on")) != bool(cleaned.get("backed_by")) and not self.errors.keys() & {"backed_on"}:
            missing = "backed_on" if cleaned.get("backed_by") else "backed_by"
            self.add_error(missing, gettext("Skriv både hvem og hvornår, eller ingen af delene."))
        return cleaned


class BaseForm(forms.Form):
    """Which version the words were written from; none for the first."""

    base = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class PressForm(forms.Form):
    """Which row a button stands beside."""

    row = forms.IntegerField(min_value=1, max_value=2**63 - 1)
