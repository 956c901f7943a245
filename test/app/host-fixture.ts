import { join } from 'node:path'
import { handlers } from '../../electron/app/handlers/index.ts'
import type { Host, HostInput } from '../../electron/app/host/host.ts'
import type { HostChannel } from '../../electron/app/host/host-channel.ts'
import { channels, type Output } from '../../electron/contract/channels.ts'

const root = join(import.meta.dirname, '..', '..')

/** A host with the policy data of the product, whose own files lie in this folder. */
export const hostOptions = (folder: string): Host['options'] => ({
  resources: {
    checklists: join(root, 'checklists'),
    firmwareCatalog: join(root, 'firmware-catalog'),
    installedCatalog: null,
  },
  toolVersion: '0.0.0',
  firmwareLibrary: join(folder, 'firmware'),
  stampAuthorities: join(folder, 'timestamp-authorities.json'),
})

type Call = <C extends HostChannel>(channel: C, input: HostInput<C>) => Promise<Output<C>>

/** Calls of the host that stands at the time, as main makes them: what a handler answers must fit the contract. */
export const callsOf =
  (host: () => Host): Call =>
  async <C extends HostChannel>(channel: C, input: HostInput<C>) =>
    channels[channel].output.parse(await handlers[channel](host(), input)) as Output<C>

/** The same from the side of the window: what goes in must fit the contract as well. */
export const windowCallsOf =
  (host: () => Host): Call =>
  async <C extends HostChannel>(channel: C, input: HostInput<C>) =>
    await callsOf(host)(channel, channels[channel].input.parse(input) as HostInput<C>)
