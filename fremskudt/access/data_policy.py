"""What each field of the database can give away. A check refuses a field that no class was chosen for.

Each of our models carries its own `policy`; the models of the packages we build on have theirs in OTHERS.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules import policy as rules
from fremskudt.access.rules.policy import About, DataClass, Keep, Policy

CLASS_NAMES: dict[DataClass, Promise] = {
    DataClass.IDENTIFYING: _("Siger, hvem det er"),
    DataClass.FREE_TEXT: _("Fri tekst"),
    DataClass.CODED: _("Koder, tal og datoer"),
    DataClass.KEY: _("Pseudonymer og henvisninger"),
    DataClass.TECHNICAL: _("Teknisk"),
}
CLASS_MEANINGS: dict[DataClass, Promise] = {
    DataClass.IDENTIFYING: _("Navn, CPR, telefon, adresse, e-mail: siger alene, hvem det er."),
    DataClass.FREE_TEXT: _("Ord, som nogen har skrevet. Der kan stå hvad som helst."),
    DataClass.CODED: _("En dato, et tal eller et svar fra en fast liste."),
    DataClass.KEY: _("En kode, som kun den siger noget, der kan slå den op, eller en henvisning til en anden række."),
    DataClass.TECHNICAL: _("Aftryk, hemmeligheder og tællere. Siger intet om et menneske."),
}
ABOUT_NAMES: dict[About, Promise] = {
    About.CITIZEN: _("Borgere"),
    About.RESPONDENT: _("Deltagere i undersøgelser, under pseudonym"),
    About.USER: _("Brugere"),
    About.CITIZEN_AND_USER: _("Borgere og brugere"),
    About.NOBODY: _("Ingen"),
}
KEEP_WORDS: dict[Keep, Promise] = {
    Keep.CASE: _("Så længe kommunen hjælper borgeren. Derefter efter kommunens regler for arkivering."),
    Keep.TIP: _("Til listens frist er udløbet. Så tømmes det for alt, der beskriver nogen, og tæller kun med."),
    Keep.STUDY: _("Så længe undersøgelsen varer. Derefter efter aftalen mellem kommune og evaluator."),
    Keep.LOG: _("Så længe loggen skal kunne efterprøves. Kommunen afgør, hvor længe."),
    Keep.ACCOUNT: _("Så længe personen er bruger. En lukket bruger bliver stående, så loggen kan læses."),
    Keep.LINK: _("Linket virker, til det er brugt, udløbet eller trukket tilbage. Kun et aftryk af det er gemt."),
    Keep.SESSION: _("Til man logger ud, dog højst ti timer."),
    Keep.CODE: _("Virker i få minutter. Den brugte kode står tilbage, så den ikke kan bruges igen."),
    Keep.DRAFT: _("Til det er gemt eller kasseret, dog højst 14 dage."),
    Keep.HOUR: _("Til filen er indlæst eller valgt fra, dog højst en time."),
    Keep.OPERATION: _("Så længe kommunen bruger systemet."),
    Keep.PROGRAM: _("Følger programmet og skifter med det."),
}

_MAIL = _("Kende den e-mail, som en bruger logger ind med.")
_PROVIDER = _("Logge ind med kommunens eget login.")
_PROGRAM = _("Intern liste, som programmet selv laver. Vi styrer ikke adgang med den.")

# Third-party models by label; one that is not installed may stand here.
OTHERS: dict[str, Policy] = {
    "auth.Permission": Policy(
        _("Programmets tilladelser"), About.NOBODY, Keep.PROGRAM, _PROGRAM, coded="name codename", key="content_type"
    ),
    "auth.Group": Policy(_("Programmets grupper"), About.NOBODY, Keep.PROGRAM, _PROGRAM, coded="name permissions"),
    "contenttypes.ContentType": Policy(
        _("Programmets tabeller"), About.NOBODY, Keep.PROGRAM, _PROGRAM, coded="app_label model"
    ),
    "sessions.Session": Policy(
        _("Session"), About.USER, Keep.SESSION, _("Huske, hvem der er logget ind i en browser."),
        key="session_data", coded="expire_date", technical="session_key",
    ),
    "account.EmailAddress": Policy(
        _("E-mailadresse"), About.USER, Keep.ACCOUNT, _MAIL, identifying="email", coded="verified primary", key="user"
    ),
    "account.EmailConfirmation": Policy(
        _("Bekræftelse af e-mail"), About.USER, Keep.LINK, _MAIL,
        coded="created sent", key="email_address", technical="key",
    ),
    "mfa.Authenticator": Policy(
        _("To-trins-login"), About.USER, Keep.ACCOUNT, _("Prøve, at den, der logger ind, er den rette. Krypteret."),
        coded="type created_at last_used_at", key="user", technical="data",
    ),
    "socialaccount.SocialAccount": Policy(
        _("Kommunens login"), About.USER, Keep.ACCOUNT, _PROVIDER,
        identifying="uid extra_data", coded="provider last_login date_joined", key="user",
    ),
    "socialaccount.SocialApp": Policy(
        _("Aftale med kommunens login"), About.NOBODY, Keep.OPERATION, _PROVIDER,
        coded="provider provider_id name", technical="client_id secret key settings",
    ),
    "socialaccount.SocialToken": Policy(
        _("Adgangstegn fra kommunens login"), About.USER, Keep.SESSION, _PROVIDER,
        coded="expires_at", key="app account", technical="token token_secret",
    ),
    "usersessions.UserSession": Policy(
        _("Browser, der er logget ind"), About.USER, Keep.SESSION,
        _("Vise brugeren sine egne enheder, så de kan lukkes."),
        identifying="ip", coded="user_agent created_at last_seen_at", key="user", technical="session_key data",
    ),
}  # fmt: skip


def stored_models() -> list[type[Model]]:
    """Every model with a table of its own, by app and name. A table that only joins two models belongs to its field."""
    found = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return sorted(found, key=lambda model: model._meta.label)


def field_names(model: type[Model]) -> list[str]:
    """The model's own fields, without the number that the database gives each row."""
    own = [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
    return [field.name for field in own if not field.auto_created]


def policy_of(model: type[Model]) -> Policy | None:
    found = vars(model).get("policy") or OTHERS.get(model._meta.label)
    return found if isinstance(found, Policy) else None


def problems(models: Iterable[type[Model]] | None = None) -> Iterator[str]:
    """One sentence for each field or model that has no class, or one too many."""
    for model in stored_models() if models is None else models:
        yield from rules.problems(model._meta.label, policy_of(model), field_names(model))
