import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jpeg from 'jpeg-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SecondPersonRefused } from '../../electron/engine/change/second-persons.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { SiteReader } from '../../electron/engine/site-reader.ts'
import { SegmentationNotTested } from '../../electron/engine/statements/segmentation.ts'
import { type NewAttestation, StatementRefused } from '../../electron/engine/statements/site-statements.ts'
import { Secret } from '../../electron/model/secret.ts'
import { inDays, never, newSite, passphrase, SiteFixture, sessionOptions } from './site-fixture.ts'

const photo = () => jpeg.encode({ data: Buffer.alloc(16 * 16 * 4, 120), width: 16, height: 16 }, 80).data

const attestation = (patch: Partial<NewAttestation>): NewAttestation => ({
  item: 'INV-04',
  deviceIds: null,
  answer: 'met',
  statement: 'The owner is named in the contract.',
  measurement: null,
  by: 'T. Tester',
  role: 'technician',
  photos: [],
  ...patch,
})

const oneItem = (check: string, id = 'ours') => `id: ${id}
title: Ours
version: 1.0.0
items:
  - id: TIM-02
    check: ${check}
    title: The clock is right
    severity: high
    references: []
    rationale: Because.
    params: { maxOffsetSeconds: 60 }
    instruction: Set it.
`

