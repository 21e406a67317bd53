"""HTML's elements by what they are (HTML Standard, WHATWG); those of inline marks: see `marks`."""

from __future__ import annotations

from bilingual.formats.xml import word_set

VOID = word_set("area base br col embed hr img input link meta source track wbr")
"""Elements without content, which no tag closes."""
MAY_STAY_OPEN = word_set("p li dt dd tr td th thead tbody tfoot option")
"""Elements whose closing tag may be left out."""
BLOCKS = word_set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li"
    " main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
    " caption option search title"
)
"""Elements that begin and end a paragraph."""
UNSEEN = word_set(
    "head script style noscript template svg iframe frame object embed applet audio video canvas"
    " input select textarea button datalist map rt rp rtc"
)
"""Elements that hold no text of their page; of ruby, the readings."""
READINGS = word_set("rt rp")
"""What of ruby is no text."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Tag -> level."""
LISTS = word_set("ul ol dir menu")
ROW_GROUPS = word_set("thead tbody tfoot")
CODE = word_set("code kbd samp tt")
