"""»Aftal rytme«."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import contact_agreement as agreement_actions
from fremskudt.casework.forms.contact_agreement import ContactAgreementForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.contact_agreement import in_force
from fremskudt.casework.views.course import show_course_page


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def contact_agreement(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = ContactAgreementForm(request.POST if request.method == "POST" else None, newest=in_force(opened.case))
    if form.is_valid():
        agreement_actions.agree(case=opened.case, terms=form.terms, by=request.user)
        messages.success(request, _("Aftalen er gemt."))
        return redirect("casework:citizen", code)
    context = {"form": form, "refused": may_write(has_ended=opened.has_ended).reason}
    return show_course_page(
        request, opened, "casework/contact_agreement/edit.html", context, action="contact_agreement.read",
        fields="coded,free_text",
    )  # fmt: skip
