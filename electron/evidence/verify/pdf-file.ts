import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFRef, PDFString } from 'pdf-lib'
import { inflateZlib } from './primitives.ts'
import { reject } from './rejected.ts'

/** Unpacked size of one stream of the report. */
const largestStream = 64 * 1024 * 1024

/** @throws {PackRejected} `pack/report-malformed`, always */
export const malformed = (because: string): never => reject('pack/report-malformed', `report.pdf ${because}.`)

/** The bytes that the signature inside the PDF covers, and that signature with its padding. */
export interface PdfSignature {
  readonly signed: Buffer
  readonly signature: Buffer
}

/**
 * The one signature of the PDF, which must cover every byte of it but itself.
 *
 * @see ISO 32000-1 12.8.1, ETSI EN 319 142-1
 */
export function readPdfSignature(pdf: Buffer): PdfSignature {
  const text = pdf.toString('latin1')
  if (text.split('/ByteRange').length !== 2) malformed('does not hold exactly one signature')
  const [, start, length, second, rest] = (
    /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text) ?? malformed('has no readable byte range')
  ).map(Number) as [number, number, number, number, number]
  if (start !== 0 || second <= length || second + rest !== pdf.length) malformed('is not signed from end to end')
  const hex = text.slice(length, second)
  if (!/^<(?:[0-9a-fA-F]{2})+>$/.test(hex)) malformed('has something else where its signature belongs')
  if (!text.includes('/SubFilter /ETSI.CAdES.detached')) malformed('is signed in another way')
  return {
    signed: Buffer.concat([pdf.subarray(0, length), pdf.subarray(second)]),
    signature: Buffer.from(hex.slice(1, -1), 'hex'),
  }
}

/**
 * The document, if every reader of PDF sees the same one: a single classic cross-reference table, every object once, no
 * object streams, no update appended.
 */
export async function openPdf(pdf: Buffer): Promise<PDFDocument> {
  const text = pdf.toString('latin1')
  if (!/%%EOF\s*$/.test(text) || text.split('startxref').length !== 2) malformed('was added to after it was written')
  if (/\/ObjStm|\/Type\s*\/XRef|\/Encrypt/.test(text)) malformed('hides objects in other objects')
  if (text.includes('/ActualText')) malformed('gives its letters another meaning')
  const listed = readCrossReferences(text)
  const written = [...text.matchAll(/(?:^|[\r\n])(\d+) (\d+) obj\b/g)].map(([, number]) => Number(number))
  if (new Set(written).size !== written.length) malformed('holds an object twice')
  const document = await PDFDocument.load(pdf, {
    updateMetadata: false,
    throwOnInvalidObject: true,
  })
  for (const [{ objectNumber }, object] of document.context.enumerateIndirectObjects()) {
    if (object instanceof PDFDict && object.has(PDFName.of('ActualText')))
      malformed('gives its letters another meaning')
    if (!listed.has(objectNumber)) malformed('holds an object that its table does not list')
  }
  return document
}

/** Object numbers of the table; every one must begin where the table says. @see ISO 32000-1 7.5.4 */
function readCrossReferences(text: string): ReadonlySet<number> {
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN)
  const table = /^xref\s+((?:\d+ \d+\s+(?:\d{10} \d{5} [nf]\s+)+)+)trailer/.exec(text.slice(at))?.[1]
  if (table === undefined) return malformed('has no plain cross-reference table')
  const listed = new Set<number>()
  let next = 0
  for (const [, offset, , kind, first] of table.matchAll(/(\d{10}) (\d{5}) ([nf])|(\d+) \d+(?=\s+\d{10})/g)) {
    if (first !== undefined) {
      next = Number(first)
      continue
    }
    if (kind === 'n') {
      if (!text.startsWith(`${next} 0 obj`, Number(offset))) malformed('has a wrong cross-reference')
      listed.add(next)
    }
    next += 1
  }
  return listed
}

/** Name and bytes of every attached file. @see ISO 32000-1 7.11.4 */
export function attachments(document: PDFDocument): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const names = document.catalog.lookupMaybe(PDFName.of('Names'), PDFDict)
  const list = names?.lookupMaybe(PDFName.of('EmbeddedFiles'), PDFDict)?.lookupMaybe(PDFName.of('Names'), PDFArray)
  const found: { readonly name: string; readonly bytes: Buffer }[] = []
  for (let at = 0; at + 1 < (list?.size() ?? 0); at += 2) {
    const name = list?.lookup(at)
    const file = list
      ?.lookup(at + 1, PDFDict)
      .lookup(PDFName.of('EF'), PDFDict)
      .lookup(PDFName.of('F'))
    if (!(name instanceof PDFString || name instanceof PDFHexString) || !(file instanceof PDFRawStream)) {
      malformed('has an attachment that cannot be read')
      continue
    }
    found.push({ name: name.decodeText(), bytes: streamBytes(file) })
  }
  return found
}

/** The unpacked bytes of a stream: plain or Flate, nothing else. */
export function streamBytes(stream: PDFRawStream): Buffer {
  const filter = stream.dict.lookup(PDFName.of('Filter'))
  const name = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter
  if (stream.dict.has(PDFName.of('DecodeParms'))) malformed('packs a stream in an unusual way')
  if (name === undefined) return Buffer.from(stream.contents)
  if (name !== PDFName.of('FlateDecode')) malformed('packs a stream in an unusual way')
  return inflateZlib(stream.contents, largestStream)
}

/** What acts by itself or shows something that is not page text. The report has neither. */
export function refuseActiveContent(document: PDFDocument): void {
  const { catalog, context } = document
  const names = catalog.lookupMaybe(PDFName.of('Names'), PDFDict)
  const acts = ['OpenAction', 'AA'].some((key) => catalog.has(PDFName.of(key)))
  if (acts || names?.has(PDFName.of('JavaScript')) === true) malformed('does something when it is opened')
  for (const page of document.getPages()) {
    const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
    for (let at = 0; at < (annotations?.size() ?? 0); at += 1) {
      const entry = annotations?.get(at)
      const annotation = entry instanceof PDFRef ? context.lookup(entry, PDFDict) : entry
      if (!(annotation instanceof PDFDict) || annotation.lookup(PDFName.of('FT')) !== PDFName.of('Sig')) {
        malformed('has notes on its pages')
      }
    }
  }
}
