/** Trouble by its code: what happened, and what to do. The English words come from the part of the app that met the trouble. */
export const problems: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  'store/missing': [
    'El archivo del sitio no está en su lugar.',
    'Vuelva a elegir el archivo; compruebe que el disco o la memoria que lo contiene está conectado.',
  ],
  'store/exists': [
    'Ya existe un archivo con ese nombre; no se ha tocado.',
    'Elija otro nombre o abra el sitio que ya existe.',
  ],
  'store/not-a-site': [
    'Este archivo no es un archivo de sitio.',
    'Elija un archivo que termine en .fieldseal. Un archivo que quedó de una creación interrumpida se puede borrar.',
  ],
  'store/wrong-passphrase': [
    'El archivo no se abre con esta frase de paso.',
    'Escriba de nuevo la frase. Si está seguro de ella, el principio del archivo está dañado: haga una copia del archivo y restaure una copia de seguridad. Las contraseñas se pueden recuperar del archivo .fieldseal-vault.',
  ],
  'store/damaged': [
    'El archivo del sitio está dañado: una parte no es lo que se escribió.',
    'Antes de nada haga una copia del archivo; después restaure una copia de seguridad. Las contraseñas se pueden recuperar del archivo .fieldseal-vault.',
  ],
  'store/in-use': [
    'El sitio ya está abierto en otra ventana u otra orden.',
    'Cierre la otra ventana u orden que tiene abierto el sitio e inténtelo de nuevo.',
  ],
  'store/read-only': [
    'Esto es solo una consulta: otra persona tiene abierto el sitio.',
    'Espere a que la otra persona cierre el sitio y ábralo usted.',
  ],
  'store/too-new': [
    'Una versión más nueva de Fieldseal escribió este sitio.',
    'Actualice Fieldseal en este portátil y abra el sitio de nuevo.',
  ],
  'store/disk-full': [
    'El disco que contiene el archivo del sitio está lleno.',
    'Libere espacio en ese disco e inténtelo de nuevo. Nada quedó escrito a medias.',
  ],
  'store/unwritable': [
    'El archivo del sitio no se puede leer o escribir.',
    'Mueva el archivo del sitio y el archivo .fieldseal-vault a un disco en el que pueda escribir.',
  ],
  'vault/unlock-too-old': [
    'El sitio se desbloqueó hace más de 5 minutos.',
    'Bloquee el sitio y ábralo de nuevo con su frase de paso.',
  ],
  'vault/journal-missing': [
    'Falta el archivo .fieldseal-vault de este sitio.',
    'Ponga el archivo .fieldseal-vault junto al archivo del sitio y ábralo de nuevo.',
  ],
  'vault/journal-damaged': [
    'El archivo .fieldseal-vault de este sitio está dañado.',
    'Haga una copia de ambos archivos y restaure el archivo .fieldseal-vault de una copia de seguridad.',
  ],
  'device/unreachable': [
    'No se puede llegar al equipo.',
    'Compruebe alimentación, cableado y VLAN, y lea el equipo de nuevo.',
  ],
  'computer/no-network': [
    'Este ordenador se quedó sin red mientras preguntaba: del equipo no se sabe nada.',
    'Revise el cable, el conmutador o la Wi-Fi de este ordenador. Cuando vuelva la red, evalúe el equipo de nuevo.',
  ],
  'computer/waits-for-network': [
    'Este ordenador no tiene red: no se empieza nada nuevo hasta que vuelva.',
    'Conecte el cable, o encienda la tarjeta de red o aquello a lo que lleva el cable: el trabajo sigue entonces por sí solo. Para seguir por otra red, termine el trabajo e inícielo de nuevo.',
  ],
  'device/credentials-refused': [
    'El equipo rechazó las credenciales.',
    'Introduzca una cuenta de administrador para este equipo.',
  ],
  'device/locked-out': [
    'El equipo no admite más inicios de sesión por ahora.',
    'Espere a que termine el bloqueo del equipo (30 minutos es lo habitual) y pruebe una vez con la contraseña correcta.',
  ],
  'device/stop-rule': [
    'Fallaron ya demasiados inicios de sesión: no se probó ninguno más, para no bloquear el equipo.',
    'Espere 30 minutos e introduzca después un acceso del que esté seguro.',
  ],
  'device/stop-rule-day': [
    'Hoy fallaron ya demasiados inicios de sesión: no se probó ninguno más, para no bloquear el equipo.',
    'Inicie sesión una vez en la página web del equipo, para estar seguro del acceso. Introdúzcalo aquí cuando haya pasado un día desde los fallidos y evalúe el equipo de nuevo.',
  ],
  'device/password-not-judged': [
    'El equipo rechazó el inicio de sesión, quizá por su reloj: de la contraseña no se sabe nada.',
    'Evalúe el equipo de nuevo. Si sigue igual, ponga antes su reloj en hora a mano.',
  ],
  'device/unsupported': [
    'El equipo o su controlador no ofrece lo que se pidió.',
    'Compruebe este punto a mano en la página web del equipo.',
  ],
  'device/malformed-answer': [
    'El equipo respondió algo que su protocolo no permite.',
    'Reinicie el equipo; si la respuesta no cambia, anote su firmware y comuníquelo.',
  ],
  'device/write-refused': [
    'El equipo entendió la petición y la rechazó.',
    'Haga este cambio a mano en la página web del equipo y evalúelo de nuevo.',
  ],
  'device/credential-withheld': [
    'No se envió la contraseña: habría viajado legible o a un equipo que no demostró quién es.',
    'Active HTTPS en el equipo (para inicios de sesión, HTTP Digest). Para enviarla de todos modos, permítalo en este plan.',
  ],
  'device/identity-changed': [
    'El certificado del equipo no es el que mostró la primera vez.',
    'Averigüe por qué cambió (firmware nuevo, equipo sustituido, alguien en medio) antes de aceptar el nuevo.',
  ],
  'device/conflict': [
    'Hay más de un equipo en la misma dirección.',
    'Resuelva el conflicto de direcciones y lea los equipos de nuevo.',
  ],
  'device/no-driver': ['Ningún controlador conoce este equipo.', 'Compruebe sus puntos a mano y certifíquelos.'],
  'scope/outside': [
    'La dirección no está dentro del alcance confirmado. No se envió nada.',
    'Añada la dirección al alcance de la visita si le está permitido tocarla.',
  ],
  'scope/missing': ['Todavía no se ha confirmado ningún alcance para este sitio.', 'Confirme primero el alcance.'],
  'scope/malformed': [
    'Esto no es una dirección ni una red.',
    'Corrija el alcance: una dirección, una red como 10.0.0.0/24 o EQUIPO:PUERTO en cada línea.',
  ],
  'visit/cancelled': [
    'El trabajo se canceló.',
    'Lo hecho hasta ahora se conserva. Inicie el paso de nuevo para seguir.',
  ],
  'visit/nothing-assessed': ['En esta visita no se ha evaluado nada todavía.', 'Evalúe primero los equipos.'],
  'visit/unknown-device': ['Este sitio no tiene ese equipo.', 'Vuelva a la lista de equipos y elíjalo de nuevo.'],
  'fix/plan-outdated': ['El plan ya no coincide con lo que se ve en los equipos.', 'Haga el plan de nuevo.'],
  'fix/not-kept': [
    'El equipo aceptó el cambio, pero no lo conservó.',
    'Lea el equipo de nuevo; si sigue igual, haga el cambio a mano.',
  ],
  'fix/cut-off': [
    'La conexión se cortó durante el cambio; no se sabe si el equipo lo hizo.',
    'Lea el equipo de nuevo: así se ve qué es cierto.',
  ],
  'fix/interrupted': [
    'El cambio se interrumpió antes de terminar.',
    'Evalúe el equipo de nuevo y haga el plan otra vez.',
  ],
  'fix/rollback-failed': [
    'El cambio no funcionó y no se pudo deshacer.',
    'Compruebe el equipo en su página web y evalúelo de nuevo.',
  ],
  'fix/canary-failed': [
    'El equipo de prueba falló; los demás de su tipo no se tocaron.',
    'Mire por qué falló antes de repetirlo.',
  ],
  'fix/wave-stopped': [
    'Fallaron demasiados equipos; la tanda se detuvo.',
    'Mire los que fallaron antes de seguir con los demás.',
  ],
  'fix/recorder-lost': [
    'El equipo tiene el cambio, y un grabador ya no lo da por conectado: no se graba su imagen.',
    'Dé al grabador el nuevo acceso de este equipo (está en la caja fuerte del sitio) o lo que le falte. Después evalúe ambos de nuevo.',
  ],
  'fix/second-person-missing': [
    'Este cambio espera la frase de paso de una segunda persona; no se tocó.',
    'Pida a una segunda persona que dé su sí y aplique el plan de nuevo.',
  ],
  'fix/not-needed': [
    'Ya estaba en orden cuando le tocó, y no por este plan: no se escribió nada.',
    'No hay nada que hacer.',
  ],
  'fix/not-confirmed': [
    'Nadie dijo sí a este cambio, que pide un sí propio.',
    'Diga sí a este cambio en el plan, o déjelo sin tocar.',
  ],
  'fix/second-person-refused': [
    'La frase de paso de la segunda persona no es correcta.',
    'Pida a la segunda persona que la escriba de nuevo.',
  ],
  'password/unresolved': [
    'No se sabe qué contraseña vale ahora en el equipo. Todas las posibles están a salvo.',
    'Pruebe de nuevo cuando se pueda llegar al equipo.',
  ],
  'password/device-there': [
    'El último descubrimiento encontró el equipo: él mismo puede decir qué contraseña tiene.',
    'Evalúelo de nuevo. Si ya no está o se cambió por otro, haga primero otro descubrimiento.',
  ],
  'password/not-provable': [
    'No se pudo comprobar la nueva contraseña en el equipo.',
    'Compruebe el inicio de sesión a mano; la contraseña está a salvo en la caja.',
  ],
  'evidence/disk-full': [
    'El disco está lleno; el paquete no se escribió.',
    'Libere espacio o elija otro disco y selle de nuevo.',
  ],
  'evidence/not-written': ['El paquete no se pudo escribir.', 'Elija otra carpeta en la que pueda escribir.'],
  'evidence/signer-expired': ['El certificado del firmante ha caducado.', 'Pida un certificado nuevo a su empresa.'],
  'evidence/no-pack': ['Este archivo no es un paquete de evidencias.', 'Elija un archivo que Fieldseal haya sellado.'],
  'catalog/unreadable': [
    'El catálogo de firmware no se puede leer.',
    'Instale Fieldseal de nuevo o importe un catálogo firmado.',
  ],
  'internet/unreachable': [
    'No se puede llegar al servicio de Internet.',
    'Compruebe la conexión; se volverá a intentar.',
  ],
  'app/bug': [
    'Algo salió mal dentro de la aplicación. No se hizo lo que se pidió.',
    'Inténtelo de nuevo. Si vuelve a ocurrir, envíe el archivo de registro con este número a quienes mantienen la aplicación.',
  ],
  'app/engine-stopped': [
    'La parte de la aplicación que trabaja con los equipos se detuvo. Lo escrito se conserva; el sitio está bloqueado.',
    'Abra el sitio de nuevo. Las contraseñas sin comprobar se muestran allí y están a salvo en la caja.',
  ],
  'app/work-runs': [
    'Ya hay un trabajo largo en marcha; solo puede haber uno.',
    'Espere a que termine el trabajo en marcha o cancélelo.',
  ],
  'app/no-open-site': ['No hay ningún sitio abierto.', 'Abra el sitio con su frase de paso y siga.'],
  'app/file-not-chosen': [
    'Este archivo no se eligió en un cuadro de diálogo ni está entre los sitios abiertos antes.',
    'Elija el archivo con «Abrir un archivo de sitio».',
  ],
  'app/refused': [
    'La ventana pidió algo que no puede pedir. No se hizo nada.',
    'Cierre la aplicación y ábrala de nuevo. Si vuelve a ocurrir, comuníquelo.',
  ],
  'site/read-only': [
    'Este sitio está abierto solo para leer.',
    'Espere a que la otra persona lo cierre y ábralo usted.',
  ],
}
