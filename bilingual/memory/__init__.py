"""Translation memory: what people wrote and other programs' files had, found again by its text."""

from bilingual.memory.entries import Entry as Entry
from bilingual.memory.entries import EntryKind as EntryKind
from bilingual.memory.entries import EntryOrigin as EntryOrigin
from bilingual.memory.entries import Match as Match
from bilingual.memory.formatting import EntryFormatting as EntryFormatting
from bilingual.memory.formatting import Formatted as Formatted
from bilingual.memory.formatting import dump_formatting as dump_formatting
from bilingual.memory.formatting import formatted_stretches as formatted_stretches
from bilingual.memory.formatting import load_formatting as load_formatting
from bilingual.memory.places import MEMORY_NAME as MEMORY_NAME
from bilingual.memory.places import memory_path as memory_path
from bilingual.memory.store import Memory as Memory
from bilingual.memory.texts import bare_text as bare_text
from bilingual.memory.texts import context_of as context_of
from bilingual.memory.texts import contexts_of as contexts_of
from bilingual.memory.texts import remembered_text as remembered_text
