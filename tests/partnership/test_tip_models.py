"""The spotting list has no field for identity, and none that could hold a free text but the tipster's own word (H4).

Walked over the models themselves: a field that is added without a list of what it may hold fails here.
"""

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import Field
from django.utils import timezone

from fremskudt.access.models import Area, Organisation, User
from fremskudt.partnership.models import Batch, MemoryWord, Sighting, Tip, TipPair, TipSeen, TipStep
from fremskudt.partnership.rules.tip import LONGEST_MEMORY_WORD
from tests.cast import Cast
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = [Tip, TipSeen, Sighting, TipStep, TipPair]
# Text that is coded, and the constraint that holds it to its list.
CODED = {
    Tip: {
        "place": "tip_place_is_known", "age": "tip_age_is_known", "worry": "tip_worry_is_known",
        "asked": "tip_asked_is_known", "source": "tip_source_is_known",
    },
    TipSeen: {"word": "seen_word_is_known"},
    TipStep: {"kind": "tip_step_is_known"},
}  # fmt: skip
DRAWN = {Tip: {"code": 9, "receipt_hash": 64}}  # text that is drawn at random or hashed, and how long
DAYS = {"week_on", "touched_on"}  # Mondays; no other day is kept of when somebody was seen
MOMENTS = {"made_at", "taken_back_at", "expired_at", "undone_at"}  # of the writing
POINTS_TO = {User, Organisation, Area, Batch, Tip}


def fields(model: type[models.Model]) -> list[Field]:  # type: ignore[type-arg]
    return [field for field in model._meta.get_fields() if field.concrete]  # type: ignore[union-attr]


@pytest.mark.parametrize("model", LIST)
def test_list_holds_coded_words_weeks_and_keys_alone(model: type[models.Model]) -> None:
    for field in fields(model):
        told = f"{model.__name__}.{field.name}"
        if field.many_to_many or field.one_to_many:
            raise AssertionError(told)
        if field.many_to_one or field.one_to_one:
            assert field.related_model in POINTS_TO, told
        elif isinstance(field, models.DateTimeField):
            assert field.name in MOMENTS, told
        elif isinstance(field, models.DateField):
            assert field.name in DAYS, told
        elif isinstance(field, models.CharField):
            assert field.name in CODED.get(model, {}) or field.max_length == DRAWN[model][field.name], told
        else:
            assert field.primary_key or isinstance(field, models.BooleanField | models.UUIDField), told


@pytest.mark.parametrize(
    ("model", "name", "constraint"), [(model, *pair) for model, pairs in CODED.items() for pair in pairs.items()]
)
def test_list_refuses_any_other_word(people: Cast, model: type[models.Model], name: str, constraint: str) -> None:
    one = tip(people)
    TipStep.objects.create(tip=one, kind="looking", made_at=timezone.now(), by=people.therapist)
    assert constraint in {each.name for each in model._meta.constraints}
    field = model._meta.get_field(name)
    assert isinstance(field, models.CharField)
    assert field.max_length is not None
    assert field.max_length <= 12
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(**{name: "Jens"})


def test_list_has_no_other_model_and_one_free_text_apart() -> None:
    """Every model that hangs on a tip is either walked here or the memory word, which stands in a table of its own."""
    hanging = {
        relation.related_model for relation in Tip._meta.related_objects
        if relation.related_model._meta.app_label == "partnership"  # type: ignore[union-attr]
    }  # fmt: skip
    assert hanging == {*LIST, MemoryWord} - {Tip}
    [words] = [field for field in fields(MemoryWord) if isinstance(field, models.CharField)]
    assert (words.name, words.max_length) == ("words", LONGEST_MEMORY_WORD)
    assert MemoryWord.policy.free_text == "words"  # type: ignore[attr-defined]
    for model in LIST:
        assert not model.policy.identifying  # type: ignore[attr-defined]
        assert not model.policy.free_text  # type: ignore[attr-defined]


def test_list_is_told_from_a_citizen_only_by_the_row_of_a_yes() -> None:
    """No field of the list points at a citizen; the one row that ties them stands in the other world."""
    pointing = {
        relation.related_model.__name__ for relation in Tip._meta.related_objects
        if relation.related_model._meta.app_label != "partnership"  # type: ignore[union-attr]
    }  # fmt: skip
    assert pointing == {"SaidYes"}
