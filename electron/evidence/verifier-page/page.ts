// organize-imports-ignore
import './install-buffer.ts'
import { z } from 'zod'
import { checkSeries } from '../verify/series.ts'
import { type VerifyOptions, verifyPack } from '../verify/verify-pack.ts'
import { type Judged, showProblem, showReports, showWorking } from './show-report.ts'

// The policy of the page forbids code that is made at run time.
z.config({ jitless: true })

const element = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`)
  return found
}

const inputs = {
  root: element('root', HTMLInputElement),
  pack: element('pack', HTMLInputElement),
  tsaRoot: element('tsa-root', HTMLInputElement),
  customerRoot: element('customer-root', HTMLInputElement),
  revocations: element('revocations', HTMLInputElement),
  site: element('site', HTMLInputElement),
  nonce: element('nonce', HTMLInputElement),
  requireTimestamp: element('require-timestamp', HTMLInputElement),
  countersigned: element('countersigned', HTMLSelectElement),
}
const output = element('result', HTMLElement)
const drop = element('drop', HTMLElement)

const textsOf = (files: FileList | null): Promise<string[]> =>
  Promise.all([...(files ?? [])].map((file) => file.text()))

/** Only the newest run may show its result: somebody may choose another pack while one is read. */
let run = 0

async function verify(): Promise<void> {
  const files = [...(inputs.pack.files ?? [])]
  if (files.length === 0) return
  run += 1
  const mine = run
  let name = ''
  try {
    const options = await wanted()
    const judged: Judged[] = []
    for (const file of files) {
      name = file.name
      if (mine === run) showWorking(output, name)
      judged.push({ name, report: await verifyPack(new Uint8Array(await file.arrayBuffer()), options) })
    }
    const names = judged.map((each) => each.name)
    const reports = judged.map(({ report }) => report)
    if (mine === run) showReports(output, judged, judged.length > 1 ? checkSeries(reports, names) : null)
  } catch (error) {
    if (mine === run) showProblem(output, name, error)
    else throw error
  }
}

async function wanted(): Promise<VerifyOptions> {
  const role = inputs.countersigned.value
  return {
    rootsPem: await textsOf(inputs.root.files),
    tsaRootsPem: await textsOf(inputs.tsaRoot.files),
    customerRootsPem: await textsOf(inputs.customerRoot.files),
    crlsPem: await textsOf(inputs.revocations.files),
    ...(inputs.site.value.trim() === '' ? {} : { site: inputs.site.value.trim() }),
    ...(inputs.nonce.value.trim() === '' ? {} : { nonce: inputs.nonce.value.trim() }),
    ...(role === 'customer' || role === 'approver' ? { requireCountersignature: role } : {}),
    requireTimestamp: inputs.requireTimestamp.checked,
    now: new Date(),
  }
}

for (const input of Object.values(inputs)) input.addEventListener('change', () => void verify())

/** Certificates and packs may be dropped anywhere, together or one after the other. */
function take(files: readonly File[]): void {
  const give = (input: HTMLInputElement, chosen: readonly File[]) => {
    if (chosen.length === 0) return
    const list = new DataTransfer()
    for (const file of chosen) list.items.add(file)
    input.files = list.files
  }
  const isCertificate = ({ name }: File) => /\.(pem|crt|cer)$/i.test(name)
  give(inputs.root, files.filter(isCertificate))
  give(
    inputs.pack,
    files.filter((file) => !isCertificate(file)),
  )
  void verify()
}

document.addEventListener('dragover', (event) => {
  event.preventDefault()
  drop.dataset.over = 'true'
})
document.addEventListener('dragleave', () => {
  delete drop.dataset.over
})
document.addEventListener('drop', (event) => {
  event.preventDefault()
  delete drop.dataset.over
  take([...(event.dataTransfer?.files ?? [])])
})
document.documentElement.dataset.ready = 'true'
