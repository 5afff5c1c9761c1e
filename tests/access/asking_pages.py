"""A round that somebody near takes part in and has answered, for the addresses where a therapist asks."""

from typing import Any

from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import Wave
from tests.cast import Cast
from tests.surveys.asking_field import give, says_yes, study_with_wave

OF_CITIZEN = (
    "questions", "questions_shared", "questions_hand_over", "questions_together", "questions_link", "hold", "hold_lift",
    "no_answer", "no_answer_undo",
)  # fmt: skip


def asking_pages(
    people: Cast, followed: Citizen, citizens: dict[str, dict[str, Any]]
) -> dict[str, dict[str, dict[str, Any]]]:
    if not Wave.objects.filter(study__slug="spoerges").exists():
        wave = study_with_wave(people, "spoerges")
        says_yes(people, followed, wave.study)
        give(followed, wave, {"sleep": 2}, by=people.therapist).respondent.responses.update(shared="yes")
    return {
        **{f"surveys:{name}": citizens for name in OF_CITIZEN},
        "casework:scanned_code": {"own": {"code": "CCCC-2222"}},  # the same page for every code
    }
