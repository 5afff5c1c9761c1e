import pytest

from fremskudt.surveys.models import Study
from tests.cast import Cast
from tests.surveys import field


@pytest.fixture
def study(people: Cast) -> Study:
    """A study of four municipalities with waves, without people."""
    return field.create_study(people)


@pytest.fixture
def filled_study(study: Study, people: Cast) -> Study:
    """The study with its participant list and three responses."""
    field.fill(study, people)
    return study
