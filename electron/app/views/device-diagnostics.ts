import type { Output } from '../../contract/channels.ts'
import { PrivateValues } from '../../engine/recording/private-values.ts'
import { leakIn, StandIns } from '../../engine/recording/stand-ins.ts'
import type { Device } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'

type View = Output<'devices.view'>

/** Facts whose words name people, networks or other machines: only how their reading ended is told. */
const personal = /^(accounts|logins\.|site\.|network\.(hostname|interfaces|addressing|filter)|log\.syslog|recorder\.)/
/** Marks that a person wrote, or that are a number of this very device. */
const ownMarks = /(name|scopes|serial|usn|mac|title|location|foreign|services|endpoint)/i

/**
 * What whoever maintains a driver needs to see what went wrong, as JSON: how each reading ended, which marks were heard. Addresses,
 * serial numbers, names and accounts are left out; no fact holds a secret. Raw answers go along with made-up values in the place of
 * private ones; one that still holds such a value afterwards is left out.
 */
export function deviceDiagnostics(
  view: View,
  device: Device,
  app: { readonly version: string },
  readings: Readings = {},
): Buffer {
  const hide = hider(device)
  const marks = Object.entries(device.marks).filter(([name]) => !ownMarks.test(name))
  return Buffer.from(
    `${JSON.stringify(
      {
        app: app.version,
        madeAt: new Date().toISOString(),
        vendor: device.identity.manufacturer,
        model: device.identity.model,
        firmware: device.identity.firmware,
        build: device.identity.build,
        class: device.deviceClass,
        driver: device.driver,
        ports: device.endpoint.ports,
        marks: Object.fromEntries(marks.map(([name, value]) => [name, hide(value)])),
        facts: view.facts.map(({ name, end, asLeft, problem }) => ({
          name,
          end,
          value: asLeft === null || personal.test(name) ? null : hide(asLeft),
          problem: problem && { code: problem.code, message: hide(problem.message) },
        })),
        findings: view.findings.map(({ item, check, outcome, problem }) => ({
          item,
          check,
          outcome,
          problem: problem && { code: problem.code, message: hide(problem.message) },
        })),
        answers: rawAnswers(view, device, readings),
      },
      null,
      2,
    )}\n`,
  )
}

/** Questions and answers as they were, with every private value replaced. Answers that name people or networks stay here. */
function rawAnswers({ excerpts }: View, device: Device, readings: Readings) {
  const { firmware, build } = device.identity
  const standIns = new StandIns([firmware, build].filter((each) => each !== null))
  const said = (text: string) => ({ line: '', headers: [], body: Buffer.from(text) })
  const told = excerpts.filter(({ fact }) => !personal.test(fact))
  new PrivateValues(standIns, device).collect(
    readings,
    excerpts.map(({ over, request, answer, at }) => ({
      over: over as 'HTTP',
      address: device.endpoint.address,
      port: 0,
      request: said(request),
      answer: said(answer),
      at,
    })),
  )
  return told.flatMap(({ fact, look, over, request, answer, removed, cut }) => {
    const raw = { fact, look, over, request: standIns.replace(request), answer: standIns.replace(answer), removed, cut }
    return leakIn(`${raw.request}\n${raw.answer}`, standIns.originals()) === null ? [raw] : []
  })
}

/** Takes the own numbers of a device and everything that looks like an address out of a text; its firmware stays. */
function hider({ identity, endpoint }: Device): (text: string) => string {
  const own = [identity.serial, identity.hardwareId, endpoint.address, ...identity.macs].filter(
    (part): part is string => part !== null && part.length > 3,
  )
  const keep = identity.firmware ?? ''
  return (text) => {
    const withoutOwn = own.reduce((left, part) => left.split(part).join('<own>'), text)
    return withoutOwn
      .replace(/\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi, '<mac>')
      .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, (found) => (keep.includes(found) ? found : '<address>'))
      .replace(/\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*\b/gi, '<address>')
  }
}
