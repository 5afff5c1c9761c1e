"""The same people as living courses: what they hold agrees with the printed tables, and nothing lies ahead of today."""

from collections import Counter
from datetime import date

import pytest

from demo import courses
from demo.caseload import Course
from demo.published import counts
from tests.demo.recount import Study

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def caseload(study: Study) -> list[Course]:
    return courses(study.people, study.start, study.running, TODAY)


def test_caseload_has_everyone_on_the_participant_list(caseload: list[Course]) -> None:
    assert len(caseload) == 187
    assert sum(course.started_on is not None for course in caseload) == 107


def test_caseload_ends_as_printed(caseload: list[Course]) -> None:
    ends = [course.end for course in caseload if course.end]
    reasons = Counter(end.reason for end in ends)
    merged = [reasons[1], reasons[2], reasons[3] + reasons[8], reasons[4], reasons[5], reasons[6], reasons[7]]
    assert sorted(merged) == sorted(counts("fig-4.11"))
    printed = Counter(end.phase for end in ends if end.phase_is_printed)
    assert [printed[phase] for phase in (1, 2, 3)] == list(counts("fig-4.12"))


def test_caseload_has_a_plan_for_all_whose_form_says_so(caseload: list[Course], study: Study) -> None:
    with_plan = {row["borger_id"] for row in study.running if row["plan_made"] == "1"}
    assert {course.code for course in caseload if course.plan_on} == with_plan


def test_caseload_days_come_in_order_and_none_lies_ahead(caseload: list[Course]) -> None:
    for course in caseload:
        last = course.end.on if course.end else TODAY
        assert course.found_on <= (course.started_on or course.found_on) <= last <= TODAY
        assert all(course.found_on <= day.on <= last for day in course.contacts)
        assert all(first <= (end or last) <= TODAY for _phase, first, end in course.phases)
        assert not course.plan_on or (course.started_on or course.found_on) <= course.plan_on <= last
        assert all(phase in {1, 2, 3, 9} for phase, _first, _end in course.phases)


def test_caseload_meets_only_those_who_began_and_seeks_the_others(caseload: list[Course]) -> None:
    never = [day for course in caseload if course.started_on is None for day in course.contacts]
    assert never
    assert all(day.outcome != "met" for day in never)
    met = [course for course in caseload if any(day.outcome == "met" for day in course.contacts)]
    assert len(met) > 100


def test_caseload_is_the_same_every_time_and_moves_with_the_day(caseload: list[Course], study: Study) -> None:
    assert courses(study.people, study.start, study.running, TODAY) == caseload
    later = courses(study.people, study.start, study.running, date(2026, 11, 29))
    assert {(new.found_on - old.found_on).days for new, old in zip(later, caseload, strict=True)} == {7}
