"""The people of the demo: one for each role, in one municipality, with citizens to follow. None of them exists."""

from typing import Any, NamedTuple


class Person(NamedTuple):
    email: str
    name: str
    place: str
    role: str


TOWN, INSTITUTE = "Randers", "Øvelsesinstituttet"
PLACES = (
    ("Rusmiddelcenter Randers", "drug_centre"),
    ("Værestedet Perronen", "drop_in"),
    ("Herberget Broen", "shelter"),
    ("Jobcenter Randers", "jobcentre"),
)
PEOPLE = (
    Person("tea@oevelse.example.org", "Tea Behandler", "Rusmiddelcenter Randers", "therapist"),
    Person("tom@oevelse.example.org", "Tom Kollega", "Rusmiddelcenter Randers", "therapist"),
    Person("lea@oevelse.example.org", "Lea Leder", TOWN, "project_leader"),
    Person("palle@oevelse.example.org", "Palle Frivillig", "Værestedet Perronen", "partner"),
    Person("karla@oevelse.example.org", "Karla Kontakt", "Herberget Broen", "partner_contact"),
    Person("jens@oevelse.example.org", "Jens Jobcenter", "Jobcenter Randers", "professional"),
    Person("pia@oevelse.example.org", "Pia Peer", "Rusmiddelcenter Randers", "peer"),
    Person("evaluator@example.org", "Eva Evaluator", INSTITUTE, "evaluator"),
    Person("stine@oevelse.example.org", "Stine Styregruppe", TOWN, "steering_group"),
    Person("ada@oevelse.example.org", "Ada Administrator", TOWN, "administrator"),
    Person("dan@oevelse.example.org", "Dan Databeskytter", TOWN, "data_protection_officer"),
)
EMAILS = [person.email for person in PEOPLE]
N_CITIZENS = 30
NAMES = ("Øvelse Andersen", "Øvelse Berg", "Øvelse Christensen", "Øvelse Dam", "Øvelse Eriksen", "Øvelse Frost")


def assemble() -> None:
    """All of them, with their places and citizens; made the first time."""
    from fremskudt.access.models import Organisation

    town, _new = Organisation.objects.get_or_create(kind="municipality", name=TOWN)
    for name, kind in PLACES:
        Organisation.objects.get_or_create(name=name, defaults={"kind": kind, "municipality": town})
    evaluator()
    for person in PEOPLE:
        add(person)
    add_citizens(town)


def evaluator() -> Any:
    """The evaluator of the published study, at an institute of their own."""
    from fremskudt.access.models import Organisation

    Organisation.objects.get_or_create(name=INSTITUTE, defaults={"kind": "evaluator"})
    return add(next(person for person in PEOPLE if person.role == "evaluator"))


def add(person: Person) -> Any:
    """A user with one membership and no password: the demo's sign-in page is the only way in."""
    from fremskudt.access.models import Membership, Organisation, User

    user = User.objects.filter(email=person.email).first() or User.objects.create_user(
        email=person.email, name=person.name
    )
    place = Organisation.objects.get(name=person.place)
    Membership.objects.get_or_create(user=user, organisation=place, role=person.role)
    return user


def add_citizens(town: Any) -> None:
    """Citizens of the demo, followed by its two therapists; made once. Some have told what they are called."""
    from fremskudt.access.models import User
    from fremskudt.casework.actions import citizen as citizen_actions
    from fremskudt.casework.actions import identity
    from fremskudt.casework.models import Citizen
    from fremskudt.casework.rules.alias import WORDS

    if Citizen.objects.filter(municipality=town).exists():
        return
    tea, tom = (User.objects.get(email=f"{name}@oevelse.example.org") for name in ("tea", "tom"))
    for number, alias in enumerate(WORDS[::8][:N_CITIZENS]):
        by = tom if number % 5 == 4 else tea
        made = citizen_actions.create(municipality=town, alias=alias, by=by)
        if number < len(NAMES):
            identity.write(
                citizen=made, name=NAMES[number], cpr="", phone="", address=f"Øvelsesvej {number + 1}", by=by
            )
