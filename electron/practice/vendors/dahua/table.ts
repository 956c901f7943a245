/** A configuration table as Dahua keeps it: JSON, also where the CGI writes it as lines. */
export type Table = string | number | boolean | readonly Table[] | { readonly [key: string]: Table }

/** `table.NTP.Enable=true`, one line per value. */
export function flatten(prefix: string, table: Table): readonly string[] {
  if (typeof table !== 'object') return [`${prefix}=${table}`]
  if (Array.isArray(table)) return table.flatMap((entry: Table, index) => flatten(`${prefix}[${index}]`, entry))
  return Object.entries(table).flatMap(([key, value]) => flatten(`${prefix}.${key}`, value as Table))
}

/**
 * The table with the value at `path` (`NTP.Enable`, without the name of the table: `Enable`, `eth0.DnsServers[0]`) replaced, in
 * the type that it had. Null where there is no such value.
 */
export function replaced(table: Table, path: readonly string[], value: string): Table | null {
  const [key, ...rest] = path
  if (key === undefined) {
    if (typeof table === 'boolean') return value === 'true' ? true : value === 'false' ? false : null
    if (typeof table === 'number') return /^-?\d+$/.test(value) ? Number(value) : null
    return typeof table === 'string' ? value : null
  }
  if (typeof table !== 'object') return null
  const entry = (table as Readonly<Record<string, Table>>)[key]
  const next = entry === undefined ? null : replaced(entry, rest, value)
  if (next === null) return null
  return Array.isArray(table)
    ? (table as readonly Table[]).map((old, index) => (String(index) === key ? next : old))
    : { ...(table as Readonly<Record<string, Table>>), [key]: next }
}

/** `Encode[0].MainFormat` is `Encode`, `0`, `MainFormat`. */
export const pathOf = (key: string): readonly string[] => key.split(/[.[\]]+/).filter((part) => part !== '')
