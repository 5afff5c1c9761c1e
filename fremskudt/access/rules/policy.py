"""What a model must say about itself: what each field holds, whom it is about, what it is for, how long it is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class DataClass(StrEnum):
    """What a field can give away. The highest that fits is the one that counts, from the top."""

    IDENTIFYING = "identifying"  # says who somebody is: name, e-mail, CPR, phone, address, encrypted or not
    FREE_TEXT = "free_text"  # words that somebody wrote; may hold anything about anyone
    CODED = "coded"  # a date, a number, a value of a known list
    KEY = "key"  # a pseudonym, or a reference to another row
    TECHNICAL = "technical"  # secrets, hashes, counters: says nothing about a person


class About(StrEnum):
    """Whom the rows of a model are about."""

    CITIZEN = "citizen"
    RESPONDENT = "respondent"
    USER = "user"
    CITIZEN_AND_USER = "citizen_and_user"
    NOBODY = "nobody"


class Keep(StrEnum):
    """For how long the rows of a model are kept. The words of each rule stand in data_policy.py."""

    CASE = "case"
    TIP = "tip"
    STUDY = "study"
    LOG = "log"
    ACCOUNT = "account"
    LINK = "link"
    SESSION = "session"
    CODE = "code"
    HOUR = "hour"
    DRAFT = "draft"
    OPERATION = "operation"
    PROGRAM = "program"


@dataclass(frozen=True)
class Policy:
    """The declaration of one model. Fields are named in one string for each class, parted by spaces.

    `name` and `purpose` are text for the screen, possibly lazy. The number that the database gives a row is a KEY
    everywhere and is not named.
    """

    name: object
    about: About
    keep: Keep
    purpose: object
    identifying: str = ""
    free_text: str = ""
    coded: str = ""
    key: str = ""
    technical: str = ""

    def named(self, kind: DataClass) -> list[str]:
        """The fields of this class, as declared."""
        return str(getattr(self, kind.value)).split()

    def classes(self) -> dict[str, DataClass]:
        """Field → class. A field that is named twice counts as the highest (and is a problem)."""
        return {field: kind for kind in reversed(DataClass) for field in self.named(kind)}


def problems(model: str, policy: Policy | None, fields: Iterable[str]) -> Iterator[str]:
    """One sentence for each thing wrong with a model's declaration; none when it is whole.

    `fields` are the names of the model's own fields, without the number that the database gives.
    """
    if policy is None:
        yield f"{model} says nothing about what it holds: give it a `policy`."
        return
    known, named = set(fields), [field for kind in DataClass for field in policy.named(kind)]
    yield from (f"{model}.{field} has no data class." for field in sorted(known - set(named)))
    yield from (f"{model}.{field} has a data class but is no field." for field in sorted(set(named) - known))
    yield from (f"{model}.{field} has two data classes." for field in sorted(set(named)) if named.count(field) > 1)
