import type { Text } from '../text-shape.ts'

/** Names of the areas as a sentence uses them. */
export const areaNames: Text['areaNames'] = {
  app: 'qué es esta aplicación',
  site: 'el sitio',
  scope: 'las tarjetas de red',
  discovery: 'lo que se oyó',
  work: 'el trabajo',
  devices: 'los equipos',
  assess: 'los equipos',
  plan: 'el plan',
  firmware: 'el firmware',
  upgrade: 'la actualización',
  evidence: 'las pruebas',
  identity: 'la identidad de firma',
  activity: 'el registro de actividad',
  checklist: 'la lista',
  record: 'la ficha del sitio',
  draft: 'lo empezado',
}
