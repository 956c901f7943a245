import { numberText } from '../format.ts'
import type { Text } from '../text-shape.ts'
import { discover } from './discover.ts'

/** Words of every screen. */
export const common: Text['common'] = {
  cancel: 'Cancelar',
  pausedWork: (work) => `En pausa: ${work}`,
  waitingWork: (work) => `En espera: ${work}`,
  workStep: (work, step) => (work === 'discover' ? (discover.probeName[step] ?? step) : step),
  workAt: (work, percent) => `${work}: ${percent} %`,
  cancelWork: (work) => (work === 'fix' || work === 'upgrade' ? 'Cancelar el resto' : 'Cancelar'),
  close: 'Cerrar',
  skip: 'Saltar al contenido',
  doThis: 'Qué hacer',
  loading: (what: string) => `Leyendo ${what}`,
  dismiss: 'Cerrar este mensaje',
  show: 'Mostrar los caracteres',
  remaining: (seconds) =>
    seconds < 60 ? 'falta menos de un minuto' : `faltan unos ${numberText(Math.round(seconds / 60))} min`,
  noDay: (hint) => `No hay tal día. Escribirlo como ${hint}.`,
  chooseDay: (field) => `Elegir un día: ${field}`,
}
