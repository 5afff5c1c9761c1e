"""Who may do what, as code: a role is a key and a set of permissions. The keys are stored and never change."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What a person may do, named noun_verb."""

    STUDY_READ = "study_read"
    DELIVERY_IMPORT = "delivery_import"
    EXTRACT_MAKE = "extract_make"
    EXTRACT_DOWNLOAD = "extract_download"
    REPORT_DOWNLOAD = "report_download"


class Role(StrEnum):
    EVALUATOR = "evaluator"
    PROJECT_LEADER = "project_leader"


ROLE_NAMES = {Role.EVALUATOR: _("Evaluator"), Role.PROJECT_LEADER: _("Projektleder")}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.EVALUATOR: frozenset(Permission),
    Role.PROJECT_LEADER: frozenset({Permission.STUDY_READ, Permission.DELIVERY_IMPORT}),
}
