import { numberText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** Words of every screen. */
export const common: Text['common'] = {
  cancel: 'Cancelar',
  back: 'Atrás',
  paused: 'En pausa',
  close: 'Cerrar',
  skip: 'Saltar al contenido',
  doThis: 'Qué hacer',
  loading: (what: string) => `Leyendo ${what}`,
  dismiss: 'Cerrar este mensaje',
  show: 'Mostrar los caracteres',
  remaining: (seconds) =>
    seconds < 60 ? 'falta menos de un minuto' : `faltan unos ${numberText(Math.round(seconds / 60))} min`,
}
