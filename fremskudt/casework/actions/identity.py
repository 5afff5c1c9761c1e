"""Write who a citizen is, sealed under the citizen's own key."""

from django.db import transaction

from fremskudt.access import audit, cipher
from fremskudt.access.actions.keys import know_version
from fremskudt.access.audit import Purpose
from fremskudt.access.cipher import Wrapped
from fremskudt.access.models import User
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.rules.identity import normal_cpr, normal_phone, tidy
from fremskudt.casework.selectors.identity import bound, cpr_mark


def write(
    *,
    citizen: Citizen,
    name: str | None = None,
    cpr: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    by: User,
) -> None:
    """Put these four in the place of what was there; nothing clears. BadIdentityError for what cannot be a number."""
    values = {
        "name": tidy(name),
        "cpr": normal_cpr(cpr),
        "phone": normal_phone(phone),
        "address": tidy(address, one_line=False),
    }
    with transaction.atomic():
        owner = Citizen.objects.select_for_update(no_key=True).get(pk=citizen.pk)  # two who write at once make one key
        if any(values.values()):
            _store(owner, values)
        else:  # with the citizen's key, so that no copy of the sealed texts can be opened either
            Identity.objects.filter(citizen__in=Citizen.objects.family_of([owner.pk])).delete()
        audit.record(by=by, action="identity.write", subject=owner.key, purpose=Purpose.CARE, fields="identifying")


def _store(owner: Citizen, values: dict[str, str | None]) -> None:
    kept = Identity.objects.select_for_update(no_key=True).filter(citizen=owner).first()
    if kept is None:
        key, wrapped = cipher.new_wrapped_key(owner.key)
        know_version(wrapped.version)
        kept = Identity(citizen=owner, key_version=wrapped.version, wrapped_key=wrapped.key)
    else:
        key = cipher.unwrap(Wrapped(kept.key_version, bytes(kept.wrapped_key)), owner.key)
    for column, text in values.items():
        setattr(kept, column, cipher.seal(key, text, bound(owner, column)) if text else None)
    kept.cpr_index = cpr_mark(owner.municipality_id, values["cpr"]) if values["cpr"] else ""
    kept.save()
