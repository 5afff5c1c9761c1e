from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Case
from fremskudt.casework.rules.meeting import KINDS


class Agenda(models.Model):
    """The fixed points of a municipality's short meeting, one a line. The newest is in force; none is the default."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="agendas")
    words = models.TextField(max_length=1000)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="agendas_made")

    policy = Policy(
        _("Dagsorden"), About.NOBODY, Keep.OPERATION, _("Holde det korte møde kort."),
        free_text="words", coded="made_at", key="municipality by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="agenda_has_words")]

    def __str__(self) -> str:
        return f"{self.municipality} {self.made_at:%Y-%m-%d}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at=None)


class Meeting(models.Model):
    """A short meeting about several people in a row, or a network meeting with one citizen who decides who comes."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=15)
    place = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)  # of any video tool
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meetings_chaired")
    agenda = models.TextField(max_length=1000)  # as it was when the meeting was planned
    own_points = models.TextField(blank=True, max_length=1000)  # of a network meeting: the citizen's, first of all
    number = models.UUIDField(unique=True)  # names it in a calendar file, and in nothing else
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meetings_made")

    policy = Policy(
        _("Møde"), About.CITIZEN_AND_USER, Keep.CASE, _("Tale sammen om, hvem der gør hvad."),
        identifying="place", free_text="agenda own_points",
        coded="kind at minutes began_at ended_at cancelled_at made_at", key="municipality chair by",
        technical="link number",
    )  # fmt: skip
    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["municipality", "at"], name="meeting_of_town")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="meeting_kind_is_known"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 240)), name="meeting_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class MeetingSeatQuerySet(models.QuerySet["MeetingSeat"]):
    def taken(self) -> Self:
        return self.filter(removed_at=None)


class MeetingSeat(models.Model):
    """Who comes: a user of an organisation, or at a network meeting somebody outside, whom the citizen has named."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="meeting_seats")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="meeting_seats")
    outside = models.CharField(max_length=80, blank=True)
    told_at = models.DateTimeField(null=True)  # the mail with the time has been sent
    answered = models.CharField(max_length=10, blank=True)  # coming, not_coming
    removed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_seats_made")

    policy = Policy(
        _("Plads ved et møde"), About.CITIZEN_AND_USER, Keep.CASE, _("Vide, hvem der kommer til et møde."),
        identifying="outside", coded="told_at answered removed_at made_at", key="meeting organisation user by",
    )  # fmt: skip
    objects = MeetingSeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(removed_at=None, user__isnull=False), name="one_seat_each"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation__isnull=False, outside="")
                | (Q(user=None, organisation=None) & ~Q(outside="")),
                name="seat_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id}"


class MeetingItem(models.Model):
    """One citizen at a meeting. Closed when somebody in the room is no longer covered by a yes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="meeting_items")
    order = models.PositiveSmallIntegerField()
    wish = models.CharField(max_length=300, blank=True)  # the citizen's own, said beforehand
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True, max_length=1000)  # for the citizen, in plain words
    summary_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    given_how = models.CharField(max_length=10, blank=True)  # paper, aloud, sms, link
    edit = models.PositiveIntegerField(default=1)  # counts the savings, so that two who write at once are seen

    policy = Policy(
        _("Borger på et møde"), About.CITIZEN, Keep.CASE, _("Tale om én borger ad gangen, kun om det, der er ja til."),
        free_text="wish summary", coded="order began_at ended_at closed_at removed_at summary_at given_at given_how",
        key="meeting case", technical="edit",
    )  # fmt: skip

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"], condition=Q(removed_at=None), name="one_item_each_at_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.order}"


class MeetingLine(models.Model):
    """What was said on one point of the agenda, on one topic; whoever is not covered for the topic does not see it."""

    item = models.ForeignKey(MeetingItem, on_delete=models.CASCADE, related_name="lines")
    point = models.PositiveSmallIntegerField()  # of the meeting's agenda, from 1
    topic = models.CharField(max_length=20)  # of rules/consent.TOPICS
    words = models.CharField(max_length=500)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    undone_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_lines_made")

    policy = Policy(
        _("Linje fra et møde"), About.CITIZEN, Keep.CASE, _("Huske, hvad der blev sagt, uden at gentage det hele."),
        free_text="words", coded="point topic undone_at made_at", key="item replaces by",
    )  # fmt: skip

    class Meta:
        ordering = ["point", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="meeting_line_has_words")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.point}"


class Cadence(models.Model):
    """How often those around a citizen meet, or a partnership does (F46). The newest of each is in force."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cadences")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="cadences")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="cadences_with")
    every_days = models.PositiveSmallIntegerField(null=True)  # None: no longer agreed
    from_on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cadences_made")

    policy = Policy(
        _("Møderytme"), About.CITIZEN, Keep.CASE, _("Se, når et aftalt møde ikke blev holdt."),
        coded="every_days from_on made_at", key="municipality case organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, organisation=None) | Q(case=None, organisation__isnull=False),
                name="cadence_is_of_a_case_or_a_partner",
            ),
            models.CheckConstraint(
                condition=Q(every_days=None) | Q(every_days__range=(1, 366)), name="cadence_is_within_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id or self.organisation_id} {self.every_days}"
