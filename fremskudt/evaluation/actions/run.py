"""Carry out an analysis plan on an extract: protected figures, tables and the report in three forms."""

import hashlib
import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.analysis import record
from fremskudt.basics.code import code_version
from fremskudt.evaluation.models import Extract, Run
from fremskudt.evaluation.plans import published


def carry_out(*, extract: Extract, plan_text: str, by: User) -> Run:
    """Run the plan and keep everything it shows. The same extract, plan and code give the run that is there already.

    The files come first, outside the transaction: drawing takes seconds, and nobody else's writing may wait for it.
    Files without their row are harmless, since the next try finds them.
    """
    plan = record.plan_of(plan_text)
    fingerprint = hashlib.sha256(f"{code_version()}\n{plan_text}".encode()).hexdigest()
    folder = Run(extract=extract, plan_sha256=fingerprint).folder
    if not folder.exists():
        _write(extract.folder, plan_text, folder)
    with transaction.atomic():
        made, _ = Run.objects.update_or_create(
            extract=extract,
            plan_sha256=fingerprint,
            defaults={"plan_id": plan.id, "plan_version": plan.version, "made_by": by},
        )
        audit.record(by=by, action="run.carry_out", subject=f"extract:{extract}", purpose="evaluation")
    return made


def _write(extract: Path, plan_text: str, folder: Path) -> None:
    """Everything is written beside its place and moved there whole, so that a broken run is never shown."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
        made = Path(unfinished) / "run"
        found = record.analyse(extract, plan_text, made, published(record.plan_of(plan_text).id))
        record.report(found, made, timezone.localdate())
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():  # a colleague who pressed at the same time may have been first, with the same files
                raise
