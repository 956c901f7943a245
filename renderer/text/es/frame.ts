import { count } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** Header, visit bar and rail. */
export const frame: Text['frame'] = {
  themes: 'Tema',
  theme: { light: 'Tema claro', dark: 'Tema oscuro', outdoor: 'Tema para el sol' },
  textSize: (percent: number) => `Tamaño del texto ${percent} %, cambiar`,
  places: 'Lugares',
  visit: 'Visita',
  next: 'Ahora',
  visitNumber: (visit: number) => `Visita ${visit}`,
  practice: 'Prácticas',
  practiceNote: 'Equipos simulados dentro de este ordenador. La evidencia de este sitio lo dice.',
  search: 'Buscar y órdenes',
  searchKeys: (apple: boolean) => (apple ? '⌘ K' : 'Ctrl K'),
  searchHint: 'Buscar equipos y órdenes',
  nothingFound: 'No hay nada con ese nombre.',
  settings: 'Ajustes',
  lock: 'Bloquear ahora',
  notLocked: 'El sitio sigue abierto',
  closePractice: 'Cerrar prácticas',
  readOnly: 'Solo consulta.',
  readOnlyBecause: (holder: string | null) =>
    `${holder ?? 'Otra persona'} tiene abierto este sitio: aquí no se puede cambiar nada.`,
  readOnlyOf: (at: string, since: string | null) =>
    since === null
      ? `Muestra el sitio a fecha de ${at}.`
      : `Abierto allí desde ${since}. Muestra el sitio a fecha de ${at}.`,
  readOnlyPasswords: 'Las contraseñas no forman parte de ella.',
  unresolved: (devices: number) =>
    `${count(devices, 'contraseña de equipo está', 'contraseñas de equipos están')} sin comprobar. Cada candidata está a salvo en la caja fuerte.`,
  unresolvedWhich: 'Mostrar cuáles',
  unresolvedRemedy: 'Evalúe esos equipos otra vez antes de dejar el sitio.',
}

/** Asked before a lock while work runs. */
export const lockQuestion: Text['lockQuestion'] = {
  title: 'Hay trabajo en curso. ¿Bloquear de todos modos?',
  closeTitle: 'Hay trabajo en curso. ¿Cerrar el sitio de prácticas?',
  howFar: (done, all) => `${done} de ${all}`,
  goesOn: 'Bloquear; el trabajo sigue',
  goesOnNote: 'La ventana no muestra nada del sitio. Las claves siguen en memoria hasta que el trabajo termine.',
  ends: 'Terminar lo que está en curso y bloquear',
  closeEnds: 'Terminar lo que está en curso y cerrar',
  endsNote: 'Lo empezado en un equipo se termina y se comprueba. El resto no se empieza.',
  keep: 'Seguir trabajando',
}

/** The one next step: what it is, and its button. */
export const next: Text['next'] = {
  looking: ['Solo consulta, sin cambios', 'Resumen'],
  scope: ['Decir dónde se puede mirar', 'Alcance'],
  discover: ['Buscar equipos', 'Descubrir'],
  discovering: ['El descubrimiento está en marcha', 'Mirar'],
  assess: (devices: number) => [`Evaluar ${count(devices, 'equipo', 'equipos')}`, 'Evaluar'],
  decide: ['Hay cambios por decidir', 'Abrir'],
  attest: (items: number) => [`Mirar ${count(items, 'punto', 'puntos')}`, 'Atestiguar'],
  assessing: ['La evaluación está en marcha', 'Mirar'],
  fix: ['Mirar qué se puede corregir', 'Planificar'],
  fixing: ['Los cambios están en marcha', 'Mirar'],
  paused: ['Los cambios están en pausa', 'Abrir'],
  planned: (changes: number) => [count(changes, 'cambio espera', 'cambios esperan'), 'Abrir el plan'],
  seal: ['Sellar la evidencia', 'Sellar'],
  done: ['Mirar los paquetes', 'Evidencia'],
}
