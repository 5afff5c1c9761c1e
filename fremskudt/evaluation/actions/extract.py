"""Make an extract: the evaluator's copy of a study's answers."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.evaluation import extract
from fremskudt.evaluation.models import Extract


@transaction.atomic
def make(*, study: extract.Study, by: User) -> Extract:
    """Write the study's tables to their folder and note the extract. The same content gives the same extract."""
    extract.Study.objects.select_for_update().get(pk=study.pk)  # no file is taken in between the queries
    parent = Path(settings.DATA_DIR) / "extracts" / study.slug
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as unfinished:
        folder = Path(unfinished) / "tables"
        manifest = extract.build(study, folder)
        made, _ = Extract.objects.update_or_create(study=study, sha256=manifest["sha256"], defaults={"made_by": by})
        audit.record(by=by, action="extract.make", subject=f"study:{study.slug}", purpose="evaluation")
        if made.folder.exists():  # same rows: only the manifest can differ, by code version
            (folder / "manifest.json").replace(made.folder / "manifest.json")
        else:
            folder.rename(made.folder)
    return made
