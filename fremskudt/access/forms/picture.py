"""A photo that is sent: held in memory only, so that none is ever left on a disk, and drawn anew before it is kept."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext

from fremskudt.basics.picture import MOST_UPLOADED, TOO_BIG, BadPictureError, redrawn

MOST_READ = 200 * 1024 * 1024  # of one request: what is larger is no photo, and is refused before it is read


class PictureUpload(FileUploadHandler):
    """Keeps what can be a photo and lets go of the rest while it comes in. All files of a request count together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.n_read = 0
        self.kept = BytesIO()

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any) -> None:  # noqa: N803
        if content_length > MOST_READ:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.n_read += len(raw_data)
        if self.n_read <= MOST_UPLOADED:
            self.kept.write(raw_data)
        else:
            self.kept = BytesIO()

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


class PictureField(forms.FileField):
    """The photo as it is kept, a JPEG drawn anew (bytes); None when there is none."""

    widget = forms.FileInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            if sent.size > MOST_UPLOADED:
                raise BadPictureError(TOO_BIG)
            return redrawn(sent.read())
        except BadPictureError as error:
            raise forms.ValidationError(gettext(str(error))) from None
