"""A partner near and one far, each with an agreement, a proposal, a mishap and a word, for addresses that name one."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.partnership.models import Agreement, Mishap, Proposal, Term
from tests.access.safety_pages import Places, numbered
from tests.cast import Cast

OF_A_HOUSE = (
    "partner", "agreement_new", "agreement_review", "agreement_end", "agreement_print", "house_visit_new",
    "contact_person_new", "own_house_rules",
)  # fmt: skip
OF_AN_AGREEMENT = ("agreement_sign", "agreement_back")
OF_A_TERM = ("term", "term_edit", "term_sign")


def agreement_pages(people: Cast) -> Places:
    near, far = people.drop_in, house_elsewhere(people)
    of_near, of_far = (things_of(house, people.second_leader) for house in (near, far))
    found = {f"partnership:{name}": numbered(near, far) for name in OF_A_HOUSE}
    for key, names in ((Agreement, OF_AN_AGREEMENT), (Proposal, ["proposal_answer"]), (Mishap, ["mishap_seen"])):
        found |= {f"partnership:{name}": numbered(of_near[key], of_far[key]) for name in names}
    words = [term(people, town) for town in ("Randers", "Vejle")]
    return found | {f"partnership:{name}": numbered(*words) for name in OF_A_TERM}


def house_elsewhere(people: Cast, kind: str = "drop_in", name: str = "Værestedet Havnen") -> Organisation:
    return Organisation.objects.get_or_create(name=name, kind=kind, municipality=people.municipalities["Vejle"])[0]


def things_of(house: Organisation, by: User) -> dict[Any, Any]:
    kept = {"made_at": timezone.now(), "by": by}
    return {
        Agreement: house.agreements.first() or agreement(house, by),
        Proposal: Proposal.objects.get_or_create(organisation=house, title="Fælles gåtur", defaults=kept)[0],
        Mishap: Mishap.objects.get_or_create(organisation=house, words="En besked gik forkert", defaults=kept)[0],
    }


def agreement(house: Organisation, by: User, **more: Any) -> Agreement:
    """A version that nobody has signed, unless `more` says so; it replaces the newest there is."""
    today = timezone.localdate()
    told = {"what": "Vi ringer til hinanden", "from_on": today, "review_on": today + timedelta(days=90), **more}
    newest = Agreement.objects.filter(organisation=house).first()
    made = {"made_at": timezone.now(), "by": by, "replaces": newest}
    return Agreement.objects.create(**{"organisation": house, **made, **told})


def signed(house: Organisation, ours: User, theirs: User, on: date | None = None, **more: Any) -> Agreement:
    """One that both have signed and that began on a day (today)."""
    now = timezone.now()
    names = {"signed_by_us": ours, "signed_by_us_at": now, "signed_by_them": theirs, "signed_by_them_at": now}
    return agreement(house, ours, from_on=on or timezone.localdate(), **names, **more)


def term(people: Cast, town: str, word: str = "forandring", **more: Any) -> Term:
    municipality = people.municipalities[town]
    told = {"meaning": "Noget bliver bedre for personen selv.", "made_at": timezone.now(), "by": people.second_leader}
    found = Term.objects.filter(municipality=municipality, word=word, **more).first()
    return found or Term.objects.create(municipality=municipality, word=word, **{**told, **more})
