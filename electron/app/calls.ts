import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { type Channel, channels, type Input, type Output, type Result } from '../contract/channels.ts'
import { DeviceView } from '../contract/device-shapes.ts'
import { PackView } from '../contract/evidence-shapes.ts'
import type { Language } from '../contract/languages.ts'
import { SiteView } from '../contract/shapes.ts'
import { bugProblem } from './bug-problem.ts'
import { channelFiles, type FileChannel, hasFiles } from './channel-files.ts'
import type { Dialogs } from './dialogs.ts'
import type { HostInput } from './host/host.ts'
import type { HostChannel } from './host/host-channel.ts'
import type { BugLog } from './log.ts'
import type { RecentSites } from './recent-sites.ts'
import { sourceLink } from './source-link.ts'

/** What main needs to answer the page; the engine stands behind `engine`. */
export interface CallParts {
  readonly engine: { call<C extends HostChannel>(channel: C, input: HostInput<C>): Promise<Result<unknown>> }
  readonly dialogs: Dialogs
  readonly recent: RecentSites
  readonly log: BugLog
  readonly about: { readonly version: string; readonly electron: string }
  /** The file with the notices of what is in the app. */
  readonly notices: string
  /** From now on what main says itself is in this language. */
  speak(language: Language): void
  showInFolder(path: string): void
  /** The one way out of the app. Only for what `sourceLink` passed and a person agreed to. */
  openInBrowser(url: URL): Promise<void>
}

const refused = (channel: string): Result<never> => ({
  ok: false,
  problem: {
    code: 'app/refused',
    message: `The window asked for something that it may not ask (${channel}). Nothing was done.`,
    remedy: 'Close the app and start it again. If it happens again, report it.',
  },
})

const unknownFile: Result<never> = {
  ok: false,
  problem: {
    code: 'app/file-not-chosen',
    message: 'This site file was not chosen in a dialog and is not among the sites opened before.',
    remedy: 'Choose the file with "Open a site file".',
  },
}

/**
 * Answers the messages of the page. Input that does not fit the schema of its channel is refused; an answer carries what its
 * schema names and nothing more; files come from dialogs of the operating system and never from the page.
 */
export class Calls {
  readonly #parts: CallParts
  /** Files that may be opened: chosen in a dialog, given at the start, or opened before. */
  readonly #chosen = new Set<string>()

  constructor(parts: CallParts) {
    this.#parts = parts
  }

  /** A file that the person named outside of the page. */
  allow(file: string): void {
    this.#chosen.add(file)
  }

  #mayOpen(wanted: string): boolean {
    return this.#chosen.has(wanted) || this.#parts.recent.list().some(({ file }) => file === wanted)
  }

  async answer(name: unknown, raw: unknown): Promise<Result<unknown>> {
    if (typeof name !== 'string' || !Object.hasOwn(channels, name)) return refused('unknown channel')
    const channel = name as Channel
    const input = channels[channel].input.safeParse(raw)
    if (!input.success) return refused(channel)
    try {
      const result = await this.#route(channel, input.data)
      if (!result.ok) return result
      return { ok: true, value: answerShape(channel).parse(result.value) }
    } catch (error) {
      return { ok: false, problem: bugProblem(this.#parts.log.write('main', error)) }
    }
  }

  async #route(channel: Channel, input: unknown): Promise<Result<unknown>> {
    const { engine, dialogs, recent, about } = this.#parts
    switch (channel) {
      case 'app.about':
        return done<'app.about'>({ ...about, recent: recent.list() })
      case 'app.notices':
        return done<'app.notices'>({ text: await readFile(this.#parts.notices, 'utf8') })
      case 'app.speak':
        this.#parts.speak((input as Input<'app.speak'>).language)
        return done<'app.speak'>(null)
      case 'site.choose': {
        const file = await dialogs.openSite()
        if (file === null) return done<'site.choose'>(null)
        this.allow(file)
        const known = recent.list().find((site) => site.file === file)
        return done<'site.choose'>({ file, name: known?.name ?? basename(file) })
      }
      case 'site.create':
        return this.#remember(await this.#withFiles(channel, input as Input<'site.create'>))
      case 'site.open': {
        const wanted = input as Input<'site.open'>
        if (!this.#mayOpen(wanted.file)) return unknownFile
        return this.#remember(await engine.call(channel, wanted))
      }
      case 'site.read': {
        const wanted = input as Input<'site.read'>
        if (!this.#mayOpen(wanted.file)) return unknownFile
        return await engine.call(channel, wanted)
      }
      case 'site.lock':
        return await engine.call(channel, { ...(input as Input<'site.lock'>), reason: 'asked' })
      case 'evidence.show':
        return await this.#show(input as Input<'evidence.show'>)
      case 'firmware.openSource':
        return await this.#openSource(input as Input<'firmware.openSource'>)
      default:
        if (hasFiles(channel)) return await this.#withFiles(channel, input as Input<FileChannel>)
        return await engine.call(channel as HostChannel, input as never)
    }
  }

  /** Adds the files that the channel needs; when the person closed a dialog, the engine hears nothing. */
  async #withFiles<C extends FileChannel>(channel: C, input: Input<C>): Promise<Result<unknown>> {
    const { ask, closed } = channelFiles[channel]
    const files = await ask(this.#parts.dialogs, input)
    if (files === null) return { ok: true, value: closed }
    return await this.#parts.engine.call(channel, { ...(input as object | undefined), ...files } as never)
  }

  #remember(result: Result<unknown>): Result<unknown> {
    if (!result.ok || result.value === null) return result
    const { file, name } = SiteView.parse(result.value)
    this.allow(file)
    this.#parts.recent.remember({ file, name, openedAt: new Date().toISOString() })
    return result
  }

  async #show({ packId }: Input<'evidence.show'>): Promise<Result<unknown>> {
    const listed = await this.#parts.engine.call('evidence.list', undefined)
    if (!listed.ok) return listed
    const pack = z
      .array(PackView)
      .parse(listed.value)
      .find((known) => known.packId === packId)
    if (pack === undefined) return refused('evidence.show')
    this.#parts.showInFolder(pack.path)
    return done<'evidence.show'>(null)
  }

  /** The address comes from the answer of the engine, never from the page. */
  async #openSource({ deviceId, source }: Input<'firmware.openSource'>): Promise<Result<unknown>> {
    const { engine, dialogs, openInBrowser } = this.#parts
    const answer = await engine.call('devices.view', { id: deviceId })
    if (!answer.ok) return answer
    const named = DeviceView.parse(answer.value).firmware?.sources[source]
    if (named === undefined) return refused('firmware.openSource')
    const url = sourceLink(named.text)
    if (url === null) return notALink
    const opened = await dialogs.leaveFor(url)
    if (opened) await openInBrowser(url)
    return done<'firmware.openSource'>({ opened })
  }
}

const notALink: Result<never> = {
  ok: false,
  problem: {
    code: 'app/source-not-a-link',
    message: 'This source is not an https address with a public name. It was not opened.',
    remedy: 'Look the source up by hand, by the words that are shown.',
  },
}

/** Between processes an answer has its form for the way, where it has one. */
function answerShape(channel: Channel): z.ZodType {
  const { output, wire }: { readonly output: z.ZodType; readonly wire?: z.ZodType } = channels[channel]
  return wire ?? output
}

const done = <C extends Channel>(value: Output<C>): Result<unknown> => ({ ok: true, value })
