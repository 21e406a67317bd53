"""The package that is embedded now: its name, so that a better one changes no test."""

from bilingual.packages.local import EMBEDDED_FOLDER

(FOLDER,) = EMBEDDED_FOLDER.glob("translate-*")
NAME = FOLDER.name
"""Such as ``translate-zh_en-0_4``."""
VERSION = NAME.rpartition("-")[2].replace("_", ".")
