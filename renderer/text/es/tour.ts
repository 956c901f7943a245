import type { Text } from '../text-shape.ts'

/** The guided visit on the practice site. */
export const tour: Text['tour'] = {
  title: 'Visita guiada',
  step: (number: number, of: number) => `Paso ${number} de ${of}`,
  go: 'Ir allí',
  leave: 'Dejar el resto abierto',
  end: 'Terminar la visita guiada',
  steps: {
    scope: [
      'Decir dónde se puede mirar',
      'Las redes de este sitio de prácticas ya están puestas. Confírmelas: nunca se contacta con nada de fuera.',
    ],
    discover: [
      'Escuchar qué responde',
      'Inicie el descubrimiento. Varias sondas preguntan a la manera de cada fabricante y también se muestran equipos desconocidos.',
    ],
    assess: [
      'Comparar cada equipo con la lista',
      'Evalúe todos los equipos. Lo que no se pudo leer se muestra como no leído; nunca cuenta como correcto.',
    ],
    fix: [
      'Planificar y después aplicar',
      'Un plan no escribe nada. Lea qué cambiaría, desmarque lo que deba quedar y aplíquelo. Cada cambio se relee.',
    ],
    attest: [
      'Decir lo que solo una persona ve',
      'Algunos puntos necesitan sus ojos: una cerradura, una etiqueta, un formulario. Puede dejarlos abiertos; el paquete lo dirá.',
    ],
    seal: [
      'Sellar la evidencia',
      'Un paquete firmado contiene lo encontrado, lo dejado y el registro. Después abra Verificar y suelte allí el paquete.',
    ],
    done: [
      'Esa fue una visita entera',
      'El paquete está sellado. Verifíquelo, mire un equipo o cierre el sitio de prácticas: no deja nada atrás.',
    ],
  },
}
