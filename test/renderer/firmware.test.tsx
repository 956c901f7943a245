import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { coarseDate, looseDate } from '../../renderer/text/format.ts'
import { ready, stamps } from './evidence-examples.ts'
import { deviceView, firstDevice, row, secondDevice, secondRow, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { answer, firmwareView, group, thirdDevice, undecidedGroup } from './firmware-examples.ts'
import { show } from './show.tsx'

const base = { 'site.view': site({ deviceCount: 3 }), 'firmware.view': firmwareView() }

describe('the firmware screen', () => {
  it('opens with a sentence that answers, with what is undecided and not judged in it', async () => {
    show('/firmware', base)
    expect(
      await screen.findByText(
        '1 of 3 devices runs firmware with flaws that are known to be exploited; on 1 such a flaw cannot be ruled out. 1 is past support, 1 behind the newest known firmware, and on 2 something is undecided. 1 device was not judged.',
      ),
    ).toBeTruthy()
  })

  it('does not make an assurance out of nothing found', async () => {
    const quiet = group({ is: ['quiet'], exploited: [], deviceIds: [firstDevice, secondDevice, thirdDevice] })
    show('/firmware', { ...base, 'firmware.view': firmwareView({ groups: [quiet], unjudgedIds: [], upgrades: [] }) })
    expect(await screen.findByText(/^Of 3 devices, none is known to run firmware with flaws/)).toBeTruthy()
    expect(screen.getByText('The catalog names no newer version that would clear anything here.')).toBeTruthy()
    expect(document.body.textContent).not.toMatch(/up to date|\bsecure\b|compliant/i)
  })

  it('leads from each number to its devices', async () => {
    show('/firmware', base)
    const counts = await screen.findByRole('list', { name: 'Devices by what holds of their firmware' })
    expect(
      within(counts)
        .getAllByRole('link')
        .map((link) => [link.getAttribute('aria-label'), link.getAttribute('href')]),
    ).toEqual([
      ['1 device: Known exploited', '#/devices/firmware/exploited'],
      ['1 device: Past support', '#/devices/firmware/ended'],
      ['1 device: Behind', '#/devices/firmware/behind'],
      ['1 device: Exploited flaw not ruled out', '#/devices/firmware/suspect'],
      ['2 devices: Undecided', '#/devices/firmware/undecided'],
      ['1 device: Not judged', '#/devices/firmware/unjudged'],
    ])
  })

  it('draws the fleet with a word beside every bar', async () => {
    show('/firmware', base)
    const chart = await screen.findByRole('list', { name: 'Devices by maker, model and version' })
    expect(within(chart).getByText('Known exploited')).toBeTruthy()
    expect(within(chart).getByText('Exploited flaw not ruled out')).toBeTruthy()
    expect(within(chart).getByRole('link', { name: '1 device with P3245 10.0' })).toBeTruthy()
    expect(within(chart).getByRole('link', { name: '1 device with model not known version not known' })).toBeTruthy()
  })

  it('says of each firmware what is known, how coarse and how it is known, and what to do', async () => {
    show('/firmware', base)
    const [, first, second] = within(await screen.findByRole('table', { name: 'Firmware in use' })).getAllByRole('row')
    const words = first?.textContent ?? ''
    for (const part of [
      'CVE-2026-0666',
      '1 Critical',
      '2 High',
      '1 not rated',
      '4 questions open',
      'ended end of 2025',
      '11.0',
      'at least 2 releases and 120 days behind',
      'release notes of the maker',
      'Upgrade to 11.0',
    ]) {
      expect(words).toContain(part)
    }
    const unknown = second?.textContent ?? ''
    for (const part of ['1 not ruled out', 'not in the catalog', 'no record of this maker', 'Find out: the label']) {
      expect(unknown).toContain(part)
    }
  })

  it('tells what one upgrade would clear from what it would leave', async () => {
    show('/firmware', base)
    const gains = await screen.findByRole('table', { name: 'What one upgrade would clear' })
    const words = within(gains).getAllByRole('row')[1]?.textContent ?? ''
    for (const part of [
      '11.0',
      '2, 1 of them known exploited',
      '2 of 3',
      'flaws: 1 stays',
      'items: 1 cannot be decided',
    ]) {
      expect(words).toContain(part)
    }
  })

  it('shows the first rows of a long fleet, and all when asked', async () => {
    const groups = Array.from({ length: 70 }, (_, index) => group({ id: `g${index}`, version: `10.${index}` }))
    show('/firmware', { ...base, 'firmware.view': firmwareView({ groups }) })
    const rows = async () => within(await screen.findByRole('table', { name: 'Firmware in use' })).getAllByRole('row')
    expect(await rows()).toHaveLength(61)
    for (const button of screen.getAllByRole('button', { name: 'Show all 70' })) fireEvent.click(button)
    expect(await rows()).toHaveLength(71)
    const chart = screen.getByRole('list', { name: 'Devices by maker, model and version' })
    expect(within(chart).getAllByRole('link')).toHaveLength(70)
  })

  it('says what to do first while nothing was judged', async () => {
    const nothing = firmwareView({ groups: [], upgrades: [], unjudgedIds: [firstDevice, secondDevice, thirdDevice] })
    show('/firmware', { ...base, 'firmware.view': nothing })
    expect(await screen.findByText('No firmware was judged in this visit. Assess the devices first.')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to Devices' })).toBeTruthy()
  })

  it('shows text of a device as text', async () => {
    const model = '<b id="ran">x</b>'
    show('/firmware', { ...base, 'firmware.view': firmwareView({ groups: [group({ model })] }) })
    expect(await screen.findAllByText(model)).not.toEqual([])
    expect(document.querySelector('#ran')).toBeNull()
  })
})

describe('the catalog line', () => {
  it('says version, date, age and where it is from', async () => {
    show('/firmware', base)
    const catalog = await screen.findByRole('region', { name: 'Firmware catalog' })
    expect(catalog.textContent).toContain('version 3 of 1 Nov 2026, 4 days old. Came with this app.')
    expect(within(catalog).queryByRole('alert')).toBeNull()
  })

  it('is loud when it is old, when another catalog judged, and when an imported one is not used', async () => {
    const old = {
      ...firmwareView().catalog,
      ageDays: 91,
      warning: 'Catalog is 91 days old.',
      note: 'Not used: altered.',
    }
    show('/firmware', { ...base, 'firmware.view': firmwareView({ catalog: old, judgedByOther: 2 }) })
    expect((await screen.findAllByRole('alert')).map(({ textContent }) => textContent)).toEqual([
      'Catalog is 91 days old.',
      'Not used: altered.',
      '2 devices were judged with another version of the catalog. Assess again to judge with this one.',
    ])
  })

  it.each(['/overview', '/evidence'])('is loud on %s as well when it is old', async (route) => {
    const warning = 'Catalog is 120 days old: much is not known here.'
    const old = site({ catalog: { version: 1, date: '2026-01-01', ageDays: 120, warning } })
    show(route, {
      ...base,
      'site.view': old,
      'devices.list': [],
      'evidence.list': [],
      'evidence.ready': ready(),
      'evidence.risks': [],
      'evidence.stamps': stamps(),
    })
    expect((await screen.findByRole('alert')).textContent).toBe(warning)
  })

  it('takes a newer one from a file, and asks again for what it changes', async () => {
    const catalog = { ...firmwareView().catalog, version: 4, source: 'imported' as const }
    const api = show('/firmware', { ...base, 'firmware.updateCatalog': { catalog, replaces: 3 } })
    fireEvent.click(await screen.findByRole('button', { name: 'Update from a file' }))
    expect(await screen.findByText(/^Version 4 takes the place of version 3\./)).toBeTruthy()
    await waitFor(() => expect(api.inputsOf('firmware.view')).toHaveLength(2))
    expect(api.inputsOf('firmware.updateCatalog')).toEqual([undefined])
  })

  it('says why a file was refused, and nothing when the dialog was closed', async () => {
    let refuses = true
    const api = show('/firmware', {
      ...base,
      'firmware.updateCatalog': () => {
        if (refuses) throw new FakeProblem('catalog/bundle-altered', 'The file was changed.')
        return null
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Update from a file' }))
    expect(await screen.findByText('catalog/bundle-altered')).toBeTruthy()
    refuses = false
    fireEvent.click(screen.getByRole('button', { name: 'Update from a file' }))
    await waitFor(() => expect(screen.queryByText('catalog/bundle-altered')).toBeNull())
    expect(api.inputsOf('firmware.view')).toHaveLength(1)
  })
})

describe('the devices behind a number', () => {
  const rows = [row(), secondRow, row({ id: thirdDevice, address: '10.0.0.20' })]
  const devices = { ...base, 'devices.list': rows }
  const addresses = () => screen.getAllByRole('link', { name: /^10\.0\.0\./ }).map((link) => link.textContent)

  it.each([
    ['exploited', 'Firmware: Known exploited', ['10.0.0.7']],
    ['undecided', 'Firmware: Undecided', ['10.0.0.7', '10.0.0.12']],
    ['unjudged', 'Firmware: Not judged', ['10.0.0.20']],
    [undecidedGroup.id, 'Firmware: model not known version not known', ['10.0.0.12']],
  ])('%s are these and no others', async (filter, words, expected) => {
    show(`/devices/firmware/${filter}`, devices)
    expect(await screen.findByText(words)).toBeTruthy()
    expect(addresses().sort()).toEqual(expected.toSorted())
  })

  it('are none when the answer has changed since, and the way back is there', async () => {
    show('/devices/firmware/0123456789abcdef', devices)
    expect(await screen.findByText('Firmware: an answer that has changed since')).toBeTruthy()
    expect(screen.queryAllByRole('link', { name: /^10\.0\.0\./ })).toEqual([])
    expect(screen.getByRole('link', { name: 'Show all devices' }).getAttribute('href')).toBe('#/devices')
  })

  it('are the only ones that "all" means here', async () => {
    const api = show('/devices/firmware/exploited', { ...devices, 'assess.start': null })
    fireEvent.click(await screen.findByRole('button', { name: 'Assess all 1' }))
    await waitFor(() => expect(api.inputsOf('assess.start')).toEqual([{ ids: [firstDevice] }]))
  })
})

describe('the firmware of one device', () => {
  const route = `/devices/${firstDevice}`
  const device = { 'site.view': site(), 'devices.view': deviceView({ firmware: answer }) }

  it('says what holds, what to do and what to do until then, with coarse dates', async () => {
    show(route, device)
    const panel = await screen.findByRole('region', { name: 'Firmware' })
    for (const part of [
      'Known exploited',
      'Upgrade to 11.0',
      'isolate it',
      'supported until end of 2030',
      'ends end of Mar 2027',
      'Catalog 3 of 1 Nov 2026',
    ]) {
      expect(panel.textContent).toContain(part)
    }
  })

  it.each([
    [
      { date: '2023-01-12', precision: 'day', passed: true, atLatest: true } as const,
      'ended by 12 Jan 2023, since when is not known',
    ],
    [null, 'end of sale not known'],
  ])('says of the sale no more than is known', async (endOfSale, words) => {
    show(route, { ...device, 'devices.view': deviceView({ firmware: { ...answer, endOfSale } }) })
    expect(await screen.findByText(words)).toBeTruthy()
  })

  it('says loudly that the catalog of the answer is old', async () => {
    const catalogWarning = 'Catalog is 120 days old: much is not known here.'
    show(route, { ...device, 'devices.view': deviceView({ firmware: { ...answer, catalogWarning } }) })
    expect((await screen.findByRole('alert')).textContent).toBe(catalogWarning)
  })

  it('gives the reasons: what applies first, what is open with the fact that would decide it, what is ruled out last', async () => {
    show(route, device)
    fireEvent.click(await screen.findByRole('tab', { name: /^Firmware/ }))
    const [, ...reasons] = within(screen.getByRole('table', { name: 'Flaws in the catalog' })).getAllByRole('row')
    expect(
      reasons.map((reason) => within(reason).getByText(/^(Applies|Cannot decide|Ruled out)$/).textContent),
    ).toEqual(['Applies', 'Cannot decide', 'Ruled out'])
    expect(reasons[1]?.textContent).toContain('Would decide it: the advisory of the maker.')
    expect(screen.getByText('Is there newer firmware?')).toBeTruthy()
    expect(screen.queryByText('Does CVE-2026-0004 apply?')).toBeNull()
  })

  it('opens a source by its place alone, and offers none that is no link', async () => {
    const api = show(route, { ...device, 'firmware.openSource': { opened: true } })
    fireEvent.click(await screen.findByRole('tab', { name: /^Firmware/ }))
    expect(screen.getByText('published 2026-03, read 1 Nov 2026')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Open source 2' })).toBeNull()
    fireEvent.click(screen.getAllByRole('button', { name: 'Open source 1' })[0] as HTMLElement)
    await waitFor(() => expect(api.inputsOf('firmware.openSource')).toEqual([{ deviceId: firstDevice, source: 0 }]))
    expect(screen.queryAllByRole('link', { name: /maker\.com/ })).toEqual([])
  })

  it('says so where nothing was judged', async () => {
    show(route, { ...device, 'devices.view': deviceView() })
    expect(await screen.findByText('No firmware was judged in this visit.')).toBeTruthy()
  })
})

describe('dates of the catalog', () => {
  it('are shown as coarse as they are', () => {
    expect(coarseDate('2031-12-31', 'year')).toBe('2031')
    expect(coarseDate('2031-12-31', 'month')).toBe('Dec 2031')
    expect(coarseDate('2031-12-31', 'day')).toBe('31 Dec 2031')
    expect(looseDate('snapshot of early 2024')).toBe('snapshot of early 2024')
  })
})
