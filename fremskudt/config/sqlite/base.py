"""Django's SQLite, without the function in the constraint of a JSON column.

Connections run with trusted_schema=OFF, which refuses JSON_VALID() in a table's definition; the tables of the log-in
library have such columns. Django itself writes and reads them, so what stands there is JSON all the same.
"""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
