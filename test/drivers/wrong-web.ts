import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import type { Driver } from '../../electron/drivers/driver.ts'
import { ExpectedError } from '../../electron/model/errors.ts'
import type { FactKey } from '../../electron/model/facts.ts'
import { selfSignedCertificate } from '../../electron/practice/certificate.ts'
import { login } from './onvif/connection.ts'
import { reader } from './vendor-device.ts'
import { type wrongAnswers, wrongDevice } from './web-double.ts'

type Wrong = (typeof wrongAnswers)[number]
const admin = login('admin', 'right')

/** Every reading of such a device ends in a typed error, nothing is changed, and a login is shown once. */
export async function expectErrors(driver: Driver, facts: readonly FactKey[], wrong: Wrong): Promise<void> {
  const read = reader(driver)
  const { connection, seen } = await wrongDevice(wrong, admin)
  for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(ExpectedError)
  const own = seen.filter(({ url }) => !url.startsWith('/onvif'))
  expect(own.length).toBeGreaterThan(0)
  expect(own.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(own.filter(({ url }) => /direction=WRITE|setparam|editaccount|ctrl|restart/i.test(url))).toEqual([])
  if (wrong.guarded) return
  expect(own.filter(({ headers }) => headers.authorization !== undefined).length).toBeLessThanOrEqual(1)
}

/** What such a device answers to a login is never taken for a yes. */
export async function expectNoYes(driver: Driver, wrong: Wrong): Promise<void> {
  const web = driver.logins.find(({ name }) => name === 'web')
  const { connection } = await wrongDevice(wrong, admin)
  const answer = await web?.authenticate(connection, admin).catch((error: unknown) => error)
  expect(answer === 'refused' || answer instanceof ExpectedError).toBe(true)
}

/** A web server behind TLS, and what it was asked. */
export async function secureServer(
  answer: (body: string, url: string) => { readonly status?: number; readonly type?: string; readonly text: string },
): Promise<{ readonly address: string; readonly port: number; readonly seen: string[] }> {
  const address = '127.72.0.9'
  const wish = { name: 'camera', organization: 'maker', address, keyBits: 2_048, hash: 'sha256' } as const
  const { key, cert } = await selfSignedCertificate({
    ...wish,
    validFrom: new Date('2020-01-01'),
    validTo: new Date('2040-01-01'),
  })
  const seen: string[] = []
  const server = https.createServer({ key, cert }, async (request, response) => {
    let body = ''
    for await (const piece of request) body += (piece as Buffer).toString('utf8')
    seen.push(`${request.method} ${request.url} ${body}`)
    const { status = 200, type = 'application/json', text } = answer(body, request.url ?? '')
    response.writeHead(status, { 'Content-Type': type })
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address, port: (server.address() as AddressInfo).port, seen }
}
