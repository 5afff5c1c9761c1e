"""What was taken in is asked with like our own: by the same core, finished in its version, and found in the extract."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.http import Http404

from fremskudt.evaluation import extract
from fremskudt.instruments.interchange import from_yaml, take
from fremskudt.instruments.taking.written import yaml_of
from fremskudt.surveys.actions.instrument import publish
from fremskudt.surveys.selectors.asked import why_not
from fremskudt.surveys.selectors.instrument import newest
from fremskudt.surveys.templatetags.surveys import kind_title
from tests.casework.field import citizen
from tests.cast import Cast
from tests.instruments.foreign import xlsform_files
from tests.instruments.small import Small
from tests.surveys.asking_field import asked, give, give_all, says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def published(people: Cast, version: str = "1.0.0", **words: str) -> None:
    small = Small()
    small.head(version=version)
    small.da["items"].update(words)
    texts = {"da": yaml_of(small.da), "en": yaml_of(small.en)}
    publish(taken=from_yaml(yaml_of(small.logic), texts), origin="yaml", by=people.evaluator)


def test_instrument_that_was_taken_in_is_answered_and_comes_in_the_extract(people: Cast, tmp_path: Path) -> None:
    published(people)
    wave = study_with_wave(people, instrument="small", is_licensed=False)
    one = citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)
    says_yes(people, one, wave.study)
    assert why_not(asked(one, wave))
    response = give_all(one, wave, by=people.therapist)
    assert (response.instrument, response.instrument_version) == ("small", "1.0.0")
    extract.build(wave.study, tmp_path)
    rows = pq.read_table(tmp_path / "answers.parquet").to_pylist()
    found = {row["variable"]: row["value"] for row in rows if row["instrument"] == "small"}
    assert found == {"drinks": 1, "support.friend": 1, "support.nurse": 0, "days": 0}
    assert kind_title("small") == "Lille skema"


def test_instrument_that_was_begun_is_finished_in_its_version(people: Cast) -> None:
    published(people)
    wave = study_with_wave(people, instrument="small", is_licensed=False)
    one = citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)
    two = citizen(people, "Havre", "CCCC2222", followed_by=people.therapist)
    for person in (one, two):
        says_yes(people, person, wave.study)
    give(one, wave, {"drinks": 1}, by=people.therapist)
    published(people, "1.0.1", drinks="Drikker du noget?")
    assert asked(one, wave).instrument.version == "1.0.0"
    assert asked(two, wave).instrument.item("drinks").text["da"] == "Drikker du noget?"


def test_instrument_of_somebody_else_waits_for_a_licence(people: Cast) -> None:
    taken, origin = take(xlsform_files.routes())
    publish(taken=taken, origin=origin, by=people.evaluator)
    one = citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)
    wave = study_with_wave(people, instrument="et_skema", is_licensed=False)
    says_yes(people, one, wave.study)
    assert not why_not(asked(one, wave))
    study_with_wave(people, instrument="et_skema", number=2)
    assert why_not(asked(one, wave))
    assert newest("et_skema").source.verbatim


def test_instrument_that_is_not_there_has_no_title() -> None:
    with pytest.raises(Http404):
        kind_title("findes-ikke")
