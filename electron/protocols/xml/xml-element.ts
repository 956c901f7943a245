import { ProtocolViolation } from '../../model/errors.ts'

/** An element of a device's answer, known by namespace URI and local name. */
export interface XmlElement {
  /** Empty where it has none. */
  readonly namespace: string
  readonly name: string
  /** By local name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text and CDATA, joined; may have spaces around it. */
  readonly text: string
  /** The namespace that a prefix means here, for QNames in text; null where the device did not declare it. */
  readonly resolve: (prefix: string) => string | null
}

/** `d:Types` is `['d', 'Types']`, `Types` is `['', 'Types']`. */
export function splitName(qualified: string): readonly [prefix: string, name: string] {
  const colon = qualified.indexOf(':')
  return colon < 0 ? ['', qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)]
}

/** The element itself or its first descendant of this name, whatever its namespace is. */
export function findElement(element: XmlElement, name: string): XmlElement | null {
  if (element.name === name) return element
  for (const child of element.children) {
    const found = findElement(child, name)
    if (found !== null) return found
  }
  return null
}

/** Every element of this name, whatever its namespace is, from here down; none of them lies in another one. */
export const findElements = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.name === name ? [element] : element.children.flatMap((child) => findElements(child, name))

export const childOf = (parent: XmlElement, namespace: string, name: string): XmlElement | null =>
  parent.children.find((child) => child.name === name && child.namespace === namespace) ?? null

export const childrenOf = (parent: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => child.name === name && child.namespace === namespace)

/** More than any product has of anything that is counted in rows: channels, jobs, addresses. */
const mostRows = 1_024

/**
 * All children of a name, as `childrenOf`, for a list that must be whole: judging a part of it would say something of the rest.
 *
 * @throws {ProtocolViolation} when there are more than anybody needs
 */
export function rowsOf(parent: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  const rows = childrenOf(parent, namespace, name)
  if (rows.length > mostRows)
    throw new ProtocolViolation(`The device answered with more of ${name} than anybody needs (${rows.length}).`)
  return rows
}

/** The trimmed text of a child, or null where it is missing or empty. */
export function textOf(parent: XmlElement | null, namespace: string, name: string): string | null {
  const text = parent === null ? null : (childOf(parent, namespace, name)?.text.trim() ?? null)
  return text === '' ? null : text
}

/** @throws {ProtocolViolation} when the child is missing: its schema makes it mandatory */
export function needChild(parent: XmlElement, namespace: string, name: string): XmlElement {
  const child = childOf(parent, namespace, name)
  if (child === null) throw new ProtocolViolation(`The answer of the device lacks ${name}, which is mandatory.`)
  return child
}

/** @throws {ProtocolViolation} when the child is missing or empty */
export function needText(parent: XmlElement, namespace: string, name: string): string {
  const text = textOf(parent, namespace, name)
  if (text === null) throw new ProtocolViolation(`The answer of the device lacks ${name}, which is mandatory.`)
  return text
}

/** xs:boolean. @throws {ProtocolViolation} on anything else */
export function booleanOf(text: string): boolean {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new ProtocolViolation('The device wrote something else than true or false.')
}

/** xs:int within a range. @throws {ProtocolViolation} on anything else */
export function integerOf(text: string, least: number, most: number): number {
  const value = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw new ProtocolViolation('The device wrote a number where it makes no sense.')
  return value
}
