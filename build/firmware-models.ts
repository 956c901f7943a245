/** What the sources call a model, made into names and patterns that a device's own model name can be held against. */

/** Software of a maker answers no protocol of a device. */
const software =
  /smart (park|cloud|security manager)|^eims$|broadcasting system|streaming media|license plate verifier|hikcentral/i

export const isSoftware = (models: readonly string[]): boolean => models.some((model) => software.test(model))

/**
 * Names without the words around them, each once. Descriptions that name no model fall away; when none is left, the record
 * speaks of every product of the maker.
 */
export function cleanModels(vendor: string, models: readonly string[]): string[] {
  if (models.includes('AXIS OS')) return []
  const names = models.flatMap((model) => splitNames(model)).map((name) => cleanName(vendor, name))
  return [...new Set(names.filter(isModelName))]
}

/** `DS-K1T341A/K1T341B` and `NVR4XXX and IPC-HX8XXX` are two models each. */
function splitNames(model: string): string[] {
  if (/^DS-K1?[A-Z]?[\w-]+\/(DS-)?[A-Z0-9]/.test(model) && /^DS-K(1T|5)\w+(\/[\w-]+)+$/.test(model))
    return splitSeries(model)
  return model.split(/ and /)
}

/** A part after a slash repeats the beginning of the part before it. */
function splitSeries(model: string): string[] {
  const names: string[] = []
  for (const part of model.split('/')) {
    const before = names.at(-1) ?? ''
    if (part.startsWith('DS-')) names.push(part)
    else if (part.startsWith('K')) names.push(`DS-${part}`)
    else names.push(`${before.slice(0, before.length - part.length)}${part}`)
  }
  return names
}

function cleanName(vendor: string, name: string): string {
  return name
    .trim()
    .replace(/^(AXIS|Dahua|Uniview IP Camera) /, '')
    .replace(
      / (Network Door Controller|Network Video Door Station|firmware|Series)$/,
      vendor === 'Hikvision' ? '…' : '',
    )
    .replace(/…$/, ' Series')
    .replace(/ ?\/ ?/g, '/')
    .replace(/^DS- /, 'DS-')
    .replace(/ \((-\w)\)$/, '$1')
    .replace(/\(\/?x[A-Z]+\)/g, '')
    .replace(/\(\/T\)$/, '')
    .replace(/\((?=[^)]*MM\b)[^)]*\)/g, '')
    .replace(/\/\/+/g, '/')
    .trim()
}

function isModelName(name: string): boolean {
  const balanced = name.split('(').length === name.split(')').length
  return (
    /\d/.test(name) &&
    balanced &&
    !/&|;/.test(name) &&
    name.split(' ').length <= 4 &&
    name.length >= 2 &&
    name !== 'IPC-XXBXX'
  )
}

/** A pattern for the series among the names, or null when every name is one model. */
export function seriesPattern(vendor: string, models: readonly string[], id: string): string | null {
  const patterns = models.flatMap((model) => patternOf(vendor, model, id))
  const unique = [...new Set(patterns)].sort()
  if (unique.length === 0) return null
  return unique.length === 1 ? `^${unique[0]}` : `^(?:${unique.join('|')})`
}

const oneCharacter = '[0-9A-Z]'

function patternOf(vendor: string, model: string, id: string): string[] {
  switch (vendor) {
    case 'Axis':
    case 'Vivotek':
      // P1354 also stands for P1354-E, but never for P13541.
      return [`${escaped(model)}(?!${oneCharacter})`]
    case 'Dahua':
      return [dahuaSeries(model)]
    case 'Hikvision':
      return hikvisionSeries(model, id)
    default:
      return []
  }
}

/** `IPC-HX5XXX` is IPC-HDW5231, IPC-HDBW5442 and so on; the X of XVR is a letter. Lenses and regions follow the name. */
function dahuaSeries(model: string): string {
  const marked = model
    .toUpperCase()
    .replace(/^XVR/, '\u0001')
    .replace(/-HX(?=\d)/, '-H\u0002')
    .replace(/X+$/, '')
    .replace(/X/g, '\u0003')
  return `(?:DHI?-)?${escaped(marked).replace('\u0001', 'XVR').replace('\u0002', '[A-Z]{1,4}').replaceAll('\u0003', oneCharacter)}`
}

/** Lower-case x is any one character. Access terminals of the 2026 notice and names with "Series" or XX are series too. */
function hikvisionSeries(model: string, id: string): string[] {
  const isSeries =
    /x/.test(model) || / Series$/.test(model) || /XX+$/.test(model) || id.startsWith('hikvision-access-terminal')
  if (!isSeries) return []
  const marked = model
    .replace(/ Series$/, '')
    .replace(/X{2,}$/, '')
    .replace(/(?<=DS-2DF)x$/, '')
    .replace(/x/g, '\u0003')
    .toUpperCase()
  return [escaped(marked).replaceAll('\u0003', oneCharacter)]
}

const escaped = (text: string): string => text.toUpperCase().replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
