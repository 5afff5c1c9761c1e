"""A plan is read whole or not at all, and every mistake has a number, a place and a remedy."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from fremskudt.analysis.plan import InvalidPlanError, Plan, load_plan, parse

FIGURE: dict[str, Any] = {
    "id": "f1", "number": "1", "chapter": "1", "title": "Køn", "kind": "distribution", "unit": "borgere",
    "form": "start", "item": "sex", "group": "towns", "total": "Alle", "test": "chi2",
}  # fmt: skip
PLAN: dict[str, Any] = {
    "plan": {"id": "p", "version": "1", "title": "Plan", "threshold": 3},
    "chapters": [{"number": "1", "title": "Kapitel", "text": "Tekst."}],
    "groupings": {
        "towns": {
            "by": "municipality",
            "groups": [{"label": "Vejle", "values": ["Vejle"]}, {"label": "Øvrige", "values": ["Odder", "Randers"]}],
        },
        "answers": {
            "by": "answer_number",
            "groups": [{"label": "Første", "values": [1]}, {"label": "Anden", "values": [2]}],
        },
    },
    "merges": {"thirds": [{"label": "0-3", "codes": {"from": 0, "to": 3}}, {"label": "4-10", "codes": [4, 5, 6, 7]}]},
    "figures": [FIGURE],
}


def text(figure: dict[str, Any] | None = None, **top: Any) -> str:
    plan = PLAN | top
    if figure is not None:
        plan = plan | {"figures": [{name: value for name, value in figure.items() if value is not None}]}
    return yaml.safe_dump(plan, allow_unicode=True)


def codes(source: str) -> list[str]:
    with pytest.raises(InvalidPlanError) as caught:
        parse(source)
    assert str(caught.value) == "\n".join(str(error) for error in caught.value.errors)
    return [error.code for error in caught.value.errors]


def test_plan_a_good_plan_is_resolved() -> None:
    (figure,) = parse(text()).figures
    assert figure.grouping is not None
    assert [group.values for group in figure.grouping.groups] == [("Vejle",), ("Odder", "Randers")]
    assert [(one.label, one.codes) for one in figure.categories] == [("Mand", (1,)), ("Kvinde", (2,)), ("Andet", (3,))]


def test_plan_a_range_of_codes_includes_both_ends() -> None:
    figure = parse(text(FIGURE | {"form": "progression", "item": "tem_social", "merge": "thirds"})).figures[0]
    assert figure.categories[0].codes == (0, 1, 2, 3)


STATEMENT = FIGURE | {
    "kind": "statement", "item": None, "group": None, "total": None, "test": None,
    "parts": [{"group": "Alle", "category": "Mænd", "item": "sex", "codes": [1]}],
}  # fmt: skip
TABLE = FIGURE | {
    "kind": "table", "form": None, "item": None, "test": None, "unit": "besvarelser",
    "rows": [{"label": "Start", "form": "start", "waves": [1]}],
}  # fmt: skip
MEANS = FIGURE | {"kind": "means", "item": None, "items": [{"item": "age"}], "test": {"t_test": ["Vejle", "Øvrige"]}}
MULTIPLE = FIGURE | {"kind": "multiple", "item": "first_contact", "test": None}


@pytest.mark.parametrize("figure", [STATEMENT, TABLE, MEANS, MULTIPLE])
def test_plan_every_kind_can_be_read(figure: dict[str, Any]) -> None:
    assert parse(text(figure)).figures[0].kind == figure["kind"]


MISTAKES: dict[str, tuple[str, dict[str, Any]]] = {
    "title missing": ("P002", FIGURE | {"title": None}),
    "no parts": ("P002", STATEMENT | {"parts": None}),
    "unknown field": ("P003", FIGURE | {"colour": "red"}),
    "field of another kind": ("P003", FIGURE | {"parts": []}),
    "unknown kind": ("P004", FIGURE | {"kind": "pie"}),
    "unknown unit": ("P004", FIGURE | {"unit": "mennesker"}),
    "panel not yes or no": ("P004", FIGURE | {"panel": "maybe"}),
    "title a list": ("P004", FIGURE | {"title": ["a"]}),
    "codes not numbers": ("P004", FIGURE | {"categories": [{"label": "a", "codes": ["x"]}]}),
    "unknown form": ("P005", FIGURE | {"form": "final"}),
    "unknown form in a row": ("P005", TABLE | {"rows": [{"label": "a", "form": "final"}]}),
    "unknown item": ("P006", FIGURE | {"item": "gender"}),
    "unknown item in a statement": (
        "P006", STATEMENT | {"parts": [{"group": "a", "category": "b", "item": "gender", "codes": [1]}]},
    ),
    "an item with several variables": ("P006", FIGURE | {"item": "first_contact"}),
    "unknown code": ("P007", FIGURE | {"categories": [{"label": "a", "codes": [1, 9]}]}),
    "unknown code in the base": ("P007", FIGURE | {"among": {"item": "sex", "codes": [9]}}),
    "unknown option": ("P007", MULTIPLE | {"categories": [{"label": "a", "option": "nobody"}]}),
    "a code in two categories": (
        "P008", FIGURE | {"categories": [{"label": "a", "codes": [1]}, {"label": "b", "codes": [1, 2]}]},
    ),
    "two categories of one name": (
        "P008", FIGURE | {"categories": [{"label": "a", "codes": [1]}, {"label": "a", "codes": [2]}]},
    ),
    "unknown chapter": ("P009", FIGURE | {"chapter": "7"}),
    "unknown grouping": ("P009", FIGURE | {"group": "regions"}),
    "unknown merge": ("P009", FIGURE | {"merge": "halves"}),
    "no rows": ("P010", FIGURE | {"group": None, "total": None, "test": None}),
    "an index by municipality": ("P010", MEANS | {"kind": "index", "test": None, "total": None}),
    "a table without columns": ("P010", TABLE | {"group": None}),
    "no options to show": ("P011", FIGURE | {"item": "age"}),
    "not a multiple response item": ("P011", MULTIPLE | {"item": "sex"}),
    "a test without groups": ("P012", FIGURE | {"group": None}),
    "a t-test of an unknown group": ("P012", MEANS | {"test": {"t_test": ["Vejle", "Alle"]}}),
    "a statement with a hole": (
        "P013",
        STATEMENT | {"parts": [
            {"group": "Alle", "category": "a", "item": "sex", "codes": [1]},
            {"group": "Nogle", "category": "b", "item": "sex", "codes": [1]},
        ]},
    ),
    "a panel by municipality": ("P014", FIGURE | {"panel": True}),
}  # fmt: skip


@pytest.mark.parametrize(("code", "figure"), MISTAKES.values(), ids=list(MISTAKES))
def test_plan_a_mistake_has_its_number(code: str, figure: dict[str, Any]) -> None:
    assert code in codes(text(figure))


def test_plan_the_whole_catalogue_is_tested() -> None:
    assert {code for code, _ in MISTAKES.values()} | {"P001"} == {f"P{number:03}" for number in range(1, 15)}


@pytest.mark.parametrize(
    ("top", "code"),
    [
        ({"groupings": {"x": {"by": "age", "groups": [{"label": "a", "values": [1]}]}}}, "P004"),
        ({"merges": {"x": "all"}}, "P004"),
        ({"plan": {"id": "p", "version": "1", "title": "t", "threshold": "three"}}, "P004"),
        ({"figures": [FIGURE, FIGURE]}, "P008"),
        ({"chapters": []}, "P004"),
        ({"figures": None}, "P002"),
        ({"colours": {}}, "P003"),
    ],
)
def test_plan_a_mistake_outside_the_figures_has_its_number(top: dict[str, Any], code: str) -> None:
    assert code in codes(text(**top))


def test_plan_every_mistake_is_found_in_one_reading() -> None:
    found = codes(text(figures=[FIGURE | {"title": None}, FIGURE | {"id": "f2", "item": "gender", "chapter": "7"}]))
    assert found == ["P002", "P009", "P006"]


def test_plan_a_mistake_says_where_what_and_what_to_do() -> None:
    with pytest.raises(InvalidPlanError) as caught:
        parse(text(FIGURE | {"categories": [{"label": "a", "codes": [9]}]}), "min-plan.yaml")
    assert str(caught.value) == "P007 min-plan.yaml, f1: »sex« har ikke svaret 9. Brug 1, 2, 3."


@pytest.mark.parametrize("content", [b"figures: [", b"\xff\xfe\x00", None])
def test_plan_a_file_that_cannot_be_read_is_p001(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "plan.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidPlanError, match=r"^P001 plan.yaml"):
        load_plan(file)


def test_plan_the_studys_plan_has_every_published_figure_row_and_column(plan: Plan, published: dict[str, Any]) -> None:
    ids = {figure["id"] for figure in published["figures"] if figure.get("published") or figure.get("test")}
    assert ids <= {figure.id for figure in plan.figures}
    assert len([figure for figure in plan.figures if figure.id.startswith("fig-")]) == 37
    chapters = {chapter.number for chapter in plan.chapters}
    assert {figure.chapter for figure in plan.figures} <= chapters
    assert all(chapter.text for chapter in plan.chapters)
