"""The demo offers one invented person for each role; no other site knows the way in."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.test import Client

from fremskudt.access.roles import Role
from fremskudt.config.demo_people import ELSEWHERE, PEOPLE

TRY_EVERYBODY = """
import json
from fremskudt.config.start import prepare_site

prepare_site()
from django.test import Client
from fremskudt.config import demo_people

demo_people.assemble()
demo_people.assemble()  # the second time nothing is made again
from fremskudt.access.models import User
from fremskudt.casework.models import Citizen

from fremskudt.casework.models import Case
from fremskudt.config.demo_caseload import reasons

found = {"citizens": Citizen.objects.count(), "users": User.objects.count(), "pages": {}, "reasons": reasons()}
found["began"] = Case.objects.filter(started_on__isnull=False).count()
for person in demo_people.PEOPLE:
    client = Client(HTTP_HOST="127.0.0.1")
    offered = client.get("/log-ind/").content.decode()
    entered = client.post("/log-ind/oevelse/", {"person": person.email})
    first = client.get("/", follow=True)
    told = [person.email in offered, entered.status_code, first.status_code]
    found["pages"][person.role] = [*told, first.request["PATH_INFO"]]
found["stranger"] = Client(HTTP_HOST="127.0.0.1").post("/log-ind/oevelse/", {"person": "a@example.org"}).status_code
print(json.dumps(found))
"""


def test_demo_lets_in_one_person_of_each_role_at_a_press(tmp_path: Path) -> None:
    environment = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", TRY_EVERYBODY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["citizens"], found["users"]) == (187, len(PEOPLE) + len(ELSEWHERE))
    # as printed: 107 began; fig. 4.11, 125 endings by reason
    assert found["began"] == 107
    assert found["reasons"] == {"1": 35, "2": 29, "3": 12, "4": 13, "5": 11, "6": 9, "7": 9, "8": 7}
    assert set(found["pages"]) == set(Role)
    assert {tuple(page[:3]) for page in found["pages"].values()} == {(True, 302, 200)}
    assert found["pages"]["therapist"][3] == "/idag/"
    assert found["pages"]["evaluator"][3] == "/evaluering/"
    assert found["pages"]["partner"][3] == "/set-og-hoert/"
    assert found["pages"]["peer"][3] == "/peer/"
    assert found["pages"]["steering_group"][3] == "/styregruppe/"
    assert found["stranger"] == 404


def test_demo_way_in_is_not_there_on_any_other_site(client: Client, db: None) -> None:
    assert client.post("/log-ind/oevelse/", {"person": PEOPLE[0].email}).status_code == 404
    assert PEOPLE[0].email not in client.get("/log-ind/").content.decode()
