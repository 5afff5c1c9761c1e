"""A notice, a visit, a tour and an area, near and far, for the addresses that name one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Area, User
from fremskudt.casework.models import Citizen, SafetyNotice, Tour, Visit
from tests.cast import Cast

Places = dict[str, dict[str, dict[str, Any]]]
MISSING = 987654321
OF_CITIZEN = ("safety", "safety_new", "visit_start")


def safety_pages(people: Cast, followed: Citizen, citizens: dict[str, dict[str, Any]]) -> Places:
    own_tour = tour(people, "Randers", people.therapist)
    notice = notice_of(followed, people.therapist)
    out, out_elsewhere = visit(people, people.colleague, "Randers"), visit(people, people.therapist_elsewhere, "Vejle")
    area, area_elsewhere = area_in(people, "Randers"), area_in(people, "Vejle")
    return {
        **{f"casework:{name}": citizens for name in OF_CITIZEN},
        **{
            f"casework:{name}": {key: {**code, "pk": notice.pk} for key, code in citizens.items()}
            for name in ("safety_review", "safety_remove")
        },
        "casework:tour_visit": {key: {**code, "pk": own_tour.pk} for key, code in citizens.items()},
        "casework:tour": numbered(own_tour, tour(people, "Vejle", people.therapist_elsewhere)),
        "casework:visit_home": numbered(out, out_elsewhere),
        "access:area": numbered(area, area_elsewhere),
        "partnership:house_rules_of": numbered(people.drop_in, people.centre_elsewhere),
    }  # fmt: skip


def numbered(own: Any, elsewhere: Any) -> dict[str, dict[str, Any]]:
    return {"own": {"pk": own.pk}, "elsewhere": {"pk": elsewhere.pk}, "missing": {"pk": MISSING}}


def area_in(people: Cast, town: str, name: str = "Nordbyen") -> Area:
    return Area.objects.get_or_create(municipality=people.municipalities[town], name=name, closed_at=None)[0]


def tour(people: Cast, town: str, user: User) -> Tour:
    told = {"municipality": people.municipalities[town], "area": area_in(people, town), "user": user, "by": user}
    return Tour.objects.get_or_create(**told, defaults={"on": timezone.localdate(), "made_at": timezone.now()})[0]


def visit(people: Cast, user: User, town: str) -> Visit:
    now = timezone.now()
    times = {"began_at": now, "back_at": now + timedelta(days=400)}
    place = {"municipality": people.municipalities[town]}
    return Visit.objects.get_or_create(user=user, ended_at=None, defaults=times | place)[0]


def notice_of(citizen: Citizen, by: User) -> SafetyNotice:
    today = timezone.localdate()
    told = {"kind": "dog", "words": "Hund i gården", "seen_by": "Tea", "by": by}
    when = {"seen_on": today, "review_on": today + timedelta(days=90), "made_at": timezone.now()}
    return SafetyNotice.objects.get_or_create(citizen=citizen, **told, defaults=when)[0]
