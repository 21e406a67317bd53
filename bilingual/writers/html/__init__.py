"""Web pages: one file that needs no other."""

from bilingual.writers.html.web_page import write as write
