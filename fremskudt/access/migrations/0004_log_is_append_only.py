"""The database itself refuses to change or delete a line of the log, or to move its head back.

On PostgreSQL the rights are taken away, too. The owner of a table can give them to itself again, so a site should run
as another role than the one that migrates: see docs/how-to/audit-log.md.
"""

from django.db import migrations

WORDS = "The log is append-only."

# A number lower than the newest is refused as well, since INSERT OR REPLACE deletes without asking the DELETE trigger.
SQLITE = {
    "event_stays": "BEFORE DELETE ON access_event",
    "event_is_unchanged": "BEFORE UPDATE ON access_event",
    "event_comes_last": "BEFORE INSERT ON access_event WHEN NEW.number <= (SELECT max(number) FROM access_event)",
    "head_stays": "BEFORE DELETE ON access_chainhead",
    "head_moves_on": "BEFORE UPDATE ON access_chainhead WHEN NEW.id <> OLD.id OR NEW.number <= OLD.number",
    "head_is_one": "BEFORE INSERT ON access_chainhead WHEN EXISTS (SELECT 1 FROM access_chainhead)",
}
POSTGRES = [
    ("event_stays", "access_event", "BEFORE UPDATE OR DELETE OR TRUNCATE", "FOR EACH STATEMENT"),
    ("head_stays", "access_chainhead", "BEFORE DELETE OR TRUNCATE", "FOR EACH STATEMENT"),
    ("head_moves_on", "access_chainhead", "BEFORE UPDATE", "FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.number <= OLD.number)"),
]
REFUSE = f"""
CREATE FUNCTION access_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$
"""
RIGHTS = {"access_event": "UPDATE, DELETE, TRUNCATE", "access_chainhead": "DELETE, TRUNCATE"}


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, when in SQLITE.items():
            schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END", None)
        return
    schema_editor.execute(REFUSE, None)
    for name, table, when, each in POSTGRES:
        schema_editor.execute(f"CREATE TRIGGER {name} {when} ON {table} {each} EXECUTE FUNCTION access_log_refuses()", None)
    for table, rights in RIGHTS.items():
        schema_editor.execute(f"REVOKE {rights} ON {table} FROM PUBLIC, CURRENT_USER", None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}", None)
        return
    for name, table, _when, _each in POSTGRES:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}", None)
    schema_editor.execute("DROP FUNCTION access_log_refuses()", None)
    for table, rights in RIGHTS.items():
        schema_editor.execute(f"GRANT {rights} ON {table} TO CURRENT_USER", None)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_people_keys_and_log")]
    operations = [migrations.RunPython(refuse, allow)]
