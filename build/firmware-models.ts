/** What the sources call a model, made into names and patterns that a device's own model name can be held against. */

/** Software that the sources file under devices. */
const software =
  /smart (park|cloud|security manager)|^eims$|broadcasting system|streaming media|license plate verifier|hikcentral|hik-connect|mobile app|\bsdk\b|client activex/i

export const isSoftware = (models: readonly string[]): boolean => models.some((model) => software.test(model))

/** The names of software: as printed, else the product line. Descriptions fall away. */
export function softwareNames(models: readonly string[], productLine: string): string[] {
  const printed = models.length > 0 ? models : [productLine]
  const names = printed.flatMap((model) => model.split(/, (?=[A-Z])/)).map((name) => name.trim())
  return [...new Set(names.filter((name) => name.split(' ').length <= 8 && !/^(products named|and )/.test(name)))]
}

/**
 * Names without the words around them, each once. Descriptions that name no model fall away; when none is left, the record
 * speaks of every product of the maker.
 */
export function cleanModels(vendor: string, models: readonly string[]): string[] {
  if (models.includes('AXIS OS')) return []
  if (!carefully.has(vendor)) return looselyNamed(vendor, models)
  const names = models.flatMap((model) => splitNames(model)).map((name) => cleanName(vendor, name))
  return [...new Set(names.filter(isModelName))]
}

/** Makers whose names in the sources were looked at one by one. */
const carefully = new Set(['Axis', 'Dahua', 'Hanwha', 'Hikvision', 'Uniview', 'Vivotek'])

const describing =
  /^(ip|cameras?|dvrs?|nvrs?|ncr|devices?|and|or|indoor|outdoor|wi-?fi|fi|wi|wireless|network|security|system|firmware|control|door|access|cctv|series|products?|video|recorders?|thermal|traffic|protocol|p2p|with|using|the|interface|web|e|i|d|b|webcam|face|hd|smart|doorphone|intercom)$/i

/** A name with words that only describe is no name. */
function looselyNamed(vendor: string, models: readonly string[]): string[] {
  const names = models
    .flatMap((model) => model.split(/, | and (?=[A-Z]\w*\d|Controller )|(?<=NVRmini2) (?=NVRsolo)/))
    .map((name) => loosely(vendor, name))
  return [
    ...new Set(names.filter((name) => name.length >= 2 && name.split(' ').length <= 7 && !isDescription(vendor, name))),
  ]
}

function loosely(vendor: string, name: string): string {
  const bare = name
    .trim()
    .replace(/^and /, '')
    .replace(/^Network Camera /, '')
    .replace(/ \(part n.*$/, '')
    .replace(/,? ?(firmware|Rev ?01|DVR firmware)$/i, '')
    .replace(/ (Fixed|PTZ|DualSensor|MultiSensor|Fixed & PTZ) Cameras?$/i, ' $1')
  if (vendor === 'GeoVision')
    return bare
      .replace(/^GV_IPCAMD_GV_/, 'GV-')
      .replace(/^GV[_ ](?=VS)/, 'GV-')
      .replace(/^(GV-VS14)_VS14$/, '$1')
  if (vendor === 'Geutebrück') return bare.replace(/^(G-Cam|G-Code|Topline)[ /]/, '').replace(/^TopFD/, 'TopFD')
  // The hardware version stands in a field of its own.
  return vendor === 'TP-Link' ? bare.replace(/ (V\d+|\d\.\d+)( Wi-Fi camera)?$/i, '') : bare
}

function isDescription(vendor: string, name: string): boolean {
  const words = name.split(/[ /]/).filter((word) => word !== '')
  return words.every((word) => describing.test(word) || word.toLowerCase() === vendor.toLowerCase())
}

/** The hardware version that a name ends in: `VIGI C340 2.0`, `C500 V2`. */
export const hardwareIn = (vendor: string, models: readonly string[]): string[] =>
  vendor === 'TP-Link' ? [...new Set(models.flatMap((model) => / (V\d+|\d\.\d+)$/.exec(model)?.[1] ?? []))] : []

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

/** Model names that the pattern stands for, one per series: wildcards filled, the first ones that fit. */
export function examplesOf(pattern: string, models: readonly string[], also: readonly string[] = []): string[] {
  const expression = new RegExp(pattern)
  const candidates = [...also, ...models, ...models.flatMap(filled)].map((name) => name.toUpperCase())
  const fitting = [...new Set(candidates)].filter((name) => expression.test(name) && !/X{2,}/.test(name))
  return fitting.slice(0, 3)
}

function filled(model: string): string[] {
  const bare = model.replace(/ Series$/, '')
  const dahua = bare.replace(/-HX(?=\d)/, '-HDW').replace(/(?<!^)X(?!VR)/g, '2')
  return [bare.replace(/x/g, '4').replace(/X+$/, '42'), dahua.replace(/x/g, '2'), bare.replace(/x+$/i, '48')]
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
    case 'EZVIZ':
    case 'GeoVision':
    case 'Geutebrück':
      // The x at the end are any characters, those before it are one each.
      return /x{2,}/i.test(model)
        ? [escaped(model.replace(/x+$/i, '').replace(/x/gi, '\u0003')).replaceAll('\u0003', oneCharacter)]
        : []
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
