"""The database itself refuses to delete an answer about who may know what, or to change what was answered.

Only the words that somebody wrote and the names in them can be blackened, as an erasure does; the row stays.
"""

from django.db import migrations

WORDS = "The consent ledger is append-only."
LEDGERS = {
    "casework_consententry": (
        "citizen_id, answer, purpose, topics, direction, organisation_id, user_id, role, meeting_id, form, said_at, "
        "until_on, made_at, by_id"
    ),
    "casework_consentend": "entry_id, why, at, by_id",
    "casework_takingpart": "citizen_id, study, answer, form, said_at, made_at, by_id",
}
REFUSE = f"""
CREATE FUNCTION casework_consent_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$
"""


def triggers(vendor):
    """Name and statement of each."""
    act = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END" if vendor == "sqlite" else "FOR EACH ROW EXECUTE FUNCTION casework_consent_refuses()"
    for table, columns in LEDGERS.items():
        yield table, f"{table}_stays", f"BEFORE DELETE ON {table} {act}"
        yield table, f"{table}_is_unchanged", f"BEFORE UPDATE OF {columns} ON {table} {act}"
        if vendor != "sqlite":
            yield table, f"{table}_is_kept", f"BEFORE TRUNCATE ON {table} {act.replace('EACH ROW', 'EACH STATEMENT')}"


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(REFUSE, None)
    for _table, name, statement in triggers(schema_editor.connection.vendor):
        schema_editor.execute(f"CREATE TRIGGER {name} {statement}", None)


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, name, _statement in triggers(vendor):
        schema_editor.execute(f"DROP TRIGGER {name}" + ("" if vendor == "sqlite" else f" ON {table}"), None)
    if vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION casework_consent_refuses()", None)


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_consent_meetings_tasks")]
    operations = [migrations.RunPython(refuse, allow)]
