"""Figures compared: what the translation makes of the numbers, dates and times of its source."""

from bilingual.translate.numbers.agreement import ROUNDING_BOUNDS as ROUNDING_BOUNDS
from bilingual.translate.numbers.compare import compare_numbers as compare_numbers
from bilingual.translate.numbers.compare import same_figures as same_figures
from bilingual.translate.numbers.findings import NumberCode as NumberCode
from bilingual.translate.numbers.findings import NumberFinding as NumberFinding
