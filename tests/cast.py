"""The same few people in every test: an evaluator, a project leader, and an evaluator elsewhere (the outsider)."""

from dataclasses import dataclass

from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.roles import Role

PASSWORD = "en lang sætning til prøver"


@dataclass(frozen=True)
class Cast:
    evaluator: User  # Eva, at the institute
    leader: User  # Lea, project leader in Randers
    outsider: User  # Otto, evaluator at another institute
    institute: Organisation
    elsewhere: Organisation
    municipalities: dict[str, Organisation]


def person(name: str, organisation: Organisation, role: Role) -> User:
    user = User.objects.create_user(email=f"{name.lower()}@example.org", name=name, password=PASSWORD)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def assemble() -> Cast:
    kind = Organisation.Kind
    towns = {
        name: Organisation.objects.get_or_create(kind=kind.MUNICIPALITY, name=name)[0]
        for name in ("Helsingør", "Odder", "Randers", "Vejle")
    }
    institute = Organisation.objects.create(kind=kind.EVALUATOR, name="Instituttet")
    elsewhere = Organisation.objects.create(kind=kind.EVALUATOR, name="Et andet institut")
    return Cast(
        evaluator=person("Eva", institute, Role.EVALUATOR),
        leader=person("Lea", towns["Randers"], Role.PROJECT_LEADER),
        outsider=person("Otto", elsewhere, Role.EVALUATOR),
        institute=institute,
        elsewhere=elsewhere,
        municipalities=towns,
    )
