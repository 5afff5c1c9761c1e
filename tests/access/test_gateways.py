"""The ways out to phones: a file that is whole and only ours, a mail by a real server, and nothing told on the side."""

import json
import logging
import stat
from pathlib import Path
from typing import Any

import pytest

from fremskudt.access import gateways
from fremskudt.access.gateways import FileGateway, MailGateway, NoGateway, Reply
from fremskudt.config import env
from tests.config.test_start import fremskudt
from tests.mailbox import open_mailbox

NUMBER, TEXT = "+4520000001", "Hej. Vi ses i morgen. Hilsen Tea"


def come_back(folder: Path, name: str, content: str) -> None:
    (folder / "ind").mkdir(parents=True, exist_ok=True)
    (folder / "ind" / name).write_text(content, encoding="utf-8")


def test_gateways_a_file_is_whole_ours_alone_and_named_without_the_number(tmp_path: Path) -> None:
    gateway = FileGateway(tmp_path / "sms")
    assert gateway.send(NUMBER, TEXT)
    assert gateway.send(NUMBER, TEXT)
    files = sorted((tmp_path / "sms" / "ud").iterdir())
    assert len(files) == 2
    for file in files:
        assert json.loads(file.read_text("utf-8")) == {"to": NUMBER, "text": TEXT}
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert "2000" not in file.name.partition("-")[2]
        assert file.suffix == ".json"


def test_gateways_a_folder_that_cannot_be_written_is_a_no_that_tells_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "sms").write_text("en fil, hvor mappen skulle være")
    assert not FileGateway(tmp_path / "sms").send(NUMBER, TEXT)
    assert "A message could not be written" in caplog.text
    assert_nothing_of_it(caplog.text)


def test_gateways_replies_are_read_until_they_are_let_go_of(tmp_path: Path) -> None:
    gateway = FileGateway(tmp_path)
    assert gateway.replies() == []
    come_back(tmp_path, "b.json", json.dumps({"from": NUMBER, "text": "STOP"}))
    come_back(tmp_path, "a.json", json.dumps({"from": "20000002", "text": "Ikke nu"}))
    come_back(tmp_path, ".halv.json", "{")
    come_back(tmp_path, "c.json", "ikke json")
    (tmp_path / "ind" / "d.json").symlink_to("/etc/hostname")
    found = gateway.replies()
    assert [(one.number, one.words) for one in found] == [("20000002", "Ikke nu"), (NUMBER, "STOP")]
    assert gateway.replies() == found
    for one in found:
        gateway.forget(one)
        gateway.forget(one)  # by another worker meanwhile
    assert gateway.replies() == []
    assert not (tmp_path / "ind" / "c.json").exists()  # nobody can be found by it


@pytest.mark.parametrize("content", ['{"from": 1}', "[]", '"STOP"', "\ufffe", '{"text": "STOP"}', "null"])
def test_gateways_an_odd_reply_is_let_go_of_and_told_of_without_its_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    come_back(tmp_path, "a.json", content)
    with caplog.at_level(logging.DEBUG):
        assert FileGateway(tmp_path).replies() == []
    assert "STOP" not in caplog.text
    assert not list((tmp_path / "ind").iterdir())


