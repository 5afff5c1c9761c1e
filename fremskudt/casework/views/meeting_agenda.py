"""»Dagsorden«: the fixed points of the short meeting, set by the leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import meeting_agenda as actions
from fremskudt.casework.forms.meeting_agenda import AgendaForm
from fremskudt.casework.selectors import meeting_agenda as agendas


@require_http_methods(["GET", "POST"])
@requires(Permission.CASELOAD_ASSIGN)
def agenda(request: Visit) -> HttpResponse:
    towns = agendas.list_towns(request.reach)
    if request.method == "POST":
        form = AgendaForm(request.POST, towns=towns)
        if form.is_valid():
            actions.write(municipality=form.cleaned_data["town"], points=form.cleaned_data["points"], by=request.user)
            messages.success(request, _("Gemt. Dagsordenen gælder for de møder, I planlægger fra nu af."))
            return redirect("casework:agenda")
        return render(request, "casework/agenda/edit.html", {"form": form}, status=422)
    points = agendas.points_in_force(towns[0].pk) if towns else ()
    form = AgendaForm(towns=towns, initial={"points": "\n".join(points)})
    return render(request, "casework/agenda/edit.html", {"form": form})
