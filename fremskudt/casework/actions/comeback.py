"""Somebody comes again: a new course, with nothing to tell from the start, and with the same people."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import assignment
from fremskudt.casework.actions import follow_up as follow_ups
from fremskudt.casework.models import Assignment, Case, Citizen, Ending
from fremskudt.casework.rules import ending as rules
from fremskudt.casework.rules.follow_up import KINDS
from fremskudt.casework.rules.undo import may_undo


def come_again(*, citizen: Citizen, by: User) -> Case:
    """One press. Story, plan and what is agreed about being in touch are read from the courses before.

    Who follows goes on following. Where nobody does any more, the one who presses begins to.
    """
    with transaction.atomic():
        Citizen.objects.select_for_update().get(pk=citizen.pk)
        courses = Case.objects.of(citizen).order_by("-found_on", "-pk")
        newest, now = courses[0], timezone.now()
        has_ended = Ending.objects.filter(case=newest).exists()
        if not has_ended and len(courses) > 1 and may_undo(newest.made_at, now):
            return newest  # pressed twice
        require(rules.may_come_again(has_ended=has_ended))
        number = courses.aggregate(last=Max("number"))["last"] + 1
        made = Case.objects.create(citizen=citizen, number=number, found_on=timezone.localdate(now), made_at=now, by=by)
        if not Assignment.objects.of(citizen).in_force().exists():
            assignment.start(citizen=citizen, user=by, by=by)
        follow_ups.drop(cases=courses.exclude(pk=made.pk), kinds=KINDS, citizen=citizen, by=by)
        record(by=by, action="case.come_again", subject=citizen.key, purpose=Purpose.CARE, fields="coded")
    return made
