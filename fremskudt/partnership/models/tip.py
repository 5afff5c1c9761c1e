from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.partnership.models.visibility import Batch
from fremskudt.partnership.rules.tip import AGES, ASKED, PLACES, SEEN, SOURCES, STEPS, WORRIES, Step


class TipQuerySet(models.QuerySet["Tip"]):
    def standing(self) -> Self:
        """Those that are on the list: neither taken back nor expired. They may be closed."""
        return self.filter(taken_back_at=None, expired_at=None)

    def not_closed(self) -> Self:
        closed = TipStep.objects.standing().filter(tip=OuterRef("pk"), kind=Step.CLOSED)
        return self.standing().filter(~Exists(closed))


class Tip(models.Model):
    """Somebody was seen whom the team should perhaps meet (»praj«). Coded words alone; there is no field for who.

    The week it was seen, not the day. Once it expires, all that describes anybody is emptied and the row counts only.
    """

    code = models.CharField(max_length=9, unique=True)  # in addresses, so that no number tells how many there are
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tips_in_town")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tips")  # the tipster's house
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="tips")
    place = models.CharField(max_length=10)
    age = models.CharField(max_length=10, blank=True)
    worry = models.CharField(max_length=10, blank=True)  # empty only once it has expired
    asked = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=10)
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="tips")
    receipt_hash = models.CharField(max_length=64, blank=True, db_index=True)  # for who has no account: see the answer
    week_on = models.DateField()  # the Monday of the week it was first seen
    touched_on = models.DateField()  # the last week anything was done: it expires so long after
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="tips")  # None: without an account
    operation = models.UUIDField(unique=True)  # of the page it was pressed on: a double tap is one tip
    taken_back_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Praj"), About.CITIZEN, Keep.TIP, _("Få øje på et menneske, vi bør møde, uden at vide hvem det er."),
        coded="place age worry asked source week_on touched_on made_at taken_back_at expired_at",
        key="code municipality organisation area batch by", technical="receipt_hash operation",
    )  # fmt: skip
    objects = TipQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["municipality", "expired_at", "-made_at"], name="tip_newest_of_town"),
            models.Index(fields=["organisation", "expired_at", "-made_at"], name="tip_newest_of_house"),
            models.Index(fields=["expired_at", "touched_on"], name="tip_next_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(place__in=list(PLACES)), name="tip_place_is_known"),
            models.CheckConstraint(condition=Q(age__in=["", *AGES]), name="tip_age_is_known"),
            models.CheckConstraint(condition=Q(worry__in=["", *WORRIES]), name="tip_worry_is_known"),
            models.CheckConstraint(condition=Q(asked__in=list(ASKED)), name="tip_asked_is_known"),
            models.CheckConstraint(condition=Q(source__in=list(SOURCES)), name="tip_source_is_known"),
        ]

    def __str__(self) -> str:
        return self.code


class TipSeen(models.Model):
    """One of the words that were ticked of what was seen."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="seen")
    word = models.CharField(max_length=10)

    policy = Policy(
        _("Set ved et praj"), About.CITIZEN, Keep.TIP, _("Vide, hvad der gjorde nogen urolig."), coded="word", key="tip"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tip", "word"], name="one_seen_word_each"),
            models.CheckConstraint(condition=Q(word__in=list(SEEN)), name="seen_word_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.tip} {self.word}"


class MemoryWord(models.Model):
    """The tipster's own word to remember a tip by. It is their house's: no page of the municipality asks this table."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, related_name="memory_word")
    words = models.CharField(max_length=40)

    policy = Policy(
        _("Huskeord"), About.CITIZEN, Keep.TIP, _("Kende sit eget praj igen. Ses kun i det hus, der gav det."),
        free_text="words", key="tip",
    )  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="memory_word_has_words")]

    def __str__(self) -> str:
        return str(self.tip)


