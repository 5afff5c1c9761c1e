"""The same few people in every test, one for each role, and outsiders elsewhere with the same roles."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client

from fremskudt.access import lock
from fremskudt.access.actions import session as session_actions
from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.access.rules.browser import browser_words
from fremskudt.access.strength import KEY, Strength

PASSWORD = "en lang sætning til prøver"
Kind = Organisation.Kind


@dataclass(frozen=True)
class Cast:
    therapist: User  # Tea, at Randers' drug centre
    colleague: User  # Tom, therapist at the same centre
    leader: User  # Lea, project leader in Randers
    second_leader: User  # Line, project leader in Randers
    partner: User  # Palle, volunteer at a drop-in centre in Randers
    partner_contact: User  # Karla, contact person there
    professional: User  # Jens, at Randers' jobcentre
    peer: User  # Pia, peer worker at the drug centre
    steering: User  # Stine, steering group
    administrator: User  # Ada, administrator of Randers
    dpo: User  # Dan, data protection officer of Randers
    evaluator: User  # Eva, at the institute
    outsider: User  # Otto, evaluator at another institute
    therapist_elsewhere: User  # Ulla, therapist in Vejle
    leader_elsewhere: User  # Viggo, project leader in Vejle
    administrator_elsewhere: User  # Vera, administrator of Vejle
    dpo_elsewhere: User  # Vita, data protection officer of Vejle
    institute: Organisation
    elsewhere: Organisation
    centre: Organisation  # Randers' drug centre
    drop_in: Organisation
    jobcentre: Organisation
    centre_elsewhere: Organisation  # Vejle's drug centre
    municipalities: dict[str, Organisation]


def people_in(places: dict[str, Organisation]) -> dict[str, tuple[str, Organisation, Role]]:
    """Field of the cast → name, organisation, role."""
    return {
        "therapist": ("Tea", places["centre"], Role.THERAPIST),
        "colleague": ("Tom", places["centre"], Role.THERAPIST),
        "leader": ("Lea", places["Randers"], Role.PROJECT_LEADER),
        "second_leader": ("Line", places["Randers"], Role.PROJECT_LEADER),
        "partner": ("Palle", places["drop_in"], Role.PARTNER),
        "partner_contact": ("Karla", places["drop_in"], Role.PARTNER_CONTACT),
        "professional": ("Jens", places["jobcentre"], Role.PROFESSIONAL),
        "peer": ("Pia", places["centre"], Role.PEER),
        "steering": ("Stine", places["Randers"], Role.STEERING_GROUP),
        "administrator": ("Ada", places["Randers"], Role.ADMINISTRATOR),
        "dpo": ("Dan", places["Randers"], Role.DATA_PROTECTION_OFFICER),
        "evaluator": ("Eva", places["institute"], Role.EVALUATOR),
        "outsider": ("Otto", places["elsewhere"], Role.EVALUATOR),
        "therapist_elsewhere": ("Ulla", places["centre_elsewhere"], Role.THERAPIST),
        "leader_elsewhere": ("Viggo", places["Vejle"], Role.PROJECT_LEADER),
        "administrator_elsewhere": ("Vera", places["Vejle"], Role.ADMINISTRATOR),
        "dpo_elsewhere": ("Vita", places["Vejle"], Role.DATA_PROTECTION_OFFICER),
    }


def assemble() -> Cast:
    towns = {
        name: Organisation.objects.get_or_create(kind=Kind.MUNICIPALITY, name=name)[0]
        for name in ("Helsingør", "Odder", "Randers", "Vejle")
    }
    make, randers = Organisation.objects.create, towns["Randers"]
    places = {
        "institute": make(kind=Kind.EVALUATOR, name="Instituttet"),
        "elsewhere": make(kind=Kind.EVALUATOR, name="Et andet institut"),
        "centre": make(kind=Kind.DRUG_CENTRE, name="Centret i Randers", municipality=randers),
        "drop_in": make(kind=Kind.DROP_IN, name="Værestedet Kajen", municipality=randers),
        "jobcentre": make(kind=Kind.JOBCENTRE, name="Jobcentret i Randers", municipality=randers),
        "centre_elsewhere": make(kind=Kind.DRUG_CENTRE, name="Centret i Vejle", municipality=towns["Vejle"]),
    }
    wanted, password = people_in(towns | places), make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(email=f"{name.lower()}@example.org", name=name, password=password)
        for name, _place, _role in wanted.values()
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=role)
        for user, (_name, place, role) in zip(users, wanted.values(), strict=True)
    )
    return Cast(**dict(zip(wanted, users, strict=True)), **places, municipalities=towns)


def person(name: str, organisation: Organisation, role: Role) -> User:
    """One more, for a test of its own."""
    user = User.objects.create(email=f"{name.lower()}@example.org", name=name, password=make_password(PASSWORD))
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def enter(client: Client, user: User, strength: Strength = Strength.STRONG) -> Client:
    """Log in without the pages of log-in (which have tests of their own), this strongly."""
    client.force_login(user)
    session = client.session
    session[KEY] = strength
    label = browser_words(client.defaults.get("HTTP_USER_AGENT", ""))
    session[lock.KEY] = session_actions.begin(by=user, label=label).pk
    session.save()
    return client
