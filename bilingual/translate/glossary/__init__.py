"""The glossary (termbase): terms of the source and how they must be said in the target."""

from bilingual.translate.glossary.files import GLOSSARY_NAMES as GLOSSARY_NAMES
from bilingual.translate.glossary.files import glossaries_beside as glossaries_beside
from bilingual.translate.glossary.files import glossary_content as glossary_content
from bilingual.translate.glossary.files import read_glossary as read_glossary
from bilingual.translate.glossary.files import starter_terms as starter_terms
from bilingual.translate.glossary.terms import Glossary as Glossary
from bilingual.translate.glossary.terms import Term as Term
from bilingual.translate.glossary.terms import TermHit as TermHit
from bilingual.translate.glossary.terms import merge as merge
