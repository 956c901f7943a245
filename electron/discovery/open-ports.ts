import type { ProbeContext } from './probe.ts'

/** Every TCP port that an earlier probe of this run saw open there. */
export function openPortsOf(
  context: Pick<ProbeContext, 'earlier'>,
  address: string,
  forwardedPort: number | null,
): readonly number[] {
  return [...new Set(context.earlier(address, forwardedPort).flatMap(({ openPorts }) => openPorts))]
}
