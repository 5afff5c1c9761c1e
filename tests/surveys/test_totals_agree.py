"""Whatever is done, in any order: everybody stands in one state, and the totals by wave and by answer number agree.

A machine of hypothesis plays with the real acts; after each step it counts the people of every wave, where they stand,
and the responses there are.
"""

import uuid
from collections import Counter
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Case, Citizen
from fremskudt.surveys.actions import hold, invitation, no_answer, sheet, study, tie
from fremskudt.surveys.models import Respondent, Response, Sheet, Study, Wave
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.standing import MEANING, Standing
from fremskudt.surveys.rules.turnout import Given, by_answer_number, by_wave
from fremskudt.surveys.rules.ways import HOLD_REASONS, Way
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors.rounds import people_in, tally_of
from tests.casework.field import citizen
from tests.cast import Cast
from tests.surveys.asking_field import asked, days, give, lowest, says, study_with_wave

pytestmark = [pytest.mark.django_db]

START = datetime(2026, 9, 14, 10, tzinfo=timezone.get_default_timezone())
QUIET = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck), "derandomize": True}
PLAYS = settings(max_examples=40, stateful_step_count=20, phases=[Phase.generate], **QUIET)

who_ = st.integers(0, 4)
wave_ = st.integers(0, 3)


class Rounds(RuleBasedStateMachine):
    """One play, in a savepoint that is taken back."""

    def __init__(self, people: Cast) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.traveller = time_machine.travel(START, tick=False)
        self.clock = self.traveller.start()
        self.cast, self.by, self.n_cut = people, people.therapist, 0
        open_days = [(-70, -20), (-10, 40), (-5, 90)]
        self.waves = [
            study_with_wave(people, number=n, opens=opens, closes=closes)
            for n, (opens, closes) in enumerate(open_days, 1)
        ]
        self.waves.append(study_with_wave(people, instrument="running", opens=-30, closes=60))
        self.study = self.waves[0].study
        self.citizens = [self.new(f"Alias {number}", number) for number in range(5)]

    def new(self, alias: str, number: int) -> Citizen:
        made = citizen(self.cast, alias, code=f"PPPP{number}000", followed_by=self.by)
        started = None if number == 4 else days(-100 + 40 * number)
        Case.objects.filter(citizen=made).update(found_on=days(-200), started_on=started)
        if number != 3:
            says(self.cast, made, self.study)
        return made

    def teardown(self) -> None:
        self.traveller.stop()
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def try_to(self, act, *args, **kwargs):  # type: ignore[no-untyped-def]
        """What may not happen now changes nothing."""
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except NotNow:
            return None

    def asked(self, who: int, wave: int):  # type: ignore[no-untyped-def]
        return asked(self.citizens[who], self.waves[wave])

    @initialize(n=st.lists(st.integers(0, 30), min_size=6, max_size=6))
    def some_have_answered(self, n):  # type: ignore[no-untyped-def]
        for place, many in enumerate(n):
            self.answers(place % 3, 1 + place // 3, many, False, Mode.SELF)

    @rule(who=who_, wave=wave_, n=st.integers(1, 30), skips=st.booleans(), mode=st.sampled_from(Mode))
    def answers(self, who, wave, n, skips, mode):  # type: ignore[no-untyped-def]
        one = self.asked(who, wave)
        items = [item.id for item in one.instrument.items][:n]
        given = dict.fromkeys(items) if skips or not items else lowest(one, items)
        helper = self.by if mode in {Mode.ASSISTED, Mode.PHONE} else None
        self.try_to(give, self.citizens[who], self.waves[wave], given, by=self.by, mode=mode, helped_by=helper)

    @rule(who=who_, wave=wave_, way=st.sampled_from(Way))
    def is_asked(self, who, wave, way):  # type: ignore[no-untyped-def]
        self.try_to(invitation.invite, asked=self.asked(who, wave), way=way, by=self.by)

    @rule(who=who_, wave=st.integers(0, 2))
    def gets_paper(self, who, wave):  # type: ignore[no-untyped-def]
        self.try_to(sheet.print_for, asked=self.asked(who, wave), by=self.by)

    @rule(which=st.integers(0, 9), keep=st.sampled_from(["there", "paper"]))
    def paper_is_typed(self, which, keep):  # type: ignore[no-untyped-def]
        found = list(Sheet.objects.order_by("pk"))
        if found:
            chosen = found[which % len(found)]
            one = asked_of_sheet(chosen)
            given = lowest(one, [item.id for item in one.instrument.items][: which + 1])
            self.try_to(sheet.type_in, sheet=chosen, given=given, shared="", keep=keep, by=self.by)

    @rule(who=who_, wave=wave_, reason=st.sampled_from(sorted(HOLD_REASONS)), ahead=st.sampled_from([1, 20, 100]))
    def is_held_back(self, who, wave, reason, ahead):  # type: ignore[no-untyped-def]
        one = self.asked(who, wave)
        self.try_to(
            hold.hold, asked=one, instrument=one.wave.instrument if ahead == 20 else "", reason=reason,
            until_on=days(ahead), by=self.by,
        )  # fmt: skip

    @rule(who=who_, wave=wave_)
    def is_asked_again(self, who, wave):  # type: ignore[no-untyped-def]
        self.try_to(hold.lift, asked=self.asked(who, wave), by=self.by)

    @rule(who=who_, wave=wave_, why=st.sampled_from(sorted(WHY)))
    def has_a_reason(self, who, wave, why):  # type: ignore[no-untyped-def]
        self.try_to(no_answer.tell, asked=self.asked(who, wave), why=why, by=self.by)

    @rule(who=who_, wave=wave_)
    def reason_is_undone(self, who, wave):  # type: ignore[no-untyped-def]
        self.try_to(no_answer.undo, asked=self.asked(who, wave), by=self.by)

    @rule(who=who_, answer=st.sampled_from(["yes", "no", "withdrawn"]))
    def says_to_the_study(self, who, answer):  # type: ignore[no-untyped-def]
        says(self.cast, self.citizens[who], self.study, answer)

    @rule(who=who_, ago=st.integers(0, 150))
    def begins(self, who, ago):  # type: ignore[no-untyped-def]
        Case.objects.filter(citizen=self.citizens[who]).update(started_on=days(-ago))

    @rule(kept=who_, other=who_)
    def records_are_merged(self, kept, other):  # type: ignore[no-untyped-def]
        both = [Citizen.objects.get(pk=self.citizens[one].pk) for one in (kept, other)]
        if kept != other and not any(one.merged_into_id or one.merged_from.exists() for one in both):
            Citizen.objects.filter(pk=both[1].pk).update(merged_into=both[0])
            self.citizens[other] = self.citizens[kept]

    @rule(wave=wave_, by_days=st.sampled_from([-15, 10, 40]))
    def wave_is_moved(self, wave, by_days):  # type: ignore[no-untyped-def]
        held, step = Wave.objects.select_related("study").get(pk=self.waves[wave].pk), timedelta(days=by_days)
        opens_on = held.opens_on if held.opens_on <= days(0) else held.opens_on + step
        self.try_to(
            study.move_wave, wave=held, opens_on=opens_on, closes_on=held.closes_on + step, by=self.cast.evaluator
        )

    @rule(who=who_)
    def tie_is_cut(self, who):  # type: ignore[no-untyped-def]
        citizen_ = Citizen.objects.get(pk=self.citizens[who].pk)
        says(self.cast, citizen_, self.study, "withdrawn")
        before = Respondent.objects.filter(study=self.study).values_list("code", flat=True)
        codes = set(before)
        self.try_to(tie.cut_person, citizen=citizen_, study=self.study, typed=citizen_.code, by=self.cast.leader)
        self.n_cut += len(set(before.all()) - codes)

    @rule(ahead=st.sampled_from([0, 1, 7, 30]))
    def time_passes(self, ahead):  # type: ignore[no-untyped-def]
        self.clock.shift(timedelta(days=ahead, minutes=20))

    @rule(really=st.integers(0, 19))
    def study_is_over_and_cut(self, really):  # type: ignore[no-untyped-def]
        if really == 19:
            self.clock.move_to(START + timedelta(days=3000))
            town = self.cast.municipalities["Randers"].pk
            held = Study.objects.get(pk=self.study.pk)
            self.try_to(tie.cut_study, study=held, towns=[town], typed=held.slug, by=self.cast.leader)

    @invariant()
    def totals_agree(self) -> None:
        town = self.cast.municipalities["Randers"].pk
        waves = list(Wave.objects.filter(study=self.study).select_related("study"))
        people = people_in(waves, {self.study.pk: [town]})
        is_cut = waves[0].study.cut_at is not None
        for instrument in ("progression", "running"):
            mine = [wave for wave in waves if wave.instrument == instrument]
            given = [Given(one.code, wave.number) for wave in mine for one in people[wave.pk] if one.done]
            assert sum(by_wave(given).values()) == sum(by_answer_number(given).values()) == len(given)
            falling = list(by_answer_number(given).values())
            assert falling == sorted(falling, reverse=True)
        for wave in waves:
            self.look_at(wave, people[wave.pk], is_cut=is_cut)

    def look_at(self, wave, found, *, is_cut):  # type: ignore[no-untyped-def]
        """Everybody once, in one state; the states sum; whoever answered is one who stands as answered."""
        tally = tally_of(found)
        assert len({one.code for one in found}) == len(found)
        if not is_cut:
            standing = {one.pk for one in Citizen.objects.filter(merged_into=None)}
            tied = Counter(one.citizen.pk for one in found if one.citizen)
            assert set(tied) <= standing
            assert set(tied.values()) <= {1}
            # nobody is left out, and counted twice is only who came back after a cut: nobody can know that
            assert len(standing) <= len(found) <= len(standing) + self.n_cut
        assert sum(tally.of(each) for each in Standing) == tally.n_all == len(found)
        assert tally.n_answered == sum(one.done is not None for one in found)
        assert all(MEANING[one.standing].answered == (one.done is not None) for one in found)
        n_rows = Response.objects.filter(wave=wave).count()
        n_twice = n_rows - tally.n_answered  # of records that were merged: two responses of one person
        assert 0 <= n_twice <= Citizen.objects.exclude(merged_into=None).count()
        assert 0 <= tally.n_unaccounted <= tally.n_eligible


def asked_of_sheet(chosen):  # type: ignore[no-untyped-def]
    from fremskudt.surveys.selectors.asked import asked_by_sheet

    return asked_by_sheet(chosen)


def test_totals_agree_whatever_is_done(people: Cast) -> None:
    run_state_machine_as_test(lambda: Rounds(people), settings=PLAYS)


def test_two_operations_at_the_same_wave_are_one_response(people: Cast) -> None:
    """The same, pressed twice and in two modes, is one person of the wave."""
    wave = study_with_wave(people)
    who = citizen(people, "Kanel", followed_by=people.therapist)
    Case.objects.filter(citizen=who).update(found_on=days(-90), started_on=days(-50))
    says(people, who, wave.study)
    one = asked(who, wave)
    first, second = (item.id for item in one.instrument.items[:2])
    operation = uuid.uuid4()
    for _press in range(2):
        give(who, wave, {first: 3}, by=people.therapist, operation=operation)
    give(who, wave, {second: None}, by=people.therapist, mode=Mode.PHONE, helped_by=people.therapist)
    [found] = people_in([wave], {wave.study_id: [people.municipalities["Randers"].pk]})[wave.pk]
    assert (found.standing, found.mode) == (Standing.IN_PROGRESS, Mode.PHONE)
    assert Response.objects.count() == 1
