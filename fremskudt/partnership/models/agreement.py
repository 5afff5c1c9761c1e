from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.partnership.rules.agreement import DIRECTIONS, SIDES


class Agreement(models.Model):
    """What a partner and the municipality promise each other. A changed one is a new row; the newest signed holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="agreements")
    what = models.TextField(max_length=2000)  # in plain words
    they_expect = models.TextField(max_length=1000, blank=True)
    we_expect = models.TextField(max_length=1000, blank=True)
    meets_every_days = models.PositiveSmallIntegerField(null=True)
    budget_kroner = models.PositiveIntegerField(null=True)  # of the project's money, a year; read by those who sign
    from_on = models.DateField()
    review_on = models.DateField()
    ends_on = models.DateField(null=True)
    backed_on = models.DateField(null=True)  # ledelseserklæring: when the partner's own management backed it
    backed_by = models.CharField(max_length=120, blank=True)
    signed_by_us = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="agreements_signed_for_us")
    signed_by_us_at = models.DateTimeField(null=True)
    signed_by_them = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="agreements_signed_for_them"
    )
    signed_by_them_at = models.DateTimeField(null=True)
    steering_seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="agreements_confirmed")
    steering_seen_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="agreements_made")

    policy = Policy(
        _("Samarbejdsaftale"), About.NOBODY, Keep.OPERATION, _("Vide, hvad vi har lovet hinanden."),
        free_text="what they_expect we_expect backed_by",
        coded="meets_every_days budget_kroner from_on review_on ends_on backed_on signed_by_us_at signed_by_them_at "
        "steering_seen_at made_at",
        key="organisation signed_by_us signed_by_them steering_seen_by replaces by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="agreement_says_what"),
            models.CheckConstraint(condition=Q(review_on__gte=models.F("from_on")), name="agreement_is_reviewed_after"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.from_on}"


class AgreementReview(models.Model):
    """That both looked at the agreement again, what they said, and when they do it next."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    next_on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="agreement_reviews")

    policy = Policy(
        _("Gennemsyn af aftale"), About.NOBODY, Keep.OPERATION, _("Holde aftalen i live."), free_text="words",
        coded="on next_on made_at", key="agreement by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(next_on__gt=models.F("on")), name="next_review_comes_later")]

    def __str__(self) -> str:
        return f"{self.agreement} {self.on}"


class ContactPerson(models.Model):
    """Whom to ring about the cooperation, on either side."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_people")
    side = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    about = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contact_people_made")

    policy = Policy(
        _("Kontaktperson"), About.USER, Keep.OPERATION, _("Vide, hvem man ringer til."),
        identifying="name phone email", free_text="about", coded="side ended_at made_at", key="organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["side", "name"]
        constraints = [models.CheckConstraint(condition=Q(side__in=list(SIDES)), name="contact_person_is_on_a_side")]

    def __str__(self) -> str:
        return self.name


class HouseVisit(models.Model):
    """That the two visited each other: an agreement alone is not enough (report 3.4.4)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="house_visits")
    on = models.DateField()
    direction = models.CharField(max_length=10)
    words = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="house_visits_made")

    policy = Policy(
        _("Besøg hos hinanden"), About.NOBODY, Keep.OPERATION, _("Kende hinanden."), free_text="words",
        coded="on direction made_at", key="organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=list(DIRECTIONS)), name="house_visit_goes_one_way")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.on}"


class Mishap(models.Model):
    """Something went wrong between us, told by whoever noticed: »sendt til den forkerte«. Never with a name in it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mishaps")
    words = models.TextField(max_length=1000)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mishaps_told")
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="mishaps_seen")
    answer = models.CharField(max_length=500, blank=True)

    policy = Policy(
        _("Det gik galt"), About.NOBODY, Keep.OPERATION, _("Rette op, og lære af det."), free_text="words answer",
        coded="made_at seen_at", key="organisation by seen_by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.made_at:%Y-%m-%d}"
