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
  practiceNote: 'Equipos simulados dentro de este ordenador. Las pruebas de este sitio lo dicen.',
  search: 'Buscar y órdenes',
  searchHint: 'Buscar equipos y órdenes',
  nothingFound: 'No hay nada con ese nombre.',
  settings: 'Ajustes',
  lock: 'Bloquear ahora',
  closePractice: 'Cerrar prácticas',
  readOnly: 'Solo consulta.',
  readOnlyBecause: (holder: string | null) =>
    `${holder ?? 'Otra persona'} tiene abierto este sitio: aquí no se puede cambiar nada.`,
  readOnlyOf: (at: string, since: string | null) =>
    since === null
      ? `Muestra el sitio a fecha de ${at}.`
      : `Abierto allí desde ${since}. Muestra el sitio a fecha de ${at}.`,
  readOnlyPasswords: 'Las contraseñas no forman parte de ella.',
  closeLook: 'Cerrar',
  unresolved: (devices: number) =>
    `${count(devices, 'contraseña de equipo está', 'contraseñas de equipos están')} sin comprobar. Cada candidata está a salvo en la caja fuerte.`,
  unresolvedRemedy: 'Evalúe esos equipos otra vez antes de dejar el sitio.',
}

/** The one next step: what it is, and its button. */
export const next: Text['next'] = {
  looking: ['Solo consulta: no se puede cambiar nada', 'Resumen'],
  scope: ['Decir dónde se puede mirar', 'Alcance'],
  discover: ['Buscar equipos', 'Descubrir'],
  discovering: ['El descubrimiento está en marcha', 'Mirar'],
  assess: (devices: number) => [`Evaluar ${count(devices, 'equipo', 'equipos')}`, 'Evaluar'],
  decide: ['Mirar los cambios que esperan una decisión', 'Abrir'],
  attest: (items: number) => [`Mirar ${count(items, 'punto', 'puntos')} a mano`, 'Atestiguar'],
  assessing: ['La evaluación está en marcha', 'Mirar'],
  fix: ['Mirar qué se puede corregir', 'Planear'],
  fixing: ['Los cambios están en marcha', 'Mirar'],
  paused: ['Los cambios están en pausa', 'Abrir'],
  seal: ['Sellar las pruebas de esta visita', 'Sellar'],
  done: ['Mirar los paquetes sellados', 'Pruebas'],
}
