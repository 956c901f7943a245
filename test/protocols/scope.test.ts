import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OutsideScope, ScopeRefused } from '../../electron/model/errors.ts'
import { ScopeGuard } from '../../electron/protocols/scope.ts'

const guard = (targets: string[], excluded: string[] = []) => new ScopeGuard({ targets, interfaces: [], excluded })
const octet = fc.integer({ min: 0, max: 255 })
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'))
const toNumber = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

describe('ScopeGuard', () => {
  it('holds exactly the addresses of a CIDR', () => {
    fc.assert(
      fc.property(ipv4, fc.integer({ min: 16, max: 32 }), ipv4, (base, prefix, probe) => {
        const size = 2 ** (32 - prefix)
        const inside = Math.floor(toNumber(base) / size) === Math.floor(toNumber(probe) / size)
        expect(guard([`${base}/${prefix}`]).contains(probe)).toBe(inside)
      }),
    )
  })

  it('sweeps only what it would let through, each address once, never an excluded one', () => {
    fc.assert(
      fc.property(ipv4, fc.integer({ min: 24, max: 32 }), fc.array(ipv4, { maxLength: 4 }), (base, prefix, others) => {
        const excluded = [base.replace(/\d+$/, '7')]
        const scope = guard([`${base}/${prefix}`, ...others, base], excluded)
        const swept = [...scope.addresses()]
        expect(new Set(swept).size).toBe(swept.length)
        expect(swept.every((address) => scope.contains(address))).toBe(true)
        expect(swept).not.toContain(excluded[0])
      }),
    )
  })

  it('parses any text to a scope or refuses it as malformed or too large, and never fails otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 40 }), fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        try {
          guard([text])
        } catch (error) {
          expect(error).toBeInstanceOf(ScopeRefused)
        }
      }),
    )
  })

  it.each([
    '',
    'camera.local',
    '10.0.0',
    '010.0.0.1',
    '0x0a.0.0.1',
    '10.0.0.1/33',
    '10.0.0.1:0',
    '10.0.0.1:70000',
    '10.0.0.1-9',
    '::1:80:x',
  ])('refuses %j', (text) => {
    expect(() => guard([text])).toThrow(ScopeRefused)
  })

  it.each([
    '010.040.012.0/24',
    '10.40/16',
    '0x0a.0.0.0/24',
    '167772160/24',
    '10.0.0.010/32',
    '10.0.0.0/0x18',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/24.0',
    '10.0.0.0/24/24',
    '10.0.0.0 /24',
    '0300.1.1.1:80',
    '167772161:80',
    'fe80::/129',
    '::ffff:012.0.0.1',
    '::ffff:012.0.0.0/120',
    '::ffff:10.0.0.0/95',
  ])('refuses %j as a target and as an exclusion: it means other hosts to other programs, or none', (text) => {
    expect(() => new ScopeGuard({ targets: [text], interfaces: [], excluded: [] }, { largeConfirmed: true })).toThrow(
      ScopeRefused,
    )
    expect(() => guard(['10.0.0.0/24'], [text])).toThrow(ScopeRefused)
  })

  it.each(['012.0.0.1', '10.1', '0x0a.0.0.1', '167772161', '::ffff:012.0.0.1'])(
    'lets no packet through to %j',
    (address) => {
      const scope = new ScopeGuard({ targets: ['0.0.0.0/0'], interfaces: [], excluded: [] }, { largeConfirmed: true })
      expect(scope.contains('10.0.0.1')).toBe(true)
      expect(scope.contains(address)).toBe(false)
      expect(scope.containsWhole(address)).toBe(false)
    },
  )

  it('lets nothing through when it is empty', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(guard([]).contains(address)).toBe(false)
      }),
    )
  })

  it('opens one port for HOST:PORT, and no whole address', () => {
    const scope = guard(['127.0.0.9:8080'])
    expect(scope.contains('127.0.0.9', 8080)).toBe(true)
    expect(scope.contains('127.0.0.9', 80)).toBe(false)
    expect(scope.containsWhole('127.0.0.9')).toBe(false)
    expect(() => scope.assert('127.0.0.9', 161)).toThrow(OutsideScope)
    expect([...scope.addresses()]).toEqual([])
    expect(scope.forwarded()).toEqual([{ address: '127.0.0.9', port: 8080 }])
  })

  it('keeps excluded addresses out of every target, also out of HOST:PORT', () => {
    const scope = guard(['127.0.0.0/24', '127.0.0.9:8080'], ['127.0.0.8/31'])
    expect(scope.contains('127.0.0.9', 8080)).toBe(false)
    expect(scope.contains('127.0.0.10')).toBe(true)
  })

  it('sees through IPv4 that is written as IPv6, in both directions', () => {
    expect(guard(['127.0.0.0/24']).contains('::ffff:127.0.0.5')).toBe(true)
    expect(guard(['::ffff:127.0.0.5']).contains('127.0.0.5')).toBe(true)
    expect(guard(['127.0.0.0/24'], ['::ffff:127.0.0.5']).contains('127.0.0.5')).toBe(false)
    expect(guard(['127.0.0.0/24'], ['::ffff:127.0.0.0/120']).contains('127.0.0.5')).toBe(false)
    expect(guard(['::ffff:127.0.0.0/120']).contains('127.0.0.5')).toBe(true)
    expect(guard(['2001:db8::/112']).contains('2001:db8::5')).toBe(true)
  })

  it('asks before a scope larger than a /16', () => {
    expect(() => guard(['10.0.0.0/15'])).toThrow(/more than a \/16/)
    expect(
      new ScopeGuard({ targets: ['10.0.0.0/15'], interfaces: [], excluded: [] }, { largeConfirmed: true }).size,
    ).toBe(131_072)
  })

  it('leaves network and broadcast address of a network out of the sweep', () => {
    expect([...guard(['127.0.0.8/30']).addresses()]).toEqual(['127.0.0.9', '127.0.0.10'])
    expect([...guard(['127.0.0.8/31']).addresses()]).toEqual(['127.0.0.8', '127.0.0.9'])
  })
})
