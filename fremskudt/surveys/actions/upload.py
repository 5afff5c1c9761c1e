"""Files that wait for a yes: kept between the preview and the confirmation, so that it works without script."""

from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.surveys.actions import delivery
from fremskudt.surveys.models import Study, Upload


def keep(*, study: Study, kind: str, name: str, content: bytes, by: User) -> Upload:
    """Keep a file that the preview found without errors; it replaces the person's earlier one."""
    with transaction.atomic():
        Upload.objects.run_out().delete()
        Upload.objects.filter(study=study, by=by).delete()
        upload = Upload.objects.create(study=study, kind=kind, name=delivery.plain(name), content=content, by=by)
        audit.record(by=by, action="upload.keep", subject=f"study:{study.slug}", purpose="evaluation")
    return upload


def preview(*, upload: Upload, by: User) -> delivery.Preview:
    """What the file would bring now. Raises BadFileError when the study has changed so that it no longer fits."""
    content = bytes(upload.content)
    return delivery.preview(study=upload.study, kind=upload.kind, name=upload.name, content=content, by=by)


def take_in(*, upload: Upload, by: User) -> delivery.Receipt:
    """Take the file in and forget it. Raises BadFileError, and then it keeps waiting."""
    with transaction.atomic():
        content = bytes(upload.content)
        receipt = delivery.take_in(study=upload.study, kind=upload.kind, name=upload.name, content=content, by=by)
        upload.delete()
    return receipt


def drop(*, upload: Upload, by: User) -> None:
    """Forget the file without taking it in."""
    with transaction.atomic():
        audit.record(by=by, action="upload.drop", subject=f"study:{upload.study.slug}", purpose="evaluation")
        upload.delete()
