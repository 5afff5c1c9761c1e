"""Organisations: a municipality, and whoever works within it."""

from django.db import IntegrityError, transaction

from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User

KINDS_WITHIN = tuple(
    kind
    for kind in Organisation.Kind
    if kind not in {Organisation.Kind.MUNICIPALITY, Organisation.Kind.EVALUATOR}  # these stand alone
)


class NameTakenError(Exception):
    """There is an organisation of that name in the municipality already."""


def create(*, municipality: Organisation, kind: str, name: str, by: User) -> Organisation:
    """A new organisation within the municipality. ValueError for a kind that stands alone."""
    if kind not in KINDS_WITHIN:
        raise ValueError(f"{kind!r} cannot stand within a municipality")
    return _create(Organisation(municipality=municipality, kind=kind, name=name), by)


def create_municipality(*, name: str, by: Actor) -> Organisation:
    """A municipality of its own; made by the one who runs the site, from the command line."""
    return _create(Organisation(kind=Organisation.Kind.MUNICIPALITY, name=name), by)


def _create(organisation: Organisation, by: User | Actor) -> Organisation:
    with transaction.atomic():
        _save(organisation)
        _record("organisation.create", organisation, by)
    return organisation


def rename(*, organisation: Organisation, name: str, by: User) -> None:
    """Give it another name. A municipality keeps its own: the files it delivers name it."""
    if organisation.kind not in KINDS_WITHIN:
        raise ValueError(f"{organisation} keeps its name")
    if organisation.name == name:
        return
    with transaction.atomic():
        organisation.name = name
        _save(organisation)
        _record("organisation.change", organisation, by)


def _save(organisation: Organisation) -> None:
    others = Organisation.objects.filter(municipality=organisation.municipality).exclude(pk=organisation.pk)
    if others.filter(name__iexact=organisation.name).exists():
        raise NameTakenError
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:  # someone else took the name in the meantime
        raise NameTakenError from error


def _record(action: str, organisation: Organisation, by: User | Actor) -> None:
    subject = f"org:{organisation.pk}"
    record(by=by, action=action, subject=subject, purpose=Purpose.ADMINISTRATION, fields="coded")
