import { count, numberText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** Words of what stays open, and of who takes care of it, in Spanish. */
export const risks: Text['risks'] = {
  title: 'Riesgos abiertos',
  none: 'No se conoce ningún punto que falle al salir.',
  without: (amount) => `${count(amount, 'punto', 'puntos')} sin responsable`,
  all: 'Todos los puntos tienen responsable',
  severity: 'Gravedad',
  point: 'Punto',
  where: 'Dónde',
  owner: 'Responsable',
  due: 'Hasta',
  dueNote: 'Contado en UTC. Vacío mientras no se acuerde un día.',
  devices: (amount) => count(amount, 'lugar', 'lugares'),
  nobody: 'nadie',
  nobodyAt: (amount) => `nadie en ${amount}`,
  noDay: 'sin día acordado',
  more: (amount) => `Mostrar ${numberText(amount)} más`,
  name: 'Nombrar',
  nameFor: (item) => `Nombrar quién se ocupa de ${item}`,
  dialog: (item) => `Quién se ocupa de ${item}`,
  dialogText:
    'La primera página del informe nombra a esta persona y el día. El punto sigue abierto hasta que se corrija.',
  everywhere: (amount) => `Donde falle (${amount})`,
  ownerMissing: 'Falta un nombre.',
  note: 'Nota',
  save: 'Guardar',
  withdraw: 'Quitar al responsable',
}
