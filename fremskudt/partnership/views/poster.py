"""The poster: how it looks, the file for the printer, one's own face on it, and the picture of a face."""

from typing import cast, get_args

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.forms.picture import PictureUpload
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership import paper
from fremskudt.partnership.actions import poster_face as actions
from fremskudt.partnership.forms.poster_face import FaceForm
from fremskudt.partnership.selectors import poster_face as selectors
from fremskudt.partnership.selectors.visibility import poster_code
from fremskudt.partnership.views.batch import on_paper, sheet


@require_GET
@requires(Permission.VISIBILITY_EDIT)
def poster(request: Visit) -> HttpResponse:
    towns = request.reach.towns(Permission.VISIBILITY_EDIT)
    context = {"faces": selectors.list_faces(towns), "batch": poster_code(min(towns))}
    return render(request, "partnership/visibility/poster.html", context)


@require_GET
@requires(Permission.VISIBILITY_EDIT)
def poster_file(request: Visit, size: str) -> HttpResponse:
    """The poster as PDF, of size a4 or a3."""
    if size not in get_args(paper.Size):
        raise Http404
    towns = request.reach.towns(Permission.VISIBILITY_EDIT)
    faces, batch = selectors.list_faces(towns), poster_code(min(towns))
    photos = selectors.photos(faces)
    made = paper.poster(
        people=[paper.Person(face.first_name, face.phone, photos.get(face.pk)) for face in faces],
        code=on_paper(request, batch) if batch else None, size=cast(paper.Size, size),
        dated=timezone.localdate(),
    )  # fmt: skip
    return sheet(made, f"plakat-{size}.pdf")


@csrf_exempt  # the token is in the body, which must not be read before it is said where the photo goes
@require_http_methods(["GET", "POST"])
@requires(Permission.TEAM_JOIN)
def poster_face(request: Visit) -> HttpResponse:
    request.upload_handlers = [PictureUpload(request)]
    return _poster_face(request)


@csrf_protect
def _poster_face(request: Visit) -> HttpResponse:
    """The photo is drawn anew while the form is looked at: before, and outside of, any writing."""
    if request.method == "GET":
        return _face_page(request, FaceForm(initial=_as_it_stands(request)))
    if "remove_photo" in request.POST:
        actions.remove_photo(by=request.user)
        messages.success(request, _("Billedet er væk. Navn og telefon står her stadig."))
        return redirect("partnership:poster_face")
    form = FaceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _face_page(request, form, 422)
    actions.write(by=request.user, **form.told)
    messages.success(request, _("Gemt. Det kommer med på den næste plakat."))
    return redirect("partnership:poster_face")


@require_http_methods(["GET", "POST"])
@requires(Permission.TEAM_JOIN)
def poster_face_remove(request: Visit) -> HttpResponse:
    if request.method == "GET":
        return render(request, "partnership/visibility/face_remove.html", {"face": selectors.own_face(request.reach)})
    actions.remove(by=request.user)
    messages.success(request, _("Du er taget af plakaten. Tag også de gamle plakater ned."))
    return redirect("partnership:poster_face")


@csp_update({"sandbox": ""})
@require_GET
@requires(Permission.CARDS_READ)
def poster_photo(request: Visit, pk: int) -> HttpResponse:
    """The picture and nothing else. It is kept by no browser, and nothing in it could run."""
    headers = {"Content-Disposition": 'inline; filename="billede.jpg"', "Cross-Origin-Resource-Policy": "same-origin"}
    return HttpResponse(selectors.read_photo(request.reach, pk), content_type="image/jpeg", headers=headers)


def _as_it_stands(request: Visit) -> dict[str, object]:
    face = selectors.own_face(request.reach)
    if face is None:
        return {"first_name": selectors.first_name_of(request.user.name), "is_shown": True}
    return {"first_name": face.first_name, "phone": face.phone, "is_shown": face.is_shown}


def _face_page(request: Visit, form: FaceForm, status: int = 200) -> HttpResponse:
    """A file cannot be put back into a form, so one that was sent is asked for again."""
    context = {"form": form, "face": selectors.own_face(request.reach), "again": status == 422 and bool(request.FILES)}
    return render(request, "partnership/visibility/face.html", context, status=status)
