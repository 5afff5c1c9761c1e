"""What each part says and does, whatever it looks like."""

from datetime import date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client

from fremskudt.ui.samples import SamplePeriod
from fremskudt.ui.templatetags import parts


def render(source: str, **values: object) -> str:
    return " ".join(Template(source).render(Context(values)).split())


class Letter(forms.Form):
    title = forms.CharField(label="Overskrift", help_text="Kort.")
    day = forms.ChoiceField(label="Dag", choices=[("mon", "Mandag"), ("tue", "Tirsdag")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)
    sure = forms.BooleanField(label="Læst")

    def clean(self) -> None:
        self.add_error(None, "Filen er læst før.")


def test_text_from_outside_is_never_markup() -> None:
    evil = '<script>"'
    for source in (
        "{% page_header evil evil evil %}", "{% fact_list facts %}", "{% status_chip evil %}",
        "{% row evil evil evil evil %}",
        "{% reason_button evil evil evil evil %}", "{% button_link evil evil %}", "{% empty_state evil evil evil %}",
        "{% crumbs evil evil %}", "{% progress_steps steps %}", "{% undo_bar evil evil %}",
        "{% notice 'note' evil %}{{ evil }}{% endnotice %}",
        "{% data_table evil evil %}{{ evil }}{% enddata_table %}", "{% print_sheet evil evil evil %}",
        "{% chart_card title=evil base=evil note=evil source=evil %}{{ evil }}{% chart_table %}{{ evil }}"
        "{% endchart_card %}",
        "{% scale_0_10 evil evil evil evil chosen=1 hint=evil error=evil %}",
        "{% scale_5 evil evil facts chosen=1 hint=evil error=evil %}",
        "{% person_row evil evil evil evil list met=evil tried=evil %}", "{% ledger_entry evil evil evil evil list %}",
        "{% count_bars bars 3 %}", "{% bite_page 1 2 evil %}{{ evil }}{% endbite_page %}",
    ):  # fmt: skip
        page = render(source, evil=evil, facts=[(evil, evil)], steps=[(evil, "done")], list=[evil], bars=[(evil, 2)])
        assert "&lt;script&gt;" in page, source
        assert "<script" not in page, source


def test_every_part_is_on_the_style_sheet_in_its_place(client: Client) -> None:
    page = client.get("/ui/").content.decode()
    shown = {name for name in parts.register.tags if name != "chart_table"}
    assert {name for name in shown if f'id="part-{name}"' not in page} == set()
    assert page.count('class="sample"') == len(shown)


@pytest.mark.parametrize(("mode", "status"), [("development", 200), ("demo", 200), ("production", 404)])
def test_style_sheet_is_not_in_production(client: Client, settings: object, mode: str, status: int) -> None:
    settings.MODE = mode  # type: ignore[attr-defined]
    assert client.get("/ui/").status_code == status


def test_reason_greys_the_button_and_describes_it() -> None:
    page = render("{% reason_button 'Godkend' 'En anden skal godkende.' %}")
    assert 'aria-disabled="true"' in page
    assert 'aria-describedby="godkend-reason"' in page
    assert '<p class="reason" id="godkend-reason">En anden skal godkende.</p>' in page
    assert "aria-disabled" not in render("{% reason_button 'Godkend' %}")


def test_field_ties_hint_and_error_to_its_control() -> None:
    page = render("{% field form.title %}", form=Letter({}))
    assert 'aria-describedby="id_title-hint id_title-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_title-hint">Kort.<' in page
    assert 'id="id_title-error">' in page


def test_field_without_error_says_nothing_of_errors() -> None:
    page = render("{% field form.title %}", form=Letter())
    assert "error" not in page
    assert 'aria-describedby="id_title-hint"' in page
    assert "(må springes over)" not in page
    assert "(må springes over)" in render("{% field form.note %}", form=Letter())


def test_choices_are_rows_with_a_legend() -> None:
    page = render("{% field form.day %}", form=Letter({"day": "tue"}))
    assert "<legend>Dag</legend>" in page
    assert page.count('<label class="choice"') == 2
    assert page.count("checked") == 1


def test_error_summary_links_to_the_first_control_of_each_field() -> None:
    page = render("{% error_summary form %}", form=Letter({}))
    for target in ("#id_title", "#id_day_0", "#id_sure"):
        assert f'href="{target}"' in page
    assert "<li>Filen er læst før.</li>" in page
    assert "Overskrift: " in page
    assert render("{% error_summary form %}", form=Letter()) == ""


def test_error_summary_is_the_sentence_itself_when_the_whole_form_is_wrong() -> None:
    form = Letter({"title": "x", "day": "mon", "sure": "on"})
    page = render("{% error_summary form %}", form=form)
    assert '<p class="only">Filen er læst før.</p>' in page
    assert "<h2>" not in page


def test_scales_have_no_answer_beforehand() -> None:
    words = [(0, "Slet ikke"), (1, "Lidt")]
    assert "checked" not in render("{% scale_0_10 'a' 'b' 'c' 'd' %}")
    assert "checked" not in render("{% scale_5 'a' 'b' words %}", words=words)
    assert 'value="0" checked' in render("{% scale_0_10 'a' 'b' 'c' 'd' chosen=0 %}")
    assert 'value="1" checked' in render("{% scale_5 'a' 'b' words chosen=1 %}", words=words)
    assert render("{% scale_0_10 'a' 'b' 'c' 'd' %}").count('type="radio"') == 11


def test_bite_lets_one_skip_as_easily_as_go_on() -> None:
    page = render("{% bite_page 2 3 '/x/' %}<p>spørgsmål</p>{% endbite_page %}", csrf_token="t")
    assert "2 af 3 i dag" in page
    assert page.count('<button class="button button-secondary"') == 2
    assert 'value="t"' in page


def test_table_region_is_named_and_can_be_scrolled_by_keyboard() -> None:
    page = render("{% data_table 'Svar pr. runde' %}<tbody></tbody>{% enddata_table %}")
    assert 'role="region" tabindex="0" aria-labelledby="tabel-svar-pr-runde"' in page
    assert '<caption id="tabel-svar-pr-runde"><span>Svar pr. runde</span></caption>' in page


def test_chart_card_folds_its_table() -> None:
    page = render("{% chart_card title='Søvn' level=3 %}<img>{% chart_table %}<tbody></tbody>{% endchart_card %}")
    assert page.startswith('<section class="chart-card"> <h3>Søvn</h3>')
    assert "<details" in page
    assert "<details" not in render("{% chart_card title='Søvn' %}<img>{% endchart_card %}")


@pytest.mark.parametrize(
    "source", ["{% chart_card %}{% endchart_card %}", "{% chart_card title='a' size=2 %}{% endchart_card %}"]
)
def test_chart_card_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="chart_card takes"):
        Template(source)


