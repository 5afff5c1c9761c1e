"""Invite somebody: where, which role, who; then the link, shown this once. And close an invitation that waits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access import mail
from fremskudt.access.actions import invitation as invitation_actions
from fremskudt.access.actions import membership as membership_actions
from fremskudt.access.forms.people import InviteForm
from fremskudt.access.guard import requires
from fremskudt.access.models import Organisation
from fremskudt.access.roles import Permission
from fremskudt.access.selectors import people as selectors
from fremskudt.access.views import asking
from fremskudt.access.visit import Visit

SHOWN_ONCE = "invited"


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def invite(request: Visit) -> HttpResponse:
    chosen = (request.POST if request.method == "POST" else request.GET).get("organisation")
    if chosen is None:
        organisations = selectors.list_organisations(request.reach)
        if len(organisations) != 1:
            return render(request, "access/people/where.html", {"organisations": organisations})
        chosen = str(organisations[0].pk)
    organisation = selectors.get_organisation(request.reach, chosen)
    form = InviteForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if not form.is_valid():
        return _form(request, form, organisation)
    known = selectors.find_person(request.reach, form.cleaned_data["email"])
    if known not in {None, request.user}:
        form.add_error("email", _("%(name)s har den e-mail og er her allerede.") % {"name": known})
        return _form(request, form, organisation, known=known)
    if asking.must_ask(request, form.cleaned_data["role"]):
        return asking.ask(request, form, organisation, form.cleaned_data["name"])
    made, token = membership_actions.invite(**form.cleaned_data, organisation=organisation, by=request.user)
    link = request.build_absolute_uri(reverse("access:invitation", args=[token]))
    mailed = mail.send(mail.invitation(to=made.email, link=link, expires_at=made.expires_at))
    # The link waits in the session for the next page only: one that is fetched, so reloading it sends nothing again.
    request.session[SHOWN_ONCE] = {"invitation": made.pk, "link": link, "mailed": mailed}
    return redirect("access:invite_sent")


def _form(request: Visit, form: InviteForm, organisation: Organisation, **more: object) -> HttpResponse:
    context = {"form": form, "organisation": organisation, **more}
    return render(request, "access/people/invite.html", context, status=422 if form.is_bound else 200)


@require_GET
@requires(Permission.PEOPLE_EDIT)
def invite_sent(request: Visit) -> HttpResponse:
    """The link, once. Afterwards the page says so."""
    shown = request.session.pop(SHOWN_ONCE, None)
    if shown is None:
        return render(request, "access/people/sent.html")
    invitation = selectors.get_invitation(request.reach, shown["invitation"])
    return render(request, "access/people/sent.html", {**shown, "invitation": invitation})


@require_POST
@requires(Permission.PEOPLE_EDIT)
def invitation_revoke(request: Visit, pk: int) -> HttpResponse:
    invitation = selectors.get_invitation(request.reach, pk)
    invitation_actions.revoke(invitation=invitation, by=request.user)
    messages.info(
        request, _("Invitationen til %(name)s er lukket. Linket virker ikke mere.") % {"name": invitation.name}
    )
    return redirect("access:people")
