import { count, numberText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** Words of the plan of changes, in Spanish. */
export const changes: Text['changes'] = {
  title: 'Cambios',
  planTitle: 'Plan',
  runningTitle: 'Cambios en curso',
  heldTitle: 'Cambios en pausa',
  outcomeTitle: 'En qué quedó',
  none: 'Todavía no hay plan',
  noneText: 'Un plan vuelve a leer los equipos y muestra lo que se escribiría. No escribe nada.',
  make: 'Planificar correcciones',
  making: 'Preparando el plan',
  lead: (changes, devices) =>
    `Todavía no se escribió nada. ${count(changes, 'cambio', 'cambios')} en ${count(devices, 'equipo', 'equipos')}.`,
  leadEmpty: 'Ninguna corrección tiene algo que hacer.',
  leadRunning: (done, all) =>
    `${numberText(done)} de ${count(all, 'cambio', 'cambios')} hechos. Mientras tanto se puede seguir trabajando en la aplicación.`,
  leadDone: (parts) => `${parts}. Lo que se cambió se volvió a leer del equipo.`,
  remake: 'Planificar de nuevo',
  retryFailed: (amount) => `Volver a planificar ${count(amount, 'cambio fallido', 'cambios fallidos')}`,
  retryRest: (amount) => `Planificar los ${numberText(amount)} que no quedaron corregidos`,
  apply: (changes, devices) =>
    `Aplicar ${count(changes, 'cambio', 'cambios')} a ${count(devices, 'equipo', 'equipos')}`,
  applyFirst: (devices) =>
    `Primero ${count(devices, 'equipo', 'equipos')}, como prueba. Los demás esperan a que quede comprobado.`,
  waiting: (amount) =>
    count(amount, 'cambio espera un sí y se dejará como está.', 'cambios esperan un sí y se dejarán como están.'),
  pause: 'Pausar',
  pauseNote: 'Tiene efecto después del cambio en curso de cada equipo.',
  resume: 'Continuar',
  cancelRest: 'Cancelar el resto',
  cancelNote: 'Un cambio en curso se termina y se comprueba antes. Lo hecho queda hecho.',
  heldNote: 'No se empieza nada nuevo hasta continuar. Lo que estaba en curso se terminó y se comprobó.',
  all: (devices) => (devices === 1 ? 'El único equipo' : `Los ${count(devices, 'equipo', 'equipos')}`),
  include: (device) => `Incluir ${device}`,
  changesOn: (device) => `Cambios en ${device}`,
  what: 'Qué',
  fromTo: 'De y a',
  effect: 'Efecto y vuelta atrás',
  from: 'de',
  to: 'a',
  stateColumn: 'Estado',
  asLeft: 'cómo queda',
  reboot: 'Reinicia el equipo',
  felt: 'Lo que se notará',
  feltReboot: (amount) => (amount === 1 ? 'equipo se reinicia' : 'equipos se reinician'),
  feltStreams: (amount) =>
    amount === 1 ? 'cambio puede cortar el vídeo unos segundos' : 'cambios pueden cortar el vídeo unos segundos',
  feltCutOff: (amount) =>
    amount === 1
      ? 'cambio puede dejar un equipo sin conexión; se deshace si no vuelve'
      : 'cambios pueden dejar un equipo sin conexión; se deshacen si no vuelve',
  feltPasswords: (amount) =>
    amount === 1
      ? 'contraseña va a la caja fuerte antes de enviarse'
      : 'contraseñas van a la caja fuerte antes de enviarse',
  feltYes: (amount) => (amount === 1 ? 'cambio pide un sí propio' : 'cambios piden un sí propio'),
  undo: 'Vuelta atrás',
  confirm: 'Sí, hacerlo',
  confirmFor: (title, device) => `Sí a ${title} en ${device}`,
  needsSecond: 'Necesita una segunda persona',
  agreed: (name) => `Conforme: ${name}`,
  second: 'Segunda persona',
  secondText: (amount) =>
    `${count(amount, 'cambio', 'cambios')} de este plan no pueden depender de una sola persona. Otra persona escribe aquí su nombre y su frase de paso.`,
  secondNone:
    'Todavía no hay nadie inscrito en este sitio. La segunda persona escribe una vez un nombre y una frase de paso propia; nadie más la conoce.',
  secondName: 'Nombre de la segunda persona',
  secondPassphrase: 'Su frase de paso',
  secondAgree: 'Dar conformidad al plan',
  secondEnroll: 'Inscribir y dar conformidad',
  secondAgain: 'La misma frase de paso otra vez',
  secondDifferent: 'No son iguales.',
  secondShort: 'Al menos 8 caracteres.',
  secondOther: 'Inscribir a otra persona',
  secondKnown: 'Elegir a una persona conocida',
  order: 'Orden',
  orderNote: 'Puertas y grabadores van al final. Una prueba que falla protege a los demás equipos de su clase.',
  canary: 'Equipos de prueba de cada clase',
  canaryNote: 'Van primero, solos. Sus cambios se comprueban antes de empezar con otros.',
  width: 'Equipos a la vez',
  stopShare: 'Parar si falla más del',
  stopShareNote: 'por ciento de los equipos',
  wave: (number) => (number === 0 ? 'Prueba' : `Tanda ${number}`),
  waves: (from, to) => (from === to ? `Tanda ${from}` : `Tandas ${from} a ${to}`),
  wavesAria: 'Tandas',
  waveState: {
    waiting: 'en espera',
    running: 'en curso',
    done: 'comprobada',
    attention: 'pide atención',
    left: 'sin tocar',
  },
  devices: (amount) => count(amount, 'equipo', 'equipos'),
  more: (amount) => `Mostrar ${numberText(amount)} más`,
  now: 'Ahora',
  nowNone: 'En este momento no hay ningún cambio en curso.',
  nowSide: (width) => `${numberText(width)} a la vez`,
  trouble: 'No se pudo planificar',
  allowClearText:
    'Quien escuche en esta red podría leer las contraseñas nuevas por el camino. Permitirlo solo donde no haya nadie más en la red; la evidencia lo dirá.',
  allowClear: (devices) => `Permitirlo para ${count(devices, 'equipo', 'equipos')} y planificar de nuevo`,
  clearAllowed: 'Las contraseñas nuevas de este plan pueden cruzar la red legibles. La evidencia lo dirá.',
  byHand: 'A mano',
  byHandText: 'Para estos no hay corrección. Quedan como están hasta que alguien haga esto.',
  needsYou: 'Pide atención',
  needsYouCount: (amount) => count(amount, 'cambio', 'cambios'),
  leftAlone: 'Sin tocar',
  toEvidence: 'Seguir con el sello',
  toDevices: 'Mostrar equipos',
  toActivity: 'Registro completo',
}
