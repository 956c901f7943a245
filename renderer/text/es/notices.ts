import { count } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** What is said when long work ends. */
export const notices: Text['notices'] = {
  region: 'Mensajes',
  done: {
    discover: 'El descubrimiento ha terminado',
    assess: 'La evaluación ha terminado',
    plan: 'El plan está hecho',
    fix: 'Los cambios están hechos',
    upgrade: 'Las actualizaciones están hechas',
    seal: 'El paquete está sellado',
    segmentation: 'La segmentación está probada',
    snapshot: 'La imagen está lista',
  },
  cancelled: {
    discover: 'El descubrimiento se canceló',
    assess: 'La evaluación se canceló',
    plan: 'El plan se canceló',
    fix: 'Los cambios se cancelaron',
    upgrade: 'Las actualizaciones se cancelaron',
    seal: 'El sellado se canceló',
    segmentation: 'La prueba de la segmentación se canceló',
    snapshot: 'La imagen se canceló',
  },
  problem: {
    discover: 'El descubrimiento se detuvo',
    assess: 'La evaluación se detuvo',
    plan: 'El plan se detuvo',
    fix: 'Los cambios se detuvieron',
    upgrade: 'Las actualizaciones se detuvieron',
    seal: 'El sellado se detuvo',
    segmentation: 'La prueba de la segmentación se detuvo',
    snapshot: 'No hay imagen',
  },
  undo: 'Deshacer',
  undoKeys: 'Ctrl Z',
  undone: 'Deshecho',
  notUndone: 'No se pudo deshacer',
  scopeChanged: 'Se cambió el alcance',
  filtersCleared: 'Se quitaron los filtros',
  kept: 'Lo que se hizo hasta entonces se conserva.',
  amount: {
    devices: (done: number) => `${count(done, 'equipo', 'equipos')} en total.`,
    known: (devices: number) => `${count(devices, 'equipo', 'equipos')} en la lista.`,
    other: 'Se puede seguir.',
  },
}
