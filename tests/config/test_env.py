"""Settings are read strictly: an odd value stops the start and says which setting and what to write."""

from pathlib import Path

import pytest

from fremskudt.config import env


@pytest.mark.parametrize(
    ("value", "expected"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("off", False)]
)
def test_env_flag_reads_plain_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("A_FLAG", value)
    assert env.flag("A_FLAG", default=not expected) is expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("ODD", default=True), "måske"),
        (lambda: env.number("ODD", 3), "-1"),
        (lambda: env.number("ODD", 3, minimum=2), "1"),
        (lambda: env.choice("ODD", ("a", "b"), "a"), "c"),
        (lambda: env.database(env.text("ODD"), Path("x")), "mysql://here/x"),
        (lambda: env.database(env.text("ODD"), Path("x")), "postgresql://host/"),
    ],
)
def test_env_an_odd_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, read, value: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("ODD", value)
    with pytest.raises(env.SettingError, match=r"ODD|DATABASE_URL"):
        read()


def test_env_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemmeligt\n")
    monkeypatch.setenv("A_KEY_FILE", str(tmp_path / "secret"))
    assert env.secret("A_KEY") == "hemmeligt"
    monkeypatch.setenv("A_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(env.SettingError, match="A_KEY_FILE"):
        env.secret("A_KEY")


def test_env_database_postgresql_has_a_pool_and_keeps_no_connection() -> None:
    found = env.database("postgresql://an%40na:p%3Aw@db:5433/fremskudt?sslmode=require", Path("x"))
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("an@na", "p:w", "db", "5433")
    assert found["OPTIONS"]["pool"]
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["CONN_MAX_AGE"] == 0


def test_env_database_sqlite_is_the_default_and_immediate() -> None:
    found = env.database("", Path("/a/b.sqlite3"))
    assert found["NAME"] == "/a/b.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
