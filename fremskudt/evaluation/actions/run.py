"""Carry out an analysis plan on an extract: protected figures, tables and the report in three forms."""

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.analysis import record
from fremskudt.basics.code import code_version
from fremskudt.evaluation.models import Extract, Run
from fremskudt.evaluation.plans import published


@transaction.atomic
def carry_out(*, extract: Extract, plan_text: str, by: User) -> Run:
    """Run the plan and keep everything it shows. The same extract, plan and code give the run that is there already."""
    plan = record.plan_of(plan_text)
    fingerprint = hashlib.sha256(f"{code_version()}\n{plan_text}".encode()).hexdigest()
    made, _ = Run.objects.update_or_create(
        extract=extract,
        plan_sha256=fingerprint,
        defaults={"plan_id": plan.id, "plan_version": plan.version, "made_by": by},
    )
    audit.record(by=by, action="run.carry_out", subject=f"extract:{extract}", purpose="evaluation")
    if not made.folder.exists():
        made.folder.parent.mkdir(parents=True, exist_ok=True)
        _write(extract.folder, plan_text, published(plan.id), made.folder)
    return made


def _write(extract: Path, plan_text: str, printed: dict[str, Any] | None, folder: Path) -> None:
    """Everything is written beside its place and moved there whole, so that a broken run is never shown."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
        found = record.analyse(extract, plan_text, Path(unfinished) / "run", printed)
        record.report(found, Path(unfinished) / "run", timezone.localdate())
        shutil.move(Path(unfinished) / "run", folder)
