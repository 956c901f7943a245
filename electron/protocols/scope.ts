import ipaddr from 'ipaddr.js'
import { OutsideScope, ScopeRefused } from '../model/errors.ts'
import type { Scope } from '../model/site.ts'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** One line of a scope. `port` is set for HOST:PORT: only that port of the host is in scope. */
interface Target {
  readonly range: Range
  readonly port: number | null
}

/** Addresses of a /16. A larger scope is a slip of the finger until somebody says otherwise. */
const largestUnasked = 65_536

/**
 * The scope of a visit, parsed once. Every socket of the product asks `assert` before its first packet.
 * Discovery asks `addresses` for what to sweep.
 */
export class ScopeGuard {
  readonly scope: Scope
  readonly #targets: readonly Target[]
  readonly #excluded: readonly Range[]

  /** @throws {ScopeRefused} when a line is not an address, or when the scope is over a /16 and `largeConfirmed` is not set */
  constructor(scope: Scope, options: { readonly largeConfirmed?: boolean } = {}) {
    this.scope = scope
    this.#targets = scope.targets.map(parseTarget)
    this.#excluded = scope.excluded.map(parseRange)
    if (options.largeConfirmed !== true && this.size > largestUnasked) {
      throw new ScopeRefused(
        'scope/too-large',
        `The scope holds ${this.size} addresses, more than a /16.`,
        'Name the networks of the cameras and doors, or confirm the large scope on purpose.',
      )
    }
  }

  /** How many addresses the targets hold, before exclusions. */
  get size(): number {
    return this.#targets.reduce((sum, { range: [address, prefix] }) => {
      return sum + 2 ** ((address.kind() === 'ipv4' ? 32 : 128) - prefix)
    }, 0)
  }

  contains(address: string, port?: number): boolean {
    const ip = addressOf(address)
    if (ip === null) return false
    if (this.#excluded.some((range) => matches(ip, range))) return false
    return this.#targets.some(
      (target) => matches(ip, target.range) && (target.port === null || port === undefined || target.port === port),
    )
  }

  /** Whether all ports of the address are in scope: it was named without a port. */
  containsWhole(address: string): boolean {
    const ip = addressOf(address)
    if (ip === null || !this.contains(address)) return false
    return this.#targets.some(({ range, port }) => port === null && matches(ip, range))
  }

  /** @throws {OutsideScope} */
  assert(address: string, port?: number): void {
    if (this.contains(address, port)) return
    throw new OutsideScope(
      `${address}${port === undefined ? '' : `:${port}`} is outside the scope of this visit; nothing was sent.`,
    )
  }

  /** Whole addresses to sweep, one by one, without network and broadcast address of IPv4 networks wider than /31. */
  *addresses(): Generator<string> {
    const seen = new Set<string>()
    for (const { range, port } of this.#targets) {
      if (port !== null) continue
      for (const address of sweepOf(range)) {
        if (seen.has(address) || !this.contains(address)) continue
        seen.add(address)
        yield address
      }
    }
  }

  /** Its lines as ranges, without ports and without what is excluded. */
  ranges(): string[] {
    return this.#targets.map(({ range: [address, prefix] }) => `${address.toString()}/${prefix}`)
  }

  /** The HOST:PORT lines. */
  forwarded(): { readonly address: string; readonly port: number }[] {
    return this.#targets.flatMap(({ range: [address], port }) =>
      port === null ? [] : [{ address: address.toString(), port }],
    )
  }
}

const matches = (ip: ipaddr.IPv4 | ipaddr.IPv6, [range, prefix]: Range): boolean =>
  ip.kind() === range.kind() && ip.match(range as never, prefix)

function parseTarget(text: string): Target {
  const withPort = /^(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})$/.exec(text.trim())
  if (withPort === null) return { range: parseRange(text), port: null }
  const port = Number(withPort[3])
  if (port < 1 || port > 65_535) throw malformed(text)
  return { range: parseRange(withPort[1] ?? withPort[2] ?? ''), port }
}

function parseRange(text: string): Range {
  const [, base = '', prefix = null] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? []
  const address = addressOf(base)
  if (address === null) throw malformed(text)
  const bits = address.kind() === 'ipv4' ? 32 : 128
  // A network of IPv4 addresses written as IPv6 counts its prefix from the IPv6 side.
  const length = prefix === null ? bits : Number(prefix) - (bits === 32 && base.includes(':') ? 96 : 0)
  if (length < 0 || length > bits) throw malformed(text)
  return [address, length]
}

/**
 * The address that `text` means to every program alike, IPv4 in IPv6 as IPv4; null for anything else. Octal, hexadecimal and short
 * spellings of IPv4 mean other hosts to other programs: 010.0.0.1 is 8.0.0.1 to some.
 */
function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const dotted = text.includes(':') ? (/[^:]*\.[^:]*$/.exec(text)?.[0] ?? null) : text
  if (dotted !== null && !ipaddr.IPv4.isValidFourPartDecimal(dotted)) return null
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}

const malformed = (text: string) =>
  new ScopeRefused(
    'scope/malformed',
    `"${text}" is not an address, a CIDR or HOST:PORT.`,
    'Write for example 10.40.12.0/23, 10.40.12.7 or 10.40.12.7:8080.',
  )

function* sweepOf([base, prefix]: Range): Generator<string> {
  if (base.kind() === 'ipv6') {
    // An IPv6 network cannot be swept; a single address can.
    if (prefix === 128) yield base.toString()
    return
  }
  const size = 2 ** (32 - prefix)
  const first = base.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0)
  const start = first - (first % size)
  const [from, to] = size > 2 ? [start + 1, start + size - 2] : [start, start + size - 1]
  for (let value = from; value <= to; value += 1) {
    yield [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
  }
}
