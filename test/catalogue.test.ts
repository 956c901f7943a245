import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { controlTable } from '../build/control-table.ts'
import { listChecklists, loadChecklist } from '../electron/catalog/checklist.ts'
import { openFirmwareCatalog } from '../electron/catalog/firmware-catalog.ts'
import { matchProducts } from '../electron/catalog/match-product.ts'
import { type Family, familyFile, manifestFile } from '../electron/catalog/product.ts'
import { readYaml } from '../electron/catalog/read-yaml.ts'
import { publishedSchemas } from '../electron/catalog/schemas.ts'
import { parseVersion } from '../electron/catalog/versions.ts'
import { factsOf } from '../electron/checks/check.ts'
import { checks } from '../electron/checks/index.ts'
import { channels, events } from '../electron/contract/channels.ts'
import { drivers } from '../electron/drivers/index.ts'
import { fixes } from '../electron/fixes/index.ts'
import { noIdentity } from '../electron/model/device.ts'
import { gapIds } from '../electron/model/gap.ts'

const root = join(import.meta.dirname, '..')
const text = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Ids by file name: every file of the folder but the type and the list. */
const idsIn = (folder: string, type: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && name !== type && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id).sort()

describe('checks and fixes', () => {
  it('list every check of the folder under its file name, each once', () => {
    expect(ids(checks)).toEqual(idsIn('electron/checks', 'check.ts'))
  })

  it('list every fix of the folder under its file name, each once', () => {
    expect(ids(fixes)).toEqual(idsIn('electron/fixes', 'fix.ts'))
  })

  it('have a check for every fix', () => {
    expect(ids(fixes).filter((id) => !ids(checks).includes(id))).toEqual([])
  })

  it('have a test file each, and no test file of something that is gone', () => {
    const tested = (folder: string) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => name.slice(0, -'.test.ts'.length))
        .sort()
    expect(tested('test/checks')).toEqual(ids(checks))
    expect(tested('test/fixes')).toEqual(expect.arrayContaining(ids(fixes)))
  })

  it.each(checks.map((check) => [check.id, check] as const))('%s needs facts and no unknown parameter', (_, check) => {
    expect(factsOf(check).length).toBeGreaterThan(0)
    expect(check.params.safeParse({ surely: 'unknown' }).success).toBe(false)
  })

  it.each(checks.map((check) => [check.id, check] as const))(
    '%s says of each parameter which way it gets stricter',
    (_, check) => {
      const names = check.params instanceof z.ZodObject ? Object.keys(check.params.shape) : []
      expect(Object.keys(check.strictness).sort()).toEqual(names.sort())
    },
  )

  it.each(fixes.map((fix) => [fix.id, fix] as const))(
    '%s says what it writes, and has a way back where it may cut us off',
    (_, fix) => {
      expect(fix.writes.length).toBeGreaterThan(0)
      if (fix.cutsOff) expect(fix.rollback).toBeDefined()
    },
  )

  it('lets what cuts us off come after all other fixes, hides the device last, and copies it as it was left', () => {
    const changing = fixes.filter(({ id }) => id !== 'config-backup')
    const order = changing.filter(({ id }) => id !== 'discovery-off').map(({ cutsOff }) => cutsOff)
    expect(order).toEqual([...order].sort((a, b) => Number(a) - Number(b)))
    expect(changing.at(-1)?.id).toBe('discovery-off')
    expect(fixes.at(-1)?.id).toBe('config-backup')
  })
})

const checklists = listChecklists(join(root, 'checklists')).map(({ id }) => loadChecklist(join(root, 'checklists'), id))

/** `CIS Controls v8 4.7`, `IEC 62443-4-2 CR 1.5`, `CRA Annex I (2)(d)`; what was not confirmed says so. */
const clause =
  /^(CIS Controls v8 \d+\.\d+|IEC 62443-4-2 (CR|EDR|NDR|HDR|SAR) \d+\.\d+|IEC 62443-3-3 SR \d+\.\d+|IEC 62443-2-1|NIST SP 800-53 [A-Z]{2}-\d+|CRA Annex I \(\d\)(\([a-z]\))?|UK PSTI Schedule 1 p\d|ETSI EN 303 645 \d+\.\d+(-\d+)?|NIS2 Article 21\(2\)\([a-j]\)|CISA KEV|NDAA s\.889|FAR 52\.204-25|2 CFR 200\.216|NSI NCP 104)( \(unconfirmed\))?$/

