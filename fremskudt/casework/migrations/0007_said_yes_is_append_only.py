"""The database itself refuses to delete or change the yes that a tip, or a wish to be rung, became a record by; see 0005."""

from django.db import migrations

WORDS = "The recorded yes is append-only."
TABLE = "casework_saidyes"
COLUMNS = "tip_id, call_id, citizen_id, form, said_at, feedback_id, made_at, by_id"
TRIGGERS = {f"{TABLE}_stays": f"BEFORE DELETE ON {TABLE}", f"{TABLE}_is_unchanged": f"BEFORE UPDATE OF {COLUMNS} ON {TABLE}"}
KEPT = f"{TABLE}_is_kept"


def refuse(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    act = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END" if is_sqlite else "FOR EACH ROW EXECUTE FUNCTION casework_consent_refuses()"
    for name, when in TRIGGERS.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when} {act}", None)
    if not is_sqlite:
        schema_editor.execute(f"CREATE TRIGGER {KEPT} BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION casework_consent_refuses()", None)


def allow(apps, schema_editor):
    on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    for name in [*TRIGGERS, *([KEPT] if on else [])]:
        schema_editor.execute(f"DROP TRIGGER {name}{on}", None)


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_partners_side")]
    operations = [migrations.RunPython(refuse, allow)]
