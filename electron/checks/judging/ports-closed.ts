import type { PortState } from '../../model/facts.ts'
import { fail, pass, unknown, type Verdict } from '../../model/verdict.ts'

/**
 * Judges whether the ports of these services are shut.
 *
 * Open fails. Closed needs an answer that says so. A silent TCP port counts as shut only when another TCP port of the same
 * reading answered, for then the probe reached the device; a silent UDP port proves nothing, since an open one may be silent too.
 */
export function portsClosed(ports: readonly PortState[], services: readonly string[]): Verdict {
  const expected = `no open port for ${services.join(', ')}`
  const looked = ports.filter(({ service }) => services.includes(service))
  const open = looked.filter(({ state }) => state === 'open')
  if (open.length > 0) return fail(`open: ${list(open)}`, expected)
  const missed = services.filter((service) => !looked.some((port) => port.service === service))
  if (missed.length > 0) return unknown(`not looked at: ${missed.join(', ')}`, expected)
  const closed = looked.filter(({ state }) => state === 'closed')
  const silent = looked.filter(({ state }) => state === 'silent')
  if (silent.length === 0) return pass(`closed by answer of the device: ${list(closed)}`, expected)
  const deaf = silent.filter(({ transport }) => transport === 'udp')
  if (deaf.length > 0) return unknown(`no answer from ${list(deaf)}, which over UDP proves nothing`, expected)
  const proof = ports.find(({ transport, state }) => transport === 'tcp' && state !== 'silent')
  if (proof === undefined) return unknown(`no answer from ${list(silent)} nor from any other TCP port`, expected)
  const shut = closed.length > 0 ? `closed by answer of the device: ${list(closed)}; ` : ''
  const reached = `${proof.transport} ${proof.port} answered in the same reading`
  return pass(`${shut}no answer, closed or filtered: ${list(silent)}, while ${reached}`, expected)
}

const list = (ports: readonly PortState[]): string =>
  ports.map(({ service, transport, port }) => `${service} (${transport} ${port})`).join(', ')
