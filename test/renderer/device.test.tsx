import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { change, deviceView, firstDevice, secondDevice, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const route = `/devices/${firstDevice}`
const base = { 'site.view': site(), 'devices.view': deviceView() }

afterEach(() => vi.useRealTimers())

describe('one device', () => {
  it('shows as found beside as left, and more in the row', async () => {
    const api = show(route, base)
    expect(await screen.findByText('accepted: root')).toBeTruthy()
    expect(screen.getByText('refused')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Details of ACC-01' }))
    expect(screen.getByText('IEC 62443-4-2 CR 1.5')).toBeTruthy()
    expect(screen.getByText('Change it in the web page.')).toBeTruthy()
    expect(api.inputsOf('devices.view')).toEqual([{ id: firstDevice }])
  })

  it('says what is not known, and how facts ended', async () => {
    show(route, base)
    expect(await screen.findAllByText('not known')).toHaveLength(2)
    fireEvent.click(screen.getByRole('tab', { name: /Not read/ }))
    const unread = screen.getByRole('tabpanel')
    expect(within(unread).getByText('Login refused')).toBeTruthy()
    expect(within(unread).getByText(/It said no\./)).toBeTruthy()
    expect(within(unread).getByText(/Enter an account\./)).toBeTruthy()
    expect(within(unread).getByText('device/credentials-refused')).toBeTruthy()
  })

  it('shows facts by area, as found beside as left', async () => {
    show(route, base)
    fireEvent.click(await screen.findByRole('tab', { name: /Facts/ }))
    const area = screen.getByRole('region', { name: 'Accounts and logins' })
    expect(within(area).getByText('Published default logins')).toBeTruthy()
    expect(within(area).getByText('1 tried, accepted: root on onvif')).toBeTruthy()
    expect(within(area).getByText('1 tried, accepted: none')).toBeTruthy()
    expect(within(area).queryByText('Accounts of ONVIF')).toBeNull()
  })

  it('comes back with the tab that was left open, and begins another device at its items', async () => {
    const before = show(route, base)
    fireEvent.click(await screen.findByRole('tab', { name: /History/ }))
    await waitFor(() => expect(before.drafts.size).toBe(1))
    cleanup()
    show(route, base, before)
    const selected = async () => (await screen.findByRole('tab', { selected: true })).textContent
    expect(await selected()).toMatch(/^History/)
    cleanup()
    const other = deviceView()
    show(
      `/devices/${secondDevice}`,
      { ...base, 'devices.view': { ...other, row: { ...other.row, id: secondDevice } } },
      before,
    )
    expect(await selected()).toMatch(/^Items/)
  })

  it('shows what was asked and answered behind an item', async () => {
    show(route, base)
    fireEvent.click(await screen.findByRole('button', { name: 'Details of ACC-01' }))
    expect(screen.getByText('GetUsers')).toBeTruthy()
    expect(screen.getByText('200 OK')).toBeTruthy()
    expect(screen.getByText(/Secrets were taken out/)).toBeTruthy()
  })

  it('says how good its driver is, and what it asks a yes for', async () => {
    const known = deviceView().driver
    if (known === null) throw new Error('the example has a driver')
    show(route, { ...base, 'devices.view': deviceView({ driver: { ...known, unproven: ['log.syslog'] } }) })
    const panel = await screen.findByRole('region', { name: 'Driver' })
    expect(within(panel).getByText('Silver')).toBeTruthy()
    expect(within(panel).getByText('Syslog')).toBeTruthy()
    expect(within(panel).getByText('Stops after 2 wrong logins per account in 30 min.')).toBeTruthy()
  })

  it('keeps one that no driver knows visible, and says so', async () => {
    show(route, { ...base, 'devices.view': deviceView({ driver: null }) })
    expect(await screen.findByText(/No driver knows this device/)).toBeTruthy()
  })

  it('tells its visits, and that another device took the place', async () => {
    const visit = {
      number: 2,
      startedAt: '2026-01-02T03:04:05.000Z',
      current: true,
      sealedAt: null,
      firmware: '2.0',
      serial: 'NEW',
      counts: site().counts,
      changes: [],
    }
    const before = { ...visit, number: 1, current: false, sealedAt: visit.startedAt, firmware: '1.0', serial: 'OLD' }
    show(route, { ...base, 'devices.view': deviceView({ visits: [visit, before] }) })
    fireEvent.click(await screen.findByRole('tab', { name: /History/ }))
    expect(screen.getByText('Serial OLD, then NEW: another device in its place')).toBeTruthy()
    expect(screen.getByText('Firmware 1.0, then 2.0')).toBeTruthy()
    expect(screen.getByText(/going on/)).toBeTruthy()
  })

  it('saves diagnostics on purpose', async () => {
    const api = show(route, { ...base, 'devices.diagnostics': { saved: true } })
    fireEvent.click(await screen.findByRole('button', { name: 'Save diagnostics' }))
    expect(await screen.findByText('Diagnostics saved.')).toBeTruthy()
    expect(api.inputsOf('devices.diagnostics')).toEqual([{ id: firstDevice }])
  })

  it('shows text of the device as text', async () => {
    const hostile = '<b id="ran">x</b>'
    show(route, {
      ...base,
      'devices.view': deviceView({ recognisedBy: [hostile], identity: [{ name: 'model', value: hostile }] }),
    })
    expect(await screen.findAllByText(hostile)).toHaveLength(2)
    expect(document.querySelector('#ran')).toBeNull()
  })
})

describe('a password', () => {
  it('is shown on purpose and goes away by itself after 15 seconds', async () => {
    const api = show(route, { ...base, 'devices.reveal': { text: 'k7-hidden-word' } })
    const reveal = await screen.findByRole('button', { name: 'Show the password of root' })
    expect(document.body.innerHTML).not.toContain('k7-hidden-word')
    vi.useFakeTimers({ shouldAdvanceTime: true })
    fireEvent.click(reveal)
    const shown = await screen.findByLabelText('Password of root')
    expect(shown.textContent).toBe('k7-hidden-word')
    expect(api.inputsOf('devices.reveal')).toEqual([{ id: firstDevice, username: 'root' }])
    for (let second = 0; second < 15; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000))
    expect(document.body.innerHTML).not.toContain('k7-hidden-word')
  })

  it('goes away at once when asked', async () => {
    show(route, { ...base, 'devices.reveal': { text: 'k7-hidden-word' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Show the password of root' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Hide now' }))
    expect(document.body.innerHTML).not.toContain('k7-hidden-word')
  })

  it('hands a copy out under a passphrase of its own, and takes a certificate in from a file', async () => {
    const api = show(route, {
      ...base,
      'devices.handOuts': {
        copy: {
          takenAt: '2026-01-02T03:04:05.000Z',
          restore: 'Load it in the web page.',
          files: [{ name: 'config.bin', sizeBytes: 2048, sha256: 'ab'.repeat(32) }],
        },
        takesCertificates: true,
      },
      'devices.handOutCopy': { saved: true },
      'devices.installCertificate': change({ state: 'fixed' }),
    })
    const copy = await screen.findByRole('region', { name: 'Copy of the configuration' })
    const save = within(copy).getByRole('button', { name: 'Save the copy' }) as HTMLButtonElement
    expect(save.disabled).toBe(true)
    const field = within(copy).getByLabelText('Passphrase for this copy') as HTMLInputElement
    fireEvent.change(field, { target: { value: 'twelve or more' } })
    fireEvent.click(save)
    expect(await within(copy).findByText(/^Saved\./)).toBeTruthy()
    expect(field.value).toBe('')
    expect(api.inputsOf('devices.handOutCopy')).toEqual([{ id: firstDevice, passphrase: 'twelve or more' }])
    fireEvent.click(screen.getByRole('button', { name: 'Take a certificate into use' }))
    expect(await screen.findByText('Certificate: Fixed.')).toBeTruthy()
  })

  it('is refused when the unlock is long ago, and says what to do', async () => {
    show(route, {
      ...base,
      'devices.reveal': () => {
        throw new FakeProblem('vault/unlock-too-old', 'Too long ago.', 'Lock and unlock.')
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Show the password of root' }))
    expect(await screen.findByText('vault/unlock-too-old')).toBeTruthy()
  })

  it('without proof is said loudly', async () => {
    show(route, {
      ...base,
      'site.view': site({ unresolved: 1 }),
      'devices.view': deviceView({ vaultAccounts: [{ username: 'root', candidates: 2, state: 'unresolved' }] }),
    })
    expect(await screen.findByText('2 candidates: the proof is missing')).toBeTruthy()
    expect(screen.getByText(/1 device password is not proven. Every candidate is safe in the vault./)).toBeTruthy()
  })
})

describe('a device that is gone, with a password change without proof', () => {
  const open = { username: 'root', candidates: 2, state: 'unresolved' }

  it('is ended by a person who says what became of it', async () => {
    const api = show(route, {
      ...base,
      'devices.view': deviceView({ vaultAccounts: [{ ...open, isDeviceGone: true }] }),
      'devices.giveUpPassword': null,
    })
    fireEvent.click(await screen.findByRole('button', { name: 'The device is gone: end the change of root' }))
    const end = screen.getByRole('button', { name: 'End the change' })
    expect((end as HTMLButtonElement).disabled).toBe(true)
    fireEvent.change(screen.getByRole('textbox', { name: 'What became of the device?' }), {
      target: { value: 'exchanged after lightning' },
    })
    fireEvent.click(end)
    await waitFor(() =>
      expect(api.inputsOf('devices.giveUpPassword')).toEqual([
        { id: firstDevice, username: 'root', reason: 'exchanged after lightning' },
      ]),
    )
  })

  it('is not offered while the device can still tell', async () => {
    show(route, { ...base, 'devices.view': deviceView({ vaultAccounts: [open] }) })
    expect(await screen.findByText('2 candidates: the proof is missing')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /The device is gone/ })).toBeNull()
  })
})

describe('another certificate than at first contact', () => {
  const problem = { code: 'device/identity-changed', message: 'It differs.', remedy: 'Find out why.' }
  const changed = deviceView({ trouble: problem })

  it('is accepted only by somebody who says that they know why, and the device is read again', async () => {
    const api = show(route, { ...base, 'devices.view': changed, 'devices.trustAnew': null, 'assess.start': null })
    const accept = await screen.findByRole('button', { name: 'Accept the new certificate' })
    expect((accept as HTMLButtonElement).disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: 'I know why the certificate changed' }))
    fireEvent.click(accept)
    await waitFor(() => expect(api.inputsOf('assess.start')).toEqual([{ ids: [firstDevice] }]))
    expect(api.inputsOf('devices.trustAnew')).toEqual([{ id: firstDevice }])
  })

  it('is not offered for other trouble', async () => {
    const unreachable = { ...problem, code: 'device/unreachable', message: 'No answer.' }
    show(route, { ...base, 'devices.view': deviceView({ trouble: unreachable }) })
    expect(await screen.findByText('No answer.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Accept the new certificate' })).toBeNull()
  })
})

describe('work on one device', () => {
  it('assesses it alone', async () => {
    const api = show(route, { ...base, 'assess.start': null })
    fireEvent.click(await screen.findByRole('button', { name: 'Assess again' }))
    await waitFor(() => expect(api.inputsOf('assess.start')).toEqual([{ ids: [firstDevice] }]))
  })
})
