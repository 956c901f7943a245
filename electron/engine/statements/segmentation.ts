import PQueue from 'p-queue'
import { rangeBits } from '../../model/address-range.ts'
import type { Device } from '../../model/device.ts'
import { Cancelled, DeviceUnreachable, ExpectedError } from '../../model/errors.ts'
import type { ForbiddenTarget } from '../../model/site.ts'
import type { SegmentationTrial } from '../../model/site-facts.ts'
import { Network } from '../../protocols/network.ts'
import { tcpPortState } from '../../protocols/port-state.ts'
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
  /** The technician's yes to contacting exactly the targets that the record of the site lists. */
  readonly confirmed: boolean
  readonly signal: AbortSignal
}

const timeoutMs = 3_000
const atOnce = 8
/** So many known devices are asked for a sign of life before the cable itself is doubted. */
const neighboursAsked = 8

/**
 * Knocks once at each target that must not be reached from the security network, and at known devices for comparison. Nothing but
 * a TCP connection is made: no byte of any protocol is sent. The targets lie outside of the scope of the site by their nature, so
 * that they have a guard of their own: the list of the site record, address by address and port by port.
 *
 * Every packet leaves with the own address that the technician named: an answer over another network would prove nothing.
 *
 * @throws {SegmentationNotTested} before anything is sent
 */
export async function testSegmentation(
  targets: readonly ForbiddenTarget[],
  devices: readonly Device[],
  siteNetwork: Network,
  { from, confirmed, signal }: SegmentationRequest,
): Promise<SegmentationTrial> {
  if (targets.length === 0)
    throw new SegmentationNotTested('The record of the site names nothing that must not answer.')
  if (!confirmed)
    throw new SegmentationNotTested('Nobody said yes to the test: it contacts addresses outside of the scope.')
  if (rangeBits(from.address) === null)
    throw new SegmentationNotTested(`"${from.address}" is no address of this computer.`)
  const guard = new ScopeGuard({
    targets: targets.map(({ address, port }) => `${address.includes(':') ? `[${address}]` : address}:${port}`),
    interfaces: [],
    excluded: [],
  })
  const network = new Network(guard)
  const at = new Date().toISOString()
  const queue = new PQueue({ concurrency: atOnce })
  const answers = await Promise.all(
    targets.map((target) =>
      queue.add(async () => ({
        ...target,
        answer: await answerOf(network, from.address, target, signal),
      })),
    ),
  )
  const probes = answers.filter((probe) => probe !== undefined)
  const neighbour = await anyNeighbour(devices, siteNetwork, from.address, signal)
  if (signal.aborted) throw new Cancelled('The test of the segmentation was cancelled; nothing of it was kept.')
  return { at, from, neighbour, probes }
}

async function answerOf(
  network: Network,
  localAddress: string,
  { address, port }: Pick<ForbiddenTarget, 'address' | 'port'>,
  signal: AbortSignal,
): Promise<SegmentationTrial['probes'][number]['answer']> {
  try {
    const state = await tcpPortState(network, { address, port, signal, timeoutMs, localAddress })
    return ({ open: 'answered', closed: 'refused', silent: 'silent' } as const)[state]
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
