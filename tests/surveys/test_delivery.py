"""Taking in files: what arrives, what a repetition does, and what happens when something does not fit."""

import pytest
from django.db import OperationalError, connection

from fremskudt import instruments
from fremskudt.access.audit import AuditUnwritableError
from fremskudt.access.models import Event, Membership
from fremskudt.access.roles import Role
from fremskudt.surveys.actions import delivery
from fremskudt.surveys.models import Answer, Delivery, Respondent, Response
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.problem import BadFileError
from fremskudt.surveys.selectors import study as selectors
from tests.surveys import field
from tests.surveys.test_broken_files import state_of_database

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def take_in(study, people, rows, kind=Kind.PROGRESSION, by=None):
    content = rows if isinstance(rows, bytes) else field.text(rows)
    return delivery.take_in(study=study, kind=kind, name="fil.csv", content=content, by=by or people.evaluator)


def test_take_in_stores_every_row_with_its_place_in_the_file(filled_study):
    assert Respondent.objects.count() == 4
    assert list(Respondent.objects.order_by("code").values_list("code", "delivery_row")) == [
        ("O-001", 5), ("R-001", 2), ("R-002", 3), ("V-001", 4),
    ]  # fmt: skip
    assert list(Response.objects.order_by("id").values_list("respondent__code", "wave__number", "mode")) == [
        ("R-001", 1, "self"), ("R-001", 2, "assisted"), ("V-001", 1, "phone"),
    ]  # fmt: skip
    assert Answer.objects.count() == 3 * len(instruments.get("progression").variables)


def test_take_in_keeps_version_and_hash_of_the_instrument(filled_study):
    wanted = instruments.get("progression")
    assert {(r.instrument_version, r.instrument_hash) for r in Response.objects.all()} == {
        (wanted.version, wanted.hash)
    }


def test_empty_cells_are_hidden_or_skipped(study, people):
    rows = field.progression()
    rows[1][rows[0].index("sleep")] = ""
    take_in(study, people, field.participants(), Kind.PARTICIPANTS)
    take_in(study, people, rows)
    first = Answer.objects.filter(response__respondent__code="R-001", response__wave__number=1)
    found = {answer.variable: (answer.value, answer.missing) for answer in first}
    assert found["sleep"] == (None, "skipped")
    assert found["units"] == (4, None)
    assert found["heavy_days"] == (None, "not_shown")


def test_take_in_writes_one_event(filled_study, people):
    events = Event.objects.filter(action="delivery.take_in")
    assert [event.purpose for event in events] == ["evaluation", "evaluation"]
    assert {event.actor for event in events} == {f"user:{people.evaluator.pk}"}


def test_repeated_import_changes_nothing(filled_study, people):
    before = state_of_database()
    receipt = take_in(filled_study, people, field.progression())
    assert (receipt.n_rows, receipt.n_new, receipt.n_unchanged, receipt.n_repeated) == (3, 0, 3, 0)
    assert receipt.delivery is None
    assert take_in(filled_study, people, field.participants(), Kind.PARTICIPANTS).n_unchanged == 4
    assert state_of_database() == before


def test_only_new_rows_of_a_longer_file_are_added(filled_study, people):
    rows = field.progression()
    rows.append([*rows[3][:1], "2", *rows[3][2:]])
    receipt = take_in(filled_study, people, rows)
    assert (receipt.n_new, receipt.n_unchanged) == (1, 3)
    assert receipt.delivery is not None
    assert receipt.delivery.n_new == 1
    assert Response.objects.count() == 4


def test_identical_rows_in_a_file_are_kept_once_and_reported(study, people):
    rows = field.participants()
    rows += [rows[1], [rows[1][0], "Randers Kommune", "Aktiv", "01-02-2023", *rows[1][4:]]]
    found = delivery.preview(
        study=study, kind="participants", name="fil.csv", content=field.text(rows), by=people.evaluator
    )
    assert found.repeated == {6: 2, 7: 2}
    receipt = take_in(study, people, rows, Kind.PARTICIPANTS)
    assert (receipt.n_rows, receipt.n_new, receipt.n_repeated) == (6, 4, 2)
    assert selectors.delivery_rows(study) == [
        {"kind": "participants", "sha256": receipt.delivery.sha256, "rows": 6, "repeated_rows": 2}
    ]


def test_two_different_rows_for_the_same_wave_name_both_rows_and_the_columns(study, people):
    take_in(study, people, field.participants(), Kind.PARTICIPANTS)
    rows = field.progression()
    rows.append([*rows[1][:2], "2023-03-02", *rows[1][3:-3], "2", *rows[1][-2:]])
    with pytest.raises(BadFileError) as caught:
        take_in(study, people, rows)
    assert str(caught.value) == (
        "Række 5: »R-001« i runde 1 står også i række 2, men de to er ikke ens. "
        "Forskellen er i »dato«, »alcohol«. Behold kun én."
    )


def test_clash_with_the_database_names_the_earlier_file_and_row(filled_study, people):
    rows = field.progression()
    rows[3][rows[0].index("sleep")] = "4"
    with pytest.raises(BadFileError, match="»V-001« i runde 1 findes allerede fra række 4 i filen »progression"):
        take_in(filled_study, people, rows)