describe('what people say of a site', () => {
  let folder: string
  let file: string
  let session: SiteSession
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-test-'))
    file = join(folder, 'site.fieldseal')
    const site = newSite({ ntpServers: [], neededProtocols: [] })
    session = await SiteSession.create(file, Secret.of(passphrase), site, sessionOptions)
    session.confirmScope({ targets: ['127.77.0.0/29'], interfaces: [], excluded: [] })
  })
  afterEach(() => {
    session.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const siteOutcome = (item: string) => session.findings('site').asLeft.find((finding) => finding.item === item)

  it('is kept, logged and counted at once, with the name of who looked', () => {
    const [made] = session.statements.attest(attestation({ item: 'NET-13', role: 'customer' }))
    expect(made).toMatchObject({ item: 'NET-13', by: 'T. Tester', deviceId: null })
    expect(siteOutcome('NET-13')).toMatchObject({
      outcome: 'attested',
      attestation: { by: 'T. Tester', state: 'valid' },
    })
  })

  it('is withdrawn without a trace being lost: it counts for nothing, and the log tells both', () => {
    const made = session.statements.attest(attestation({ item: 'NET-13', role: 'customer' }))
    const ids = made.map(({ id }) => id)
    session.statements.withdraw(ids)
    expect(session.statements.attestations()).toEqual([])
    expect(siteOutcome('NET-13')?.outcome).toBe('notchecked')
    const types = session.logPage(null, 50).map(({ line }) => JSON.parse(line).type)
    expect(types).toEqual(expect.arrayContaining(['item.attested', 'attestation.withdrawn']))
    expect(() => session.statements.withdraw(ids)).toThrow(StatementRefused)
  })

  it('gives way to the attestation before it when the newer one is withdrawn', () => {
    session.statements.attest(attestation({ item: 'NET-13', role: 'customer', by: 'First' }))
    const [newer] = session.statements.attest(
      attestation({ item: 'NET-13', role: 'customer', by: 'Second', answer: 'not-met' }),
    )
    expect(siteOutcome('NET-13')?.outcome).toBe('fail')
    session.statements.withdraw([newer?.id ?? ''])
    expect(siteOutcome('NET-13')).toMatchObject({ outcome: 'attested', attestation: { by: 'First' } })
  })

  it('is not withdrawn once it stands in a sealed pack', async () => {
    const made = session.statements.attest(attestation({ item: 'NET-13', role: 'customer' }))
    await session.assess({ devices: null, signal: never(), on: () => undefined })
    const out = join(folder, 'pack.asice')
    await session.seal({ variant: 'insurer', out, nonce: null, signal: never(), on: () => undefined })
    expect(() => session.statements.withdraw(made.map(({ id }) => id))).toThrow(StatementRefused)
    expect(session.statements.attestations()).toHaveLength(1)
  })

  it('leaves a line for every change of the site record, without its values, and names who signs instead of whom', () => {
    const { settings } = session.site()
    session.updateSite({ settings: { ...settings, gateways: ['127.77.0.1'] }, zones: [] })
    session.updateSite({ technician: 'S. Else' })
    session.updateSite({ technician: 'S. Else', deviceViews: [] })
    const lines = session
      .logPage(null, 100)
      .toSorted((left, right) => left.position - right.position)
      .map(({ line }) => JSON.parse(line) as { readonly type: string })
      .filter(({ type }) => type === 'site.changed')
    expect(lines).toMatchObject([
      { by: 'T. Tester', fields: ['zones', 'settings.gateways'] },
      {
        by: 'T. Tester',
        fields: ['technician'],
        from: { technician: 'T. Tester', company: 'Test installer' },
        to: { technician: 'S. Else', company: 'Test installer' },
      },
    ])
    expect(JSON.stringify(lines)).not.toContain('127.77.0.1')
  })

  it('keeps a photo under the hash of what is kept', () => {
    const [made] = session.statements.attest(
      attestation({ item: 'NET-13', role: 'customer', photos: [{ bytes: photo(), caption: 'rack', takenAt: null }] }),
    )
    const [attachment] = made?.attachments ?? []
    expect(session.statements.attachment(attachment?.sha256 ?? '')?.length).toBe(attachment?.bytes)
  })

  it.each([
    ['says nothing', { statement: '  ' }],
    ['is the word of the technician where the customer has to answer', { item: 'NET-13' }],
    ['shows no signature where one is wanted', { item: 'ACC-09', role: 'customer' }],
    ['names nobody', { by: '' }],
    ['is about an item that the list does not have', { item: 'XYZ-99' }],
    ['is about a device that the site does not have', { deviceIds: ['nobody'] }],
    ['is about something that is looked at over the network', { item: 'ACC-01' }],
  ] as const)('is refused when it %s', (_, patch) => {
    expect(() => session.statements.attest(attestation(patch as Partial<NewAttestation>))).toThrow(StatementRefused)
    expect(session.statements.attestations()).toEqual([])
  })

  it('is one statement over many devices, with the word of those that are otherwise', async () => {
    const site = await SiteFixture.start({ devices: 4, personality: 'onvif-camera' })
    try {
      await site.discover()
      await site.assess()
      const { statements } = site.session
      const item = 'REC-01b'
      const ids = site.session.devices().map(({ id }) => id)
      const [odd = ''] = ids
      const given = attestation({ item, deviceIds: ids, statement: 'Locked cabinet, seen on site.' })
      const exception = { deviceId: odd, answer: 'not-met', statement: 'The cabinet has no door.' } as const
      const made = statements.attest({ ...given, exceptions: [exception] })
      expect(made.map(({ deviceId, answer }) => [deviceId, answer])).toEqual(
        ids.map((id) => [id, id === odd ? 'not-met' : 'met']),
      )
      const lines = site.session.logPage(null, 1_000).filter(({ line }) => line.includes('"item.attested"'))
      expect(lines).toHaveLength(1)
      expect(JSON.parse(lines[0]?.line ?? '')).toMatchObject({
        devices: ids,
        answer: 'met',
        exceptions: [{ device: odd, answer: 'not-met' }],
      })
      for (const device of site.session.devices())
        expect(site.outcome(device, item)).toBe(device.id === odd ? 'fail' : 'attested')
      const before = statements.attestations().length
      for (const wrong of [
        { ...exception, deviceId: 'another' },
        { ...exception, statement: ' ' },
      ])
        expect(() => statements.attest({ ...given, exceptions: [wrong] })).toThrow(StatementRefused)
      expect(statements.attestations()).toHaveLength(before)
    } finally {
      await site.stop()
    }
  }, 30_000)

  it('may hold shorter than its item says, and never longer', () => {
    const { statements } = session
    const item = 'REC-01b'
    const most = session.checklist().items.find(({ id }) => id === item)?.form?.holdsDays ?? 0
    expect(most).toBeGreaterThan(3)
    const attest = (until: string | null) => statements.attest(attestation({ item, holdsUntil: until }))[0]
    expect(attest(inDays(3))?.holdsUntil).toBe(inDays(3))
    for (const wrong of ['2026-02-31', inDays(-1), inDays(most + 2)]) {
      expect(() => attest(wrong)).toThrow(StatementRefused)
    }
    expect(attest(null)?.holdsUntil).toBe(inDays(most))
  })

  it('can be a waiver, which ends on its day and is counted as waived until then', () => {
    const waiver = session.statements.waive({
      item: 'NET-13',
      deviceId: null,
      reason: 'The gateway comes in January.',
      compensatingControl: 'Remote access is unplugged.',
      approver: 'C. Customer',
      requestedBy: 'T. Tester',
      expiresOn: inDays(30),
    })
    expect(siteOutcome('NET-13')).toMatchObject({ outcome: 'waived', waiver: { approver: 'C. Customer' } })
    session.statements.revoke(waiver.id)
    expect(siteOutcome('NET-13')?.outcome).not.toBe('waived')
  })

  it.each([
    ['in the past', inDays(-1)],
    ['today', inDays(0)],
    ['in two years', inDays(730)],
    ['never', ''],
    ['on no day', '2027-13-45'],
    ['on the 31st of February', '2027-02-31'],
  ])('cannot be a waiver that ends %s', (_, expiresOn) => {
    const waiver = {
      item: 'NET-13',
      deviceId: null,
      reason: 'r',
      compensatingControl: 'c',
      approver: 'a',
      requestedBy: 'b',
    }
    expect(() => session.statements.waive({ ...waiver, expiresOn })).toThrow(StatementRefused)
  })

  it('is refused with the day that it is in UTC, which need not be the day on the wall', () => {
    const waiver = {
      item: 'NET-13',
      deviceId: null,
      reason: 'r',
      compensatingControl: 'c',
      approver: 'a',
      requestedBy: 'b',
    }
    const inUtc = /In UTC, by which days count, it is \d{4}-\d{2}-\d{2}\./
    expect(() => session.statements.waive({ ...waiver, expiresOn: inDays(-1) })).toThrow(inUtc)
    expect(() =>
      session.statements.attest(attestation({ item: 'NET-13', role: 'customer', holdsUntil: inDays(-2) })),
    ).toThrow(inUtc)
  })

  it('can be read by a second technician while the first has the site open, and not changed', async () => {
    session.statements.attest(attestation({ item: 'NET-13', role: 'customer' }))
    await expect(SiteSession.open(file, Secret.of(passphrase), sessionOptions)).rejects.toMatchObject({
      code: 'store/in-use',
    })
    const view = await SiteReader.read(file, Secret.of(passphrase), sessionOptions)
    try {
      expect(view.findings('site').asLeft).toEqual(session.findings('site').asLeft)
      expect(view.site()).toEqual(session.site())
      expect(() => view.checklists.use('baseline')).toThrow(expect.objectContaining({ code: 'store/read-only' }))
    } finally {
      view.close()
    }
    // The first one works on as before.
    session.statements.attest(attestation({ item: 'NET-13', role: 'customer', statement: 'Looked once more.' }))
    expect(session.statements.attestations()).toHaveLength(2)
  })

  it('asks the second person for a passphrase of their own', async () => {
    const { secondPersons } = session
    await secondPersons.enroll('Maria Meier', Secret.of('another long passphrase'))
    expect(secondPersons.names()).toEqual(['Maria Meier'])
    expect(await secondPersons.prove('maria meier', Secret.of('another long passphrase'))).toBe('Maria Meier')
    await expect(secondPersons.prove('Maria Meier', Secret.of('guessed'))).rejects.toThrow(SecondPersonRefused)
    await expect(secondPersons.prove('Nobody', Secret.of('another long passphrase'))).rejects.toThrow(
      SecondPersonRefused,
    )
    await expect(secondPersons.enroll('t. tester', Secret.of('another long passphrase'))).rejects.toThrow(
      SecondPersonRefused,
    )
    await expect(secondPersons.enroll('Short', Secret.of('short'))).rejects.toThrow(SecondPersonRefused)
  })

  it('takes a list of the customer, refuses one that asks for what does not exist, and never hides a shipped one', () => {
    expect(session.checklists.add(oneItem('clock-accurate'), 'ours.yaml').id).toBe('ours')
    session.checklists.use('ours')
    expect(session.checklist().items.map(({ id }) => id)).toEqual(['TIM-02'])
    expect(session.checklists.list().find(({ id }) => id === 'ours')).toMatchObject({ own: true, items: 1 })
    expect(() => session.checklists.add(oneItem('no-such-check'), 'ours.yaml')).toThrow(/no-such-check/)
    expect(() => session.checklists.add(oneItem('clock-accurate', 'baseline'), 'b.yaml')).toThrow(
      /a checklist of the product/,
    )
    expect(() => session.checklists.add('id: [', 'broken.yaml')).toThrow(/broken\.yaml:\d+/)
  })
})

