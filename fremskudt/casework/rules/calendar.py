"""A calendar file: when, and nothing of what or whom. Source: RFC 5545, security.md R11, screens.md 5 (»Kort møde«).

The file is read by phones and desks that others see, so it holds no guest, no alias and no place. A video link stands
in it only where the caller gives one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FILE_NAME = "kort-moede.ics"
CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, without the line's end
PRODUCER = "-//kort-moede//DA"


@dataclass(frozen=True)
class Slot:
    """One meeting as a calendar is told of it. Instants carry a time zone; `minutes` counts time that passes."""

    uid: str
    at: datetime
    minutes: int
    summary: str
    changed_at: datetime
    sequence: int = 0  # of changes the calendar must take over; never falls
    is_cancelled: bool = False
    link: str = ""


def file_of(slots: Iterable[Slot]) -> bytes:
    """The whole file, in UTF-8 with CRLF. Without slots it is a calendar that holds nothing."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "CALSCALE:GREGORIAN"]
    for slot in slots:
        lines += _event(slot)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line of at most 75 octets a piece; no sign is cut in two. A line end within it is taken out."""
    pieces, piece = [], b""
    for sign in "".join(line.splitlines()):
        octets = sign.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def escaped(text: str) -> str:
    """A value of the kind TEXT."""
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, instead)
    return text


def instant(at: datetime) -> str:
    """In UTC, so that no reader needs to know when a country moves its clocks. Without a time zone: ValueError."""
    if at.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {at!r}")
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _event(slot: Slot) -> list[str]:
    end = slot.at.astimezone(UTC) + timedelta(minutes=slot.minutes)
    return [
        "BEGIN:VEVENT",
        f"UID:{slot.uid}",
        f"DTSTAMP:{instant(slot.changed_at)}",
        f"SEQUENCE:{slot.sequence}",
        f"STATUS:{'CANCELLED' if slot.is_cancelled else 'CONFIRMED'}",
        f"DTSTART:{instant(slot.at)}",
        f"DTEND:{instant(end)}",
        f"SUMMARY:{escaped(slot.summary)}",
        "CLASS:PRIVATE",
        *([f"URL:{slot.link}"] if slot.link else []),
        "END:VEVENT",
    ]
