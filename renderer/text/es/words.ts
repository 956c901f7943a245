import { count, numberText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** The words for every value that the contract names. */
export const outcome: Text['outcome'] = {
  pass: 'Correcto',
  fixed: 'Corregido',
  fail: 'Fallo',
  error: 'Error',
  unknown: 'Desconocido',
  notchecked: 'No comprobado',
  notapplicable: 'No aplicable',
  attested: 'Atestiguado',
  waived: 'Dispensado',
}
export const outcomes: Text['outcomes'] = {
  pass: (amount) => count(amount, 'correcto', 'correctos'),
  fixed: (amount) => count(amount, 'corregido', 'corregidos'),
  fail: (amount) => count(amount, 'fallo', 'fallos'),
  error: (amount) => count(amount, 'error', 'errores'),
  unknown: (amount) => count(amount, 'desconocido', 'desconocidos'),
  notchecked: (amount) => `${numberText(amount)} sin comprobar`,
  notapplicable: (amount) => count(amount, 'no aplicable', 'no aplicables'),
  attested: (amount) => count(amount, 'atestiguado', 'atestiguados'),
  waived: (amount) => count(amount, 'dispensado', 'dispensados'),
}
export const severity: Text['severity'] = { critical: 'Crítica', high: 'Alta', medium: 'Media', low: 'Baja' }
export const deviceClass: Text['deviceClass'] = {
  camera: 'Cámara',
  nvr: 'Grabador',
  encoder: 'Codificador',
  'door-controller': 'Controlador de puerta',
  intercom: 'Intercomunicador',
  switch: 'Conmutador de red',
  unknown: 'No se sabe',
}
export const changeState: Text['changeState'] = {
  planned: 'Planificado',
  applying: 'Aplicando',
  fixed: 'Corregido',
  failed: 'Fallido',
  'rolled-back': 'Deshecho',
  cancelled: 'Cancelado',
  left: 'Sin tocar',
  unresolved: 'Sin comprobar',
}
export const disruption: Text['disruption'] = {
  none: 'Sin interrupción',
  low: 'Apenas se nota',
  medium: 'Los flujos pueden cortarse unos segundos',
  high: 'Puede dejar el equipo incomunicado; se deshace si no vuelve',
}
export const stepName: Text['stepName'] = {
  scope: 'Alcance',
  discover: 'Descubrir',
  assess: 'Evaluar',
  fix: 'Corregir',
  attest: 'Atestiguar',
  seal: 'Sellar',
}
export const stepNote: Text['stepNote'] = {
  'not-confirmed': () => 'sin confirmar',
  networks: (amount) => count(amount, 'red', 'redes'),
  running: () => 'en marcha',
  'no-device': () => 'sin equipos',
  conflicts: (amount) => count(amount, 'conflicto', 'conflictos'),
  devices: (amount) => count(amount, 'equipo', 'equipos'),
  'not-heard': (amount) => `${numberText(amount)} aún sin oír`,
  'not-started': () => 'sin empezar',
  'done-of': (amount, of) => `${numberText(amount)} de ${of}`,
  paused: (amount, of) => `en pausa, ${numberText(amount)} de ${of}`,
  'look-at': (amount) => `${numberText(amount)} por mirar`,
  fixable: (amount) => `${numberText(amount)} por corregir`,
  planned: (amount) => `${numberText(amount)} en el plan`,
  'nothing-to-fix': () => 'nada que corregir',
  'all-fixed': () => 'todo lo posible',
  'to-attest': (amount) => `${numberText(amount)} a mano`,
  'nothing-to-attest': () => 'nada a mano',
  attested: (amount) => `${numberText(amount)} dichos`,
  'not-sealed': () => 'sin sellar',
  packs: (amount) => count(amount, 'paquete', 'paquetes'),
}
export const stepState: Text['stepState'] = {
  todo: 'Sin empezar',
  running: 'En marcha',
  attention: 'Pide atención',
  partial: 'En curso',
  done: 'Hecho',
}
export const probeState: Text['probeState'] = {
  waiting: 'En espera',
  running: 'En marcha',
  done: 'Hecho',
  cancelled: 'Cancelado',
  problem: 'Problema',
}
export const factEnd: Text['factEnd'] = {
  value: 'Leído',
  unsupported: 'No lo ofrece',
  refused: 'Acceso rechazado',
  unreachable: 'Sin respuesta',
  malformed: 'Respuesta ilegible',
}
export const identity: Text['identity'] = {
  manufacturer: 'Fabricante',
  model: 'Modelo',
  firmware: 'Firmware',
  build: 'Compilación',
  serial: 'Número de serie',
  hardwareId: 'Hardware',
  macs: 'MAC',
  firstSeen: 'Visto por primera vez',
  lastSeen: 'Visto por última vez',
}
export const vaultState: Text['vaultState'] = {
  committed: 'comprobada',
  entered: 'introducida, aún sin comprobar',
  candidate: 'falta la comprobación',
  unresolved: 'falta la comprobación',
  'given-up': 'sin comprobar, el equipo ya no está',
  superseded: 'sustituida',
}
export const work: Text['work'] = {
  discover: 'Descubriendo',
  assess: 'Evaluando',
  plan: 'Leyendo para el plan',
  fix: 'Aplicando cambios',
  upgrade: 'Actualizando firmware',
  seal: 'Sellando',
  segmentation: 'Probando la segmentación',
  snapshot: 'Pidiendo una imagen',
}
export const lockReason: Text['lockReason'] = {
  asked: 'Usted bloqueó este sitio.',
  idle: 'Durante un rato no se tocó nada.',
  suspend: 'El ordenador se durmió.',
  crash:
    'La parte de la aplicación que trabaja con los equipos se detuvo. Lo que había escrito se conserva; abra el sitio otra vez.',
}
