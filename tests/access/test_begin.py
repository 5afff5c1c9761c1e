"""`fremskudt begin` on a new site: a municipality, and the link for its first administrator."""

import re

import pytest

from fremskudt.access.actions import invitation
from fremskudt.access.models import Event, Invitation, Organisation
from fremskudt.config.cli import main

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ANE = ("--name", "Ane  Adm", "--email", "Ane@Odder.dk")


def begin(*more):
    return main(["begin", "--municipality", " Odder ", *more])


def link_in(out):
    return re.search(r"^(http\S*)/invitation/([\w-]{40,})/$", out, re.MULTILINE)


def test_begin_makes_the_municipality_and_prints_the_link(capsys, client):
    assert begin(*ANE, "--site", "https://aftaler.example.org/") == 0
    out = capsys.readouterr().out
    assert "Odder er klar." in out
    assert link_in(out)[1] == "https://aftaler.example.org"
    town, made = Organisation.objects.get(), Invitation.objects.get()
    assert (town.kind, town.name) == ("municipality", "Odder")
    assert (made.email, made.name, made.role, made.invited_by) == ("ane@odder.dk", "Ane Adm", "administrator", None)
    assert client.get(f"/invitation/{link_in(out)[2]}/").status_code == 200
    told = [(event.action, event.actor) for event in Event.objects.all()]
    assert told == [("organisation.create", "system"), ("invitation.send", "system")]


def test_begin_names_the_site_of_the_settings(capsys, settings):
    settings.ALLOWED_HOSTS, settings.SECURE = ["*", ".odder.dk"], True
    begin(*ANE)
    assert link_in(capsys.readouterr().out)[1] == "https://odder.dk"


def test_begin_while_an_invitation_waits_says_so(capsys):
    begin(*ANE)
    assert begin("--name", "Bo", "--email", "bo@odder.dk") == 2
    assert "Der venter allerede en invitation til ane@odder.dk" in capsys.readouterr().err
    assert Invitation.objects.count() == 1


def test_begin_again_closes_the_link_that_was_lost(capsys, client):
    begin(*ANE)
    lost = link_in(capsys.readouterr().out)[2]
    assert begin(*ANE, "--again") == 0
    new = link_in(capsys.readouterr().out)[2]
    assert Organisation.objects.count() == 1
    assert Invitation.objects.filter(revoked_at=None).count() == 1
    assert client.get(f"/invitation/{lost}/").status_code != 200
    assert client.get(f"/invitation/{new}/").status_code == 200


@pytest.mark.parametrize("more", [(), ("--again",)])
def test_begin_refuses_when_there_is_an_administrator(capsys, more):
    begin(*ANE)
    invitation.accept(invitation=Invitation.objects.get(), name="Ane Adm", password_hash="!")
    before = Event.objects.count()
    capsys.readouterr()
    assert begin("--name", "Bo", "--email", "bo@odder.dk", *more) == 2
    told = capsys.readouterr()
    assert "Odder har allerede en administrator (Ane Adm)" in told.err
    assert "Brugere" in told.err
    assert "/invitation/" not in told.out
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "Ane", "--email", "ane"), "ane er ikke en e-mail."),
        (("--name", " ", "--email", "ane@odder.dk"), "navn"),
        (("--name", "x" * 121, "--email", "ane@odder.dk"), "120 tegn"),
    ],
)
def test_begin_says_what_is_wrong_and_makes_nothing(capsys, arguments, said):
    assert begin(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not Organisation.objects.exists()
