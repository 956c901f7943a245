import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProtocolViolation } from '../../../electron/model/errors.ts'
import { envelope } from '../../../electron/protocols/onvif/envelope.ts'
import { element } from '../../../electron/protocols/onvif/xml-write.ts'
import { readXml } from '../../../electron/protocols/xml/read-xml.ts'
import { childOf, textOf, type XmlElement } from '../../../electron/protocols/xml/xml-element.ts'

const read = (text: string) => readXml(Buffer.from(text, 'utf8'))

describe('reading XML of a device', () => {
  it('knows elements by namespace and never by prefix', () => {
    const root = read(
      '<a:x xmlns:a="urn:one"><b:y xmlns:b="urn:one">1</b:y><a:y xmlns:a="urn:two">2</a:y><y xmlns="urn:three">3</y><y>4</y></a:x>',
    )
    expect(['urn:one', 'urn:two', 'urn:three', ''].map((uri) => textOf(root, uri, 'y'))).toEqual(['1', '2', '3', '4'])
    expect(textOf(root, 'a', 'y')).toBeNull()
  })

  it('keeps versions, serials and words as text', () => {
    const root = read('<x><a>5.10</a><b>404705923918060213</b><c>true</c><d>0012</d><e>1e5</e></x>')
    expect(root.children.map(({ text }) => text)).toEqual(['5.10', '404705923918060213', 'true', '0012', '1e5'])
  })

  it('decodes the five entities, characters by number, and CDATA as it stands', () => {
    expect(read('<x a="1&amp;2">&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;<![CDATA[<&amp;>]]></x>')).toMatchObject({
      text: '<>&"\'A😀<&amp;>',
      attributes: new Map([['a', '1&2']]),
    })
  })

  it('ignores processing instructions, comments, schemaLocation and XInclude', () => {
    const root = read(
      '<?xml version="1.0"?><?xml-stylesheet href="http://127.71.0.1/x.xsl"?><!-- c --><x xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.71.0.1/x.xsd"><xi:include href="file:///etc/hostname"/>t</x>',
    )
    expect(root.text).toBe('t')
    expect(root.children.map(({ name, children }) => [name, children.length])).toEqual([['include', 0]])
  })

  it('takes a byte order mark and the Latin-1 that it is told of', () => {
    expect(readXml(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('<x>ü</x>')])).text).toBe('ü')
    expect(readXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><x>ü</x>', 'latin1')).text).toBe('ü')
  })

  const bomb = Array.from(
    { length: 10 },
    (_value, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  ).join('')
  it.each([
    ['H15 billion laughs', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${bomb}]><x>&l9;</x>`],
    ['H15 a doctype in odd case', '<!DocType x><x/>'],
    ['H16 an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['H17 200,000 levels', '<a>'.repeat(200_000) + '</a>'.repeat(200_000)],
    ['H17 100 levels', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['H17 100,000 attributes', `<a ${Array.from({ length: 100_000 }, (_value, index) => `a${index}="1"`).join(' ')}/>`],
    ['H17 a name of 128 KiB', `<${'a'.repeat(131_072)}/>`],
    ['H17 100,000 elements', `<a>${'<b/>'.repeat(100_000)}</a>`],
    ['an entity nobody declared', '<x>&nbsp;</x>'],
    ['H20 a character that XML forbids', '<x>&#0;</x>'],
    ['H20 a lone surrogate', '<x>&#xD800;</x>'],
    ['H20 a control character', '<x>\u0008</x>'],
    ['H20 UTF-16', '\ufeff<\u0000x\u0000/\u0000>\u0000'],
    ['H20 an encoding of its own', '<?xml version="1.0" encoding="UTF-7"?><x/>'],
    ['two roots', '<a/><b/>'],
    ['no root', ' '],
    ['a tag left open', '<a><b></a>'],
    ['a prefix nobody declared', '<a:b/>'],
    ['prototype pollution', '<x><__proto__><a>1</a></__proto__></x>'],
    ['text', 'hello'],
    ['JSON', '{"a":1}'],
  ])('refuses %s', (_name, text) => {
    expect(() => read(text)).toThrow(ProtocolViolation)
  })

  it('H20 refuses bytes that are not the UTF-8 they claim to be', () => {
    expect(() => readXml(Buffer.from('<x>\xff</x>', 'latin1'))).toThrow(ProtocolViolation)
  })

  it('answers any bytes with an element or a typed refusal', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      ':',
      '"',
      '=',
      ' ',
      '&',
      ';',
      '#',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '?>',
      'xmlns',
      '\u0000',
      'ü',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        try {
          expect(read(`<r>${parts.join('')}</r>`).name).toBe('r')
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolViolation)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('writing XML', () => {
  it('brings any text through unharmed, whatever markup it looks like', () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 60 })
      .filter((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value))
    fc.assert(
      fc.property(text, text, (inner, attribute) => {
        const back = read(element('x', [element('y', inner, { a: attribute })]).xml)
        const y = childOf(back, '', 'y') as XmlElement
        expect([y.text, y.attributes.get('a'), back.children.length, y.children.length]).toEqual([
          inner,
          attribute,
          1,
          0,
        ])
      }),
    )
  })

  it('refuses what XML cannot carry', () => {
    expect(() => element('x', 'a\u0000b')).toThrow(RangeError)
    expect(() => element('x', '\ud800')).toThrow(RangeError)
  })

  it('writes an envelope on one line, children in the order given', () => {
    const text = envelope(
      'tds',
      'SetUser',
      [element('q:A', 'line\nbreak'), element('q:B', 2), element('q:C', true)],
      null,
    )
    expect(text).not.toContain('\n')
    expect(text).toContain('<q:SetUser><q:A>line&#10;break</q:A><q:B>2</q:B><q:C>true</q:C></q:SetUser>')
  })
})
