"""What ties the codes of a study to courses, for the leader who cuts it: by the citizen's own code, never an alias."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.pseudonym import has_right_check
from fremskudt.casework.selectors.taking_part import said_of, studies_of
from fremskudt.surveys.models import Respondent, Study
from fremskudt.surveys.rules import tie as rules
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class PersonTie:
    """One study that a citizen has a code in, or had."""

    study: Study
    may_cut: Verdict


@dataclass(frozen=True)
class PersonTies:
    citizen: Citizen
    rows: Sequence[PersonTie]

    def of(self, slug: str) -> Study | None:
        """None for a study that is not on the page."""
        return next((row.study for row in self.rows if row.study.slug == slug), None)


@dataclass(frozen=True)
class StudyTie:
    """The reader's municipalities in one study."""

    study: Study
    towns: frozenset[int]
    n_people: int
    may_cut: Verdict


@transaction.atomic
def read_person(reach: Reach, code: str) -> PersonTies:
    """With an event. 404 beyond the reader's municipalities."""
    found = find_person(reach, code)
    subjects = [found.citizen.key]
    audit.record_reads(
        by=reach.actor, action="tie.read", subjects=subjects, purpose=Purpose.ADMINISTRATION, fields="coded"
    )
    return found


def find_person(reach: Reach, code: str) -> PersonTies:
    """The same for an act. Shows nothing."""
    citizen = get_object_or_404(Citizen.objects.in_towns_of(reach, Permission.TIE_CUT), code=code)
    studies, agreed = Study.objects.filter(municipalities=citizen.municipality_id), studies_of(citizen.pk)
    return PersonTies(citizen, [_person(citizen, study, study.slug in agreed) for study in studies])


def _person(citizen: Citizen, study: Study, takes_part: bool) -> PersonTie:
    has_code = lines_of(study, [citizen]).exists()
    return PersonTie(study, rules.may_cut_person(takes_part=takes_part, has_code=has_code))


def get_study(reach: Reach, slug: str) -> StudyTie:
    """A study in the reader's municipalities, or 404. Names nobody, so no event."""
    towns = reach.towns(Permission.TIE_CUT)
    study = get_object_or_404(Study.objects.filter(municipalities__in=towns).distinct(), slug=slug)
    mine = towns & frozenset(study.municipalities.values_list("pk", flat=True))
    people = study.respondents.filter(municipality__in=mine)
    has_codes = not all(is_cut_in(study, town) for town in mine)
    verdict = rules.may_cut_study(ends_on=study.ends_on, today=timezone.localdate(), has_codes=has_codes)
    return StudyTie(study, mine, people.count(), verdict)


def lines_of(study: Study, citizens: Collection[Citizen]) -> QuerySet[Respondent]:
    """The lines that the codes of these people lead to, those of records merged into them too."""
    family = Citizen.objects.family_of([citizen.pk for citizen in citizens])
    return study.respondents.filter(code__in=[code_of(study.slug, citizen) for citizen in family])


def is_cut_in(study: Study, town: int) -> bool:
    """Whether no code of this municipality's people (its id) can be followed: all are drawn by us, and nobody's."""
    codes = set(study.respondents.filter(municipality=town).values_list("code", flat=True))
    return all(map(has_right_check, codes)) and not codes & derived(study, [town])


def is_closed_in(study: Study, town: int) -> bool:
    """Whether nobody of this municipality (its id) gets a code any more: the study is over, and its codes are cut."""
    if study.cut_at:
        return True
    is_over = study.ends_on < timezone.localdate()
    return is_over and study.respondents.filter(municipality=town).exists() and is_cut_in(study, town)


def refused(study: Study, towns: Collection[int]) -> set[str]:
    """The codes of those in these municipalities (ids) who said no or stop to the study when they were asked last."""
    people = {citizen.pk: citizen for citizen in Citizen.objects.filter(municipality__in=towns, merged_into=None)}
    said = said_of(people)
    return {
        code_of(study.slug, people[root]) for (root, slug), is_yes in said.items() if slug == study.slug and not is_yes
    }


def derived(study: Study, towns: Collection[int]) -> set[str]:
    """The code that each citizen of these municipalities has, or would have, in a study."""
    return {code_of(study.slug, citizen) for citizen in Citizen.objects.filter(municipality__in=towns)}
