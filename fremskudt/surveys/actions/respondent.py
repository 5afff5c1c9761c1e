"""The line of a study's participant list for somebody who is asked here; made the first time they are."""

from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import Respondent, Study
from fremskudt.surveys.selectors.respondent import as_listed, code_of


def find_or_make(*, study: Study, citizen: Citizen) -> Respondent:
    """Within the caller's transaction. One that came with a list in a file is the list's, and stays as it is."""
    root = citizen.merged_into or citizen
    return Respondent.objects.get_or_create(
        study=study, code=code_of(study.slug, root), defaults={"municipality": root.municipality, **as_listed(root)}
    )[0]


def keep_listed(*, respondent: Respondent, citizen: Citizen) -> None:
    """A line that was made here follows the courses; one of a file does not."""
    listed = as_listed(citizen.merged_into or citizen)
    if respondent.delivery_id is None and any(getattr(respondent, name) != value for name, value in listed.items()):
        Respondent.objects.filter(pk=respondent.pk).update(**listed)
