import { Document, isMap, isPair, isSeq, visit } from 'yaml'

const optional = new Set([
  'affectedText',
  'builtBy',
  'endOfSalePrecision',
  'endOfSupportPrecision',
  'examples',
  'exploitedPerVendor',
  'exploitedSince',
  'hardware',
  'line',
  'modelPattern',
  'notSoldAsOf',
  'note',
  'releases',
  'scheme',
  'spansLines',
  'statusAsOf',
])

const isAbsent = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0)

/** Leaves out what the schema fills in by itself, so that a file shows what is known. */
export function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => !(optional.has(key) && isAbsent(entry)))
      .map(([key, entry]) => [key, withoutDefaults(entry)]),
  )
}

/** The text of a family file. */
export function toYaml(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Pair(_, { key, value: node }) {
      const name = String(key)
      if (isSeq(node) && /^(models|sources|in|examples|hardware)$/.test(name)) node.flow = true
      if (isMap(node) && name === 'firmware') node.flow = false
      if (isSeq(node) && /^(affected|releases)$/.test(name))
        for (const entry of node.items) if (isMap(entry)) entry.flow = true
      if (isPair(node)) return visit.SKIP
      return undefined
    },
  })
  const schema = '# yaml-language-server: $schema=../product.schema.json\n'
  return schema + document.toString({ lineWidth: 120, flowCollectionPadding: true })
}
