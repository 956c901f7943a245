import { dateText } from '../format.ts'
import type { Text } from '../text-shape.ts'

/** The first screen. */
export const welcome: Text['welcome'] = {
  title: 'Empezar con un sitio',
  lead: 'Un sitio es un archivo cifrado. Guarda los equipos, las visitas, las contraseñas y la evidencia de un lugar del cliente.',
  practice: 'Sitio de prácticas',
  practiceText:
    '24 cámaras, grabadores y equipos de puerta simulados funcionan dentro de este ordenador y responden en los protocolos reales, con los fallos que los instaladores encuentran. Nada sale del ordenador; nada puede romperse.',
  practiceTime: 'Aquí se prueba una visita entera, desde el primer paquete de red hasta la evidencia sellada.',
  openPractice: 'Abrir el sitio de prácticas',
  newSite: 'Sitio nuevo',
  newSiteText: 'Para un lugar que se visita por primera vez.',
  create: 'Crear',
  open: 'Abrir un archivo de sitio',
  openText: 'Hace falta la frase de paso con la que se creó.',
  openButton: 'Abrir',
  verify: 'Verificar un paquete',
  verifyText: 'Comprobar evidencia sellada. No necesita ni sitio ni red.',
  verifyButton: 'Verificar',
  recent: 'Abiertos antes',
  recentAt: (at: string) => `por última vez el ${dateText(at)}`,
  line: 'Una visita, paso a paso',
  steps: [
    ['Alcance', 'Decir qué redes se pueden tocar'],
    ['Descubrir', 'Escuchar qué responde allí'],
    ['Evaluar', 'Comparar cada equipo con la lista'],
    ['Corregir', 'Planificar, aplicar, releer, comprobar'],
    ['Atestiguar', 'Decir lo que solo una persona puede ver'],
    ['Sellar', 'Un paquete firmado para muchos años'],
  ],
  version: (version: string, electron: string) => `Fieldseal ${version}, Electron ${electron}`,
}

/** Making a site. */
export const newSite: Text['newSite'] = {
  title: 'Sitio nuevo',
  lead: 'Después se elige dónde guardar el archivo. La frase de paso lo cifra; nadie puede restablecerla.',
  place: 'El lugar',
  you: 'Quién trabaja allí',
  lock: 'Cifrado del sitio',
  name: 'Nombre del sitio',
  customer: 'Cliente',
  optional: 'puede quedar vacío',
  company: 'Su empresa',
  technician: 'Su nombre',
  peopleNote: 'Ambos nombres aparecen en la evidencia.',
  ntp: 'Servidores de hora del sitio',
  ntpNote: 'Direcciones o nombres, separados por comas. Las correcciones dirigen los equipos a ellos.',
  passphrase: 'Frase de paso',
  passphraseNote: (length: number) => `Al menos ${length} caracteres. Varias palabras están bien.`,
  again: 'La frase de paso otra vez',
  create: 'Crear el sitio',
  required: 'Esto hace falta.',
  tooShort: (length: number) => `Hacen falta al menos ${length} caracteres.`,
  different: 'Las dos frases de paso son distintas.',
  writeDown:
    'Anote la frase de paso y guárdela lejos de este ordenador: sin ella se pierden las contraseñas de los equipos.',
}

/** Opening a site. */
export const unlock: Text['unlock'] = {
  title: 'Abrir un sitio',
  locked: 'Bloqueado',
  passphraseOf: (name: string) => `Frase de paso de ${name}`,
  unlock: 'Desbloquear',
  another: 'Elegir otro sitio',
  heldText: 'Puede consultarse tal como está ahora, sin contraseñas y sin cambiar nada.',
  look: 'Solo consultar',
  noReset: 'Una frase de paso olvidada no se puede restablecer.',
  keysGone: 'Las claves del sitio ya no están en memoria.',
  keysKept: 'Las claves del sitio siguen en memoria hasta que esto termine. No se muestra ni se empieza nada más.',
  howFar: (done: string, all: string) => `${done} de ${all}`,
  behind: {
    'goes-on': 'Sigue mientras el sitio está bloqueado.',
    ending: 'Se termina lo que está en curso; no se empieza nada más.',
    ended: 'Llegó a su fin.',
    stopped: 'Se detuvo aquí: lo que estaba en curso se terminó, el resto no se empezó.',
    trouble: 'Terminó con un problema. Abra el sitio para ver qué pasó.',
  },
  opening: 'Abrir tarda un segundo: la clave se calcula despacio a propósito.',
}
