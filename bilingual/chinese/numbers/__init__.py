"""Figures of Chinese text: where they stand, and what exactly they may mean."""

from bilingual.chinese.numbers.figures import Figure as Figure
from bilingual.chinese.numbers.figures import Kind as Kind
from bilingual.chinese.numbers.figures import Reading as Reading
from bilingual.chinese.numbers.figures import Value as Value
from bilingual.chinese.numbers.reader import read_figures as read_figures
