"""A site for the timings: one therapist who follows twenty-five people, and one more whom nobody may see.

python -m bench.site     prints, as JSON, the session's cookie and the addresses to ask for
"""

import json
from datetime import timedelta


def main() -> None:
    from fremskudt.config.start import prepare_site

    prepare_site(static=True)
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse
    from django.utils import timezone

    from fremskudt.access.models import Membership, Organisation, User
    from fremskudt.casework.models import Assignment, Barring, Citizen

    now = timezone.now()
    town = Organisation.objects.create(kind="municipality", name="Målekommune")
    centre = Organisation.objects.create(kind="drug_centre", name="Målecenter", municipality=town)
    user = User.objects.create_user(email="maaler@example.org", name="Måler")
    Membership.objects.create(user=user, organisation=centre, role="therapist")
    citizens = Citizen.objects.bulk_create(
        Citizen(code=f"MAAL{n:04}", alias=f"Ord {n}", municipality=town, made_at=now, made_by=user) for n in range(26)
    )
    Assignment.objects.bulk_create(Assignment(citizen=one, user=user, began_at=now, by=user) for one in citizens)
    later = now.date() + timedelta(days=30)
    Barring.objects.create(citizen=citizens[25], user=user, reason="Måling", review_on=later, set_at=now, set_by=user)
    print(
        json.dumps(
            {
                "session": session(SessionStore(), user),
                "caseload": reverse("casework:caseload"),
                "barred": reverse("casework:citizen", args=[citizens[25].code]),
                "absent": reverse("casework:citizen", args=["MAAL9999"]),
            }
        )
    )


def session(store: object, user: object) -> str:
    """The key of a session in which the user has logged in with two factors."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store[SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined,index]
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]  # type: ignore[index]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined,index]
    store["strength"] = "strong"  # type: ignore[index]
    store.save()  # type: ignore[attr-defined]
    return store.session_key  # type: ignore[attr-defined,no-any-return]


if __name__ == "__main__":
    main()
