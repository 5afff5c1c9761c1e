"""The people of the demo: one for each role, in one municipality, with citizens to follow. None of them exists."""

import tempfile
from pathlib import Path
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
# The other municipalities of the study have somebody who follows their people; the sign-in page does not offer them.
ELSEWHERE = ("Helsingør", "Odder", "Vejle")
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
    add_citizens()


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


def add_citizens() -> None:
    """The people of the study as courses in the middle of things; made once. Some have told what they are called."""
    from django.db import transaction

    from fremskudt.access.models import Organisation, User
    from fremskudt.casework.models import Citizen
    from fremskudt.config import demo_asking, demo_caseload, demo_partners, demo_rounds, demo_sharing, demo_week, study

    if Citizen.objects.exists():
        return
    tea, tom, lea = (User.objects.get(email=f"{name}@oevelse.example.org") for name in ("tea", "tom", "lea"))
    towns = {name: Organisation.objects.get_or_create(kind="municipality", name=name)[0] for name in (TOWN, *ELSEWHERE)}
    workers = {TOWN: [tea, tom], **{name: [_worker(towns[name])] for name in ELSEWHERE}}
    with tempfile.TemporaryDirectory() as work, transaction.atomic():
        study.demo().write_population(Path(work))
        demo_caseload.write(demo_caseload.read(Path(work)), towns, workers)
        demo_week.write(towns[TOWN], tea, tom, lea)
        demo_sharing.write(towns[TOWN], tea, tom, lea)
        demo_partners.write(towns[TOWN], _people())
        demo_week.open_study(towns[TOWN], evaluator())
        demo_asking.licences([towns[TOWN]], _people()["ada"])
        demo_rounds.write(towns[TOWN], [tea, tom])
    name_some(tea)


def _people() -> dict[str, Any]:
    """By first name."""
    from fremskudt.access.models import User

    return {one.email.split("@")[0]: one for one in User.objects.filter(email__in=EMAILS)}


def _worker(town: Any) -> Any:
    from fremskudt.access.models import Organisation

    centre, _new = Organisation.objects.get_or_create(
        name=f"Rusmiddelcenter {town.name}", defaults={"kind": "drug_centre", "municipality": town}
    )
    email = f"behandler.{town.pk}@oevelse.example.org"
    return add(Person(email, f"Behandler i {town.name}", centre.name, "therapist"))


def name_some(therapist: Any) -> None:
    from fremskudt.casework.actions import identity
    from fremskudt.casework.models import Citizen

    followed = Citizen.objects.filter(assignments__user=therapist, cases__ending=None).order_by("pk")
    for number, (citizen, name) in enumerate(zip(followed, NAMES, strict=False), start=1):
        address = f"Øvelsesvej {number}"
        identity.write(citizen=citizen, name=name, cpr="", phone="", address=address, by=therapist)
