"""Translating documents: segments, checks, numbers, formatting."""

from bilingual.translate.documents import translate_documents as translate_documents
from bilingual.translate.documents import translate_plans as translate_plans
from bilingual.translate.options import TranslateOptions as TranslateOptions
from bilingual.translate.plans import Plan as Plan
from bilingual.translate.plans import plan_document as plan_document
from bilingual.translate.repair import RepairOptions as RepairOptions
