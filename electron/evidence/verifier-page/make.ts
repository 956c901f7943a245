/** All text of a pack is a stranger's: it is set as text and never as markup. */
export function make(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** A chapter of the page. */
export const chapter = (title: string, ...children: (Node | string)[]): HTMLElement =>
  make('section', {}, make('h3', {}, title), ...children)

/** Names and values; those that are not known stay away. */
export function named(rows: readonly (readonly [string, string | null])[]): HTMLElement {
  const known = rows.flatMap(([name, value]) => (value === null ? [] : [make('dt', {}, name), make('dd', {}, value)]))
  return make('dl', {}, ...known)
}
