/** As engine-checks.ts: firmware, certificates, clocks, recordings and the record of the site, and what fixes write. */
export const deviceWords: Readonly<Record<string, string>> = {
  // Certificates and encryption.
  ', from {}': ', de {}',
  '{} days left, RSA {} or EC {} bits{}': 'quedan {} días, RSA {} o EC {} bits{}',
  'no port of the device speaks TLS': 'ningún puerto del equipo habla TLS',
  '{}: the size of the key could not be read': '{}: no se pudo leer el tamaño de la clave',
  '{}: {}, until {}': '{}: {}, hasta {}',
  'not valid before {}': 'no válido antes de {}',
  'ended on {}': 'terminó el {}',
  '{} days left': 'quedan {} días',
  'key of {} bits ({})': 'clave de {} bits ({})',
  'issued by {}, no authority of the site': 'emitido por {}, que no es autoridad del sitio',
  'made by the device itself': 'hecho por el propio equipo',
  '{} and newer alone, no weak cipher': 'solo {} y posteriores, ningún cifrado débil',
  '{} accepts {}': '{} admite {}',
  '{} chose {}': '{} eligió {}',
  '{}: not known whether {} is refused': '{}: no se sabe si se rechaza {}',
  '{}: no answer over TLS': '{}: sin respuesta por TLS',
  '{}: its answer over TLS could not be read': '{}: no se pudo leer su respuesta por TLS',
  '{}: no version was agreed': '{}: no se acordó ninguna versión',
  // Clock, logs and recording.
  ', time zone {}': ', zona horaria {}',
  "within {} s of the clock of the technician's computer{}": 'a menos de {} s del reloj del ordenador del técnico{}',
  '{} s {}, measured to ± {} s': '{} s ({}), medido con ± {} s',
  '{} s ahead, measured to ± {} s': 'adelantado {} s, medido con ± {} s',
  '{} s behind, measured to ± {} s': 'atrasado {} s, medido con ± {} s',
  '{} s ahead': 'adelantado {} s',
  '{} s behind': 'atrasado {} s',
  'no usable measurement': 'ninguna medición útil',
  '{}; time zone {}': '{}; zona horaria {}',
  '{}: too unsure to tell': '{}: demasiado inseguro para decirlo',
  '{}; time zone not named': '{}; zona horaria sin nombrar',
  'a server of the site': 'un servidor del sitio',
  'log sent to {} over {}{}': 'registro enviado a {} por {}{}',
  ' or better': ' o mejor',
  'the log stays on the device': 'el registro se queda en el equipo',
  '{}:{} over {}': '{}:{} por {}',
  'sent to {}; not of the site: {}': 'enviado a {}; no es del sitio: {}',
  'sent to {}; the site record names no log server':
    'enviado a {}; la ficha del sitio no nombra ningún servidor de registros',
  'sent to {}': 'enviado a {}',
  ', kept {} days': ', guardado {} días',
  'storage well{}, every channel recording{}': 'almacenamiento bien{}, todos los canales graban{}',
  ' and encrypted': ' y cifrado',
  '{} is not encrypted': '{} no está cifrado',
  '{} is {}': '{} está {}',
  'channel {} does not record': 'el canal {} no graba',
  'channel {} is kept {} days': 'el canal {} se guarda {} días',
  'the camera of channel {} is offline': 'la cámara del canal {} está desconectada',
  'nothing told whether it records': 'nada dijo si graba',
  'no storage was named': 'no se nombró ningún almacenamiento',
  'state of {} not told': 'no se dijo el estado de {}',
  'encryption of {} not told': 'no se dijo el cifrado de {}',
  'channel {} does not tell': 'el canal {} no lo dice',
  'how long channel {} is kept is not told': 'no se dijo cuánto se guarda el canal {}',
  '{} well; {} channels record': '{} bien; graban {} canales',
  '{} well{}; {} channels record': '{} bien{}; graban {} canales',
  ', nothing in {}': ', nada en {}',
  'nothing is in {}': 'no hay nada en {}',
  'every reader over OSDP with its secure channel': 'cada lector por OSDP con su canal seguro',
  'the controller named no reader': 'el controlador no nombró ningún lector',
  'not told of {}': 'no se dijo de {}',
  // Firmware.
  'not older than the newest firmware known to {}': 'no más antiguo que el firmware más nuevo que conoce {}',
  '{} has {}{}': '{} tiene {}{}',
  'the same as': 'el mismo que',
  'newer than': 'más nuevo que',
  'at least {} known releases': 'al menos {} versiones conocidas',
  '{} days': '{} días',
  '{} behind': '{} por detrás',
  '{}, repaired in {}': '{}, reparado en {}',
  'no known exploited vulnerability in {} applies': 'no le afecta ninguna vulnerabilidad explotada de {}',
  '{}: check {}{}': '{}: compruebe {}{}',
  '{} does not know this model': '{} no conoce este modelo',
  'the device did not name its firmware': 'el equipo no nombró su firmware',
  '; ruled out for this version: {}': '; descartado en esta versión: {}',
  '{}: no known exploited issue in {} (record {}){}': '{}: ningún fallo explotado conocido en {} (registro {}){}',
  ', repaired in {}': ', reparado en {}',
  'its range was read out of a description': 'su alcance se leyó de una descripción',
  'support has not ended according to {}': 'el soporte no ha terminado según {}',
  'support has ended{}{}{}': 'el soporte ha terminado{}{}{}',
  'supported{} (record {}){}': 'con soporte{} (registro {}){}',
  'support may have ended{}{}': 'el soporte puede haber terminado{}{}',
  'the model is not in the catalog': 'el modelo no está en el catálogo',
  'no date of support is known{}': 'no se conoce ninguna fecha de soporte{}',
  ', until {}': ', hasta {}',
  '; sale {} {}{}': '; venta {} {}{}',
  'the end of {}': 'el final de {}',
  'catalog {} of {}': 'catálogo {} de {}',
  'unnamed firmware': 'firmware sin nombre',
  ', until then {}': ', hasta entonces {}',
  '{}. Upgrade to {}{}': '{}. Actualizar a {}{}',
  '{}. Replace the device{}': '{}. Sustituir el equipo{}',
  '{}. Isolate the device from other networks and monitor it': '{}. Aislar el equipo de otras redes y vigilarlo',
  '{}. Find out: {}{}': '{}. Averiguar: {}{}',
  '. Upgrade to {}{}': '. Actualizar a {}{}',
  '. Replace the device{}': '. Sustituir el equipo{}',
  '. Isolate the device from other networks and monitor it': '. Aislar el equipo de otras redes y vigilarlo',
  '. Find out: {}{}': '. Averiguar: {}{}',
  'made by none of {}': 'de ninguno de estos fabricantes: {}',
  ', the maker behind {}': ', el fabricante tras {}',
  'this device': 'este equipo',
  'made by {} (record {})': 'fabricado por {} (registro {})',
  'made by {}{}': 'fabricado por {}{}',
  'the device does not name its maker': 'el equipo no nombra a su fabricante',
  '{}; the catalog does not know who builds {}': '{}; el catálogo no sabe quién construye {}',
  'file of the maker, hash recorded, all items judged again':
    'archivo del fabricante, huella anotada, todos los puntos juzgados de nuevo',
  'the app installed no firmware on this device': 'la aplicación no instaló ningún firmware en este equipo',
  "{}: nothing showed that the file is the maker's": '{}: nada mostró que el archivo sea del fabricante',
  '{}: not judged again since': '{}: sin juzgar de nuevo desde entonces',
  '{} to {} on {}, SHA-256 {}': '{} a {} el {}, SHA-256 {}',
  // The record of the site.
  'the site record has a maintenance window and its approver':
    'la ficha del sitio tiene una ventana de mantenimiento y quien la aprueba',
  'the site record has no maintenance window': 'la ficha del sitio no tiene ventana de mantenimiento',
  '{}, approved by {}': '{}, aprobada por {}',
  'one device with {}, named by the job list': 'un equipo con {}, nombrado en la lista de trabajo',
  '{}; the site has no job list': '{}; el sitio no tiene lista de trabajo',
  '; the site has no job list to hold it against': '; el sitio no tiene lista de trabajo con que compararlo',
  'the device does not say its {}': 'el equipo no dice su {}',
  'not on the job list of the site': 'no está en la lista de trabajo del sitio',
  ', on the job list': ', en la lista de trabajo',
  'an accountable owner, {} or more to call, and who may isolate the system':
    'un responsable, {} o más a quien llamar, y quién puede aislar el sistema',
  'no accountable owner': 'ningún responsable',
  '{} of {} to call': '{} de {} a quien llamar',
  'nobody who may isolate the system': 'nadie que pueda aislar el sistema',
  'in the site record: {}': 'en la ficha del sitio: {}',
  'owner {}; to call: {}; may isolate: {}': 'responsable {}; a quien llamar: {}; puede aislar: {}',
  'an encrypted copy, at most {} days old, taken after the last change':
    'una copia cifrada, de como máximo {} días, hecha tras el último cambio',
  'no copy was kept; the device offers one by {}': 'no se guardó ninguna copia; el equipo ofrece una por {}',
  'no copy was kept, and the device offers none that the app can fetch':
    'no se guardó ninguna copia, y el equipo no ofrece ninguna que la aplicación pueda pedir',
  'copy of {} by {}: {}': 'copia del {} por {}: {}',
  '{}; changed since: {}': '{}; cambiado desde entonces: {}',
  '{}; {} days old': '{}; de hace {} días',
  '"{}", {} bytes, SHA-256 {}': '«{}», {} bytes, SHA-256 {}',
  // Lists that ask less.
  'asks for {}, the baseline for {}': 'pide {}, la lista base {}',
  '{} {}, the baseline asks {}': '{} {}, la lista base pide {}',
  'severity {}, the baseline says {}': 'gravedad {}, la lista base dice {}',
  // What fixes find, write and leave.
  'Written back as found when the proof fails.': 'Se vuelve a poner como estaba si la comprobación falla.',
  'A device is never set back to factory state. Its first password is in the vault of the site.':
    'Un equipo nunca se devuelve al estado de fábrica. Su primera contraseña está en la caja fuerte del sitio.',
  'kept in the vault': 'guardada en la caja fuerte',
  '{}: own password, kept in the vault': '{}: contraseña propia, guardada en la caja fuerte',
  '{}: published default password': '{}: contraseña de fábrica publicada',
  'own password, kept in the vault': 'contraseña propia, guardada en la caja fuerte',
  'From which address the device sees this computer is not known.':
    'No se sabe desde qué dirección ve el equipo a este ordenador.',
  'The recorder at {} is not among the allowed clients of the site: the filter would take the picture from it.':
    'El grabador en {} no está entre los clientes permitidos del sitio: el filtro le quitaría la imagen.',
  'The device filters by rules of several kinds that somebody made; they are left to him.':
    'El equipo filtra con reglas de varias clases que alguien hizo; se le dejan a él.',
  'This computer ({}) is not among the allowed clients of the site: the filter would shut it out.':
    'Este ordenador ({}) no está entre los clientes permitidos del sitio: el filtro lo dejaría fuera.',
  'This computer is not in the network of the device: with another gateway it might not reach it any more.':
    'Este ordenador no está en la red del equipo: con otra puerta de enlace podría no alcanzarlo más.',
  'a new certificate of its own, named after its address; whoever trusts the old one has to be told':
    'un certificado nuevo propio, con el nombre de su dirección; hay que avisar a quien confía en el antiguo',
  'The wrong time is not set again; time goes on.': 'La hora errónea no se vuelve a poner; el tiempo sigue.',
  'time zone {}, daylight saving {}': 'zona horaria {}, horario de verano {}',
  'Nothing on the device is changed. The copy stays encrypted in the site file and is never part of a pack.':
    'En el equipo no se cambia nada. La copia queda cifrada en el archivo del sitio y nunca va en un paquete.',
  'a fresh copy, kept and read back': 'una copia reciente, guardada y releída',
  'no copy of the configuration': 'ninguna copia de la configuración',
  'a copy of {}': 'una copia del {}',
  'a fresh copy of the configuration, encrypted in the site file':
    'una copia reciente de la configuración, cifrada en el archivo del sitio',
  'copy of {}, SHA-256 {}{}': 'copia del {}, SHA-256 {}{}',
  'A published default password is never set again. The new password is in the vault of the site.':
    'Una contraseña de fábrica publicada nunca se vuelve a poner. La nueva está en la caja fuerte del sitio.',
  'published default password': 'contraseña de fábrica publicada',
  'published default': 'de fábrica publicada',
  'new password accepted, old and random refused for {}':
    'contraseña nueva aceptada, antigua y aleatoria rechazadas para {}',
  'new password accepted, a shortened one and the default refused for {}':
    'contraseña nueva aceptada, una acortada y la de fábrica rechazadas para {}',
  'new password accepted, a shortened one and the one before, where it was known, refused for {}':
    'contraseña nueva aceptada, una acortada y la anterior, si se conocía, rechazadas para {}',
  'own password for {}': 'contraseña propia para {}',
  'redirects to https, or https only where it knows no redirect':
    'redirige a https, o solo https donde no conoce la redirección',
  'A password that was not proven is never set again. Every one of them is in the vault of the site.':
    'Una contraseña sin comprobar nunca se vuelve a poner. Todas están en la caja fuerte del sitio.',
  'a proven password for {}': 'una contraseña comprobada para {}',
  'another password, proven on every interface': 'otra contraseña, comprobada en cada interfaz',
  'a change that was not proven': 'un cambio sin comprobar',
  'A shared password is never set again. Recorders that log in with it need the new one; both are in the vault of the site.':
    'Una contraseña compartida nunca se vuelve a poner. Los grabadores que entran con ella necesitan la nueva; ambas están en la caja fuerte del sitio.',
  'shared or short password': 'contraseña compartida o corta',
  'shared or short': 'compartida o corta',
  'Change this in the web page of the device, then assess it again.':
    'Cámbielo en la página web del equipo y evalúelo otra vez.',
  'Catalog is {} days old: firmware, end of support and exploited vulnerabilities published since are not known here.':
    'El catálogo tiene {} días: aquí no se conocen el firmware, los fines de soporte y las vulnerabilidades explotadas publicados después.',
  'This was not tried on a real {} device yet: it goes by a published description ({}). Watch the first one.':
    'Esto todavía no se probó en un equipo real de {}: sigue una descripción publicada ({}). Observe el primero.',
  'Depends on it: {}.': 'Depende de ello: {}.',
  'the recording of {}': 'la grabación de {}',
  'a running recording': 'una grabación en marcha',
  '{} cameras': '{} cámaras',
  '{} camera': '{} cámara',
  '{} doors': '{} puertas',
  '{} door': '{} puerta',
  'The switch restarts: every device behind it is cut off meanwhile.':
    'El conmutador se reinicia: mientras tanto todos los equipos tras él quedan incomunicados.',
  'A switch: every device behind it is felt to fail when this goes wrong.':
    'Un conmutador: si esto sale mal, parecerá que fallan todos los equipos tras él.',
  'The time zone is written back as found when the proof fails. The wrong time is not set again; time goes on.':
    'La zona horaria se vuelve a poner como estaba si la comprobación falla. La hora errónea no se vuelve a poner; el tiempo sigue.',
  'The device keeps another time zone than it had: {}.': 'El equipo conserva otra zona horaria que la que tenía: {}.',
  'may log in with this account': 'puede entrar con esta cuenta',
  'may need what this takes away': 'puede necesitar lo que esto quita',
  'prepare it first, else the picture is lost.': 'prepárelo antes; si no, se pierde la imagen.',
  '{} records this camera and {}: {}': '{} graba esta cámara y {}: {}',
  '{} record this camera and {}: {}': '{} graban esta cámara y {}: {}',
  'Nobody could read which cameras {} records. If it is this one, the recorder {}: {}':
    'Nadie pudo leer qué cámaras graba {}. Si es esta, el grabador {}: {}',
  'Nobody could read which cameras {} record. If it is this one, the recorder {}: {}':
    'Nadie pudo leer qué cámaras graban {}. Si es esta, el grabador {}: {}',
  'Nobody could read which cameras {} {}. If it is this one, the recorder {}: {}':
    'Nadie pudo leer qué cámaras graban {} ({}). Si es esta, el grabador {}: {}',
  'The video management logs in as {} and {}: {}': 'La gestión de vídeo entra como {} y {}: {}',
  'The recorder restarts: nothing is recorded meanwhile.': 'El grabador se reinicia: mientras tanto no se graba nada.',
  'A recorder: whoever watches or fetches recordings may need what this changes.':
    'Un grabador: quien mira o pide grabaciones puede necesitar lo que esto cambia.',
  'The door controller restarts: its doors fall back to how they behave without it.':
    'El controlador de puerta se reinicia: sus puertas vuelven a como se comportan sin él.',
  'A door controller: the software that steers its doors may need what this changes.':
    'Un controlador de puerta: el programa que gobierna sus puertas puede necesitar lo que esto cambia.',
  'The intercom restarts: nobody at the door is heard, and nobody opens from afar meanwhile.':
    'El intercomunicador se reinicia: mientras tanto no se oye a quien llama ni se abre a distancia.',
  'An intercom: the stations and the door that it works with may need what this changes.':
    'Un intercomunicador: los puestos y la puerta con que trabaja pueden necesitar lo que esto cambia.',
  'A device of an unknown kind restarts: nobody knows what stops meanwhile.':
    'Se reinicia un equipo de clase desconocida: nadie sabe qué se para mientras tanto.',
  'Nobody knows what kind of device this is, and who may need what this changes.':
    'Nadie sabe qué clase de equipo es ni quién puede necesitar lo que esto cambia.',
  'Nobody knows what kind of device this is, and what is right for one kind can take the picture from another. {}':
    'Nadie sabe qué clase de equipo es, y lo que sirve a una clase puede dejar a otra sin imagen. {}',
  'Enter {} in the record of the site, then make the plan again: the app can fix this then.':
    'Introducir {} en la ficha del sitio y hacer otra vez el plan: entonces la aplicación puede corregirlo.',
  'Done by another change: {}': 'Hecho por otro cambio: {}',
  'Done by another change of this plan ({}): {}': 'Hecho por otro cambio de este plan ({}): {}',
  'Nobody looked yet.': 'Nadie ha mirado aún.',
  'Does not apply to a device of class {}.': 'No se aplica a un equipo de la clase {}.',
  '{} held until {}: look again.': '{} valió hasta {}: mirar otra vez.',
  'the form changed': 'que cambió el formulario',
  '{} The waiver of {} ended on {}.': '{} La dispensa de {} terminó el {}.',
  'Take the copy out of the site file. Give it to a device of the same model and firmware: by the restore function of its web page, or by ONVIF StartSystemRestore. Log in with the passwords of the day of the copy, then assess the device again.':
    'Sacar la copia del archivo del sitio. Darla a un equipo del mismo modelo y firmware: con la función de restaurar de su página web, o con ONVIF StartSystemRestore. Entrar con las contraseñas del día de la copia y evaluar el equipo de nuevo.',
  'This computer had no network on {} while it asked: nothing is known of the device. {}':
    'Este ordenador no tenía red en {} mientras preguntaba: del equipo no se sabe nada. {}',
  'This computer had no network for a while: who was asked just then may be missing. Discover again.':
    'Este ordenador estuvo un rato sin red: puede faltar a quien se preguntaba en ese momento. Descubrir otra vez.',
  'Somebody has to look.': 'Alguien tiene que mirarlo.',
  'The {} driver does not read {}.': 'El controlador de {} no lee {}.',
}
