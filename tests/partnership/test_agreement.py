"""The agreement with a partner: a chain of versions, both signing the same one, looked at again, ended (F71, F72)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, MunicipalitySettings, Organisation
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.partnership.actions import agreement as actions
from fremskudt.partnership.models import Agreement, AgreementReview
from fremskudt.partnership.rules import agreement as rules
from tests.access.agreement_pages import agreement, house_elsewhere, signed
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 1, 12, tzinfo=timezone.get_default_timezone())
STOPPED = "Det ligner et navn. Skriv et andet ord, så gemmer vi."


@pytest.fixture(autouse=True)
def _partners_get_some_of_the_budget(people: Cast) -> None:
    MunicipalitySettings.objects.create(municipality=people.municipalities["Randers"], funds_civil_society=True)


def of(name: str, row: Any) -> str:
    return reverse(f"partnership:{name}", args=[row.pk])


def in_days(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def told(**more: Any) -> dict[str, Any]:
    return {
        "what": "Vi holder øje sammen", "they_expect": "Svar inden en uge", "we_expect": "Et praj om ugen",
        "meets_every_days": "14", "budget_kroner": "50.000", "from_on": in_days(0), "review_on": in_days(90), **more,
    }  # fmt: skip


def test_agreement_is_written_once_and_read_by_the_house(people: Cast) -> None:
    lea, house = enter(Client(), people.leader), people.drop_in
    for _press in range(2):
        assert (
            send_from(lea, lea.get(of("agreement_new", house)), of("agreement_new", house), **told()).status_code == 302
        )  # type: ignore[arg-type]
    one = Agreement.objects.get()
    assert (one.budget_kroner, one.meets_every_days) == (50000, 14)
    assert Event.objects.filter(action="agreement.write", subject=f"org:{house.pk}").count() == 1
    palle = shown(enter(Client(), people.partner), reverse("partnership:cooperation"))
    for said in ("Vi holder øje sammen", "Svar inden en uge", "Et praj om ugen", "Hver 14. dag"):
        assert said in palle
    assert "Den gælder, når begge har skrevet under." in palle


def test_agreement_holds_when_both_have_signed_the_same_version(people: Cast) -> None:
    lea, karla, house = enter(Client(), people.leader), enter(Client(), people.partner_contact), people.drop_in
    old = signed(house, people.leader, people.partner_contact, what="De gamle ord")
    fill(lea, of("agreement_new", house), **told(what="De nye ord"))
    new = Agreement.objects.get(replaces=old)
    cooperation = reverse("partnership:cooperation")
    for client in (lea, karla):
        page = client.get(of("agreement_sign", new))
        assert "De nye ord" in page.content.decode()  # it is repeated in words before anything is signed
        assert "50.000 kr." in page.content.decode()
        for _press in range(2):
            assert client.post(of("agreement_sign", new)).status_code == 302
        new.refresh_from_db()
        held = actions.rules.holding(list(Agreement.objects.all()), timezone.localdate())
        assert held == (new if client is karla else old)
    assert (new.signed_by_us, new.signed_by_them) == (people.leader, people.partner_contact)
    assert Event.objects.filter(action="agreement.sign").count() == 2
    page = words(karla.get(cooperation))
    assert "Lea skrev under for kommunen" in page
    assert "Karla skrev under for Værestedet Kajen" in page
    assert "De gamle ord" in shown(lea, of("partner", house))  # under »Tidligere udgaver«


def test_agreement_replaced_or_signed_by_another_meanwhile_says_why(people: Cast) -> None:
    house = people.drop_in
    old, karl = agreement(house, people.leader), person("Karl", house, Role.PARTNER_CONTACT)
    karla, line = enter(Client(), people.partner_contact), enter(Client(), people.second_leader)
    actions.sign(agreement=old, side=rules.THEIRS, by=karl)
    answer = karla.post(of("agreement_sign", old))
    assert answer.status_code == 409
    assert rules.SIGNED_BY_ANOTHER in words(answer)  # type: ignore[arg-type]
    actions.write(
        house=house,
        base=old.pk,
        told={"what": "Nyt", "from_on": old.from_on, "review_on": old.review_on},
        by=people.leader,
    )
    answer = line.post(of("agreement_sign", old))
    assert answer.status_code == 409
    assert rules.REPLACED in words(answer)  # type: ignore[arg-type]
    assert rules.REPLACED in shown(line, of("agreement_sign", old))
    old.refresh_from_db()
    assert old.signed_by_us is None


def test_agreement_is_not_signed_for_both_sides_by_one_person(people: Cast) -> None:
    both = person("Bo", people.municipalities["Randers"], Role.PROJECT_LEADER)
    one = agreement(people.drop_in, people.leader)
    actions.sign(agreement=one, side=rules.OURS, by=both)
    both.memberships.create(organisation=people.drop_in, role=Role.PARTNER_CONTACT)
    answer = enter(Client(), both).post(of("agreement_sign", one))
    assert answer.status_code == 409
    assert rules.ONE_PERSON in words(answer)  # type: ignore[arg-type]


def test_agreement_is_signed_by_a_strong_log_in_alone(people: Cast) -> None:
    one = agreement(people.drop_in, people.leader)
    karla = enter(Client(), people.partner_contact, Strength.LINK)
    for answer in (karla.get(of("agreement_sign", one)), karla.post(of("agreement_sign", one))):
        assert answer.headers["Location"] == reverse("access:strengthen")
    page = shown(karla, reverse("partnership:cooperation"))
    assert "Log ind med to trin for at skrive under" in page
    assert of("agreement_sign", one) not in page
    one.refresh_from_db()
    assert one.signed_by_them is None


def test_agreement_of_another_house_or_town_is_nobodys(people: Cast) -> None:
    far = agreement(house_elsewhere(people), people.leader_elsewhere)
    other = Organisation.objects.create(kind="shelter", name="Herberget", municipality=people.municipalities["Randers"])
    next_door = agreement(other, people.leader)
    lea, karla = enter(Client(), people.leader), enter(Client(), people.partner_contact)
    for name in ("agreement_sign", "agreement_back"):
        assert karla.get(of(name, next_door)).status_code == karla.post(of(name, next_door)).status_code == 404
        assert lea.get(of(name, next_door)).status_code == 200
        assert lea.get(of(name, far)).status_code == lea.post(of(name, far)).status_code == 404
    for name in ("partner", "agreement_new", "agreement_review", "agreement_end", "agreement_print"):
        assert lea.get(of(name, far.organisation)).status_code == 404
        assert lea.get(of(name, people.centre)).status_code == 404  # the team's own house is no partner
    for user in (people.partner, people.professional, people.peer, people.therapist, people.steering):
        assert enter(Client(), user).post(of("agreement_sign", next_door)).status_code == 403
    assert not Agreement.objects.exclude(signed_by_them=None, signed_by_us=None).exists()


def test_agreement_written_while_a_colleague_wrote_keeps_the_words(people: Cast) -> None:
    lea, line, house = enter(Client(), people.leader), enter(Client(), people.second_leader), people.drop_in
    open_page = line.get(of("agreement_new", house))
    fill(lea, of("agreement_new", house), **told(what="De første ord"))
    late = send_from(line, open_page, of("agreement_new", house), **told(what="De andre ord"))  # type: ignore[arg-type]
    assert late.status_code == 409
    assert rules.WRITTEN_MEANWHILE in words(late)
    assert form_at(late, of("agreement_new", house))["what"] == ["De andre ord"]
    assert Agreement.objects.count() == 1
    assert send_from(line, late, of("agreement_new", house)).status_code == 302  # said once, it is hers to decide
    assert Agreement.objects.first().replaces.what == "De første ord"  # type: ignore[union-attr]


def test_agreement_again_starts_from_the_old_words_and_asks_for_new_days(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    signed(
        people.drop_in, people.leader, people.partner_contact, what="Ordene fra sidst", budget_kroner=7,
        backed_by="Forstander Hanne Holm", backed_on=timezone.localdate(),
    )  # fmt: skip
    stands = form_at(lea.get(of("agreement_new", people.drop_in)), of("agreement_new", people.drop_in))  # type: ignore[arg-type]
    assert (stands["what"], stands["budget_kroner"]) == (["Ordene fra sidst"], ["7"])
    assert stands["backed_by"] == ["Forstander Hanne Holm"]
    assert "review_on" not in stands


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "Skriv, hvad I er enige om."),
        ({"what": "Ring til Jens"}, STOPPED),
        ({"they_expect": "Ring på 22 33 44 55"}, "Det ligner et nummer eller en adresse."),
        ({"we_expect": "x" * 1001}, "højst 1000 tegn"),
        ({"meets_every_days": "3"}, "Vælg, hvor tit I mødes."),
        ({"budget_kroner": "mange"}, "Skriv beløbet i hele kroner"),
        ({"budget_kroner": "-5"}, "Skriv beløbet i hele kroner"),
        ({"budget_kroner": "12,50"}, "Skriv beløbet i hele kroner"),
        ({"budget_kroner": "5.00"}, "Skriv beløbet i hele kroner"),
        ({"budget_kroner": "1e9"}, "Skriv beløbet i hele kroner"),
        ({"budget_kroner": "100.000.001"}, "Skriv beløbet i hele kroner"),
        ({"budget_kroner": "٥٠٠"}, "Skriv beløbet i hele kroner"),
        ({"from_on": ""}, "Skriv en dag."),
        ({"from_on": "1800-01-01"}, "Vælg en dag inden for to år."),
        ({"from_on": "31.02.2026"}, "Skriv dagen som 24-12-2026."),
        ({"review_on": ""}, "Aftalen mangler en dato, hvor I ser på den igen."),
        ({"review_on": "2001-01-01"}, "Vælg en dag, der ligger forude"),
        ({"review_on": "2999-01-01"}, "Vælg en dag, der ligger forude"),
        ({"ends_on": "2001-01-01"}, "Dagen ligger før den dag, aftalen gælder fra."),
        ({"backed_by": "Hanne Holm, forstander"}, "Skriv både hvem og hvornår"),
        ({"backed_on": "2999-01-01", "backed_by": "Hanne"}, "Vælg en dag, der har været."),
    ],
)
def test_agreement_form_says_what_is_wrong_and_keeps_what_was_typed(
    people: Cast, wrong: dict[str, Any], said: str
) -> None:
    lea, address = enter(Client(), people.leader), of("agreement_new", people.drop_in)
    response = fill(lea, address, **told(**{"they_expect": "<i>Mod</i>", **wrong}))
    assert response.status_code == 422
    assert said in words(response)
    assert form_at(response, address)["they_expect"] == [wrong.get("they_expect", "<i>Mod</i>")]
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(("typed", "kroner"), [("", None), ("0", 0), ("1.250 kr.", 1250), ("50 000", 50000), ("7", 7)])
def test_agreement_budget_is_read_as_it_is_written(people: Cast, typed: str, kroner: int | None) -> None:
    fill(enter(Client(), people.leader), of("agreement_new", people.drop_in), **told(budget_kroner=typed))
    assert Agreement.objects.get().budget_kroner == kroner


def test_agreement_speaks_of_money_only_where_partners_get_some(people: Cast) -> None:
    MunicipalitySettings.objects.update(funds_civil_society=False)
    lea, address = enter(Client(), people.leader), of("agreement_new", people.drop_in)
    assert "budget_kroner" not in shown(lea, address)
    without = {name: value for name, value in told().items() if name != "budget_kroner"}
    for _press in range(2):
        assert fill(lea, address, **without).status_code == 302
    assert Agreement.objects.get().budget_kroner is None
    assert lea.post(address, {**told(), "base": Agreement.objects.get().pk}).status_code == 302
    assert not Agreement.objects.exclude(budget_kroner=None).exists()
    Agreement.objects.update(budget_kroner=5)  # agreed when it was otherwise: it is asked about again
    assert "budget_kroner" in shown(lea, address)


def test_agreement_names_of_houses_may_stand_in_it(people: Cast) -> None:
    Organisation.objects.create(kind="shelter", name="Jens Hansens Stue", municipality=people.municipalities["Randers"])
    assert rules.objection_to("Vi låner køkkenet hos Jens Hansens Stue") == STOPPED
    address = of("agreement_new", people.drop_in)
    response = fill(enter(Client(), people.leader), address, **told(what="Vi låner køkkenet hos Jens Hansens Stue"))
    assert response.status_code == 302


def test_agreement_budget_is_read_by_those_who_sign_and_nobody_else(people: Cast) -> None:
    signed(people.drop_in, people.leader, people.partner_contact, budget_kroner=123456)
    cooperation, paper = reverse("partnership:cooperation"), reverse("partnership:cooperation_print")
    for user, strength in ((people.partner, Strength.STRONG), (people.partner_contact, Strength.LINK)):
        client = enter(Client(), user, strength)
        assert "123.456" not in shown(client, cooperation)
        assert "123.456" not in shown(client, paper)
    for address in (cooperation, paper):
        assert "123.456 kr." in shown(enter(Client(), people.partner_contact), address)
    assert "123.456 kr." in shown(enter(Client(), people.leader), of("partner", people.drop_in))
    steering = shown(enter(Client(), people.steering), reverse("partnership:steering_agreements"))
    assert "123.456 kr." in steering


def test_agreement_review_moves_the_next_date_and_is_held_once(people: Cast) -> None:
    today, lea = timezone.localdate(), enter(Client(), people.leader)
    signed(
        people.drop_in,
        people.leader,
        people.partner_contact,
        today - timedelta(days=200),
        review_on=today - timedelta(days=1),
    )
    assert "Datoen for gennemsyn er passeret." in shown(lea, of("partner", people.drop_in))
    address = of("agreement_review", people.drop_in)
    for _press in range(2):
        assert fill(lea, address, words="Vi ringer oftere", next_on=in_days(100)).status_code == 302
    review = AgreementReview.objects.get()
    assert review.next_on == today + timedelta(days=100)
    page = shown(lea, of("partner", people.drop_in))
    assert "Datoen for gennemsyn er passeret." not in page
    assert "Vi ringer oftere" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"next_on": ""}, "Aftalen mangler en dato, hvor I ser på den igen."),
        ({"next_on": "2001-01-01"}, "Vælg en dag, der ligger forude"),
        ({"on": "2999-01-01"}, "Vælg en dag, der har været."),
        ({"words": "Lise Hansen var vred"}, STOPPED),
        ({"words": "x" * 501}, "højst 500 tegn"),
    ],
)
def test_agreement_review_says_what_is_wrong(people: Cast, wrong: dict[str, str], said: str) -> None:
    signed(people.drop_in, people.leader, people.partner_contact)
    address = of("agreement_review", people.drop_in)
    response = fill(enter(Client(), people.leader), address, **{"next_on": in_days(9), **wrong})
    assert response.status_code == 422
    assert said in words(response)
    assert not AgreementReview.objects.exists()


def test_agreement_that_does_not_hold_is_neither_reviewed_nor_ended(people: Cast) -> None:
    agreement(people.drop_in, people.leader)
    lea = enter(Client(), people.leader)
    for name, fields in (("agreement_review", {"next_on": in_days(9)}), ("agreement_end", {})):
        response = fill(lea, of(name, people.drop_in), **fields)
        assert response.status_code == 409
        assert rules.NONE_HOLDS in words(response)
        assert rules.NONE_HOLDS in shown(lea, of(name, people.drop_in))


def test_agreement_backing_is_noted_by_the_contact_or_the_leader(people: Cast) -> None:
    one = signed(people.drop_in, people.leader, people.partner_contact)
    karla, lea = enter(Client(), people.partner_contact), enter(Client(), people.leader)
    for _press in range(2):
        assert fill(karla, of("agreement_back", one), backed_by="Hanne Holm, forstander").status_code == 302
    assert Event.objects.filter(action="agreement.back").count() == 1
    assert "Ledelsen står bag: Hanne Holm, forstander" in words(karla.get(reverse("partnership:cooperation")))  # type: ignore[arg-type]
    assert fill(lea, of("agreement_back", one), backed_by="Ib Holm, formand").status_code == 302
    for wrong, said in (({"backed_by": ""}, "Skriv, hvem der står bag."), ({"backed_on": in_days(1)}, "der har været")):
        response = fill(karla, of("agreement_back", one), **wrong)
        assert response.status_code == 422
        assert said in words(response)
    agreement(people.drop_in, people.leader)
    assert fill(karla, of("agreement_back", one), backed_by="En anden").status_code == 409


def test_agreement_ends_on_a_day_and_takes_a_waiting_one_along(people: Cast) -> None:
    lea, house = enter(Client(), people.leader), people.drop_in
    held, waits = signed(house, people.leader, people.partner_contact), agreement(house, people.leader)
    for _press in range(2):
        assert fill(lea, of("agreement_end", house), on=in_days(3)).status_code == 302
    for one in (held, waits):
        one.refresh_from_db()
        assert one.ends_on == timezone.localdate() + timedelta(days=3)
    assert Event.objects.filter(action="agreement.end").count() == 1
    Agreement.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert lea.post(of("agreement_sign", waits)).status_code == 409
    assert "Aftalen sluttede" in shown(enter(Client(), people.partner), reverse("partnership:cooperation"))
    assert "Aftal igen" in shown(lea, of("partner", house))
    for wrong in ("2001-01-01", "2999-01-01", "", "snart"):
        assert fill(lea, of("agreement_end", house), on=wrong).status_code == 422


def test_agreement_on_paper_is_a_plain_page(people: Cast) -> None:
    signed(people.drop_in, people.leader, people.partner_contact, what="Vi holder øje sammen")
    for user, address in (
        (people.leader, of("agreement_print", people.drop_in)),
        (people.partner, reverse("partnership:cooperation_print")),
    ):
        page = shown(enter(Client(), user), address)
        assert "Vi holder øje sammen" in page
        assert "Luk hurtigt" not in page
        assert "<title>Samarbejde</title>" in page
    assert "Ingen aftale gælder i dag." in shown(enter(Client(), people.peer), reverse("partnership:cooperation_print"))


def test_agreement_pages_of_nobodys_data_write_no_read(people: Cast) -> None:
    signed(people.drop_in, people.leader, people.partner_contact)
    before = Event.objects.count()
    lea = enter(Client(), people.leader)
    entered = Event.objects.count()
    for address in (
        reverse("partnership:partners"),
        of("partner", people.drop_in),
        of("agreement_new", people.drop_in),
    ):
        lea.get(address)
    assert Event.objects.count() == entered >= before
