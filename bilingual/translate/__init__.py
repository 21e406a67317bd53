"""Translating documents: segments, checks, numbers, formatting."""

from bilingual.translate.documents import count_work as count_work
from bilingual.translate.documents import translate_documents as translate_documents
