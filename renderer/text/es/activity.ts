import { count } from '../format.ts'
import type { Text } from '../text-shape.ts'

type Values = Readonly<Record<string, string>>
const of = (values: Values, name: string) => values[name] ?? ''
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')
const devices = (values: Values) => count(Number(of(values, 'devices')), 'equipo', 'equipos')

/** Words of the log of a visit, in Spanish. */
export const activity: Text['activity'] = {
  title: 'Actividad',
  lead: 'El registro de esta visita, lo más nuevo primero. Cada línea está encadenada a la anterior y va al paquete tal cual.',
  kinds: {
    all: 'Todo',
    changes: 'Cambios',
    logins: 'Accesos y contraseñas',
    readings: 'Descubrimiento y lecturas',
    statements: 'Lo que dijeron personas',
    evidence: 'Evidencia',
  },
  kind: 'Clase',
  none: 'En esta visita no pasó nada de esta clase.',
  noneText:
    'Los resultados de puntos sueltos y las lecturas sueltas no salen en "Todo"; están en "Descubrimiento y lecturas".',
  older: 'Mostrar anteriores',
  line: 'Línea',
  at: 'Hora',
  what: 'Qué pasó',
  device: 'Equipo',
  says: {
    'visit.start': () => 'Empezó la visita',
    'scope.confirmed': (values) => `Alcance confirmado: ${of(values, 'targets')}`,
    'discovery.start': (values) => `Empezó el descubrimiento, ritmo ${of(values, 'pace')}`,
    'discovery.end': (values) =>
      `Terminó el descubrimiento: ${devices(values)}${of(values, 'complete') === 'false' ? ', cancelado' : ''}`,
    'device.seen': (values) => `Visto, ${joined(of(values, 'class'), of(values, 'driver'))}`,
    'device.conflict': (values) => `Conflicto: ${joined(of(values, 'kind'), of(values, 'value'))}`,
    'device.unread': (values) => `No se pudo leer (${of(values, 'code')})`,
    'device.activation': (values) => `Primera contraseña: ${of(values, 'state')}`,
    'assess.start': (values) => `Empezó la evaluación: ${devices(values)}, lista ${of(values, 'checklist')}`,
    'assess.end': (values) => `Terminó la evaluación: ${devices(values)}`,
    'fact.read': (values) => `Leído ${joined(of(values, 'fact'), of(values, 'end'))}`,
    finding: (values) => `${of(values, 'item')}: ${of(values, 'outcome')}`,
    'login.entered': (values) => `Acceso introducido: ${of(values, 'username') || of(values, 'snmpUser')}`,
    'login.attempt': (values) => `Acceso ${of(values, 'username')} en ${of(values, 'login')}: ${of(values, 'outcome')}`,
    'password.change': (values) => `Contraseña de ${of(values, 'username')}: ${of(values, 'state')}`,
    'password.revealed': (values) => `Se mostró la contraseña de ${of(values, 'username')}`,
    'passwords.handed-over': (values) =>
      `Archivo de contraseñas escrito: ${count(Number(of(values, 'accounts')), 'cuenta', 'cuentas')}`,
    'plan.made': (values) =>
      `Plan hecho: ${count(Number(of(values, 'changes')), 'cambio', 'cambios')}, ${of(values, 'byHand')} a mano, ${of(values, 'trouble')} sin planificar`,
    'plan.apply': (values) => `Plan aplicado: ${devices(values)}, ${of(values, 'width')} a la vez`,
    change: (values) =>
      `${of(values, 'title')}: ${of(values, 'state')}${of(values, 'asLeft') === '' ? '' : `, queda ${of(values, 'asLeft')}`}${of(values, 'code') === '' ? '' : ` (${of(values, 'code')})`}`,
    'second-person.enrolled': (values) => `Segunda persona inscrita: ${of(values, 'name')}`,
    'second-person.asked': (values) =>
      `Segunda persona ${of(values, 'name')}: ${of(values, 'agreed') === 'true' ? 'conforme' : 'no se admitió'}`,
    'certificate.trusted-anew': () => 'Se volvió a confiar en el certificado del equipo',
    'segmentation.tested': (values) => `Segmentación probada desde ${of(values, 'from')}`,
    'firmware.plan': (values) => `Actualización de firmware planificada: ${of(values, 'upgrades')}`,
    'firmware.upgrade': (values) => `Firmware ${joined(of(values, 'file'), of(values, 'state'))}`,
    'firmware.wave': (values) => `Tanda de firmware ${of(values, 'wave')}`,
    'firmware.wave-end': (values) => `Terminó la tanda de firmware ${of(values, 'wave')}`,
    'item.attested': (values) => `${of(values, 'item')} declarado: ${of(values, 'answer')}, por ${of(values, 'by')}`,
    'attestation.withdrawn': (values) => `Declaración de ${of(values, 'item')} retirada`,
    'snapshot.taken': () => 'Se pidió una imagen y se guardó para el cliente',
    'item.waived': (values) =>
      `${of(values, 'item')} exceptuado por ${of(values, 'approver')}, hasta ${of(values, 'expiresOn')}`,
    'waiver.revoked': (values) => `Excepción de ${of(values, 'item')} retirada`,
    'risk.assigned': (values) =>
      `${of(values, 'owner')} se ocupa de ${of(values, 'item')}${of(values, 'due') === '' ? '' : `, hasta el ${of(values, 'due')}`}`,
    'risk.withdrawn': (values) => `${of(values, 'owner')} ya no se ocupa de ${of(values, 'item')}`,
    'checklist.used': () => 'Lista que juzga',
    'checklist.changed': () => 'Desde aquí juzga otra lista',
    'witness.signed': (values) => `Firmado en pantalla por ${joined(of(values, 'name'), of(values, 'role'))}`,
    'identity.used': (values) => `Desde ahora firma ${joined(of(values, 'technician'), of(values, 'company'))}`,
    'time.stamp': (values) => `Sello de tiempo de ${of(values, 'authority')} sobre la línea ${of(values, 'line')}`,
    'seal.abandoned': (values) => `El paquete ${of(values, 'sequence')} no se pudo escribir; no queda nada de él`,
    'seal.recovered': (values) => `El paquete ${of(values, 'sequence')} se había escrito antes de una interrupción`,
    'seal.lost': (values) => `El paquete ${of(values, 'sequence')} se interrumpió y nunca llegó a existir`,
    seal: (values) => `Paquete ${of(values, 'sequence')} sellado (${of(values, 'variant')})`,
  },
}