describe('statements under another checklist than the one of the last look', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  it('are judged on what was read, and what was not read says so', async () => {
    site = await SiteFixture.start({ devices: 1, seed: 'other-list' })
    await site.discover()
    const { checklists, statements } = site.session
    checklists.add(oneItem('clock-accurate'), 'ours.yaml')
    checklists.use('ours')
    await site.assess()
    checklists.use('baseline')
    const [device] = site.session.devices()
    statements.waive({
      item: 'NET-01',
      deviceId: device?.id ?? null,
      reason: 'The recorder needs it until March.',
      compensatingControl: 'Own network',
      approver: 'C. Customer',
      requestedBy: 'T. Tester',
      expiresOn: inDays(30),
    })
    const findings = site.session.findings(device?.id).asLeft
    expect(findings.find(({ item }) => item === 'TIM-02')?.problem).toBeNull()
    expect(findings.find(({ item }) => item === 'NET-01')?.problem?.code).toBe('assess/not-read-yet')
    expect(statements.waivers()).toHaveLength(1)
  })
})

describe('the test of the segmentation', () => {
  it('contacts nothing without targets and without a yes, and then exactly what was listed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fieldseal-test-'))
    const { createServer } = await import('node:net')
    const heard: number[] = []
    const server = createServer((socket) => {
      heard.push(socket.localPort ?? 0)
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.78.0.1', resolve))
    const { port } = server.address() as { port: number }
    const settings = { ntpServers: [], neededProtocols: [] }
    const session = await SiteSession.create(
      join(folder, 's.fieldseal'),
      Secret.of(passphrase),
      newSite(settings),
      sessionOptions,
    )
    try {
      session.confirmScope({ targets: ['127.77.0.0/29'], interfaces: [], excluded: [] })
      const from = { address: '127.77.0.1', switchName: 'SW-1', port: 'Gi0/7', vlan: '20' }
      const test = (confirmed: boolean) => session.testSegmentation({ from, confirmed, signal: never() })
      await expect(test(true)).rejects.toThrow(SegmentationNotTested)
      session.updateSite({
        settings: {
          ...settings,
          forbiddenTargets: [
            { name: 'office server', address: '127.78.0.1', port },
            { name: 'closed', address: '127.78.0.1', port: 1 },
          ],
        },
      })
      await expect(test(false)).rejects.toThrow(SegmentationNotTested)
      expect(heard).toEqual([])
      const trial = await test(true)
      expect(trial.probes.map(({ name, answer }) => [name, answer])).toEqual([
        ['office server', 'answered'],
        ['closed', 'refused'],
      ])
      await expect(
        session.testSegmentation({ from: { ...from, address: '192.0.2.77' }, confirmed: true, signal: never() }),
      ).rejects.toThrow(/no address 192\.0\.2\.77/)
      expect(trial).toMatchObject({ from, neighbour: null })
      expect(heard).toEqual([port])
      const finding = session.findings('site').asLeft.find(({ item }) => item === 'NET-12')
      expect(finding?.outcome).toBe('fail')
      session.updateSite({ settings: { ...settings, forbiddenTargets: [] } })
      session.judgeAgain([])
      const now = session.findings('site').asLeft.find(({ item }) => item === 'NET-12')
      expect(now?.outcome).not.toBe('fail')
    } finally {
      session.close()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
