"""The key file as the one who runs a site meets it: made by hand in production, by itself for practice, never anew."""

import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-c", "from fremskudt.config.cli import main; raise SystemExit(main())"]
PREPARE = [sys.executable, "-c", "from fremskudt.config.start import prepare_site; prepare_site(static=False)"]
WSGI = [sys.executable, "-c", "import fremskudt.config.wsgi"]
SAFE = {
    "FREMSKUDT_MODE": "production",
    "SECRET_KEY": "s" * 60,
    "PSEUDONYM_KEY": "p" * 40,
    "ALLOWED_HOSTS": "aftaler.example.org",
    "DATABASE_URL": "",
}


def ran(words: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"KEY_FILE", "DATABASE_URL"}}
    return subprocess.run(words, env=clean | environment, capture_output=True, text=True, check=False)


def test_keys_of_a_production_site_are_made_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "safe" / "keys.json"
    site = {**SAFE, "FREMSKUDT_DATA": str(tmp_path / "data"), "KEY_FILE": str(file)}
    refused = ran([*COMMAND, "serve"], **site)
    assert refused.returncode == 2
    assert f"The key file {file} is missing." in refused.stderr
    assert "Traceback" not in refused.stderr
    made = ran([*COMMAND, "keys", "new"], **site)
    assert (made.returncode, made.stderr) == (0, "")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not [key for key in json.loads(file.read_text())["master"].values() if key in made.stdout]
    started = ran(PREPARE, **site)
    assert started.returncode == 0, started.stderr
    opened = ran(WSGI, **site)
    assert opened.returncode == 0, opened.stderr
    file.chmod(0o640)
    closed = ran(WSGI, **site)
    assert closed.returncode != 0
    assert closed.stderr.splitlines()[-1].endswith(f"is open to other users. Close it: chmod 600 {file}")


def test_keys_of_a_practice_site_make_themselves_once(tmp_path: Path) -> None:
    site, file = {"FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(tmp_path)}, tmp_path / "keys.json"
    started = ran(PREPARE, **site)
    assert started.returncode == 0, started.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    kept = ran([*COMMAND, "keys", "retire", "1"], **site)
    assert (kept.returncode, kept.stdout) == (2, "")
    assert kept.stderr == "fremskudt keys: Version 1 is the newest, which all that is new is sealed with.\n"
    file.unlink()
    for words in ([*COMMAND, "serve"], WSGI):
        refused = ran(words, **site)
        assert refused.returncode != 0
        assert f"The key file {file} is missing." in refused.stderr
    assert not file.exists()
