import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { el, MalformedXml, parseXml } from '../../electron/practice/xml.ts'

describe('XML from strangers', () => {
  it('is parsed or refused, and never anything else', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<a',
      '>',
      '/>',
      ' x="1"',
      '&amp;',
      '&#0;',
      '&',
      '<?',
      '?>',
      '<!--',
      ']]>',
      ':',
      't',
      '<![CDATA[',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
        try {
          parseXml(pieces.join(''))
        } catch (error) {
          if (!(error instanceof MalformedXml)) throw error
        }
      }),
    )
  })

  it('refuses a document type definition', () => {
    expect(() => parseXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toThrow(MalformedXml)
  })

  it('resolves namespaces by their names and not by their prefixes', () => {
    const root = parseXml('<p:a xmlns:p="urn:one" xmlns="urn:two"><b p:c="d"/><p:e xmlns:p="urn:three">t</p:e></p:a>')
    expect(root.children.map(({ namespace, name }) => `${namespace} ${name}`)).toEqual(['urn:two b', 'urn:three e'])
    expect(root.children[0]?.attributes).toEqual({ c: 'd' })
  })

  it('gives back every text that was written', () => {
    const printable = fc.string({ unit: 'grapheme-ascii' })
    fc.assert(
      fc.property(printable, (text) => {
        expect(parseXml(el('a', text).xml).text).toBe(text)
      }),
    )
  })
})
