import type { Sighting } from '../model/device.ts'
import { visibleOrNull } from '../model/visible-text.ts'
import { ouiVendor } from './oui.ts'
import type { Heard } from './probe.ts'

const mostMarks = 64

/** The one place where the words of a device become part of a sighting: capped, made visible, empty is null. */
export function sightingOf(probe: string, heard: Heard): Sighting {
  const { address, forwardedPort = null, identity = {}, marks = {} } = heard
  const text = (value: string | null | undefined) => (value === undefined ? {} : visibleOrNull(value))
  const texts = Object.entries(identity).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, text(value)] as const] : [],
  )
  const vendor = ouiVendor(identity.macs?.[0])
  return {
    probe,
    address,
    forwardedPort,
    seenAt: new Date().toISOString(),
    ports: heard.ports ?? {},
    openPorts: heard.openPorts ?? [],
    endpointReference: visibleOrNull(heard.endpointReference),
    identity: {
      ...Object.fromEntries(texts.filter(([, value]) => value !== null)),
      ...(identity.macs === undefined || identity.macs.length === 0 ? {} : { macs: identity.macs.slice(0, 8) }),
    },
    deviceClass: heard.deviceClass ?? 'unknown',
    marks: Object.fromEntries(
      Object.entries({ ...marks, ...(vendor !== null && { 'oui.vendor': vendor }) })
        .slice(0, mostMarks)
        .flatMap(([name, value]) => {
          const shown = visibleOrNull(value)
          return shown === null ? [] : [[name, shown] as const]
        }),
    ),
  }
}
