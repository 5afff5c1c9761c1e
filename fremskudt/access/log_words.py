"""The keys of the log in words."""

from fremskudt.access.audit import Purpose
from fremskudt.access.data_policy import CLASS_NAMES
from fremskudt.access.event_names import EVENT_NAMES, PURPOSE_NAMES
from fremskudt.access.rules.policy import DataClass


def action_words(action: str) -> str:
    return str(EVENT_NAMES.get(action, action))


def purpose_words(purpose: str) -> str:
    return str(PURPOSE_NAMES[Purpose(purpose)]) if purpose in set(Purpose) else purpose


def class_words(fields: str) -> str:
    """The classes of what was shown or written; nothing for an event that showed nothing."""
    classes = [DataClass(name) for name in fields.split(",") if name in set(DataClass)]
    return ", ".join(str(CLASS_NAMES[kind]) for kind in classes)
