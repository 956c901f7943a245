import { isMap, isNode, LineCounter, type ParsedNode, parseDocument, visit } from 'yaml'
import type { z } from 'zod'

/**
 * The value of a YAML text that keeps to the schema. No aliases, no duplicate keys, no custom tags.
 *
 * `trouble` makes the error of the caller from a message that starts with `file:line:`.
 * @throws what `trouble` makes, for the first thing that is wrong
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
  trouble: (message: string, cause: unknown) => Error,
): z.output<S> {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, schema: 'core', prettyErrors: false, uniqueKeys: true })
  const [broken] = [...document.errors, ...document.warnings]
  if (broken !== undefined) {
    throw trouble(`${file}:${lineCounter.linePos(broken.pos[0]).line}: ${broken.message}`, broken)
  }
  visit(document, {
    Alias(_, { range }) {
      throw trouble(`${file}:${lineCounter.linePos(range?.[0] ?? 0).line}: aliases are not allowed here`, null)
    },
  })
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  // A misspelled member is also a missing one; the misspelling is where the person looks.
  const { issues } = parsed.error
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (issue === undefined) throw parsed.error
  const offset = offsetOf(document.contents, issue)
  const path = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
  throw trouble(`${file}:${lineCounter.linePos(offset).line}: ${path}${issue.message}`, parsed.error)
}

/** The line on which a member stands, or its nearest parent that exists. For a text that parses. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, schema: 'core', prettyErrors: false })
  let node: unknown = document.contents
  let offset = 0
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((entry) => isNode(entry.key) && String(entry.key) === String(key))
      : undefined
    const place = isNode(pair?.key) ? pair.key : null
    if (!isNode(node) || !('get' in node) || typeof node.get !== 'function') break
    const next: unknown = node.get(key, true)
    if (!isNode(next) || !next.range) break
    node = next
    offset = place?.range?.[0] ?? next.range[0]
  }
  return lineCounter.linePos(offset).line
}

/** Where an issue stands: its own node, else the nearest parent that exists. */
function offsetOf(root: ParsedNode | null, issue: z.core.$ZodIssue): number {
  let node: unknown = root
  let offset = root?.range[0] ?? 0
  for (const key of issue.path) {
    if (!isNode(node) || !('get' in node) || typeof node.get !== 'function') break
    const next: unknown = node.get(key, true)
    if (!isNode(next) || !next.range) break
    node = next
    offset = next.range[0]
  }
  if (issue.code === 'unrecognized_keys' && isMap(node)) {
    const pair = node.items.find(({ key }) => isNode(key) && issue.keys.includes(String(key)))
    if (pair !== undefined && isNode(pair.key) && pair.key.range) return pair.key.range[0]
  }
  return offset
}
