import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChecklistItem, loadChecklist } from '../electron/catalog/checklist.ts'
import { factsOf } from '../electron/checks/check.ts'
import { checks } from '../electron/checks/index.ts'
import { root } from './command.ts'

/**
 * Writes the table of the controls into checklists/README.md: `node build/control-table.ts`.
 */

const begin = '<!-- controls -->\n'
const end = '<!-- /controls -->'

/** The table between the marks of checklists/README.md, as baseline and code have it. */
export function controlTable(): string {
  const { items } = loadChecklist(join(root, 'checklists'), 'baseline')
  const head = ['control', 'demand', 'kind', 'facts', 'fix', 'severity', 'devices', 'references', 'gaps']
  const rows = items.map(rowOf)
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function rowOf(item: ChecklistItem): string[] {
  const check = checks.find(({ id }) => id === item.check)
  const facts = check === undefined ? [] : factsOf(check).map((fact) => `\`${fact}\``)
  const kind = [item.check === null ? null : `\`${item.check}\``, item.manual]
    .filter((part) => part !== null)
    .join(', else ')
  const devices = item.per === 'site' ? 'the site' : (item.appliesTo?.join(', ') ?? 'all')
  const fix = { offered: 'offered', withheld: '(withheld)', none: '' }[item.fix]
  return [
    item.id,
    item.title,
    kind,
    facts.join(' '),
    fix,
    item.severity,
    devices,
    item.references.join('; '),
    item.answers.join(' '),
  ]
}

if (import.meta.main) {
  const file = join(root, 'checklists', 'README.md')
  const text = readFileSync(file, 'utf8')
  const from = text.indexOf(begin) + begin.length
  writeFileSync(file, `${text.slice(0, from)}${controlTable()}\n${text.slice(text.indexOf(end))}`)
}
