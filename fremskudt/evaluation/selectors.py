"""What the evaluator's pages need. Only the owner of a study reaches its extracts and runs."""

from functools import lru_cache
from pathlib import Path

from django.http import Http404
from django.utils.translation import get_language

from fremskudt import instruments
from fremskudt.access.reach import Reach
from fremskudt.analysis import record
from fremskudt.analysis.disclosure import ProtectedFigure
from fremskudt.analysis.run import RunResult
from fremskudt.evaluation.models import Extract, Run


def find_extract(reach: Reach, slug: str) -> Extract | None:
    """The newest extract of the study, or None when none was made (or beyond reach)."""
    return Extract.objects.visible_to(reach).filter(study__slug=slug).select_related("study", "made_by").first()


def forms_of(extract: Extract) -> list[dict[str, object]]:
    """The forms in an extract: title, version, number of responses and the start of the content's hash."""
    used, responses = extract.manifest["instruments"], extract.manifest["counts"]["responses"]
    return [
        {
            "title": instruments.get(slug).title[get_language() or "da"],
            "version": form["version"],
            "responses": responses[slug],
            "hash": form["hash"][:12],
        }
        for slug, form in used.items()
    ]


def find_run(reach: Reach, slug: str) -> Run | None:
    """The newest run of the study, or None."""
    runs = Run.objects.visible_to(reach).filter(extract__study__slug=slug)
    return runs.select_related("extract__study", "made_by").first()


def get_run(reach: Reach, slug: str) -> Run:
    """The newest run of the study; 404 when there is none within reach."""
    run = find_run(reach, slug)
    if run is None or not (run.folder / "run.json").is_file():
        raise Http404
    return run


def record_of(run: Run) -> record.Record:
    """Everything the run showed, and how it compared, read from its folder."""
    return _record(run.folder)


def result_of(run: Run) -> RunResult:
    return record_of(run).result


@lru_cache(maxsize=4)
def _record(folder: Path) -> record.Record:
    # A run's folder is named by its content and never changes, so what was read once stays true.
    return record.read(folder)


def get_figure(run: Run, figure_id: str) -> ProtectedFigure:
    """One figure of the run; 404 when the plan has none of that name."""
    try:
        return result_of(run).figure(figure_id)
    except KeyError as error:
        raise Http404 from error
