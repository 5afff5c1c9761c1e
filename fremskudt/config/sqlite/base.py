"""Django's SQLite, with two of its assumptions set right: JSON columns, and how many values a statement may hold.

Connections run with trusted_schema=OFF, which refuses JSON_VALID() in a table's definition; the tables of the log-in
library have such columns. Django itself writes and reads them, so what stands there is JSON all the same.
"""

from django.db.backends.sqlite3 import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    max_query_params = 32_766  # since SQLite 3.32; with Django's 999 a page of many people writes its events in pieces


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
