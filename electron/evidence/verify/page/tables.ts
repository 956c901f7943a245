import { html, Markup } from './markup.ts'

/** A chapter with one table; nothing where it has no rows but the sentence that says so. */
export function table(
  title: string,
  lead: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Markup {
  const body = rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)
  const count = rows.length === 0 ? 'Nothing to list here.' : lead
  return html`<section class="listed"><h2>${title}</h2>${count === '' ? '' : html`<p class="soft">${count}</p>`}
${
  rows.length === 0
    ? new Markup('')
    : html`<div class="wide"><table><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${body}</tbody></table></div>`
}</section>`
}
