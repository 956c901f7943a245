import PDFDocument from 'pdfkit'
import { visibleText } from '../../model/visible-text.ts'
import { ink } from '../verify/page/palette.ts'
import { type FontName, loadFonts } from './fonts.ts'

/** A4 in points, and the frame that text stays in. */
export const frame = {
  width: 595.28,
  height: 841.89,
  left: 48,
  right: 547.28,
  top: 52,
  bottom: 786,
} as const
export const columnWidth = frame.right - frame.left
const lineHeight = 1.36
/** Longest text of one cell: a device cannot fill a page with one value. */
const longestText = 600

export interface TextStyle {
  readonly size?: number
  readonly font?: FontName
  readonly colour?: string
  /** What it is for who cannot see the page; null where it repeats something that is said already. */
  readonly role?: 'P' | 'H1' | 'H2' | 'H3' | 'TH' | 'TD' | null
}

type Group = 'Sect' | 'Table' | 'TR' | 'Div'

/**
 * Paper of the report: text wraps, pages break, nothing is drawn outside the frame. Takes any text: what would move or hide
 * other text, or has no letter in the font, is shown as its number. Every text has its role in the tree that screen readers
 * follow; what is only decoration is marked as such.
 *
 * @see ISO 32000-1 14.8 (Tagged PDF)
 */
export class Sheet {
  readonly #doc: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #within: PDFKit.PDFStructureElement[] = []
  readonly #widths = new Map<string, number>()
  #inFigure = false
  #y: number = frame.top

