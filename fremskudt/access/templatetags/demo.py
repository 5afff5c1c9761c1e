"""The people of the demo, for its sign-in page. On any other site there are none."""

from django import template
from django.conf import settings

from fremskudt.access.models import Membership

register = template.Library()


@register.simple_tag
def demo_people() -> list[Membership]:
    """One membership for each demo user, in the order of the demo's own list."""
    if settings.MODE != "demo":
        return []
    found = Membership.objects.filter(user__email__in=settings.DEMO_PEOPLE, user__is_active=True)
    by_email = {membership.user.email: membership for membership in found.select_related("user", "organisation")}
    return [by_email[email] for email in settings.DEMO_PEOPLE if email in by_email]
