"""»Hvem må vide hvad« as it stands: what is old, lapsed or left, stopped, merged, seen and printed; who may look."""

from datetime import datetime, timedelta
from re import sub
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Event, Membership
from fremskudt.access.roles import Role
from fremskudt.casework.models import Appointment, Citizen, ConsentEntry
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import recipients_for, sharing
from tests.casework.consent_field import say
from tests.casework.consent_ways import cards, chosen, day, give, known, shown
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.casework.plan_pages import at
from tests.casework.test_plan import end
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOUND_DAYS_AGO = 40


# said before, lapsed, left, after farewell


def test_consent_dated_back_opens_nothing_before_it_was_written(tea: Client, kanel: Citizen, people: Cast) -> None:
    told = chosen(people.drop_in, "housing", said_on=day(-10), said_clock="9.40")
    assert "Det gælder først fra nu." in shown(tea, kanel, told).content.decode()
    give(tea, kanel, told)
    entry = ConsentEntry.objects.get()
    assert timezone.localtime(entry.said_at).strftime("%H.%M") == "09.40"
    assert "Det gælder først derfra." in cards(tea, kanel)
    before = sharing([kanel.pk], at=timezone.now() - timedelta(days=5))
    assert not before.topics(kanel.pk, Recipient(people.drop_in.pk), Use.PAGE)
    assert known(kanel, people.drop_in) == {"housing"}


def test_consent_dated_back_never_undoes_what_was_said_since(tea: Client, kanel: Citizen, people: Cast) -> None:
    held = say(kanel, people.drop_in, "housing", by=people.therapist)
    refused = say(kanel, people.drop_in, "health", by=people.therapist, answer="no")
    give(tea, kanel, chosen(people.drop_in, "housing", "health", said_on=day(-3)))
    assert not hasattr(ConsentEntry.objects.get(pk=held.pk), "end")
    assert known(kanel, people.drop_in) == {"housing"}
    assert not hasattr(ConsentEntry.objects.get(pk=refused.pk), "end")