def test_one_wrong_row_keeps_all_the_others_out(study, people):
    take_in(study, people, field.participants(), Kind.PARTICIPANTS)
    before = state_of_database()
    rows = field.progression()
    rows[3][4] = "17"
    with pytest.raises(BadFileError):
        take_in(study, people, rows)
    assert state_of_database() == before


@pytest.mark.parametrize("table", ["surveys_delivery", "surveys_response", "surveys_answer", "access_event"])
def test_database_that_gives_up_halfway_leaves_nothing(study, people, table):
    def give_up(execute, sql, params, many, context):
        if sql.startswith("INSERT") and f'"{table}"' in sql:
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    take_in(study, people, field.participants(), Kind.PARTICIPANTS)
    before = state_of_database()
    with pytest.raises((OperationalError, AuditUnwritableError)), connection.execute_wrapper(give_up):
        take_in(study, people, field.progression())
    assert state_of_database() == before


def test_preview_writes_nothing_and_counts_what_would_come(filled_study, people):
    before = state_of_database()
    rows = field.progression()
    rows.append(["R-002", "3", *rows[3][2:]])
    found = delivery.preview(
        study=filled_study, kind="progression", name="fil.csv", content=field.text(rows), by=people.evaluator
    )
    assert (found.n_rows, found.n_new, found.n_unchanged, found.n_repeated) == (4, 1, 3, 0)
    assert found.waves == {1: 2, 2: 1, 3: 1}
    assert found.municipalities == {"Randers": 3, "Vejle": 1}
    assert found.sheet.rows[0].cells[0] == "R-001"
    assert state_of_database() == before


def test_wrong_row_is_not_also_called_a_repetition(filled_study, people):
    rows = field.progression()
    wrong = [*rows[1][:4], "17", *rows[1][5:]]
    with pytest.raises(BadFileError) as caught:
        take_in(filled_study, people, [*rows, wrong, wrong])
    assert [problem.column for problem in caught.value.problems] == ["inspire_supported", "inspire_supported"]


def test_errors_are_capped_and_counted(study, people):
    rows = [field.participants()[0], *(["X-" + str(n), "Aarhus", "1", *[""] * 7] for n in range(80))]
    with pytest.raises(BadFileError) as caught:
        take_in(study, people, rows, Kind.PARTICIPANTS)
    assert len(caught.value.problems) == 50
    assert caught.value.n_more == 30
    assert str(caught.value).endswith("… og 30 til.")


def test_leader_brings_people_of_their_own_municipality_only(study, people):
    own = [row for row in field.participants() if row[1] in {"kommune", "Randers"}]
    assert take_in(study, people, own, Kind.PARTICIPANTS, by=people.leader).n_new == 2
    with pytest.raises(BadFileError, match="Tilladt er undersøgelsens kommuner: Randers"):
        take_in(study, people, field.participants(), Kind.PARTICIPANTS, by=people.leader)


def test_leader_cannot_tell_people_elsewhere_from_nobody(filled_study, people):
    rows = field.progression()
    answers = {}
    for code in ("V-001", "X-999"):
        with pytest.raises(BadFileError) as caught:
            take_in(filled_study, people, [rows[0], [code, "3", *rows[1][2:]]], by=people.leader)
        answers[code] = str(caught.value).replace(code, "?")
    assert answers["V-001"] == answers["X-999"]


def test_clash_with_a_person_beyond_reach_tells_nothing_of_them(filled_study, people):
    rows = [field.participants()[0], ["V-001", "Randers", "1", *[""] * 7]]
    with pytest.raises(BadFileError) as caught:
        take_in(filled_study, people, rows, Kind.PARTICIPANTS, by=people.leader)
    assert "participants.csv" not in str(caught.value)
    assert "kommune" not in str(caught.value)


def test_file_name_is_stored_without_folders(study, people):
    delivery.take_in(
        study=study,
        kind="participants",
        name="..\\hemmelig/mappe/li\u202este.csv",
        content=field.text(field.participants()),
        by=people.evaluator,
    )
    assert Delivery.objects.get().name == "liste.csv"


def test_study_rows_have_the_same_order_however_they_came(filled_study, people):
    other = field.create_study(people, slug="en-til")
    people_rows, answer_rows = field.participants(), field.progression()
    for kind, rows in ((Kind.PARTICIPANTS, people_rows), (Kind.PROGRESSION, answer_rows)):
        for row in reversed(rows[1:]):
            take_in(other, people, [rows[0], row], kind)
    one, two = selectors.study_rows(filled_study), selectors.study_rows(other)
    assert one.respondents == two.respondents
    assert [row[1:] for row in one.responses] == [row[1:] for row in two.responses]
    assert [row[1:] for row in one.answers] == [row[1:] for row in two.answers]
    assert [row.code for row in one.respondents] == ["O-001", "R-001", "R-002", "V-001"]


def test_study_rows_take_few_queries(filled_study, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        rows = selectors.study_rows(filled_study)
    assert (len(rows.respondents), len(rows.responses), len(rows.answers)) == (4, 3, 63)


def test_studies_do_not_mix(filled_study, people):
    other = field.create_study(people, slug="en-til")
    Membership.objects.create(user=people.outsider, organisation=people.institute, role=Role.EVALUATOR)
    assert selectors.study_rows(other) == ([], [], [])
    with pytest.raises(BadFileError, match="står ikke på deltagerlisten"):
        take_in(other, people, field.progression())