def test_ribbon_places_overlap_open_ends_and_days_outside() -> None:
    periods = [
        SamplePeriod("2", date(2026, 1, 6), None),
        SamplePeriod("1", date(2025, 12, 1), date(2026, 1, 6)),
        SamplePeriod("1", date(2026, 1, 9), date(2026, 1, 9)),
    ]
    lanes = parts.ribbon.lanes(periods, date(2026, 1, 1), date(2026, 1, 11))
    assert [lane.name for lane in lanes] == ["1", "2"]
    assert [(bar.x, bar.width, bar.is_open) for bar in lanes[0].bars] == [(0.0, 50.0, False), (80.0, 0.5, False)]
    assert [(bar.x, bar.width, bar.is_open) for bar in lanes[1].bars] == [(50.0, 50.0, True)]
    page = render(
        "{% phase_ribbon periods start end %}", periods=periods, start=date(2026, 1, 1), end=date(2026, 1, 11)
    )
    assert "2: fra 6. januar 2026, i gang" in page
    assert "1: 1. december 2025 til 6. januar 2026" in page


def test_ribbon_of_one_day_is_drawn() -> None:
    day = date(2026, 1, 1)
    assert parts.ribbon.lanes([SamplePeriod("1", day, None)], day, day)[0].bars[0].width == 0.5
    assert [month.x for month in parts.ribbon.months(day, day)] == [0.0]


@pytest.mark.parametrize(
    ("last", "names"),
    [
        (date(2026, 5, 3), [2, 3, 4, 5]),
        (date(2026, 11, 18), [3, 5, 7, 9, 11]),
        (date(2027, 7, 1), [7, 1, 7]),
        (date(2036, 1, 15), [1] * 10),
    ],
)
def test_ribbon_names_few_enough_months_for_a_phone(last: date, names: list[int]) -> None:
    found = parts.ribbon.months(date(2026, 1, 20), last)
    assert [month.first.month for month in found] == names
    assert all(month.has_year == (last.year > 2026) for month in found)


@pytest.mark.parametrize(
    ("passed", "words"), [(0, "15.00 igen"), (348, "9.12 igen"), (900, "0.00 igen"), (5000, "0.00 igen")]
)
def test_timer_counts_down_and_stops_at_nothing(passed: int, words: str) -> None:
    start = datetime(2026, 11, 18, 13, 0)
    now = start + timedelta(seconds=passed)
    page = render("{% timer start end now %}", start=start, end=start + timedelta(minutes=15), now=now)
    assert words in page
    assert "slut 13.15" in page
    assert f'value="{min(passed, 900)}" max="900"' in page


def test_row_and_its_buttons_are_apart() -> None:
    page = render("{% person_row 'Kanel' '/k/' met='/met/' tried='/tried/' %}")
    link, _, buttons = page.partition("</a>")
    assert "Vi sås" not in link
    assert 'href="/met/"' in buttons
    assert "contact-pair" not in render("{% person_row 'Kanel' '/k/' %}")
