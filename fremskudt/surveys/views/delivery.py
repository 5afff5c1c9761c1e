"""Files that were delivered, and the way of a new one: choose, look, confirm, receipt."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.actions import delivery as delivery_actions
from fremskudt.surveys.actions import upload as upload_actions
from fremskudt.surveys.forms import DeliveryForm
from fremskudt.surveys.models import Study
from fremskudt.surveys.rules.columns import FILE_NAMES, columns
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.problem import BadFileError, by_column
from fremskudt.surveys.selectors import study as selectors


@require_GET
@requires(Permission.STUDY_READ)
def delivery_list(request: Visit, slug: str) -> HttpResponse:
    study = selectors.get_study(request.reach, slug)
    may_fetch = request.reach.may(Permission.PARTICIPANTS_EXPORT)
    deliveries = selectors.list_deliveries(request.reach, study)
    context = {"study": study, "deliveries": deliveries, "kinds": list(Kind), "may_fetch": may_fetch}
    return render(request, "surveys/delivery/list.html", context)


@require_GET
@requires(Permission.STUDY_READ)
def delivery(request: Visit, slug: str, pk: int) -> HttpResponse:
    study = selectors.get_study(request.reach, slug)
    context = {"study": study, "delivery": selectors.get_delivery(request.reach, study, pk)}
    return render(request, "surveys/delivery/detail.html", context)


@require_GET
@requires(Permission.STUDY_READ)
def delivery_template(request: Visit, slug: str, kind: str) -> HttpResponse:
    """The headers of a kind of file as CSV; with the mark by which Excel knows UTF-8."""
    selectors.get_study(request.reach, slug)
    known = selectors.get_kind(kind)
    response = HttpResponse("\ufeff" + ";".join(columns(known)) + "\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAMES[known]}"'
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.DELIVERY_IMPORT)
def delivery_new(request: Visit, slug: str) -> HttpResponse:
    study = selectors.get_study(request.reach, slug)
    if request.method == "GET":
        return _form(request, study, DeliveryForm())
    form = DeliveryForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, study, form, status=422)
    file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    sent = {"study": study, "kind": kind, "name": file.name, "content": file.read(), "by": request.user}
    try:
        found = delivery_actions.preview(**sent)
    except BadFileError as error:
        return _refused(request, study, form, error)
    if not found.n_new:
        return _preview(request, study, found)
    upload = upload_actions.keep(**sent)
    return redirect("surveys:delivery_confirm", slug, upload.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.DELIVERY_IMPORT)
def delivery_confirm(request: Visit, slug: str, pk: int) -> HttpResponse:
    """What the waiting file would bring (GET), and the yes or no to it (POST)."""
    study = selectors.get_study(request.reach, slug)
    upload = selectors.find_upload(request.user, study, pk)
    if upload is None:
        messages.info(request, _("Filen venter ikke længere. Den er indlæst, eller der er gået mere end en time."))
        return redirect("surveys:delivery_list", slug)
    if request.method == "POST" and request.POST.get("answer") == "drop":
        upload_actions.drop(upload=upload, by=request.user)
        return redirect("surveys:delivery_new", slug)
    try:
        if request.method == "POST":
            return _receipt(request, slug, upload_actions.take_in(upload=upload, by=request.user))
        found = upload_actions.preview(upload=upload, by=request.user)
    except BadFileError as error:
        return _refused(request, study, DeliveryForm(initial={"kind": upload.kind}), error)
    return _preview(request, study, found, upload=upload)


def _preview(request: Visit, study: Study, found: delivery_actions.Preview, **more: object) -> HttpResponse:
    waves = [(_("Runde %(number)s") % {"number": number}, count) for number, count in found.waves.items()]
    context = {"study": study, "preview": found, "waves": waves, **more}
    return render(request, "surveys/delivery/preview.html", context)


def _receipt(request: Visit, slug: str, receipt: delivery_actions.Receipt) -> HttpResponse:
    if receipt.delivery:
        return redirect("surveys:delivery", slug, receipt.delivery.pk)
    messages.info(request, _("Alt i filen var indlæst i forvejen. Intet er ændret."))
    return redirect("surveys:delivery_list", slug)


def _form(request: Visit, study: Study, form: DeliveryForm, status: int = 200, **more: object) -> HttpResponse:
    context = {"study": study, "form": form, "kinds": list(Kind), **more}
    return render(request, "surveys/delivery/new.html", context, status=status)


def _refused(request: Visit, study: Study, form: DeliveryForm, error: BadFileError) -> HttpResponse:
    if form.is_bound:
        form.add_error("file", _("Filen kan ikke indlæses. Ret den, og vælg den igen."))
    groups = by_column(error.problems)
    return _form(request, study, form, status=422, groups=groups, n_more=error.n_more)
