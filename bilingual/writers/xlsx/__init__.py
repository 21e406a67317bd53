"""Excel files out, as copies of their source: `write`."""

from bilingual.writers.xlsx.book import write as write
