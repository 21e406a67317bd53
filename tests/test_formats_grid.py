"""The lines of a table's grid."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bilingual.formats.grid import grid_of
from bilingual.model import Cell

SIZES = st.integers(1, 4)
CELLS = st.lists(
    st.builds(
        Cell,
        table=st.just(0),
        row=st.integers(0, 5),
        column=st.integers(0, 5),
        row_span=SIZES,
        column_span=SIZES,
    ),
    min_size=1,
    max_size=8,
)


@given(CELLS)
def test_every_line_is_covered_once_and_no_cell_starts_twice(cells: list[Cell]) -> None:
    grid = grid_of([(cell, number) for number, cell in enumerate(cells)])
    column_count = max(cell.column + cell.column_span for cell in cells)
    assert {sum(slot.width for slot in line) for line in grid} == {column_count}
    for number, line in enumerate(grid):
        for slot in line:
            assert slot.cell is None or slot.is_continued == (cells[slot.cell].row < number)
            assert number + slot.height <= len(grid)
    started = Counter(
        slot.cell
        for line in grid
        for slot in line
        if slot.cell is not None and not slot.is_continued
    )
    assert all(count == 1 for count in started.values())


def test_merged_cells_are_shown_at_their_top_left() -> None:
    cells = [
        Cell(table=0, row=0, column=0, row_span=2),
        Cell(table=0, row=0, column=1, column_span=2),
        Cell(table=0, row=1, column=2),
    ]
    grid = grid_of(list(zip(cells, "ABC", strict=True)))
    assert [
        [(slot.cell, slot.width, slot.height, slot.is_continued) for slot in line] for line in grid
    ] == [
        [("A", 1, 2, False), ("B", 2, 1, False)],
        [("A", 1, 1, True), (None, 1, 1, False), ("C", 1, 1, False)],
    ]
