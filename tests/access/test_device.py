"""A phone or computer is known by a random mark of which only the hash is kept."""

import pytest

from fremskudt.access.actions import device as actions
from fremskudt.access.links import token_hash
from fremskudt.access.models import Device, Event
from fremskudt.access.rules.browser import browser_words
from fremskudt.access.selectors.device import find_known, find_own, list_known


@pytest.mark.database
@pytest.mark.django_db
def test_device_is_known_until_it_is_forgotten(people):
    device, token = actions.know(user=people.partner, label="Firefox · Windows", by=people.partner)
    assert len(token) == 43
    assert find_known(people.partner, ["x", token_hash(token)]) == device
    assert find_known(people.partner_contact, [token_hash(token)]) is None
    assert find_own(people.partner_contact, device.pk) is None
    actions.end(device=device, by=people.partner)
    actions.end(device=device, by=people.partner)
    assert find_known(people.partner, [token_hash(token)]) is None
    assert list_known(people.partner) == []
    assert list(Event.objects.values_list("action", "subject")) == [
        ("device.know", people.partner.key),
        ("device.end", people.partner.key),
    ]


@pytest.mark.database
@pytest.mark.django_db
def test_device_marks_are_never_the_same(people):
    tokens = {actions.know(user=people.partner, label="x", by=people.partner)[1] for _ in range(20)}
    assert len(tokens) == Device.objects.count() == 20


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27 Chrome/125 Safari/537.36", "Samsung Internet · Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Mac"),
        ("curl/8.5 <script>", "Browser"),
        ("", "Browser"),
    ],
)
def test_device_is_told_in_words(agent, words):
    assert browser_words(agent) == words
