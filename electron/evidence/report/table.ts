import { ink } from '../verify/page/palette.ts'
import { frame, type Sheet, type TextStyle } from './sheet.ts'

export interface Column {
  readonly title: string
  /** Points; the columns of a table fill the width between the margins together. */
  readonly width: number
  readonly end?: boolean
}

/** Text of one cell, with what makes it stand out. `mark` puts white letters on a field of that colour. */
export interface Cell {
  readonly text: string
  readonly colour?: string
  readonly strong?: boolean
  readonly mark?: string
  /** Small text below. */
  readonly below?: readonly string[]
}

const padding = 8
const size = 8
const smallSize = 7.5

/** A table over the whole width whose head is repeated on every page. Moves down. */
export function drawTable(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  sheet.inside('Table', () => {
    sheet.need(40)
    drawHead(sheet, columns, 'TH')
    for (const row of rows) {
      const height = Math.max(...row.map((cell, at) => heightOf(sheet, cell, inner(columns, at)))) + 5
      if (sheet.need(height) === 'new-page') drawHead(sheet, columns, null)
      sheet.inside('TR', () => drawRow(sheet, columns, row))
      sheet.down(height)
      sheet.rule(sheet.y - 1.5)
    }
  })
  sheet.down(6)
}

const inner = (columns: readonly Column[], at: number): number => (columns[at]?.width ?? 0) - padding

function heightOf(sheet: Sheet, cell: Cell, width: number): number {
  const text = cell.mark === undefined ? sheet.heightOf(cell.text, width, styleOf(cell)) : 13
  return text + sheet.stackHeight(cell.below ?? [], width, { size: smallSize })
}

const styleOf = ({ strong, colour }: Cell): TextStyle => ({
  size,
  font: strong === true ? 'strong' : 'regular',
  colour: colour ?? ink.text,
  role: 'TD',
})

function drawHead(sheet: Sheet, columns: readonly Column[], role: 'TH' | null): void {
  const draw = () => {
    let x: number = frame.left
    for (const column of columns) {
      const style = { size: 7, colour: ink.faint, role } as const
      const width = sheet.widthOf(column.title, style)
      sheet.textAt(
        column.title,
        column.end === true ? x + column.width - padding - width : x,
        sheet.y,
        column.width,
        style,
      )
      x += column.width
    }
  }
  if (role === null) draw()
  else sheet.inside('TR', draw)
  sheet.down(11)
  sheet.rule(sheet.y - 1.5, ink.faint)
  sheet.down(2)
}

function drawRow(sheet: Sheet, columns: readonly Column[], row: readonly Cell[]): void {
  let x: number = frame.left
  row.forEach((cell, at) => {
    const column = columns[at] as Column
    const width = column.width - padding
    if (cell.mark === undefined) {
      const start = column.end === true ? x + width - sheet.widthOf(cell.text, styleOf(cell)) : x
      sheet.textAt(cell.text, start, sheet.y, width, styleOf(cell))
    } else drawMark(sheet, x, sheet.y, cell.text, cell.mark)
    const top = sheet.y + heightOf(sheet, { ...cell, below: [] }, width)
    if (cell.below !== undefined) {
      sheet.stackAt(cell.below, x, top, width, { size: smallSize, colour: ink.soft, role: 'TD' })
    }
    x += column.width
  })
}

/** A word on a field of its colour. */
function drawMark(sheet: Sheet, x: number, y: number, text: string, colour: string): void {
  const style = { size: 7, font: 'strong', colour: '#ffffff', role: 'TD' } as const
  sheet.fill(x, y - 0.5, sheet.widthOf(text, style) + 10, 12, colour, 2.5)
  sheet.textAt(text, x + 5, y + 1, 200, style)
}

/** The heading of a chapter, never alone at the foot of a page. */
export function heading(sheet: Sheet, text: string, lead: string | null = null): void {
  sheet.need(90)
  sheet.down(12)
  sheet.bookmark(text)
  sheet.paragraph(text, { size: 14, font: 'strong', role: 'H2' }, 3)
  if (lead !== null) sheet.paragraph(lead, { size: 8.5, colour: ink.soft }, 5)
}
