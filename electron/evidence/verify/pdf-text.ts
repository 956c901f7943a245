import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFPage, PDFRawStream } from 'pdf-lib'
import { malformed, streamBytes } from './pdf-file.ts'

type Decode = (hex: string) => string

/**
 * The texts of all pages, one string per run of letters that stands on one line. Understands the subset of page content
 * that the report is written in and refuses the rest: pictures and invisible letters could show or hide other numbers.
 *
 * @see ISO 32000-1 9.4
 */
export function pageTexts(document: PDFDocument): readonly string[] {
  return document.getPages().flatMap((page) => textsOf(contentOf(page), fontsOf(page)))
}

function contentOf(page: PDFPage): string {
  const contents = page.node.Contents()
  const streams = contents instanceof PDFArray ? contents.asArray().map((_, at) => contents.lookup(at)) : [contents]
  return streams
    .map((stream) =>
      stream instanceof PDFRawStream ? streamBytes(stream).toString('latin1') : malformed('has a page without content'),
    )
    .join('\n')
}

function fontsOf(page: PDFPage): ReadonlyMap<string, Decode> {
  const fonts = new Map<string, Decode>()
  const dictionary = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict)
  for (const [name] of dictionary?.entries() ?? []) {
    const toUnicode = dictionary?.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode'))
    fonts.set(
      name.decodeText(),
      toUnicode instanceof PDFRawStream ? unicodeDecoder(streamBytes(toUnicode).toString('latin1')) : latinDecoder,
    )
  }
  return fonts
}

const latinDecoder: Decode = (hex) => Buffer.from(hex, 'hex').toString('latin1')

/** Reads the character map of an embedded font: two-byte codes to UTF-16. @see ISO 32000-1 9.10.3 */
function unicodeDecoder(map: string): Decode {
  const letters = new Map<number, string>()
  const letter = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, body = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of body.matchAll(/<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>/g)) {
      letters.set(Number.parseInt(code, 16), letter(text))
    }
  }
  for (const [, body = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first = '', list = ''] of body.matchAll(/<([0-9a-fA-F]+)>\s*<[0-9a-fA-F]+>\s*\[([^\]]*)\]/g)) {
      const texts = [...list.matchAll(/<([0-9a-fA-F]*)>/g)]
      texts.forEach(([, text = ''], at) => {
        letters.set(Number.parseInt(first, 16) + at, text.length % 4 === 0 ? letter(text) : '')
      })
    }
  }
  return (hex) =>
    (hex.match(/[0-9a-fA-F]{4}/g) ?? []).map((code) => letters.get(Number.parseInt(code, 16)) ?? '').join('')
}

const token = /\s+|<<|>>|<([0-9a-fA-F\s]*)>|\[|\]|\/([^\s<>[\]()/%]*)|[^\s<>[\]()/%]+/y
/** `Do` and `BI` draw pictures or forms, `Tr` makes letters invisible, `'` and `"` are further ways to show text. */
const refusedOperators: readonly string[] = ['Do', 'BI', 'Tr', "'", '"']

function textsOf(content: string, fonts: ReadonlyMap<string, Decode>): readonly string[] {
  const texts: string[] = []
  let font: Decode = latinDecoder
  let name = ''
  let shown = ''
  let block = ''
  let depth = 0
  token.lastIndex = 0
  while (token.lastIndex < content.length) {
    const match = token.exec(content)
    if (match === null) return malformed('has page content of another kind')
    const [word, hex, named] = match
    if (word === '<<' || word === '>>') depth += word === '<<' ? 1 : -1
    // The properties of marked content hold numbers and names here: a text among them could stand for other letters.
    else if (depth > 0 && hex !== undefined) malformed('gives its letters another meaning')
    else if (hex !== undefined) shown += font(hex)
    else if (named !== undefined) name = named
    else if (word === 'Tf') font = fonts.get(name) ?? malformed('uses a font that it does not have')
    else if (word === 'TJ' || word === 'Tj') {
      block += shown
      shown = ''
    } else if (word === 'ET') {
      texts.push(block)
      block = ''
    } else if (refusedOperators.includes(word)) malformed('draws something that cannot be read as text')
  }
  return texts
}
