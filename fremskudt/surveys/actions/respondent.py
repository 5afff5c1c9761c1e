"""The line of a study's participant list for somebody who is asked here; made the first time they are."""

from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import Respondent, Study
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules.delivery import is_of_courses
from fremskudt.surveys.selectors.respondent import as_listed, code_of
from fremskudt.surveys.selectors.tie import is_closed_in


def find_or_make(*, study: Study, citizen: Citizen) -> Respondent:
    """Within the caller's transaction. One that came with a list in a file is the list's, and stays as it is."""
    return hold(study=study, citizen=citizen)[0]


def hold(*, study: Study, citizen: Citizen) -> tuple[Respondent, bool]:
    """The line, held until the caller's transaction ends, and whether it was made just now. NotNow when cut."""
    root = citizen.merged_into or citizen
    code = code_of(study.slug, root)
    mine = Respondent.objects.select_for_update().filter(study=study, code=code)
    if found := mine.first():
        return found, False
    held = Study.objects.select_for_update(no_key=True).get(pk=study.pk)  # nobody cuts it meanwhile
    require(Verdict.no(asking.CUT) if is_closed_in(held, root.municipality_id) else Verdict.yes())
    made = Respondent(study=study, code=code, municipality_id=root.municipality_id, **as_listed(root))
    Respondent.objects.bulk_create([made], ignore_conflicts=True)  # whoever was quicker made the same
    return mine.get(), True


def keep_listed(*, respondent: Respondent, citizen: Citizen) -> None:
    """A line that was made here, or worked out here, follows the courses; one of a file does not."""
    if respondent.delivery is not None and not is_of_courses(respondent.delivery.name):
        return
    listed = as_listed(citizen.merged_into or citizen)
    if any(getattr(respondent, name) != value for name, value in listed.items()):
        Respondent.objects.filter(pk=respondent.pk).update(**listed)
