"""A wave of each study, for the address that moves one."""

from typing import Any

from django.utils import timezone

from fremskudt.surveys.models import Study, Wave

Places = dict[str, dict[str, Any]]


def study_pages(studies: Places, in_town: Places) -> dict[str, Places]:
    today, moved = timezone.localdate(), {}
    for key, slug in studies.items():
        found = Study.objects.filter(**slug).first()
        wave = (
            found
            and Wave.objects.get_or_create(
                study=found, instrument="running", number=19, defaults={"opens_on": today, "closes_on": today}
            )[0]
        )
        moved[key] = {**slug, "pk": wave.pk if wave else 987654321}
    return {
        "surveys:study_edit": studies, "surveys:study_cut": studies, "surveys:wave_move": moved,
        "surveys:tie_cut": in_town,
    }  # fmt: skip
