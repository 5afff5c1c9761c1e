"""The few files taken from dkfds: complete, from us alone, and quick to give hashed names."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import override_settings

from fremskudt.ui import assets


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendor")
    assets.copy(vendor=folder)
    return folder


def test_sheet_is_a_layer_and_refers_to_files_that_are_there(vendor: Path) -> None:
    sheet = (vendor / assets.SHEET).read_text(encoding="utf-8")
    assert sheet.startswith("@layer dkfds{")
    assert sheet.count("{") == sheet.count("}")
    assert "@font-face" not in sheet
    assert "sourceMappingURL" not in sheet
    named = set(re.findall(r"url\(([^)]*)\)", sheet))
    assert {name for name in named if not (vendor / name).is_file()} == set()
    assert ".button-primary" in sheet


def test_icons_fonts_and_their_licences_come_along(vendor: Path) -> None:
    found = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()}
    wanted = {f"img/{icon}.svg" for icon in assets.ICONS} | {f"fonts/{font}" for font in assets.FONTS}
    assert found == wanted | {"LICENSE.md", "fonts/license.txt", assets.SHEET}


def test_copying_twice_changes_nothing_and_leaves_nothing_old(vendor: Path) -> None:
    (vendor / "old.css").write_text("")
    before = (vendor / assets.SHEET).read_bytes()
    assets.copy(vendor=vendor)
    assert (vendor / assets.SHEET).read_bytes() == before
    assert not (vendor / "old.css").exists()


def test_installed_package_keeps_the_files_it_brought(vendor: Path, tmp_path: Path) -> None:
    assets.copy(dkfds=tmp_path / "none", vendor=vendor)
    assert (vendor / assets.SHEET).is_file()


def test_missing_dkfds_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `npm ci`"):
        assets.copy(dkfds=tmp_path / "none", vendor=tmp_path / "vendor")


def test_layered_leaves_out_what_we_do_not_have() -> None:
    sheet = '@charset "UTF-8";@font-face{font-family:x;src:url(a.eot)}.a{background:url(../img/svg-icons/tractor.svg)}'
    sheet += '.b{mask:url("../img/svg-icons/check.svg")}/*# sourceMappingURL=x.map */'
    assert assets.layered(sheet) == "@layer dkfds{.a{background:none}.b{mask:url(img/check.svg)}}\n"


def test_every_static_file_gets_a_hashed_name(tmp_path: Path) -> None:
    assets.copy()
    storage = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storage):
        call_command("collectstatic", verbosity=0, interactive=False)
        names = ManifestStaticFilesStorage(location=tmp_path).hashed_files
    assert re.fullmatch(r"ui/vendor/dkfds\.[0-9a-f]{12}\.css", names["ui/vendor/dkfds.css"])
    fonts = (tmp_path / names["ui/css/fonts.css"]).read_text(encoding="utf-8")
    assert re.search(r"IBMPlexSans-Regular\.[0-9a-f]{12}\.woff2", fonts)
    assert (tmp_path / f"{names['ui/vendor/dkfds.css']}.br").is_file()
