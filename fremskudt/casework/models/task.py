from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Case
from fremskudt.casework.models.meeting import MeetingItem
from fremskudt.casework.rules.task import SOURCES


class TaskQuerySet(models.QuerySet["Task"]):
    def waiting(self) -> Self:
        return self.filter(done_at=None, dropped_at=None)


class Task(models.Model):
    """Something that one person has promised, by a day (F44). Handed on, it is a new row that points back."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tasks")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="tasks")
    source = models.CharField(max_length=10)
    item = models.ForeignKey(MeetingItem, on_delete=models.PROTECT, null=True, related_name="tasks")
    topic = models.CharField(max_length=20, blank=True)  # of rules/consent.TOPICS; of a citizen's task always
    words = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="tasks")  # None: nobody's yet
    organisation = models.ForeignKey(  # where the owner does it from, and whom a yes must cover
        Organisation, on_delete=models.PROTECT, null=True, related_name="tasks_of"
    )
    on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="tasks_done")
    dropped_at = models.DateTimeField(null=True)  # handed on, or no longer needed
    handed_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="handed_to")
    operation = models.UUIDField()  # of the page it was pressed on: a double press is one task
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tasks_made")

    policy = Policy(
        _("Opgave"), About.CITIZEN_AND_USER, Keep.CASE, _("Gøre det, vi har lovet, til den dag vi har sagt."),
        free_text="words", coded="source topic on done_at dropped_at made_at",
        key="municipality case item owner organisation done_by handed_from by", technical="operation",
    )  # fmt: skip
    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["owner", "on"], name="task_of_owner")]
        constraints = [
            models.UniqueConstraint(fields=["by", "operation"], name="one_task_per_operation"),
            models.CheckConstraint(condition=Q(source__in=list(SOURCES)), name="task_source_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="task_has_words"),
            models.CheckConstraint(condition=Q(case=None) | ~Q(topic=""), name="task_of_a_citizen_has_a_topic"),
            models.CheckConstraint(condition=Q(owner=None) | Q(organisation__isnull=False), name="task_is_done_from"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.on}"
