import time, cProfile, pstats
import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import enter
from tests.surveys.asking_field import study_with_wave
from tests.surveys.sheet_field import member, WHOLE
from fremskudt.surveys.models import Sheet
pytestmark=[pytest.mark.database, pytest.mark.django_db]
def test_speed(people):
    wave = study_with_wave(people)
    for n in range(200): member(people, wave, f"Nr {n}")
    c = enter(Client(), people.leader)
    a = reverse("surveys:sheets_print", args=[wave.pk])
    for k in range(2):
        t=time.time(); p=time.process_time(); r=c.post(a, {"language":"da"}); print("POST", time.time()-t, "cpu", time.process_time()-p, r.status_code)
    ss=list(Sheet.objects.all()[:100])
    p=time.process_time(); t=time.time()
    for s in ss[:60]: assert c.post(f"/tast/{s.pk}/", dict(WHOLE)).status_code==302
    print("typed per s cpu", 60/(time.process_time()-p), "wall", 60/(time.time()-t))
    pr=cProfile.Profile(); pr.enable()
    for s in ss[60:]: assert c.post(f"/tast/{s.pk}/", dict(WHOLE)).status_code==302
    pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(70)
