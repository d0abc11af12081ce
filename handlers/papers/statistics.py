"""The sheet «Thống kê»: what the caller has counted, and one chart an official can edit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from handlers.papers.cells import FONT, Look, Value
from handlers.papers.heights import LINE, row_height
from handlers.papers.rows import Line
from handlers.papers.sheets import HEADER_ROW, Head, new_sheet, title_block

Figures = Sequence[tuple[str, int]]

_LABEL_WIDTH = 44
_WIDTHS = [_LABEL_WIDTH, 10, 10, 3, 20, 20, 20]
_CHART_WIDTH_CM = 15
_CM_A_ROW = LINE / 72 * 2.54

_HEADING = Look(bold=True, wrap=False, lines="none")
_NAMES = Look(bold=True, across="center", down="center", fill="FFE7EDF3")
_LABEL = Look(typed=True)
_NUMBER = Look(across="center", shows="0")
_SHARE = Look(across="center", shows="0%")


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures as (label, number), each in the order to be shown.

    Nothing is checked or left out here: a branch that must not be shown is not among them.
    """

    topics: Figures
    branches: Figures
    weeks: Figures
    channels: Figures


def add_statistics(book: Workbook, head: Head, counts: Counts) -> None:
    sheet = new_sheet(book, "Thống kê", _WIDTHS)
    sheet.freeze_panes = f"A{HEADER_ROW}"
    title_block(sheet, head, _WIDTHS)
    writer = _Tables(sheet)
    first, last = writer.table("1. Theo nhóm vấn đề", "Nhóm vấn đề", counts.topics)
    writer.table("2. Theo chi đoàn, đơn vị", "Chi đoàn/đơn vị", counts.branches)
    writer.table("3. Theo tuần", "Tuần", counts.weeks)
    writer.table("4. Theo nguồn", "Nguồn", counts.channels)
    if counts.topics:
        sheet.add_chart(_bars(sheet, first, last), f"E{HEADER_ROW + 1}")


class _Tables:
    def __init__(self, sheet: Worksheet) -> None:
        self._used = HEADER_ROW - 1
        self._heading = Line(sheet, [_HEADING])
        self._names = Line(sheet, [_NAMES] * 3)
        self._figures = Line(sheet, [_LABEL, _NUMBER, _SHARE])
        self._sum = Line(sheet, [replace(look, bold=True) for look in (_LABEL, _NUMBER, _SHARE)])

    def table(self, heading: str, label: str, figures: Figures) -> tuple[int, int]:
        """The rows the figures went into, first and last."""
        self._append(self._heading, [heading])
        self._append(self._names, [label, "Số lượt", "Tỉ lệ"])
        first = self._used + 1
        total = sum(number for _, number in figures)
        for name, number in figures:
            height = row_height([name], [_LABEL_WIDTH])
            self._append(self._figures, [name, number, _share(number, total)], height)
        last = self._used
        self._append(self._sum, ["Tổng cộng", total, _share(total, total)])
        self._used += 1
        return first, last

    def _append(self, line: Line, values: Sequence[Value], height: float = LINE) -> None:
        self._used += 1
        line.append(self._used, values, height)


def _share(number: int, total: int) -> float | None:
    return number / total if total else None


def _bars(sheet: Worksheet, first: int, last: int) -> BarChart:
    """Lying bars, because topics have long names; the first topic on top, as in the table."""
    chart = BarChart(barDir="bar", gapWidth=50)
    chart.add_data(Reference(sheet, min_col=2, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    chart.legend = None
    chart.title = _title("Số lượt ý kiến theo nhóm vấn đề")
    chart.width, chart.height = _CHART_WIDTH_CM, max(7, round(_CM_A_ROW * (last - first + 4)))
    _plain_axes(chart)
    bars = chart.series[0]
    bars.graphicalProperties = GraphicalProperties(solidFill="2F6690")
    bars.dLbls = DataLabelList(showVal=True, txPr=_text(900))
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(bars.dLbls, other, False)
    return chart


def _plain_axes(chart: BarChart) -> None:
    # Excel hides axes whose `delete` is not said.
    chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.txPr = _text(900)
    # The bars carry their numbers.
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    chart.layout = Layout(
        manualLayout=ManualLayout(
            x=0.46, y=0.13, w=0.48, h=0.84, layoutTarget="inner", xMode="edge", yMode="edge"
        )
    )


def _title(words: str) -> Title:
    line = Paragraph(pPr=_paragraph(1200, bold=True), r=[RegularTextRun(t=words)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _text(size: int) -> RichText:
    return RichText(p=[Paragraph(pPr=_paragraph(size), endParaRPr=CharacterProperties())])


def _paragraph(size: int, *, bold: bool = False) -> ParagraphProperties:
    return ParagraphProperties(
        defRPr=CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold)
    )
