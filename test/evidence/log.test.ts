import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { checkLog } from '../../electron/evidence/verify/log-chain.ts'
import { leafHash, merkleRoot } from '../../electron/evidence/verify/merkle.ts'

const genesis = { visit: 'visit-1', site: 'site-1' }

function write(events: readonly Record<string, unknown>[]): string {
  const lines: string[] = []
  for (const [at, event] of events.entries()) {
    lines.push(
      nextLogLine(lines.at(-1) ?? null, genesis, { type: 'note', t: '2026-11-21T14:00:00Z', mono: at, ...event }),
    )
  }
  return lines.map((line) => `${line}\n`).join('')
}

const sample = write([{ type: 'visit.start' }, { text: 'one' }, { text: 'two' }, { text: 'three' }])
const lines = sample.trimEnd().split('\n')
const joined = (some: readonly (string | undefined)[]) => some.map((line) => `${line}\n`).join('')

describe('the log of a visit', () => {
  it('chains every line to the exact bytes of the line before', () => {
    expect(JSON.parse(lines[2] ?? '').prev).toBe(
      createHash('sha256')
        .update(lines[1] ?? '')
        .digest('hex'),
    )
    expect(checkLog(sample)).toMatchObject({ lines: 4, genesis })
  })

  it('stays one line per event, whatever text a device puts into it', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ text: fc.string({ unit: 'binary' }) }), { minLength: 1 }), (events) => {
        const checked = checkLog(write(events))
        expect(checked.lines).toBe(events.length)
        expect(checked.entries.map(({ text }) => text)).toEqual(events.map(({ text }) => text))
      }),
    )
  })

  it.each([
    ['a changed word', sample.replace('two', 'tw0')],
    ['two lines in another order', joined([lines[0], lines[2], lines[1], lines[3]])],
    ['a line taken out', joined([lines[0], lines[1], lines[3]])],
    ['its beginning taken off', joined(lines.slice(1))],
    ['a cut-off last line', sample.slice(0, -3)],
    ['a member given twice', sample.replace('"text":"two"', '"text":"one","text":"two"')],
    ['no line at all', ''],
    ['an array for a line', '[]\n'],
  ])('shows %s', (_what, text) => {
    expect(() => checkLog(text)).toThrow(expect.objectContaining({ code: 'pack/log-broken' }))
  })

  it('belongs to one visit and site', () => {
    const moved = sample.replace('"site":"site-1"', '"site":"site-2"')
    expect(() => checkLog(moved)).toThrow(expect.objectContaining({ code: 'pack/log-broken' }))
  })

  it('does not show a cut-off tail by itself, but its head and length do', () => {
    const cut = checkLog(joined(lines.slice(0, 3)))
    expect(cut.head).not.toBe(checkLog(sample).head)
    expect(cut.lines).toBe(3)
  })

  it('refuses an event that numbers itself', () => {
    expect(() => nextLogLine(null, genesis, { type: 'x', t: '', mono: 0, seq: 9 })).toThrow('number')
  })
})

describe('the Merkle root', () => {
  // The leaves and roots of the test suite of the certificate-transparency project.
  const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  it.each(roots.map((root, at) => [at + 1, root] as const))(
    'of the first %i published entries is as published',
    (count, root) => {
      const leaves = entries.slice(0, count).map((entry) => leafHash(Buffer.from(entry, 'hex')))
      expect(merkleRoot(leaves).toString('hex')).toBe(root)
    },
  )
  it('of nothing is the hash of nothing', () => {
    expect(merkleRoot([]).toString('hex')).toBe(createHash('sha256').digest('hex'))
  })
})