  constructor(options: {
    readonly title: string
    readonly author: string
    readonly time: Date
    readonly onPage: (sheet: Sheet) => void
  }) {
    const { title, author, time, onPage } = options
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: 'en',
      displayTitle: true,
      tagged: true,
      info: {
        Title: title,
        Author: author,
        Creator: 'Fieldseal',
        Producer: 'Fieldseal',
        CreationDate: time,
        ModDate: time,
      },
    })
    for (const [name, font] of Object.entries(loadFonts())) this.#doc.registerFont(name, font)
    this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    const whole = this.#doc.struct('Document')
    this.#doc.addStructure(whole)
    this.#within.push(whole)
    this.#doc.on('pageAdded', () => {
      onPage(this)
      this.#y = frame.top
    })
    this.#doc.addPage()
  }

  get y(): number {
    return this.#y
  }

  /** Moves down. */
  down(points: number): void {
    this.#y += points
  }

  newPage(): void {
    this.#doc.addPage()
  }

  /** Begins a new page unless that much room is left, and says which. */
  need(height: number): 'same-page' | 'new-page' {
    if (this.#y + height <= frame.bottom) return 'same-page'
    this.#doc.addPage()
    return 'new-page'
  }

  /** Height of the text when it is wrapped to `width`. */
  heightOf(text: string, width: number, style: TextStyle = {}): number {
    return this.#wrap(text, width, style).length * lineOf(style)
  }

  widthOf(text: string, style: TextStyle = {}): number {
    this.#use(style)
    return this.#doc.widthOfString(this.#shown(text))
  }

  /** What is drawn by `draw` belongs together: a chapter, a table, a row of it. */
  inside(group: Group, draw: () => void): void {
    const element = this.#doc.struct(group)
    this.#within.at(-1)?.add(element)
    this.#within.push(element)
    draw()
    this.#within.pop()
    element.end()
  }

  /** A picture with the words that stand for it where it cannot be seen. */
  figure(words: string, draw: () => void): void {
    const content = this.#doc.markStructureContent('Figure')
    this.#inFigure = true
    draw()
    this.#inFigure = false
    this.#doc.endMarkedContent()
    this.#within.at(-1)?.add(this.#doc.struct('Figure', { alt: this.#shown(words) }, [content]))
  }

  /** An entry of the list of chapters that readers show beside the pages. */
  bookmark(title: string): void {
    this.#doc.outline.addItem(title)
  }

  #marked(role: TextStyle['role'], draw: () => void): void {
    if (this.#inFigure) draw()
    else if (role === null) {
      this.#doc.markContent('Artifact', { type: 'Layout' })
      draw()
      this.#doc.endMarkedContent()
    } else {
      const type = role ?? 'P'
      const content = this.#doc.markStructureContent(type)
      draw()
      this.#doc.endMarkedContent()
      const scope: object = type === 'TH' ? { scope: 'Column' } : {}
      this.#within.at(-1)?.add(this.#doc.struct(type, scope, [content]))
    }
  }

  /** Draws wrapped text from the top left corner and says how high it became. Does not move down. */
  textAt(text: string, x: number, y: number, width: number, style: TextStyle = {}): number {
    const lines = this.#wrap(text, width, style)
    this.#marked(style.role, () => {
      this.#use(style)
      this.#doc.fillColor(style.colour ?? ink.text)
      lines.forEach((line, at) => {
        this.#doc.text(line, x, y + at * lineOf(style), { lineBreak: false })
      })
    })
    return lines.length * lineOf(style)
  }

  /** The same for several texts below each other. */
  stackAt(texts: readonly string[], x: number, y: number, width: number, style: TextStyle = {}): number {
    return texts.reduce((height, text) => height + this.textAt(text, x, y + height, width, style), 0)
  }

  stackHeight(texts: readonly string[], width: number, style: TextStyle = {}): number {
    return texts.reduce((height, text) => height + this.heightOf(text, width, style), 0)
  }

  /** Wrapped text over the whole width, page after page. Moves down. */
  paragraph(text: string, style: TextStyle = {}, after = 4): void {
    for (const line of this.#wrap(text, columnWidth, style)) {
      this.need(lineOf(style))
      this.#marked(style.role, () => {
        this.#use(style)
        this.#doc.fillColor(style.colour ?? ink.text).text(line, frame.left, this.#y, { lineBreak: false })
      })
      this.#y += lineOf(style)
    }
    this.#y += after
  }

  /** A line for programs: on one line, in a size that fits, its letters as they are. Moves down. */
  plainLine(text: string): void {
    this.#doc.font('regular').fontSize(7)
    const size = Math.min(7, (7 * columnWidth) / this.#doc.widthOfString(text))
    this.need(12)
    this.#marked('P', () => {
      this.#doc.font('regular').fontSize(size).fillColor(ink.text)
      this.#doc.text(text, frame.left, this.#y, { lineBreak: false })
    })
    this.#y += 12
  }

  fill(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    this.#marked(null, () => {
      if (radius > 0) this.#doc.roundedRect(x, y, width, height, radius).fill(colour)
      else this.#doc.rect(x, y, width, height).fill(colour)
    })
  }

  /** Strokes over a bar: what is told apart without colour. */
  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    this.#marked(null, () => {
      this.#doc.save().rect(x, y, width, height).clip()
      for (let at = x - height; at < x + width; at += 4) this.#doc.moveTo(at, y + height).lineTo(at + height, y)
      this.#doc.lineWidth(0.8).strokeOpacity(0.55).stroke(colour).restore()
    })
  }

  rule(y: number, colour: string = ink.line, from: number = frame.left, to: number = frame.right): void {
    this.#marked(null, () => {
      this.#doc.moveTo(from, y).lineTo(to, y).lineWidth(0.5).stroke(colour)
    })
  }

  /** Letters across the page, behind what follows. */
  watermark(text: string, colour: string): void {
    const { width, height } = frame
    this.#marked(null, () => {
      this.#doc
        .save()
        .rotate(-52, { origin: [width / 2, height / 2] })
        .font('strong')
        .fontSize(120)
      const half = this.#doc.widthOfString(text) / 2
      this.#doc.fillColor(colour, 0.08).text(text, width / 2 - half, height / 2 - 70, { lineBreak: false })
      this.#doc.restore().fillOpacity(1)
    })
  }

  /** Calls `draw` on every page, with its number and their count. */
  eachPage(draw: (page: number, pages: number) => void): void {
    const { start, count } = this.#doc.bufferedPageRange()
    for (let at = 0; at < count; at += 1) {
      this.#doc.switchToPage(start + at)
      draw(at + 1, count)
    }
  }

  async finish(): Promise<Buffer> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#doc.once('end', resolve)
      this.#doc.once('error', reject)
    })
    this.#doc.end()
    await ended
    return Buffer.concat(this.#chunks)
  }

  #use({ size = 9, font = 'regular' }: TextStyle): void {
    this.#doc.font(font).fontSize(size)
  }

  #wrap(text: string, width: number, style: TextStyle): readonly string[] {
    this.#use(style)
    const lines: string[] = []
    const space = this.#wordWidth(' ', style)
    let line = ''
    let used = 0
    for (const word of this.#shown(text).split(' ')) {
      const needed = this.#wordWidth(word, style)
      if (line === '' ? needed <= width : used + space + needed <= width) {
        used = line === '' ? needed : used + space + needed
        line = line === '' ? word : `${line} ${word}`
        continue
      }
      if (line !== '') lines.push(line)
      line = this.#breakWord(word, width, lines)
      used = line === word ? needed : this.#doc.widthOfString(line)
    }
    return [...lines, line]
  }

  /** Words of a report repeat: each is measured once. */
  #wordWidth(word: string, { size = 9, font = 'regular' }: TextStyle): number {
    const key = `${font} ${word}`
    const known = this.#widths.get(key)
    if (known !== undefined) return known * size
    const width = this.#doc.widthOfString(word) / size
    this.#widths.set(key, width)
    return width * size
  }

  /** Cuts a word that is wider than the column. Answers its last piece. */
  #breakWord(word: string, width: number, lines: string[]): string {
    if (this.#doc.widthOfString(word) <= width) return word
    let piece = ''
    for (const letter of word) {
      if (piece !== '' && this.#doc.widthOfString(piece + letter) > width) {
        lines.push(piece)
        piece = ''
      }
      piece += letter
    }
    return piece
  }

  #shown(text: string): string {
    const visible = visibleText(text, longestText)
    const shown = /^[\x20-\x7e]*$/.test(visible)
      ? visible
      : [...visible].map((letter) => (this.#hasLetter(letter) ? letter : numberOf(letter))).join('')
    // The lines for programs begin with these words: no text of a device may look like one of them.
    return shown.replaceAll('TOTALS', 'Totals').replaceAll('RESULTS-SHA256', 'Results-SHA256')
  }

  #hasLetter(letter: string): boolean {
    const { _font: current } = this.#doc as unknown as {
      readonly _font: {
        readonly font: { hasGlyphForCodePoint(codePoint: number): boolean }
      }
    }
    return current.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)
  }
}

const lineOf = ({ size = 9 }: TextStyle): number => size * lineHeight
const numberOf = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
