import { count, dateText, numberText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** What the screens say of firmware. No word here may promise more than the catalog knows on its day. */
export const firmware: Text['firmware'] = {
  title: 'Firmware',
  standing: {
    exploited: 'Explotado, se sabe',
    flawed: 'Fallos conocidos',
    ended: 'Sin soporte',
    behind: 'Atrasado',
    suspect: 'Fallo explotado sin descartar',
    undecided: 'Sin decidir',
    quiet: 'Ningún problema conocido',
    unjudged: 'Sin juzgar',
  },
  lead: (counts, devices): string => {
    if (counts.unjudged === devices) return 'En esta visita no se juzgó ningún firmware. Evalúe primero los equipos.'
    const { exploited, suspect, ended, behind, undecided, unjudged } = counts
    const first =
      exploited === 0
        ? `De ${count(devices, 'equipo', 'equipos')}, de ninguno se sabe que use firmware con fallos que se explotan`
        : `${numberText(exploited)} de ${count(devices, 'equipo', 'equipos')} ${exploited === 1 ? 'usa' : 'usan'} firmware con fallos que, se sabe, se explotan`
    const ruledOut = suspect === 0 ? '' : `; en ${numberText(suspect)} no se puede descartar un fallo así`
    const rest = `${numberText(ended)} sin soporte, ${numberText(behind)} por detrás del firmware más nuevo conocido, y en ${numberText(undecided)} queda algo sin decidir.`
    const not = unjudged === 0 ? '' : ` ${count(unjudged, 'equipo no se juzgó', 'equipos no se juzgaron')}.`
    return `${first}${ruledOut}. ${rest}${not}`
  },
  counts: 'Equipos según lo que vale para su firmware',
  countsNote: 'Para un equipo puede valer más de una cosa.',
  none: 'Ningún equipo aún',
  noneText: 'El firmware se juzga al evaluar los equipos.',
  noneButton: 'Ir a Descubrir',
  toDevices: 'Ir a Equipos',
  chart: 'Equipos por fabricante, modelo y versión',
  chartLabel: 'Equipos por fabricante, modelo y versión',
  devicesOf: (amount, model, version) => `${count(amount, 'equipo', 'equipos')} con ${model} ${version}`,
  devicesThat: (amount, what) => `${count(amount, 'equipo', 'equipos')}: ${what}`,
  showAll: (amount) => `Mostrar los ${numberText(amount)}`,
  table: 'Firmware en uso',
  model: 'Modelo',
  modelAndVersion: 'Modelo y versión',
  devices: 'Equipos',
  deviceCount: (amount) => count(amount, 'equipo', 'equipos'),
  support: 'Soporte',
  exploited: 'Explotados, se sabe',
  flaws: 'Otros fallos',
  latest: 'El más nuevo conocido',
  action: 'Qué hacer',
  unnamedModel: 'modelo desconocido',
  unnamedVersion: 'versión desconocida',
  notInCatalog: 'no está en el catálogo',
  notRuledOut: (amount) => `${numberText(amount)} sin descartar`,
  noneKnown: 'ninguno conocido',
  more: (amount) => `y ${numberText(amount)} más`,
  unrated: 'sin clasificar',
  openQuestions: (amount) => count(amount, 'pregunta abierta', 'preguntas abiertas'),
  supportState: {
    supported: (until) => (until === null ? 'con soporte, fin desconocido' : `con soporte hasta ${until}`),
    ended: (until) => (until === null ? 'terminado, fecha desconocida' : `terminado ${until}`),
    'possibly-ended': (until) =>
      until === null ? 'puede haber terminado' : `puede haber terminado (${until}, no se conoce fecha más exacta)`,
    unknown: () => 'no se sabe',
  },
  endOfYear: (year) => `fin de ${year}`,
  endOfMonth: (month) => `fin de ${month}`,
  currencyState: {
    current: 'el instalado',
    newer: 'el instalado es más nuevo',
    behind: 'más nuevo que el instalado',
    unknown: 'no se sabe',
  },
  behindBy: (releases, days): string | null => {
    const parts = [
      ...(releases === null ? [] : [`al menos ${count(releases, 'versión', 'versiones')}`]),
      ...(days === null ? [] : [count(days, 'día', 'días')]),
    ]
    return parts.length === 0 ? null : `${parts.join(' y ')} de atraso`
  },
  doThis: {
    upgrade: (to) => `Actualizar a ${to}`,
    replace: 'Sustituir el equipo',
    isolate: 'Aislar y vigilar',
    'find-out': 'Averiguar',
    none: 'Nada conocido pide un cambio',
  },
  gains: 'Qué resolvería una actualización',
  gainsNote:
    'Según este catálogo, sin probarlo en un equipo. Lo que el catálogo no puede decidir para la versión nueva nunca se cuenta como resuelto.',
  noGains: 'El catálogo no nombra ninguna versión más nueva que resolviera algo aquí.',
  gainTo: 'Actualizar a',
  gainClears: 'Fallos resueltos',
  gainItems: 'Puntos con fallo resueltos',
  gainLeft: 'Lo que queda',
  cleared: (flaws, exploited) =>
    exploited === 0 ? numberText(flaws) : `${numberText(flaws)}, ${numberText(exploited)} de ellos explotados`,
  itemsCleared: (clears, all) => (all === 0 ? 'ninguno falla' : `${numberText(clears)} de ${numberText(all)}`),
  left: (keeps, cannotSay) => {
    const parts = [
      ...(keeps === 0 ? [] : [count(keeps, 'queda', 'quedan')]),
      ...(cannotSay === 0 ? [] : [count(cannotSay, 'no se puede decidir', 'no se pueden decidir')]),
    ]
    return parts.length === 0 ? 'ninguno' : parts.join(', ')
  },
  leftFlaws: 'fallos:',
  leftItems: 'puntos:',
  catalog: 'Catálogo de firmware',
  catalogLine: (version, date, age) =>
    `versión ${version} del ${dateText(date)}, ${age === 0 ? 'de hoy' : `de hace ${count(age, 'día', 'días')}`}.`,
  catalogSource: {
    shipped: 'Vino con esta aplicación.',
    imported: 'Importado de un archivo firmado.',
  },
  catalogSize: (products, flaws) =>
    `${count(products, 'producto', 'productos')}, ${count(flaws, 'fallo conocido', 'fallos conocidos')}. Sabe lo que sus fuentes mostraban ese día.`,
  update: 'Actualizar desde un archivo',
  updated: (version, replaces) =>
    `La versión ${version} sustituye a la versión ${replaces}. Evalúe los equipos otra vez para juzgarlos con ella.`,
  judgedByOther: (devices) =>
    `${count(devices, 'equipo se juzgó', 'equipos se juzgaron')} con otra versión del catálogo. Evalúe otra vez para juzgar con esta.`,
  filtered: (what) => `Firmware: ${what}`,
  filteredGone: 'una respuesta que cambió desde entonces',
  showAllDevices: 'Mostrar todos los equipos',
  back: 'Volver a Firmware',
  notJudged: 'En esta visita no se juzgó ningún firmware.',
  installed: 'Instalado',
  sale: 'Venta',
  sold: (passed, atLatest, date) =>
    `${passed ? 'terminó' : 'termina'} ${atLatest ? `a más tardar ${date}, no se sabe desde cuándo` : date}`,
  saleNotKnown: 'fin de la venta desconocido',
  maker: 'Fabricado por',
  answerOf: (version, date) => `Catálogo ${version} del ${dateText(date)}`,
  because: 'Porque',
  meanwhile: 'Hasta entonces',
  record: 'Ficha',
  reasons: 'Fallos en el catálogo',
  noReasons: 'El catálogo no nombra ningún fallo para este equipo. Eso es lo que sabe en su día, y nada más.',
  applies: { yes: 'Afecta', check: 'No se puede decidir', no: 'Descartado' },
  flaw: 'Fallo',
  what: 'Qué se sabe',
  fixedIn: 'Reparado en',
  decides: (fact) => `Lo decidiría: ${fact}.`,
  confidence: {
    curated: 'leído por una persona',
    structured: 'de datos estructurados',
    'text-parsed': 'sacado de una descripción',
    'product-only': 'solo nombra el producto',
  },
  openTitle: 'Preguntas abiertas',
  sources: 'Fuentes',
  published: (date) => `publicado ${date}`,
  retrieved: (date) => `leído ${date}`,
  openSource: (number) => `Abrir la fuente ${number}`,
  openNote: 'Una fuente se abre en el navegador, después de una pregunta. No se envía nada de este sitio.',
  notALink: 'sin enlace',
}
