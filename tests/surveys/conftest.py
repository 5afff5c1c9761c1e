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


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Nobody types a password here, and the safe way to keep one is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
