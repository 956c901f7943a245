import { describe, expect, it } from 'vitest'
import { html } from '../../electron/exporters/html.ts'
import { exporters } from '../../electron/exporters/index.ts'
import { sampleInput } from '../evidence/support/sample-visit.ts'

const { site, visit, catalog, devices, changes, waivers = [] } = sampleInput()
const input = {
  ...{ site, visit, catalog, changes, waivers },
  devices: devices.map(({ device }) => device),
  asFound: devices.flatMap(({ asFound }) => asFound),
  asLeft: devices.flatMap(({ asLeft }) => asLeft),
}

describe('the page of an export', () => {
  const page = html.write(input).toString()

  it('has every finding, change and waiver, and the same numbers as a pack', () => {
    expect(exporters).toContain(html)
    for (const { title } of input.asLeft) expect(page).toContain(title)
    expect(page).toContain('time-synchronized')
    expect(page).toContain('The list of devices on the wall.')
    expect(page).toMatch(/Fixed<\/th><td>0<\/td><td>6<\/td>/)
    expect(html.write(input).toString()).toBe(page)
  })

  it('says that it proves nothing, and gives no steps to check it', () => {
    expect(page).toContain('Not sealed: written for reading alone.')
    expect(page).not.toContain('How to verify')
    expect(page).not.toContain('What the seal proves')
    // What it was not told it does not call empty.
    expect(page).not.toContain('Convergence gaps')
    expect(page).not.toContain('<h2>Attestations')
  })

  it('shows what a device says as text', () => {
    const [first, ...rest] = input.asLeft
    if (first === undefined) throw new Error('the sample is empty')
    const evil = { ...first, observed: '<img src=x onerror=alert(1)>\u202E' }
    const text = html.write({ ...input, asLeft: [evil, ...rest] }).toString()
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;img src=x')
  })
})
