import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePack } from '../../electron/evidence/write-pack.ts'
import { run, scratch } from './support/openssl.ts'
import { type Sample, sampleInput, samplePack } from './support/sample-visit.ts'

/** Nothing of Fieldseal checks a pack here: only tools that every reader has. */
describe.each(['insurer', 'customer'] as const)(
  'the pack for the %s, in the hands of somebody without Fieldseal',
  (variant) => {
    const folder = scratch()
    const inside = join(folder.path, 'v')
    const packFile = join(folder.path, 'pack.asice')
    let sample: Sample

    beforeAll(async () => {
      const input = sampleInput()
      sample = await samplePack({ site: { ...input.site, practice: variant === 'customer' } })
      await writePack(sample.pack, variant, packFile)
      writeFileSync(join(folder.path, 'root.pem'), sample.identity.rootPem)
      mkdirSync(inside)
      expect(run('unzip', ['-q', packFile, '-d', inside])).toMatchObject({ status: 0 })
    })
    afterAll(() => folder.remove())

    const cmsVerify = (root: string, signature = 'SHA256SUMS.p7s', content = 'SHA256SUMS') =>
      run(
        'openssl',
        `cms -verify -cades -binary -inform DER -in ${signature} -content ${content} -CAfile ${root} -no-CApath -no-CAstore -out /dev/null`.split(
          ' ',
        ),
        inside,
      )

    it('begins with its media type and ends without a comment', () => {
      const bytes = readFileSync(packFile)
      expect(bytes.subarray(30, 38).toString()).toBe('mimetype')
      expect(bytes.subarray(38, 69).toString()).toBe('application/vnd.etsi.asic-e+zip')
      expect(bytes.subarray(-22, -18).toString('hex')).toBe('504b0506')
    })

    it('is a whole ZIP for unzip', () => {
      expect(run('unzip', ['-tqq', packFile])).toEqual({ status: 0, output: '' })
      expect(run('sh', ['-c', `unzip -Z1 '${packFile}' | sort | uniq -d`]).output).toBe('')
    })

    it('is signed under the root of the company, for openssl', () => {
      expect(cmsVerify('../root.pem')).toEqual({ status: 0, output: 'CAdES Verification successful\n' })
      expect(cmsVerify('../root.pem', 'META-INF/signature001.p7s', 'META-INF/ASiCManifest001.xml').status).toBe(0)
    })

    it('is not signed for openssl when a byte of the list differs', () => {
      const sums = readFileSync(join(inside, 'SHA256SUMS'))
      writeFileSync(join(folder.path, 'other'), Buffer.concat([sums, Buffer.from('\n')]))
      expect(cmsVerify('../root.pem', 'SHA256SUMS.p7s', '../other').status).not.toBe(0)
    })

    it('lists files that sha256sum finds unchanged', () => {
      expect(run('sha256sum', ['--strict', '--quiet', '-c', 'SHA256SUMS'], inside)).toEqual({ status: 0, output: '' })
      const ofCustomer = run('sha256sum', ['--strict', '--quiet', '-c', 'SHA256SUMS.private'], inside)
      expect(ofCustomer.status === 0).toBe(variant === 'customer')
    })

    it('holds no file that the lists do not name', () => {
      const sums = (name: string) =>
        readFileSync(join(inside, name), 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.slice(66))
      const listed = [...sums('SHA256SUMS'), ...(variant === 'customer' ? sums('SHA256SUMS.private') : [])]
      const control = [
        'mimetype',
        'SHA256SUMS',
        'SHA256SUMS.p7s',
        'META-INF/ASiCManifest001.xml',
        'META-INF/signature001.p7s',
      ]
      const names = run('unzip', ['-Z1', packFile]).output.trim().split('\n')
      expect(names.toSorted()).toEqual([...listed, ...control].toSorted())
    })

    it('carries a report that pdfsig finds valid and wholly signed', () => {
      const { output } = run('pdfsig', ['report.pdf'], inside)
      expect(output).toContain('Signature is Valid.')
      expect(output).toContain('Total document signed')
      expect(output).toContain('ETSI.CAdES.detached')
      expect(output).toContain('J. Doe on laptop-07')
    })

    it('has results.json attached to the report, byte for byte', () => {
      expect(run('pdfdetach', ['-saveall', '-o', folder.path, 'report.pdf'], inside).status).toBe(0)
      expect(readFileSync(join(folder.path, 'results.json'))).toEqual(readFileSync(join(inside, 'results.json')))
    })

    it('prints on the report the totals and the digest of results.json', () => {
      const text = run('pdftotext', ['-layout', 'report.pdf', '-'], inside).output
      const results = readFileSync(join(inside, 'results.json'))
      expect(text).toContain(`RESULTS-SHA256 ${createHash('sha256').update(results).digest('hex')}`)
      expect(text).toContain(
        'TOTALS AS-FOUND devices=4 pass=8 fixed=0 fail=9 error=7 unknown=2 notchecked=1 notapplicable=1 attested=0 waived=0',
      )
      expect(text).toContain(
        'TOTALS AS-LEFT devices=4 pass=8 fixed=6 fail=2 error=7 unknown=2 notchecked=0 notapplicable=1 attested=1 waived=1',
      )
    })

    it('says on every page of the report whether the site was simulated', () => {
      const pages = run('pdftotext', ['-layout', 'report.pdf', '-'], inside).output.split('\f').slice(0, -1)
      const marked = pages.filter((page) => page.includes('PRACTICE SITE: every device in this report is simulated'))
      expect(marked).toHaveLength(variant === 'customer' ? pages.length : 0)
      expect(pages.length).toBeGreaterThan(2)
    })

    it('names its site, its place in the row and its challenge for grep', () => {
      const context = readFileSync(join(inside, 'pack.json'), 'utf8')
      expect(context).toContain('"site": "7d3f5c1e-3d5b-4a55-9b0f-0f8a3d0c7a11"')
      expect(context).toContain('"sequence": 3')
      expect(context).toContain('"verifierNonce": "claim-7781"')
    })

    it('keeps raw readings from the insurer', () => {
      const found = run('grep', ['-rl', 'canary-operator', inside])
      expect(found.output !== '').toBe(variant === 'customer')
    })
  },
)