describe.each(checklists.map((checklist) => [checklist.id, checklist] as const))('the checklist %s', (_, checklist) => {
  it.each(checklist.items.map((item) => [item.id, item] as const))(
    '%s names a check whose parameters parse',
    (_id, item) => {
      if (item.check === null) return
      const check = checks.find(({ id }) => id === item.check)
      expect(check?.params.safeParse(item.params).error).toBeUndefined()
      expect(check).toBeDefined()
    },
  )

  it('offers only fixes that exist', () => {
    const named = checklist.items.filter(({ fix }) => fix !== 'none').map(({ check }) => check)
    expect(named.filter((id) => !ids(fixes).includes(id ?? ''))).toEqual([])
  })

  it('tells a person what to do wherever the app may not', () => {
    expect(
      checklist.items.filter(({ fix, instruction }) => fix !== 'offered' && instruction === null).map(({ id }) => id),
    ).toEqual([])
  })

  it('cites clauses', () => {
    const cited = checklist.items.flatMap(({ references }) => references)
    expect(cited.filter((reference) => !clause.test(reference))).toEqual([])
    expect(cited.length).toBeGreaterThanOrEqual(checklist.items.length)
  })
})

const controls =
  `INV-01 INV-02 INV-03 INV-04 ACC-01 ACC-02 ACC-03 ACC-04 ACC-05 ACC-06 ACC-07 ACC-08 ACC-09 TIM-01 TIM-02
  NET-01 NET-02 NET-03 NET-04 NET-05 NET-06 NET-07 NET-08 NET-09 NET-10 NET-11 NET-12 NET-13 TLS-01 TLS-02 TLS-03 TLS-04 TLS-05
  FW-01 FW-02 FW-03 FW-04 LOG-01 BCK-01 REC-01 ACS-01 ACS-02 ACS-03 SWI-01 SWI-02 PHY-01 GOV-01 GOV-02`.split(/\s+/)

describe('the baseline', () => {
  const baseline = checklists.find(({ id }) => id === 'baseline') ?? expect.unreachable()

  it('asks every check', () => {
    expect(baseline.items.flatMap(({ check }) => (check === null ? [] : [check])).sort()).toEqual(ids(checks))
  })

  it('has all 48 controls', () => {
    expect(controls.length).toBe(48)
    const numbers = new Set(baseline.items.map(({ id }) => id.replace(/[a-z]$/, '')))
    expect([...numbers].sort()).toEqual(controls.toSorted())
  })

  it('answers every gap of both documents', () => {
    const answered = new Set(baseline.items.flatMap(({ answers }) => answers))
    expect(gapIds.filter((gap) => !answered.has(gap))).toEqual([])
  })

  it('guides a person wherever it asks one', () => {
    expect(
      baseline.items.filter(({ manual, form }) => (manual === null) !== (form === null)).map(({ id }) => id),
    ).toEqual([])
  })

  it('is shown as a table that was made from it', () => {
    expect(text('checklists/README.md')).toContain(controlTable())
  })
})

describe.each(checklists.map((checklist) => [checklist.id, checklist] as const))('the items of %s', (_, checklist) => {
  it('ask the same question as the items of the same number in the baseline', () => {
    const baseline = checklists.find(({ id }) => id === 'baseline')?.items ?? []
    const different = checklist.items.filter((item) => {
      const twin = baseline.find(({ id }) => id === item.id)
      const question = ({ check, manual, per, title, answers }: typeof item) =>
        JSON.stringify([check, manual, per, title, answers])
      return twin === undefined || question(twin) !== question(item)
    })
    expect(different.map(({ id }) => id)).toEqual([])
  })
})

const manifest = manifestFile.parse(JSON.parse(text('firmware-catalog/catalog.json')))
const listed = manifest.vendors.flatMap(({ vendor, names, files }) => files.map((file) => ({ ...file, vendor, names })))
const families = new Map<string, Family>(
  listed.map(({ path }) => [
    path,
    readYaml(text(`firmware-catalog/${path}`), path, familyFile, (message, cause) => new Error(message, { cause })),
  ]),
)

