import { count, numberText, sizeText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** What the screen of firmware upgrades says. An upgrade is never called done before its version was read back. */
export const upgrade: Text['upgrade'] = {
  title: 'Actualización de firmware',
  back: 'Volver a Firmware',
  open: 'Actualizar equipos',
  lead: 'Archivos de su propia biblioteca, enviados a los equipos que elija. Nada empieza por sí solo.',
  library: 'Biblioteca de firmware',
  libraryNote:
    'Archivos que recibió de los fabricantes. Se copian, se calcula su huella y nunca se desempaquetan. Un archivo va a los modelos que nombra y a ningún otro.',
  libraryEmpty: 'Ningún archivo de firmware aún',
  libraryEmptyText: 'Consiga del fabricante el firmware de un modelo y añada aquí el archivo.',
  chosen: 'Usar',
  takeOut: 'Quitar',
  result: 'Resultado',
  file: 'Archivo',
  madeFor: 'Hecho para',
  version: 'Versión',
  here: 'Equipos aquí',
  source: 'De',
  said: 'según lo indicado, el archivo no lo dice',
  use: (fileName) => `Usar ${fileName}`,
  noDevice: 'ninguno',
  devices: (amount) => numberText(amount),
  remove: (fileName) => `Quitar ${fileName} de la biblioteca`,
  add: 'Añadir un archivo de firmware',
  addTitle: 'Añadir un archivo de firmware',
  addText:
    'Deje vacío un campo si el propio archivo lo dice. Un archivo que contradice lo indicado se rechaza. No se envía nada a ningún equipo.',
  vendor: 'Fabricante, como lo escriben los equipos',
  models: 'Modelos, como los escriben los equipos, separados por comas',
  versionField: 'Versión, como la escribirán los equipos',
  note: 'De dónde lo tiene',
  choose: 'Elegir el archivo',
  size: sizeText,
  plan: (devices) => `Planificar la actualización de ${count(devices, 'equipo', 'equipos')}`,
  planNote: 'Planificar lee los equipos. No se envía ningún archivo.',
  planned: 'Qué se enviaría',
  device: 'Equipo',
  change: 'De y a',
  way: 'Por',
  look: 'A tener en cuenta',
  goesFirst: 'va primero, solo',
  canary: (amount) =>
    amount === 1
      ? 'El primer equipo de cada firmware va solo. Los demás siguen solo cuando volvió como el mismo equipo con la versión nueva.'
      : `Los primeros ${numberText(amount)} equipos de cada firmware van de uno en uno. Los demás siguen solo cuando todos volvieron con la versión nueva.`,
  include: (device) => `Actualizar ${device}`,
  confirm: (device) => `Sí, ${device} puede desaparecer ahora`,
  notPlanned: 'Se dejan como están',
  nothing: 'Ningún equipo de este plan recibiría un firmware.',
  before: 'Antes de empezar',
  power: 'La corriente se mantiene hasta que vuelva cada equipo.',
  window: 'Esta es la ventana de mantenimiento que el cliente aceptó.',
  start: (devices) => `Actualizar ${count(devices, 'equipo', 'equipos')}`,
  startNote: 'Un equipo empezado se sigue hasta su fin; no se puede llamar de vuelta.',
  unconfirmed: (devices) => `${count(devices, 'equipo elegido espera', 'equipos elegidos esperan')} un sí propio.`,
  cancelRest: 'No empezar más equipos',
  cancelNote: 'Los equipos empezados se siguen hasta su fin.',
  state: {
    planned: 'Sin empezar',
    running: 'En marcha',
    upgraded: 'Actualizado',
    'came-back-on-old-version': 'Volvió con la versión vieja',
    'never-came-back': 'No volvió',
    'came-back-unproven': 'Volvió, sin comprobar',
    'broken-off': 'Interrumpido por un fallo del programa',
    refused: 'No aceptado',
    cancelled: 'Sin empezar, cancelado',
  },
  stage: {
    opening: 'Comprueba que es el equipo del plan',
    uploading: 'Envía el archivo',
    uploaded: 'Aceptó el archivo; se espera su reinicio',
    restarting: 'Se fue; se espera su vuelta',
    checking: 'Ha vuelto; se leen identidad y versión',
  },
  sent: (sent, size) => `${sizeText(sent)} de ${sizeText(size)}`,
  times: { sentAt: 'Enviado', goneAt: 'Se fue', backAt: 'De vuelta' },
  runs: (version) => `usa ${version}`,
  counts: (rows): string => {
    const states = [...new Set(rows.map(({ state }) => state))]
    return states
      .map(
        (state) =>
          `${numberText(rows.filter((row) => row.state === state).length)} ${upgrade.state[state].toLowerCase()}`,
      )
      .join(', ')
  },
  readBack:
    'Lo que se llama actualizado usa la versión nueva según él mismo, leída después del reinicio, y se evaluó otra vez.',
}
