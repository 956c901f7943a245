import os from 'node:os'
import PQueue from 'p-queue'
import { holdsAddress, rangeBits } from '../../model/address-range.ts'
import type { Device } from '../../model/device.ts'
import { Cancelled, DeviceUnreachable, ExpectedError } from '../../model/errors.ts'
import type { ForbiddenTarget } from '../../model/site.ts'
import type { SegmentationAnswer, SegmentationTrial } from '../../model/site-facts.ts'
import { Network } from '../../protocols/network.ts'
import { tcpAnswer } from '../../protocols/port-state.ts'
import { ScopeGuard } from '../../protocols/scope.ts'

/** Somebody asked for the test of the segmentation, and something that it needs is missing. */
export class SegmentationNotTested extends ExpectedError {
  override readonly name = 'SegmentationNotTested'
  readonly code = 'visit/segmentation-not-tested'
  readonly remedy =
    'Enter in the record of the site what must not be reached from its network, then say yes to the test.'
}

export interface SegmentationRequest {
  /** Where the technician stands. */
  readonly from: SegmentationTrial['from']
  /** A host beyond the gateway that must answer: without one, silence proves nothing. */
  readonly wayOut?: { readonly address: string; readonly port: number } | null
  /** The technician's yes to contacting exactly the targets that the record of the site lists, and `wayOut`. */
  readonly confirmed: boolean
  readonly signal: AbortSignal
}

const timeoutMs = 3_000
const atOnce = 8
/** So many known devices are asked for a sign of life before the cable itself is doubted. */
const neighboursAsked = 8

/**
 * Knocks once at each target that must not be reached from the security network, and for comparison at known devices and at one
 * host beyond the gateway. Nothing but a TCP connection is made: no byte of any protocol is sent. The targets lie outside of the
 * scope of the site by their nature, so that they have a guard of their own: the list of the site record and that one host, address
 * by address and port by port.
 *
 * Every packet leaves with the own address that the technician named: an answer over another network would prove nothing.
 *
 * @throws {SegmentationNotTested} before anything is sent
 */
export async function testSegmentation(
  targets: readonly ForbiddenTarget[],
  devices: readonly Device[],
  siteNetwork: Network,
  { from, wayOut = null, confirmed, signal }: SegmentationRequest,
): Promise<SegmentationTrial> {
  if (targets.length === 0)
    throw new SegmentationNotTested('The record of the site names nothing that must not answer.')
  if (!confirmed)
    throw new SegmentationNotTested('Nobody said yes to the test: it contacts addresses outside of the scope.')
  if (rangeBits(from.address) === null)
    throw new SegmentationNotTested(`"${from.address}" is no address of this computer.`)
  if (wayOut !== null) assertBeyond(wayOut, from.address, targets)
  const asked = wayOut === null ? targets : [...targets, wayOut]
  const guard = new ScopeGuard({
    targets: asked.map(({ address, port }) => `${address.includes(':') ? `[${address}]` : address}:${port}`),
    interfaces: [],
    excluded: [],
  })
  const network = new Network(guard)
  const at = new Date().toISOString()
  const queue = new PQueue({ concurrency: atOnce })
  const knock = (target: Pick<ForbiddenTarget, 'address' | 'port'>): Promise<SegmentationAnswer> =>
    queue.add(() => answerOf(network, from.address, target, signal))
  const [probes, way] = await Promise.all([
    Promise.all(targets.map(async (target) => ({ ...target, answer: await knock(target) }))),
    wayOut === null ? null : knock(wayOut).then((answer) => ({ ...wayOut, answer })),
  ])
  const neighbour = await anyNeighbour(devices, siteNetwork, from.address, signal)
  if (signal.aborted) throw new Cancelled('The test of the segmentation was cancelled; nothing of it was kept.')
  return { at, from, neighbour, wayOut: way, probes }
}

/** What answers from the own network says nothing of the way out: on some systems a gateway that is gone looks like silence. */
function assertBeyond(
  { address, port }: NonNullable<SegmentationRequest['wayOut']>,
  own: string,
  targets: readonly ForbiddenTarget[],
): void {
  if (rangeBits(address) === null || address.includes('/'))
    throw new SegmentationNotTested(`"${address}" is no address.`)
  if (targets.some((target) => target.address === address && target.port === port))
    throw new SegmentationNotTested(
      `${address}:${port} must not answer by the record of the site, and must answer here.`,
    )
  const cards = Object.values(os.networkInterfaces()).flatMap((card) => card ?? [])
  const isNear = cards.some(
    ({ address: ownAddress, cidr }) => ownAddress === address || (cidr !== null && holdsAddress(cidr, address)),
  )
  if (isNear || address === own)
    throw new SegmentationNotTested(
      `${address} is in a network of this computer itself, so that an answer proves no way out. Name a host beyond the gateway: another address of the gateway will do.`,
    )
}

async function answerOf(
  network: Network,
  localAddress: string,
  { address, port }: Pick<ForbiddenTarget, 'address' | 'port'>,
  signal: AbortSignal,
): Promise<SegmentationAnswer> {
  try {
    const answer = await tcpAnswer(network, { address, port, signal, timeoutMs, localAddress })
    return ({ open: 'answered', closed: 'refused', silent: 'silent', unreached: 'not-sent' } as const)[answer]
  } catch (error) {
    if (!(error instanceof DeviceUnreachable)) throw error
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code
    if (code === 'EADDRNOTAVAIL') throw new SegmentationNotTested(`This computer has no address ${localAddress}.`)
    return 'not-sent'
  }
}

/** A device that answers shows that the cable is in: silence of all others means something only then. */
async function anyNeighbour(
  devices: readonly Device[],
  network: Network,
  localAddress: string,
  signal: AbortSignal,
): Promise<string | null> {
  for (const { endpoint } of devices.slice(0, neighboursAsked)) {
    const port = endpoint.ports.http ?? endpoint.ports.https ?? endpoint.ports.rtsp
    if (port === undefined || !network.scope.contains(endpoint.address, port)) continue
    const answer = await answerOf(network, localAddress, { address: endpoint.address, port }, signal)
    if (answer === 'answered' || answer === 'refused') return endpoint.address
  }
  return null
}