def test_consent_said_the_same_day_without_a_time_the_no_is_the_last_word(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    give(tea, kanel, chosen(people.drop_in, "housing", said_on=day(-3)), "no")
    give(tea, kanel, chosen(people.drop_in, "housing", said_on=day(-3)), "yes")
    assert known(kanel, people.drop_in) == set()


def test_consent_that_lapsed_is_in_the_history_and_can_be_asked_again(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    old = say(kanel, people.drop_in, "housing", by=people.therapist, days=-1)
    page = cards(tea, kanel)
    assert "Udløbet" in page
    assert "consent-card" not in page
    again = tea.get(at("consent_again", kanel, pk=old.pk))
    assert "Må vi og Værestedet Kajen tale om din bolig" in again.content.decode()
    response = tea.post(at("consent_withdraw", kanel, pk=old.pk), follow=True)
    assert "Det gjaldt ikke mere." in response.content.decode()
    assert not hasattr(ConsentEntry.objects.get(pk=old.pk), "end")


def test_consent_of_one_who_left_is_shown_and_holds_no_longer(tea: Client, kanel: Citizen, people: Cast) -> None:
    vera = person("Vigdis", people.drop_in, Role.PARTNER)
    entry = say(kanel, people.drop_in, "housing", by=people.therapist, user=vera)
    assert "arbejder der ikke mere" not in cards(tea, kanel)
    again = tea.get(at("consent_again", kanel, pk=entry.pk))
    assert again.status_code == 200
    Membership.objects.filter(user=vera).delete()
    page = cards(tea, kanel)
    assert "arbejder der ikke mere" in page
    assert "Se det, de ser" not in page
    assert "Spørg igen" not in page
    assert not recipients_for([vera.pk])
    told = chosen(people.drop_in, "housing", narrow=f"user:{people.drop_in.pk}:{vera.pk}", answer="yes")
    assert tea.post(at("consent_ask", kanel), told).status_code == 422
    assert tea.post(at("consent_withdraw", kanel, pk=entry.pk)).status_code == 302
    assert "consent-card" not in cards(tea, kanel)


def test_consent_after_farewell_is_only_stopped(tea: Client, kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    told = chosen(people.drop_in, "health")
    end(kanel, people)
    page = cards(tea, kanel)
    assert "Forløbet er sagt farvel til." in page
    for response in (
        tea.get(at("consent_ask", kanel)), tea.post(at("consent_ask", kanel), {**told, "answer": "yes"}),
        tea.get(at("consent_again", kanel, pk=entry.pk)), shown(tea, kanel, told),
    ):  # fmt: skip
        assert response.status_code == 409
        assert "Forløbet er sagt farvel til." in response.content.decode()
    assert tea.post(at("consent_withdraw", kanel, pk=entry.pk)).status_code == 302
    assert known(kanel, people.drop_in) == set()


# stopping


def test_consent_withdrawn_in_one_press_with_a_receipt(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "health", by=people.therapist, purpose="feedback")
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    kept = say(kanel, people.jobcentre, "housing", by=people.therapist)
    response = tea.post(at("consent_withdraw", kanel, pk=entry.pk), follow=True)
    page = response.content.decode()
    assert "Værestedet Kajen kan ikke længere se noget." in page
    assert "Stoppet kl. " in page
    assert known(kanel, people.drop_in) == known(kanel, people.drop_in, Use.FEEDBACK) == set()
    assert not hasattr(ConsentEntry.objects.get(pk=kept.pk), "end")
    first = ConsentEntry.objects.get(pk=entry.pk).end.at
    tea.post(at("consent_withdraw", kanel, pk=entry.pk))
    assert ConsentEntry.objects.get(pk=entry.pk).end.at == first
    assert Event.objects.filter(action="consent.withdraw").count() == 1


def test_consent_receipt_says_who_of_the_house_still_knows(tea: Client, kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    say(kanel, people.drop_in, "health", by=people.therapist, user=people.partner)
    page = tea.post(at("consent_withdraw", kanel, pk=entry.pk), follow=True).content.decode()
    assert "kan ikke længere se noget" not in page
    assert "Palle fra Værestedet Kajen har stadig et andet ja" in page


def test_consent_all_stopped_in_one_press(tea: Client, kanel: Citizen, people: Cast) -> None:
    for house in (people.drop_in, people.jobcentre, "min søster"):
        say(kanel, house, "housing", by=people.therapist)
    page = tea.post(at("consent_stop_all", kanel), follow=True).content.decode()
    assert "Ingen kan længere se noget." in page
    assert "consent-card" not in page
    assert known(kanel, people.drop_in) == set()
    again = tea.post(at("consent_stop_all", kanel), follow=True).content.decode()
    assert "Det gjaldt ikke mere. Intet bliver delt." in again
    assert Event.objects.filter(action="consent.stop_all").count() == 1


# merged records


def test_consent_of_merged_records_counts_together(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre", followed_by=people.therapist)
    theirs = say(other, people.drop_in, "housing", by=people.therapist)
    other.merged_into = kanel
    other.save()
    assert "Må vide: bolig" in cards(tea, kanel)
    give(tea, kanel, chosen(people.drop_in, "housing"), "no")
    assert known(kanel, people.drop_in) == set()
    say(other, people.drop_in, "health", by=people.therapist)
    assert known(kanel, people.drop_in) == {"health"}
    tea.post(at("consent_stop_all", kanel))
    assert known(kanel, people.drop_in) == set()
    assert ConsentEntry.objects.get(pk=theirs.pk).end.why == "replaced"
    assert ConsentEntry.objects.filter(answer="no").get().citizen == kanel


# renewing, seeing, paper


def test_consent_about_to_end_is_first_and_asked_again_in_two_presses(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    say(kanel, people.jobcentre, "housing", by=people.therapist)
    entry = say(kanel, people.drop_in, "housing appointments", by=people.therapist, days=6)
    page = cards(tea, kanel)
    assert "Udløber om 6 dage" in page
    assert page.index("Værestedet Kajen") < page.index("Jobcentret i Randers")
    assert page.count("Spørg igen") == 1
    asked = tea.get(at("consent_again", kanel, pk=entry.pk)).content.decode()
    assert "Må vi og Værestedet Kajen tale om, hvornår vi ses, og noget om din bolig" in asked
    told = chosen(people.drop_in, "appointments", "housing", direction="both")
    assert give(tea, kanel, told).status_code == 302
    assert ConsentEntry.objects.get(pk=entry.pk).end.why == "replaced"
    assert "Udløber om" not in cards(tea, kanel)


def test_consent_shows_what_they_see_before_and_after(tea: Client, kanel: Citizen, people: Cast) -> None:
    Appointment.objects.create(
        case=kanel.cases.get(), at=timezone.now() + timedelta(days=2), place="home", what_for="Hemmeligt",
        place_words="Bag skuret", made_at=timezone.now(), by=people.therapist, owner=people.therapist,
    )  # fmt: skip
    before = shown(tea, kanel, chosen(people.drop_in, "appointments")).content.decode()
    assert "kl. " in before.split("Det får de at se")[1]
    give(tea, kanel, chosen(people.drop_in, "appointments"))
    after = tea.get(at("consent_see", kanel, pk=ConsentEntry.objects.get().pk)).content.decode()
    assert "kl. " in after
    for page in (before, after):
        assert "Hemmeligt" not in page
        assert "Bag skuret" not in page
    asks = shown(tea, kanel, chosen(people.jobcentre, "housing", direction="ask")).content.decode()
    assert "Ingenting på skærmen." in asks


def test_consent_paper_says_who_what_until_when_and_who_has_read(tea: Client, kanel: Citizen, people: Cast) -> None:
    give(tea, kanel, chosen(people.drop_in, "appointments", "housing"))
    palle = enter(Client(), people.partner_contact)
    paper = tea.get(at("consent_print", kanel)).content.decode()
    assert "Ingen uden for teamet har læst noget." in paper
    assert palle.get(f"/aftalt/{kanel.code}/").status_code == 200
    paper = tea.get(at("consent_print", kanel)).content.decode()
    main = paper.split("<main")[1]
    assert "Må vide: hvornår vi ses og din bolig." in main
    assert main.count("Værestedet Kajen") == 2
    for word in ("Kanel", kanel.code, "Karla", "behandling", "fase", "misbrug", "I var alene"):
        assert word not in main


def test_consent_paper_is_plain(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments housing", by=people.therapist)
    main = tea.get(at("consent_print", kanel)).content.decode().split("<main")[1].split("</main")[0]
    text = sub(r"<(?:/p|/h\d|br)[^>]*>", "\n", main.split("paper-14")[1].split(">", 1)[1])
    assert lix(sub(r"<[^>]+>", "", text)) <= 25


# reach, markup, cost, log


@pytest.mark.parametrize("name", ["consent", "consent_ask", "consent_print"])
def test_consent_beyond_reach_is_nobodys(kanel: Citizen, people: Cast, name: str) -> None:
    for user in (people.colleague, people.leader, people.therapist_elsewhere):
        assert enter(Client(), user).get(at(name, kanel)).status_code == 404
    assert not Event.objects.filter(action__startswith="consent").exists()


def test_consent_of_somebody_else_is_not_reached_through_ones_own(tea: Client, kanel: Citizen, people: Cast) -> None:
    theirs = say(citizen(people, "Havre"), people.drop_in, "housing", by=people.leader)
    refusal = say(kanel, people.drop_in, "housing", by=people.therapist, answer="no")
    for pk in (theirs.pk, refusal.pk, 987654):
        assert tea.post(at("consent_withdraw", kanel, pk=pk)).status_code == 404
        assert tea.get(at("consent_again", kanel, pk=pk)).status_code == 404
        assert tea.get(at("consent_see", kanel, pk=pk)).status_code == 404
    assert not hasattr(ConsentEntry.objects.get(pk=theirs.pk), "end")


def test_consent_words_are_text_and_never_markup(tea: Client, kanel: Citizen) -> None:
    give(tea, kanel, chosen("<script>alert(1)</script> أمي", "housing"))
    for page in (cards(tea, kanel), tea.get(at("consent_print", kanel)).content.decode()):
        assert "<script>alert" not in page
        assert "أمي" in page


def test_consent_pages_cost_the_same_with_many(tea: Client, kanel: Citizen, people: Cast) -> None:
    def cost(name: str, **more: Any) -> int:
        with CaptureQueriesContext(connection) as found:
            assert tea.get(at(name, kanel, **more)).status_code == 200
        return len(found)

    entry = say(kanel, people.drop_in, "housing appointments", by=people.therapist, days=400)
    say(kanel, people.drop_in, "housing", by=people.therapist, user=people.partner)
    names: dict[str, dict[str, Any]] = {
        "consent": {}, "consent_ask": {}, "consent_print": {}, "consent_again": {"pk": entry.pk},
        "consent_see": {"pk": entry.pk}, "citizen": {},
    }  # fmt: skip
    for name, more in names.items():
        cost(name, **more)
    few = {name: cost(name, **more) for name, more in names.items()}
    for n in range(12):
        house = people.jobcentre if n % 2 else people.drop_in
        say(kanel, house, "housing health", by=people.therapist, answer="no" if n % 3 == 0 else "yes")
        person(f"Ny{n}", people.drop_in, Role.PARTNER)
    assert {name: cost(name, **more) for name, more in names.items()} == few
    assert max(few.values()) <= 15, few


def test_consent_every_look_is_told(tea: Client, kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    for name, action, more in (
        ("consent", "consent.read", {}), ("consent_ask", "consent.question_read", {}),
        ("consent_print", "consent.print", {}), ("consent_see", "consent.seen_read", {"pk": entry.pk}),
    ):  # fmt: skip
        tea.get(at(name, kanel, **more))
        assert Event.objects.filter(action=action, subject=kanel.key, purpose="care").count() == 1, action


def test_consent_stands_on_the_citizens_page_and_in_the_timeline(tea: Client, kanel: Citizen, people: Cast) -> None:
    page = tea.get(at("citizen", kanel)).content.decode()
    assert "Ingen må vide noget endnu" in page
    assert at("consent_ask", kanel) in page
    entry = say(kanel, people.drop_in, "housing", by=people.therapist, days=5)
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    say(kanel, "min søster", "health", by=people.therapist, answer="no")
    assert "2 · 1 udløber" in tea.get(at("citizen", kanel)).content.decode()
    tea.post(at("consent_withdraw", kanel, pk=entry.pk))
    timeline = tea.get(at("timeline", kanel) + "?vis=samtykke").content.decode()
    for words in (
        "Ja: Jobcentret i Randers må vide: hvornår vi ses.", "Nej: min søster må ikke vide: helbred.",
        "Et ja er trukket tilbage: Værestedet Kajen.",
    ):  # fmt: skip
        assert words in timeline


def test_consent_history_is_whole_and_shows_twenty_at_first(tea: Client, kanel: Citizen, people: Cast) -> None:
    for n in range(25):
        say(kanel, people.drop_in, "housing", by=people.therapist, said_at=timezone.now() - timedelta(days=n))
    assert cards(tea, kanel).count("ledger-when") == 20
    assert "Tidligere svar (25)" in cards(tea, kanel)
    assert tea.get(at("consent", kanel) + "?alle").content.decode().count("ledger-when") == 25


def test_consent_in_place_gives_the_part_and_no_page(tea: Client, kanel: Citizen, people: Cast) -> None:
    in_place = {"headers": {"X-In-Place": "1"}}
    part = tea.post(at("consent_preview", kanel), chosen(people.drop_in, "housing"), **in_place)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert 'id="asked"' in part.content.decode()
    assert "Læs højt" in part.content.decode()
    unfinished = tea.post(at("consent_preview", kanel), chosen(people.drop_in), **in_place)
    assert unfinished.status_code == 200
    assert "Vis sætningen" in unfinished.content.decode()


def test_consent_at_midnight_in_denmark_the_last_day_is_over(kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist, days=3)
    to = Recipient(people.drop_in.pk)
    last = timezone.make_aware(datetime.combine(entry.until_on, datetime.min.time()))  # type: ignore[arg-type]
    seconds = {86399: {"housing"}, 86400: set()}
    assert {
        after: set(sharing([kanel.pk], at=last + timedelta(seconds=after)).topics(kanel.pk, to, Use.PAGE))
        for after in seconds
    } == seconds
