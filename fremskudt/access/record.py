"""The record of processing, made from what the models declare: what is kept, about whom, why, for how long."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fremskudt.access import data_policy
from fremskudt.access.data_policy import ABOUT_NAMES, CLASS_NAMES, KEEP_WORDS
from fremskudt.access.rules.policy import DataClass, Policy

ROOMS: dict[str, Promise] = {
    "casework": _("Arbejdet med borgerne"),
    "partnership": _("Samarbejdet med partnerne"),
    "access": _("Brugere, adgang og log"),
    "surveys": _("Undersøgelser og svar"),
    "evaluation": _("Udtræk og kørsler"),
}
PROGRAM = _("Det, programmet bygger på")


@dataclass(frozen=True)
class Kept:
    """One kind of row: a model. `fields` are the fields of each class, highest class first."""

    label: str
    name: str
    about: str
    purpose: str
    keep: str
    fields: list[tuple[DataClass, list[str]]]


@dataclass(frozen=True)
class Flow:
    """A door that data can go through from one world to another."""

    name: Promise
    words: Promise
    is_open: bool


FLOWS = (
    Flow(
        _("Overlevering: fra et praj til et forløb"),
        _("Et praj bliver kun til et forløb, når borgeren selv har sagt ja."),
        is_open=False,
    ),
    Flow(
        _("Tilbagemelding: hvad den, der gav prajet, må vide"),
        _("Det, borgeren siger ja til. Ellers kun et antal på tre eller flere."),
        is_open=False,
    ),
    Flow(
        _("Udtræk: fra svar til evaluering"),
        _("Koder, tal og datoer kopieres under et nyt pseudonym. Navn og fri tekst kommer ikke med."),
        is_open=True,
    ),
)
MEASURES = (
    _("Navn, CPR, telefon og adresse ligger for sig og er krypteret. Nøglen ligger ikke i databasen."),
    _("Alle, der kan se en borger, logger ind i to trin."),
    _("Man ser kun dem, man selv følger. En lukket dør åbnes højst 60 minutter, med en grund, borgeren kan læse."),
    _("Hvert opslag om en borger står i loggen, før siden vises. Kan det ikke skrives, vises intet."),
    _("Loggen er kædet sammen, så det ses, hvis en linje rettes eller fjernes."),
    _("Hver måned ser projektlederen eller databeskyttelsesrådgiveren en stikprøve af opslagene igennem."),
)  # fmt: skip


def rooms() -> list[tuple[str, list[Kept]]]:
    """Everything that is kept, by room, in the language of the reader. What no class was chosen for is told as such."""
    found: dict[str, list[Kept]] = {label: [] for label in [*ROOMS, ""]}
    for model in data_policy.stored_models():
        policy = data_policy.policy_of(model)
        if policy:
            found.setdefault(_room(model._meta.app_label), []).append(_kept(model._meta.label, policy))
    return [(str(ROOMS.get(room, PROGRAM)), kept) for room, kept in found.items() if kept]


def unclassified() -> list[str]:
    """What the record does not know; empty in a product that passes its own checks."""
    return list(data_policy.problems())


def _room(app: str) -> str:
    return app if apps.get_app_config(app).name.startswith("fremskudt.") else ""


def _kept(label: str, policy: Policy) -> Kept:
    fields = [(kind, policy.named(kind)) for kind in DataClass if policy.named(kind)]
    words = str(ABOUT_NAMES[policy.about]), str(policy.purpose), str(KEEP_WORDS[policy.keep])
    return Kept(label, str(policy.name), *words, fields)


def rows() -> list[list[str]]:
    """The record as a table: a row for each field, with its heading first."""
    head = [_("Område"), _("Det gemmer vi"), _("Om hvem"), _("Hvorfor"), _("Hvor længe"), _("Felt"), _("Klasse")]
    return [[str(words) for words in head]] + [
        [room, kept.name, kept.about, kept.purpose, kept.keep, f"{kept.label}.{field}", str(CLASS_NAMES[kind])]
        for room, kinds in rooms()
        for kept in kinds
        for kind, fields in kept.fields
        for field in fields
    ]
