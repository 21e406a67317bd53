"""TMX: the document as a translation memory, for programs of translators. What is not translated
is left out."""

from __future__ import annotations

import io

from bilingual import __version__
from bilingual.formats.exchange.dates import tmx_date
from bilingual.formats.exchange.tmx import LEDGER, PROP, Header, Unit, Variant, write_units
from bilingual.model import BilingualDocument
from bilingual.writers.exchange.units import ExchangeUnit, Stage, exchange_document
from bilingual.writers.options import WriteOptions


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """The document as TMX."""
    made = exchange_document(document, options)
    file = io.StringIO()
    header = Header(
        source_language=document.source_language,
        tool_version=__version__,
        notes=made.notes,
        props={LEDGER: made.ledger},
    )
    units = (_unit(unit, document) for unit in made.units if unit.is_translatable)
    write_units(file, units, header)
    return file.getvalue().encode()


def _unit(unit: ExchangeUnit, document: BilingualDocument) -> Unit:
    taken = unit.taken
    facts = {
        f"{PROP}document": document.document.name,
        f"{PROP}marker": unit.marker,
        f"{PROP}origin": taken.origin if taken else "",
    }
    hand = {
        "creationid": f"MT-{document.engine.label}" if unit.stage is Stage.MACHINE else "",
        "changeid": taken.author if taken else "",
        "changedate": tmx_date(taken.date) if taken else "",
    }
    return Unit(
        id=unit.id,
        note="\n".join(f"{one.severity}: {one.message}" for one in unit.findings),
        facts=facts,
        variants=(
            Variant(language=document.source_language, spans=unit.source),
            Variant(
                language=document.target_language,
                spans=unit.target,
                facts={name: value for name, value in hand.items() if value},
            ),
        ),
    )