describe('the firmware catalog', () => {
  it('lists every file that is there', () => {
    const files = readdirSync(join(root, 'firmware-catalog'), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.yaml'))
    expect(files.sort()).toEqual(listed.map(({ path }) => path).sort())
  })

  it.each(listed.map((file) => [file.path, file] as const))(
    '%s is the released file, with the counts of the manifest',
    (path, file) => {
      const sha256 = createHash('sha256')
        .update(text(`firmware-catalog/${path}`))
        .digest('hex')
      const products = families.get(path)?.products ?? []
      expect({
        sha256,
        products: products.length,
        vulnerabilities: products.flatMap((product) => product.vulnerabilities).length,
      }).toEqual({
        sha256: file.sha256,
        products: file.products,
        vulnerabilities: file.vulnerabilities,
      })
      expect(families.get(path)?.vendor).toBe(file.vendor)
    },
  )

  it('counts what it holds', () => {
    const all = [...families.values()].flatMap(({ products }) => products)
    expect(manifest.products).toBe(all.length)
    expect(manifest.vulnerabilities).toBe(all.flatMap(({ vulnerabilities }) => vulnerabilities).length)
    expect(new Set(ids(all)).size).toBe(all.length)
  })

  it('keeps one maker to one way of comparing, and one key to one source', () => {
    for (const { vendor } of manifest.vendors) {
      const own = [...families.values()].filter((family) => family.vendor === vendor)
      expect(new Set(own.map(({ scheme }) => scheme)).size, vendor).toBe(1)
      const sources = own.flatMap((family) => Object.entries(family.sources))
      const distinct = new Set(sources.map(([key, source]) => `${key} ${JSON.stringify(source)}`))
      expect(distinct.size, vendor).toBe(new Set(sources.map(([key]) => key)).size)
    }
  })

  it('has patterns that match the models they stand for, under their own maker alone', () => {
    const wrong: string[] = []
    for (const { path, names, vendor } of listed) {
      for (const product of families.get(path)?.products ?? []) {
        for (const example of product.examples) {
          const byPattern = matchProducts([{ ...product, models: ['none'] }], example, null, names)
          if (byPattern.length === 0) wrong.push(`${product.id}: ${example} and its pattern`)
          const stranger = listed.find((other) => other.vendor !== vendor && claims(other, example))
          if (stranger !== undefined) wrong.push(`${example} of ${vendor} is also claimed by ${stranger.path}`)
        }
        for (const model of product.models) {
          const matched = matchProducts([product], model, null, names)
          if (matched.length === 0) wrong.push(`${product.id}: ${model}`)
          if (product.modelPattern === null) continue
          const stranger = listed.find((other) => other.vendor !== vendor && claims(other, model))
          if (stranger !== undefined) wrong.push(`${model} of ${vendor} is also claimed by ${stranger.path}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('has newest versions that its own maker can compare', () => {
    const latest = [...families.values()].flatMap(({ scheme, products }) =>
      products.flatMap(({ firmware, scheme: own }) =>
        firmware.latest === null ? [] : [{ scheme: own ?? scheme, latest: firmware.latest }],
      ),
    )
    expect(latest.length).toBeGreaterThan(300)
    expect(latest.filter((entry) => parseVersion(entry.scheme, entry.latest) === null)).toEqual([])
  })

  it('has limits that can be compared, but for ranges read out of descriptions', () => {
    const limits = [...families.values()].flatMap(({ scheme, products }) =>
      products.flatMap(({ vulnerabilities, scheme: own }) =>
        vulnerabilities
          .filter(({ confidence }) => confidence !== 'text-parsed')
          .flatMap(({ cve, affected }) =>
            (affected ?? []).flatMap(({ lt, lte, gt, gte }) =>
              [lt, lte, gt, gte].map((limit) => ({ scheme: own ?? scheme, cve, limit })),
            ),
          ),
      ),
    )
    // Wildcards, a day and a part number instead of a version: such ranges answer `check`.
    const honest = /^(2016-11-14|7xx10\.1\.900055\.65|56x10\.1\.100540\.65|B3223P22C02424)$/
    const unread = limits.filter(
      ({ scheme, limit }) => limit !== undefined && !honest.test(limit) && parseVersion(scheme, limit) === null,
    )
    expect(unread).toEqual([])
  })

  it('names no source under share-alike terms', () => {
    expect(
      [...families.values()]
        .flatMap(({ sources }) => Object.values(sources))
        .filter(({ licence }) => /ODbL/i.test(licence ?? '')),
    ).toEqual([])
  })

  it.each([
    ['HIKVISION', 'DS-2CD2142FWD-I', 'V5.4.0', 'build 160401', 'CVE-2017-7921', 'yes'],
    ['HIKVISION', 'DS-2CD2142FWD-I', 'V5.5.0', 'build 170725', 'CVE-2017-7921', 'no'],
    ['Dahua', 'IPC-HDW5231R-ZE', '2.622.0000000.9.R, build: 2017-06-18', null, 'CVE-2021-33044', 'yes'],
    ['Dahua', 'DH-IPC-HFW5231E', '2.800.0000000.9.R.210701', null, 'CVE-2021-33044', 'no'],
    ['AXIS', 'AXIS P3265-V', '12.11.30', null, 'CVE-2026-4757', 'yes'],
    ['AXIS', 'P3265-V', '12.11.77', null, 'CVE-2026-4757', 'no'],
    ['Amcrest', 'IP5M-1173', '2.420.AC00.18.R.20190101', null, 'CVE-2020-5735', 'yes'],
    ['Amcrest', 'IP5M-1173', '2.420.AC00.18.R.20200217', null, 'CVE-2020-5735', 'no'],
    ['Hanwha Techwin', 'HRX-1620', '3.05.62', null, 'CVE-2023-6095', 'yes'],
  ])('%s %s with %s %s: %s applies: %s', (manufacturer, model, firmware, build, cve, applies) => {
    const catalog = openFirmwareCatalog(join(root, 'firmware-catalog'))
    const { vulnerabilities } = catalog.assess({ ...noIdentity, manufacturer, model, firmware, build })
    expect(vulnerabilities.find((entry) => entry.cve === cve)?.applies ?? 'not named').toBe(applies)
  })
})

const claims = ({ path, names }: (typeof listed)[number], model: string): boolean =>
  (families.get(path)?.products ?? []).some(
    ({ modelPattern, ...product }) =>
      modelPattern !== null &&
      matchProducts([{ ...product, modelPattern, models: ['none'] }], model, null, names).length > 0,
  )

it.each([...publishedSchemas()])('%s is the schema that the app reads with', (path, expected) => {
  expect(text(path)).toBe(expected)
})

describe('the contract', () => {
  const telling = /passw|passphrase|secret|credential|community|token|(^|[a-z])key$|privatekey/i
  const keysOf = (schema: unknown): string[] => {
    if (typeof schema !== 'object' || schema === null) return []
    const own =
      'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : []
    return [...own, ...Object.values(schema).flatMap(keysOf)]
  }
  const outputs = [
    ...Object.entries(channels).map(([name, { output }]) => [name, output] as const),
    ...Object.entries(events).map(([name, payload]) => [name, payload] as const),
  ]

  it.each(outputs)('%s shows the renderer no member that is called like a secret', (_, schema: z.ZodType) => {
    const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' })
    expect(keysOf(json).filter((key) => telling.test(key))).toEqual([])
  })

  it('would be caught if it did', () => {
    const json = z.toJSONSchema(z.object({ device: z.array(z.object({ adminPassword: z.string() })) }))
    expect(keysOf(json).filter((key) => telling.test(key))).toEqual(['adminPassword'])
  })
})

describe('drivers', () => {
  it('stand in a folder of their id, each once', () => {
    // A folder without a driver holds what drivers of several makers are built of.
    const folders = readdirSync(join(root, 'electron/drivers'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter((name) => existsSync(join(root, 'electron/drivers', name, 'driver.ts')))
      .sort()
    expect(ids(drivers)).toEqual(folders)
  })

  it.each(drivers.map((driver) => [driver.id, driver] as const))(
    '%s: examples match their own pattern and no other driver',
    (_, driver) => {
      const wrong: string[] = []
      for (const { by, pattern, examples } of driver.identifies) {
        if (examples.length === 0) wrong.push(`${by} ${pattern} has no example`)
        for (const example of examples) {
          if (!pattern.test(example)) wrong.push(`${example} does not match ${pattern}`)
          for (const other of drivers) {
            const taken = other.identifies.find((entry) => entry.by === by && entry.pattern.test(example))
            if (other !== driver && taken !== undefined)
              wrong.push(`${example} is also taken by ${other.id} (${taken.pattern})`)
          }
        }
      }
      expect(wrong).toEqual([])
    },
  )

  it.each(drivers.map((driver) => [driver.id, driver] as const))(
    '%s: patterns keep no state between calls',
    (_, driver) => {
      expect(driver.identifies.filter(({ pattern }) => pattern.global || pattern.sticky)).toEqual([])
    },
  )
})

describe('expected errors', () => {
  it('have each a code of its own', () => {
    const files = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const codes = files.flatMap((file) =>
      [...text(join('electron', file)).matchAll(/readonly code = '([a-z-]+\/[a-z-]+)'/g)].map(([, code]) => code),
    )
    expect(codes.length).toBeGreaterThan(40)
    expect(codes.filter((code, place) => codes.indexOf(code) !== place)).toEqual([])
  })
})
