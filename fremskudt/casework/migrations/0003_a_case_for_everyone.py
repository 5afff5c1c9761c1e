from django.db import migrations


def open_a_case_each(apps, schema_editor):
    """Who was known before courses were kept has one from the day they were made."""
    citizen, case = apps.get_model("casework", "Citizen"), apps.get_model("casework", "Case")
    for each in citizen.objects.filter(cases=None).iterator():
        case.objects.create(
            citizen=each, number=1, found_on=each.made_at.date(), made_at=each.made_at, by_id=each.made_by_id
        )


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_field_work")]
    operations = [migrations.RunPython(open_a_case_each, migrations.RunPython.noop)]