def test_gateways_mail_to_sms_goes_to_the_number_at_the_provider(tmp_path: Path, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Aftaler <ingen-svar@example.org>"
    with open_mailbox(settings) as mailbox:
        assert MailGateway("sms.example.org", tmp_path).send(NUMBER, TEXT)
        came = mailbox.next()
    assert came["To"] == "4520000001@sms.example.org"
    assert not came["Subject"]
    assert came["From"] == "Aftaler <ingen-svar@example.org>"
    assert came.get_content().strip() == TEXT
    assert "fremskudt" not in came.as_string().casefold()


def test_gateways_a_mail_server_that_is_away_is_a_no_that_tells_nothing(
    tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with open_mailbox(settings):
        pass  # closed again
    assert not MailGateway("sms.example.org", tmp_path).send(NUMBER, TEXT)
    assert "A message could not be sent" in caplog.text
    assert_nothing_of_it(caplog.text)


@pytest.mark.parametrize(
    ("sender", "is_heard"),
    [
        ("4520000001@sms.example.org", True),
        ("Nogen <+4520000001@SMS.example.org>", True),
        ("4520000001@et-andet-sted.example", False),
        ("tea@sms.example.org", False),
        ("", False),
    ],
)
def test_gateways_mails_that_come_back_are_heard_from_the_provider_alone(
    tmp_path: Path, sender: str, is_heard: bool
) -> None:
    come_back(tmp_path, "1", f"From: {sender}\nContent-Type: text/plain; charset=utf-8\n\nStop tak\n")
    found = MailGateway("sms.example.org", tmp_path).replies()
    assert [(one.number, one.words.strip()) for one in found] == ([(NUMBER, "Stop tak")] if is_heard else [])


def test_gateways_none_says_no(settings: Any) -> None:
    settings.SMS_GATEWAY = "no"
    assert isinstance(gateways.gateway(), NoGateway)
    assert not gateways.is_on()
    assert not gateways.gateway().send(NUMBER, TEXT)
    assert gateways.gateway().replies() == []


@pytest.mark.parametrize(("key", "kind"), [("file", FileGateway), ("mail", MailGateway)])
def test_gateways_the_setting_decides(settings: Any, key: str, kind: type) -> None:
    settings.SMS_GATEWAY = key
    assert isinstance(gateways.gateway(), kind)
    assert set(gateways.NAMES) == {"file", "mail", "no"}


def test_gateways_a_reply_shows_neither_number_nor_words() -> None:
    assert repr(Reply("1.json", NUMBER, TEXT)) == "Reply(mark='1.json')"


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"FREMSKUDT_SMS": "brevdue"}, "FREMSKUDT_SMS is 'brevdue'. Write one of: file, mail, no."),
        ({"FREMSKUDT_SMS": "mail"}, "FREMSKUDT_SMS_DOMAIN is ''. Write a host name, such as sms.example.org."),
        ({"FREMSKUDT_SMS": "mail", "FREMSKUDT_SMS_DOMAIN": "en to"}, "FREMSKUDT_SMS_DOMAIN is 'en to'."),
        ({"FREMSKUDT_SMS_CALL": "ring bare"}, "FREMSKUDT_SMS_CALL is 'ring bare'. Write a telephone number"),
    ],
)
def test_gateways_an_odd_setting_refuses_to_start_and_is_named(
    tmp_path: Path, told: dict[str, str], named: str
) -> None:
    done = fremskudt("serve", FREMSKUDT_MODE="test", FREMSKUDT_DATA=str(tmp_path), **told)
    assert done.returncode == 2
    assert named in done.stderr


def test_gateways_mail_without_a_mail_server_and_a_stop_without_a_number_refuse_to_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    by_mail = {"FREMSKUDT_SMS": "mail", "FREMSKUDT_SMS_DOMAIN": "sms.example.org"}
    on = {"FREMSKUDT_MODE": "production", "FREMSKUDT_DATA": str(tmp_path)}
    done = fremskudt("serve", FREMSKUDT_SMS_CALL="20 00 00 44", **by_mail, **on)
    assert "FREMSKUDT_SMS is mail: then EMAIL_HOST must be set, too." in done.stderr
    done = fremskudt("serve", EMAIL_HOST="mail.example.org", EMAIL_FROM="a@example.org", **by_mail, **on)
    assert "FREMSKUDT_SMS_CALL is ''." in done.stderr
    monkeypatch.setenv("ODD", "sms..example")
    with pytest.raises(env.SettingError, match="ODD"):
        env.host("ODD", needed=False)


def assert_nothing_of_it(text: str) -> None:
    for part in ("20000001", "Vi ses", "Hilsen"):
        assert part not in text
