import { z } from 'zod'
import { ConflictView } from './device-shapes.ts'

/** What was heard, as it is heard. */
export const DiscoveryView = z.object({
  running: z.boolean(),
  probes: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['waiting', 'running', 'done', 'cancelled', 'problem']),
      done: z.int().nonnegative(),
      total: z.int().nonnegative().nullable(),
      heard: z.int().nonnegative(),
      note: z.string(),
      /** No network card was ticked: what answers only to questions to all was not asked. */
      noMulticast: z.boolean(),
    }),
  ),
  sightings: z.int().nonnegative(),
  /** Endpoints that answered in this run so far. */
  answered: z.int().nonnegative(),
  /** The newest of them, newest first, with what is known so far. */
  newest: z.array(z.object({ address: z.string(), probe: z.string(), what: z.string().nullable() })),
  devices: z.int().nonnegative(),
  conflicts: z.array(ConflictView.extend({ deviceIds: z.array(z.uuid()) })),
  /** Devices that no driver knows, with what was heard of them; empty when they say nothing of themselves. */
  unidentified: z.array(z.object({ id: z.uuid(), address: z.string(), heard: z.array(z.string()) })),
  /** Sources outside the scope that were heard and not contacted. */
  outside: z.int().nonnegative(),
})

/** What a network card is, as far as this computer tells; the window has the words. */
export const cardKinds = ['practice', 'tunnel', 'virtual', 'wireless', 'link-local', 'wired-private', 'public'] as const

export const InterfaceView = z.object({
  name: z.string(),
  address: z.ipv4(),
  cidr: z.string(),
  mac: z.string().nullable(),
  kind: z.enum(cardKinds),
  /** Suggested for multicast; the technician decides. */
  suggested: z.boolean(),
})