class Sighting(models.Model):
    """Seen again, by the house that gave the tip: the week and nothing more."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="sightings")
    week_on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sightings")

    policy = Policy(
        _("Set igen"), About.CITIZEN, Keep.TIP, _("Vide, hvor længe nogen har været i nærheden."),
        coded="week_on made_at", key="tip by",
    )  # fmt: skip

    class Meta:
        ordering = ["-week_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["tip", "week_on"], name="one_sighting_a_week")]

    def __str__(self) -> str:
        return f"{self.tip} {self.week_on}"


class TipStepQuerySet(models.QuerySet["TipStep"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


class TipStep(models.Model):
    """One line of what happened with a tip: the team's answer, or what the person said when somebody asked (F04)."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12)
    by_house = models.BooleanField(default=False)  # written in the tipster's house, not by the team
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tip_steps")
    undone_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Skridt ved et praj"), About.CITIZEN, Keep.TIP, _("Svare den, der gav prajet, og se hvor længe det tager."),
        coded="kind by_house made_at undone_at", key="tip by",
    )  # fmt: skip
    objects = TipStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["tip", "kind"], name="step_of_tip")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(STEPS)), name="tip_step_is_known")]

    def __str__(self) -> str:
        return f"{self.tip} {self.kind}"


class TipPair(models.Model):
    """Two tips that somebody of the team thinks may be the same person. A »maybe« and no register; it can be undone."""

    first = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="pairs_first")
    second = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="pairs_second")
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tip_pairs")
    undone_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Måske den samme"), About.CITIZEN, Keep.TIP, _("Ikke gå ud to gange efter den samme."),
        coded="made_at undone_at", key="first second by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="tip_pair_is_ordered"),
            models.UniqueConstraint(fields=["first", "second"], condition=Q(undone_at=None), name="one_open_tip_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"


class ListRules(models.Model):
    """What the municipality has promised and decided about its list."""

    municipality = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="list_rules")
    answer_days = models.PositiveSmallIntegerField(default=10)  # within which a tip gets an answer
    keep_weeks = models.PositiveSmallIntegerField(default=12)  # untouched so long, it expires
    shown_weeks = models.PositiveSmallIntegerField(default=8)  # after which a row closes towards the tipster, whatever

    policy = Policy(
        _("Listens regler"), About.NOBODY, Keep.OPERATION, _("Holde løftet om svar, og slette til tiden."),
        coded="answer_days keep_weeks shown_weeks", key="municipality",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer_days__range=(1, 60)), name="answer_days_are_days"),
            models.CheckConstraint(condition=Q(keep_weeks__range=(2, 52)), name="keep_weeks_are_weeks"),
            models.CheckConstraint(condition=Q(shown_weeks__range=(2, 52)), name="shown_weeks_are_weeks"),
        ]

    def __str__(self) -> str:
        return str(self.municipality)


class HouseSum(models.Model):
    """What a house was told on the first of a month: how many of its tips became a contact, at least (F73)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="house_sums")
    month_on = models.DateField()
    n_at_least = models.PositiveSmallIntegerField()  # 0: nothing is told
    made_at = models.DateTimeField()

    policy = Policy(
        _("Månedens tal til et hus"), About.NOBODY, Keep.OPERATION,
        _("Fortælle et hus, at det nyttede, uden at pege på nogen."), coded="month_on n_at_least made_at",
        key="organisation",
    )  # fmt: skip

    class Meta:
        ordering = ["-month_on"]
        constraints = [models.UniqueConstraint(fields=["organisation", "month_on"], name="one_house_sum_a_month")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.month_on}"


class WeeklyMail(models.Model):
    """That a person got the Friday line of this week: sent once, however many workers there are (F74)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="weekly_mails")
    week_on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Fredagslinjen"), About.USER, Keep.OPERATION, _("Sende ugens linje én gang."), coded="week_on sent_at",
        key="user",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "week_on"], name="one_weekly_mail_a_week")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.week_on}"


class NoWeeklyMail(models.Model):
    """Somebody would rather not have the Friday line."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="no_weekly_mail")
    made_at = models.DateTimeField()

    policy = Policy(
        _("Vil ikke have fredagslinjen"), About.USER, Keep.ACCOUNT, _("Ikke skrive til den, der har sagt nej tak."),
        coded="made_at", key="user",
    )  # fmt: skip

    def __str__(self) -> str:
        return str(self.user_id)
