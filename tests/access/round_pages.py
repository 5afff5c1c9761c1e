"""Rounds of a study in Randers and of one in Vejle, for the tests that try all addresses."""

from typing import Any

from fremskudt.surveys.models import Wave
from tests.cast import Cast
from tests.surveys.asking_field import study_with_wave

Places = dict[str, dict[str, dict[str, Any]]]


def round_pages(people: Cast, studies: dict[str, dict[str, Any]]) -> Places:
    """`studies`: how near → the slug of a study."""
    own, elsewhere = _wave(people, "runder", "Randers"), _wave(people, "runder-i-vejle", "Vejle")
    waves = {"own": {"pk": own.pk}, "elsewhere": {"pk": elsewhere.pk}, "missing": {"pk": 987654321}}
    return {"surveys:round": waves, "surveys:team_remind": waves, "surveys:leader_ask": studies}


def _wave(people: Cast, slug: str, town: str) -> Wave:
    return Wave.objects.filter(study__slug=slug).first() or study_with_wave(people, slug, towns=(town,))
