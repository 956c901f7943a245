import { outcomes } from '../../../model/outcome.ts'
import { outcomeStyle } from './palette.ts'

const marks = outcomes.map((outcome) => `.mark.${outcome}{background:${outcomeStyle[outcome].mark}}`).join('')

export const style = `:root{color-scheme:light;--line:#d9dde3;--soft:#4a5261}
*{box-sizing:border-box}body{margin:0;background:#f4f5f7;color:#14181f;font:14px/1.45 system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:76rem;margin:0 auto;padding:28px 20px 64px}h1{font-size:28px;margin:0}h2{font-size:18px;margin:0 0 4px}
section,header{background:#fff;border:1px solid var(--line);border-radius:7px;padding:18px 20px;margin:0 0 16px}
p{margin:0 0 8px}.soft{color:var(--soft)}.practice{background:#a35f00;color:#fff;font-weight:600;padding:8px 12px;border-radius:5px}
.verdict{border-left:6px solid;background:#f4f5f7;border-radius:5px;padding:12px 16px;margin:12px 0}
.verdict p{margin:0}.verdict.fail{border-color:#bf2c2c}.verdict.error{border-color:#a35f00}.verdict.pass{border-color:#1a7f4b}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:8px 20px;margin:0}dt{color:var(--soft);font-size:12px}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
thead th{white-space:nowrap;overflow-wrap:normal;color:var(--soft);font-weight:600;position:sticky;top:0;background:#fff}tbody th{font-weight:400}
.mark{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:8px}${marks}
.filter{display:flex;gap:12px;align-items:center;margin:4px 0 8px}.filter input{font:inherit;padding:4px 8px;border:1px solid #8a93a1;border-radius:5px;min-width:18rem}
.filter input:focus-visible{outline:2px solid #2459c9;outline-offset:1px}
@media print{body{background:#fff}section,header{border:0;padding:0}.filter{display:none}thead th{position:static}}
`

/** Adds a field above each list that hides the rows which do not hold its words. Without it all rows are there. */
export const script = `'use strict'
for (const section of document.querySelectorAll('section.listed')) {
  const rows = [...section.querySelectorAll('tbody tr')]
  if (rows.length < 8) continue
  const texts = rows.map((row) => row.textContent.toLowerCase())
  const input = document.createElement('input')
  input.type = 'search'
  input.placeholder = 'Show only rows with these words'
  input.setAttribute('aria-label', 'Filter: ' + section.querySelector('h2').textContent)
  const count = document.createElement('span')
  count.className = 'soft'
  count.setAttribute('role', 'status')
  const show = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== '')
    let left = 0
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word))
      if (!row.hidden) left += 1
    })
    count.textContent = left + ' of ' + rows.length + ' rows'
  }
  input.addEventListener('input', show)
  const bar = document.createElement('div')
  bar.className = 'filter'
  bar.append(input, count)
  section.querySelector('.wide').before(bar)
  show()
}
`
