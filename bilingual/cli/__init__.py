"""The command line."""

from bilingual.cli.main import app as app
from bilingual.cli.main import main as main
