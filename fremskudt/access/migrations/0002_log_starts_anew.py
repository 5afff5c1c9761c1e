"""The log becomes a chain. Lines of before have no place in one, and no site held people's records then."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.DeleteModel("Event")]
