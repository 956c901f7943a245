import { createHash } from 'node:crypto'
import type { Sighting } from '../model/device.ts'
import type { HttpAnswer, HttpRequest } from '../protocols/http/http-request.ts'
import { macText } from '../protocols/mac-text.ts'
import { classOfText } from './device-class.ts'
import { makerOfMarks } from './makers.ts'
import type { Heard } from './probe.ts'

interface Asking {
  readonly ask: (request: Pick<HttpRequest, 'method' | 'path' | 'headers' | 'body'>) => Promise<HttpAnswer | null>
  readonly sight: (heard: Pick<Heard, 'identity' | 'deviceClass' | 'marks'>) => void
}

/**
 * Asks what a maker tells everybody, without login, and only where the answer is not known yet: Axis its model and firmware, a
 * web server that gave no sign of its maker its icon.
 */
export async function askUnlogged(earlier: readonly Sighting[], asking: Asking): Promise<void> {
  const marks: Readonly<Record<string, string>> = Object.assign({}, ...earlier.map((sighting) => sighting.marks))
  const named = earlier.map(({ identity }) => identity.manufacturer ?? '').find((maker) => maker !== '')
  const maker = makerOfMarks(marks) ?? named ?? null
  const knows = (part: 'model' | 'firmware') => earlier.some(({ identity }) => (identity[part] ?? '') !== '')
  if (maker === null) return await askIcon(asking)
  if (/^axis\b/i.test(maker) && !(knows('model') && knows('firmware'))) await askAxis(asking)
}

/** @see Rapid7 Recog, favicons.xml */
async function askIcon({ ask, sight }: Asking): Promise<void> {
  const answer = await ask({ method: 'GET', path: '/favicon.ico' })
  if (answer === null || answer.status !== 200 || answer.body.length === 0) return
  if (/html|xml|json/i.test(answer.headers['content-type'] ?? '')) return
  sight({ marks: { 'http.icon': createHash('md5').update(answer.body).digest('hex') } })
}

/** @see VAPIX Basic device information, getAllUnrestrictedProperties: answered without login, also when a password is set */
async function askAxis({ ask, sight }: Asking): Promise<void> {
  const answer = await ask({
    method: 'POST',
    path: '/axis-cgi/basicdeviceinfo.cgi',
    headers: { 'Content-Type': 'application/json' },
    body: '{"apiVersion":"1.0","method":"getAllUnrestrictedProperties"}',
  })
  if (answer?.status !== 200) return
  const said = membersOf(membersOf(membersOf(parseJson(answer.body)).data).propertyList)
  const text = (name: string): string | null => (typeof said[name] === 'string' ? said[name] : null)
  const model = text('ProdNbr')
  if (model === null) return
  const mac = macText(text('SerialNumber'))
  sight({
    deviceClass: classOfText(text('ProdType')),
    identity: {
      manufacturer: text('Brand'),
      model,
      firmware: text('Version'),
      serial: text('SerialNumber'),
      hardwareId: text('HardwareID'),
      macs: mac === null ? [] : [mac],
    },
    marks: { 'vapix.product': text('ProdFullName') ?? '' },
  })
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // A page where JSON was expected: another product behind the same realm.
    return null
  }
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
