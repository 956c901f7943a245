import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceLink } from '../../electron/app/source-link.ts'

describe('an address that may be handed to the browser', () => {
  it.each([
    'https://www.cisa.gov/news-events/ics-advisories/icsa-17-124-01',
    'https://www.cve.org/CVERecord?id=CVE-2021-36260',
    'https://maker.co.uk/a%20b#c',
  ])('%s', (text) => {
    expect(sourceLink(text)?.href).toBe(text)
  })

  it.each([
    ['words', 'public source code: notes of a tool'],
    ['nothing', ''],
    ['no encryption', 'http://www.cisa.gov/'],
    ['a file', 'file:///etc/passwd'],
    ['a program', 'ms-settings:privacy'],
    ['a script', 'javascript:alert(1)'],
    ['another scheme in other letters', 'HTTPS://www.cisa.gov/'],
    ['a device', 'https://10.0.0.7/'],
    ['a device in another spelling', 'https://0x0a.0.0.7/'],
    ['a device as one number', 'https://167772167/'],
    ['a device of version 6', 'https://[fe80::1]/'],
    ['this computer', 'https://localhost/'],
    ['this computer with a dot', 'https://app.localhost/'],
    ['a name of this network', 'https://camera.local/'],
    ['one word', 'https://recorder/'],
    ['a port', 'https://www.cisa.gov:8443/'],
    ['a login', 'https://www.cisa.gov@evil.com/'],
    ['a login with a password', 'https://a:b@www.cisa.gov/'],
    ['a look-alike script', 'https://www.сisa.gov/'],
    ['a look-alike script in disguise', 'https://xn--isa-5cd.gov/'],
    ['a dot at the end', 'https://www.cisa.gov./'],
    ['a backslash', 'https://www.cisa.gov\\@evil.com/'],
    ['a space', 'https://www.cisa.gov/ --flag'],
    ['a line feed', 'https://www.cisa.gov/\nx'],
    ['a quote that leaves the host', 'https://www.cisa.gov"/'],
    ['more than a person reads', `https://www.cisa.gov/${'a'.repeat(2_100)}`],
  ])('is not %s', (_what, text) => {
    expect(sourceLink(text)).toBeNull()
  })

  it('is what nearly every link of the shipped catalog is', () => {
    const index = readFileSync(join(import.meta.dirname, '..', '..', 'firmware-catalog', 'index.json'), 'utf8')
    const links = [...new Set(index.match(/https?:\/\/[^"\s]+/g) ?? [])]
    expect(links.length).toBeGreaterThan(200)
    const refused = links.filter((link) => sourceLink(link) === null)
    expect(refused.filter((link) => link.startsWith('https://'))).toEqual([])
  })
})
