"""Where packages lie: the folders of Argos Translate, our own for Firefox's models, and places
beside them."""

from __future__ import annotations

import json
import os
from pathlib import Path

from platformdirs import user_data_path


def beside(folder: Path, purpose: str) -> Path:
    """A place on the packages folder's disk, but not in it: Argos Translate takes every folder
    there for a package."""
    folder = folder.resolve()  # a link may lead to another disk
    return folder.parent / f".{folder.name}-{purpose}"


def moved_aside(folder: Path) -> Path:
    """Where packages are while they are being replaced."""
    return beside(folder, "replaced")


def argos_packages_folder() -> Path:
    """Argos Translate's package folder, found as its ``settings`` module finds it: the variable
    ``ARGOS_PACKAGES_DIR``, the same key in its ``settings.json``, the data folder."""
    if named := argos_setting("ARGOS_PACKAGES_DIR"):
        return Path(named)
    return argos_data_folder() / "packages"


def argos_data_folder() -> Path:
    """Where Argos Translate keeps what it fetches."""
    data = Path(os.environ.get("XDG_DATA_HOME") or _home() / ".local" / "share")
    return data / "argos-translate"


def firefox_models_folder() -> Path:
    """Where models of Firefox's are installed: a folder of our own."""
    return user_data_path("bilingual") / "firefox"


def argos_setting(key: str) -> str:
    """A setting of Argos Translate's: the variable of that name, else the key in its
    ``settings.json``, else empty."""
    if named := os.environ.get(key):
        return named
    config = Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config")
    try:
        settings = json.loads((config / "argos-translate" / "settings.json").read_text("utf-8"))
        return str(settings.get(key) or "")
    except (OSError, ValueError, AttributeError):
        return ""  # no settings, or none that Argos could use either


def _home() -> Path:
    return Path(os.environ.get("SNAP_USER_DATA") or Path.home())
