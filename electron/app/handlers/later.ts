import { channels } from '../../contract/channels.ts'
import type { Handlers, Host } from '../host/host.ts'

type AnyHandler = (host: Host, input: never) => unknown

/**
 * Handlers of one area whose libraries are large and seldom needed: loaded with the first call, so that the engine process is up
 * before the window asks it for a site.
 */
export function later<H extends Partial<Handlers>>(area: string, load: () => Promise<H>): H {
  const own = Object.keys(channels).filter((channel) => channel.startsWith(`${area}.`))
  const answer =
    (channel: string): AnyHandler =>
    async (host, input) => {
      const handler = (await load())[channel as keyof H] as AnyHandler | undefined
      if (handler === undefined) throw new Error(`no handler for ${channel}`)
      return await handler(host, input)
    }
  return Object.fromEntries(own.map((channel) => [channel, answer(channel)])) as H
}
