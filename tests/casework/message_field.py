"""Somebody who said yes to SMS, with a number; a folder for what is sent; and what lies in it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.actions import identity
from fremskudt.casework.models import Citizen, MessageAgreement
from tests.casework.field import citizen
from tests.cast import Cast

HERE = timezone.get_default_timezone()
NOON = datetime(2026, 11, 23, 12, tzinfo=HERE)  # a Monday
NUMBER = "20 00 00 01"
WHOLE = "+4520000001"


def phone_folder(settings: Any, tmp_path: Path) -> Path:
    """Messages of the test go there, and replies come from there."""
    settings.SMS_GATEWAY, settings.SMS_FOLDER = "file", tmp_path / "sms"
    settings.ALLOWED_HOSTS = ["aftaler.example.org", "testserver"]
    settings.SMS_CALL = "20 00 00 44"
    return tmp_path / "sms"


def sent(folder: Path) -> list[tuple[str, str]]:
    """To whom and what, in the order it went."""
    return [(told["to"], told["text"]) for told in _read(folder)]


def _read(folder: Path) -> Iterator[dict[str, str]]:
    for file in sorted((folder / "ud").glob("*.json")) if (folder / "ud").exists() else []:
        yield json.loads(file.read_text("utf-8"))


def write_back(folder: Path, words: str, number: str = WHOLE, name: str = "1.json") -> None:
    (folder / "ind").mkdir(parents=True, exist_ok=True)
    (folder / "ind" / name).write_text(json.dumps({"from": number, "text": words}), encoding="utf-8")


def says(one: Citizen, answer: str, by: User, at: datetime | None = None) -> MessageAgreement:
    """A plain row, said a moment ago unless it is told when."""
    now = at or timezone.now()
    return MessageAgreement.objects.create(
        citizen=one, answer=answer, form="oral", witness="Vi var alene", said_at=now, made_at=now, by=by
    )


def reachable(people: Cast, alias: str = "Kanel", number: str = NUMBER, **more: Any) -> Citizen:
    """Followed by Tea, with a number and a yes."""
    made = citizen(people, alias, **{"followed_by": people.therapist, **more})
    identity.write(citizen=made, phone=number, by=people.therapist)
    says(made, "yes", people.therapist)
    return made
