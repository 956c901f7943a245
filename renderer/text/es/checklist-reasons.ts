/** Why each item of a shipped checklist is asked, and what each gap demands, in Spanish. The pack holds the English. */
export const checklistReasons: Readonly<Record<string, string>> = {
  'Nobody protects what nobody knows. Two devices that claim to be one, or one that nobody ordered, are how a stranger stays unseen.':
    'Nadie protege lo que nadie conoce. Dos equipos que dicen ser uno, o uno que nadie pidió, son la forma en que un extraño pasa inadvertido.',
  'Some customers may not own or use equipment of certain makers, whatever name is printed on it. Rebranded hardware counts as its builder.':
    'Algunos clientes no pueden tener ni usar equipos de ciertos fabricantes, sea cual sea el nombre impreso. Un equipo con otra marca cuenta como de quien lo construyó.',
  'A device without a first password takes it from whoever comes first.':
    'Un equipo sin primera contraseña la acepta de quien llegue primero.',
  'During an incident IT wants to cut the network and the guards want their doors. Who decides has to be settled before.':
    'Durante un incidente, TI quiere cortar la red y los vigilantes quieren sus puertas. Quién decide tiene que estar acordado antes.',
  'Default passwords stand in every manual and in every attack tool. A device that still takes one belongs to whoever reaches it.':
    'Las contraseñas de fábrica están en todos los manuales y en todas las herramientas de ataque. Un equipo que todavía admite una es de quien llegue hasta él.',
  'One password on all devices makes the weakest device the key to all of them.':
    'Una misma contraseña en todos convierte al equipo más débil en la llave de los demás.',
  'Devices keep several lists of accounts. A change that reached only one of them leaves the old password open on the others.':
    'Los equipos llevan varias listas de cuentas. Un cambio que llegó a una sola deja abierta la contraseña antigua en las otras.',
  'The password of that account lies on a server and in a database. It should open no more than the stream.':
    'La contraseña de esa cuenta está en un servidor y en una base de datos. No debe abrir más que el vídeo.',
  'Accounts of people and companies that left are the quietest way back in.':
    'Las cuentas de personas y empresas que ya se fueron son el camino de vuelta más silencioso.',
  'Where the device answers protected requests without a login, or with any password, no account on it protects anything.':
    'Donde el equipo responde a peticiones protegidas sin acceso, o con cualquier contraseña, ninguna cuenta suya protege nada.',
  'Without a lock a machine tries passwords until one fits.':
    'Sin bloqueo, una máquina prueba contraseñas hasta que una sirve.',
  'Basic logins on plain HTTP show the password to everybody on the same network.':
    'El acceso básico por HTTP sin cifrar muestra la contraseña a todos los de la misma red.',
  'Whoever holds the recovery address and the passwords owns the system, whatever the contract says.':
    'Quien tiene la dirección de recuperación y las contraseñas es dueño del sistema, diga lo que diga el contrato.',
  'A clock that nobody keeps drifts away. Recordings and logs then prove nothing, and logins that carry a time begin to fail.':
    'Un reloj que nadie cuida se va desviando. Las grabaciones y los registros ya no demuestran nada, y los accesos que llevan hora empiezan a fallar.',
  'Events of different devices can only be put in order when their clocks agree.':
    'Los sucesos de varios equipos solo se pueden ordenar si sus relojes coinciden.',
  'Telnet carries passwords readable over the network, and on old devices it is a root shell with a known password.':
    'Telnet lleva las contraseñas legibles por la red, y en equipos antiguos es una consola de administrador con contraseña conocida.',
  'Daily work needs none of them. Each is one more login that nobody watches and nobody changes.':
    'El trabajo diario no necesita ninguno. Cada uno es otro acceso que nadie vigila y nadie cambia.',
  "UPnP can open ports of the customer's router to the Internet without anybody having decided so.":
    'UPnP puede abrir puertos del router del cliente a Internet sin que nadie lo haya decidido.',
  'Once the recorder knows the device, announcing it only helps a stranger on the network. Where addresses come from DHCP it may have to stay on.':
    'Cuando el grabador ya conoce el equipo, anunciarlo solo ayuda a un extraño en la red. Donde las direcciones vienen de DHCP puede tener que seguir activo.',
  'In SNMP v1 and v2c the community is the password. On several makes it also restarts the device or sets it back to factory state.':
    'En SNMP v1 y v2c la comunidad es la contraseña. En varias marcas también reinicia el equipo o lo devuelve al estado de fábrica.',
  'A community of your own choosing still crosses the network readable.':
    'Una comunidad elegida por uno mismo también cruza la red legible.',
  'The relay of the maker goes past the firewall of the customer, and whoever holds the account of the maker watches along.':
    'La nube del fabricante se salta el cortafuegos del cliente, y quien tenga la cuenta del fabricante mira también.',
  'Each function that nobody uses is code that listens, and that has to be patched.':
    'Cada función que nadie usa es código que escucha y que hay que parchear.',
  'A door controller or switch that offers a video protocol has an open port, and a login, that serves nobody.':
    'Un controlador de puerta o un conmutador que ofrece un protocolo de vídeo tiene un puerto abierto, y un acceso, que no sirven a nadie.',
  'A port that nobody approved is a function that nobody watches.':
    'Un puerto que nadie aprobó es una función que nadie vigila.',
  'A filter on the device still holds when somebody reaches the camera network.':
    'Un filtro en el propio equipo resiste aunque alguien llegue a la red de cámaras.',
  'Two devices on one address are two devices that fail by turns, and a wrong gateway is a way out that nobody planned.':
    'Dos equipos en una dirección son dos equipos que fallan por turnos, y una puerta de enlace equivocada es una salida que nadie planeó.',
  'Cameras with a forwarded port are found by search engines within hours.':
    'Los buscadores encuentran en horas las cámaras con un puerto redirigido.',
  'A camera on an outside wall is a network socket outside. What is behind it must be nothing but the recorder.':
    'Una cámara en un muro exterior es una toma de red en la calle. Detrás no debe haber más que el grabador.',
  'A shared login for remote maintenance cannot be told from an intruder, and insurers ask for the second factor first.':
    'Un acceso compartido de mantenimiento remoto no se distingue de un intruso, y lo primero que piden las aseguradoras es el segundo factor.',
  'Over plain HTTP settings and pictures are read, and changed, on the way.':
    'Por HTTP sin cifrar, los ajustes y las imágenes se leen, y se cambian, por el camino.',
  'A certificate that ended teaches everybody to click warnings away.':
    'Un certificado caducado enseña a todos a cerrar los avisos sin leerlos.',
  'Older versions can be broken by whoever stands in between.':
    'Las versiones anteriores las puede romper quien esté en medio.',
  'On a plain stream everybody on the way watches along, and may put in another picture.':
    'En un flujo sin cifrar, cualquiera que esté en el camino mira también, y puede poner otra imagen.',
  'Unplugging a camera must not give a stranger a port of the network.':
    'Desenchufar una cámara no debe darle a un extraño un puerto de la red.',
  'Makers repair holes only in newer firmware. What lies on the shelf before installation is months old already.':
    'Los fabricantes solo reparan los fallos en firmware más nuevo. Lo que espera en la estantería antes de instalarse ya tiene meses.',
  'These holes are in use by attackers today. Known exploitation outranks every score.':
    'Los atacantes usan estos fallos hoy. Una explotación conocida pesa más que cualquier puntuación.',
  'After the end of support no hole that is found is repaired any more, and insurers ask for the date.':
    'Tras el fin del soporte ya no se repara ningún fallo que aparezca, y las aseguradoras preguntan por la fecha.',
  'An upgrade can bring default settings back, and a file from anywhere can bring anything.':
    'Una actualización puede devolver los ajustes de fábrica, y un archivo de cualquier origen puede traer cualquier cosa.',
  'A log that stays on the device is gone with it, and an intruder deletes it first.':
    'Un registro que se queda en el equipo se pierde con él, y es lo primero que borra un intruso.',
  'After a failure or an attack the device has to come back as it was, by somebody who has never seen it.':
    'Tras una avería o un ataque el equipo tiene que volver a como estaba, de la mano de alguien que nunca lo ha visto.',
  'That nothing was recorded is found out on the day on which the recording is needed.':
    'Que no se grabó nada se descubre el día en que hace falta la grabación.',
  'A covered lens is only an alarm where somebody gets to see it.':
    'Un objetivo tapado solo es una alarma si alguien llega a verla.',
  'On a plain wire a badge number is copied with a clip behind the reader.':
    'En un cable sin protección, el número de una tarjeta se copia con una pinza detrás del lector.',
  'On several controllers one switch opens a default login for some minutes, or sets the board back to factory state.':
    'En varios controladores un interruptor abre durante unos minutos un acceso de fábrica, o devuelve la placa al estado de fábrica.',
  'Once its host runs the controller, its own web page is one more login that nobody changes.':
    'Cuando el servidor ya gobierna el controlador, su propia página web es otro acceso que nadie cambia.',
  'A door that locks people in when the power goes is no security.':
    'Una puerta que encierra a la gente cuando se va la luz no es seguridad.',
  'Who owns the switch owns every device behind it.':
    'Quien es dueño del conmutador lo es de todos los equipos que hay detrás.',
  'A free port in a cabinet is an invitation.': 'Un puerto libre en un armario es una invitación.',
  'Whoever reaches the reset button or the cable needs no password.':
    'Quien alcanza el botón de restablecer o el cable no necesita contraseña.',
  'A change at the wrong hour darkens a camera just when it is needed.':
    'Un cambio a mala hora deja una cámara a oscuras justo cuando hace falta.',
  'A hand-over that nobody signed is an argument later.': 'Una entrega que nadie firmó es una discusión más tarde.',
  'Security devices offer little, and reach nothing of the business network.':
    'Los equipos de seguridad ofrecen poco y no llegan a nada de la red de la empresa.',
  'No default, shared or orphaned login opens a device.':
    'Ningún acceso de fábrica, compartido o sin dueño abre un equipo.',
  'Nobody gets in from outside but by name, with a second factor and for a time.':
    'Desde fuera solo se entra con nombre, segundo factor y plazo.',
  'Every device is known, set up to one standard and can be brought back after an incident.':
    'Cada equipo se conoce, está ajustado a una misma norma y se puede recuperar tras un incidente.',
  'The document announces six gaps and numbers 1, 2, 3, 5 and 6. What it says before them, of devices that are deployed outside the usual discipline, stands here in the place of the fourth.':
    'El documento anuncia seis carencias y numera la 1, 2, 3, 5 y 6. Lo que dice antes de ellas, sobre equipos instalados fuera de la disciplina habitual, ocupa aquí el lugar de la cuarta.',
  'Firmware is current, supported and free of holes that are being exploited.':
    'El firmware es actual, tiene soporte y está libre de fallos que se estén explotando.',
  'It is written down who decides, who is called and who may cut the system off.':
    'Está escrito quién decide, a quién se llama y quién puede cortar el sistema.',
  'Integrator and customer signed who answers for what.': 'El integrador y el cliente firmaron quién responde de qué.',
  'Commissioning checklists, end-of-life tracking, change control and proof of work exist and are current.':
    'Hay, y están al día, listas de puesta en marcha, seguimiento del fin de vida, control de cambios y prueba del trabajo.',
  'Only wanted traffic passes between the security network and the others.':
    'Entre la red de seguridad y las demás solo pasa el tráfico deseado.',
  'A device can be restored, and somebody is bound to do it.':
    'Un equipo se puede restaurar, y alguien está obligado a hacerlo.',
  'One accountable owner, and a person who approves changes and exceptions.':
    'Un solo responsable, y una persona que aprueba cambios y excepciones.',
  'One inventory with every device, its place, its firmware and its importance.':
    'Un solo inventario con cada equipo, su lugar, su firmware y su importancia.',
  'Zones are separate, and devices talk only to those who need them.':
    'Las zonas están separadas, y los equipos solo hablan con quien los necesita.',
  'No way in from the Internet but the approved one.': 'Ninguna entrada desde Internet salvo la aprobada.',
  'Own accounts, strong passwords, few administrators, no login without authentication.':
    'Cuentas propias, contraseñas fuertes, pocos administradores, ningún acceso sin autenticación.',
  'Old services are shut, firmware is current, and an upgrade is proven afterwards.':
    'Los servicios antiguos están cerrados, el firmware es actual y cada actualización se comprueba después.',
  'Sources are screened, their access ends, and their work is proven.':
    'Las procedencias se examinan, su acceso termina y su trabajo está demostrado.',
  'Connections between systems are encrypted, authenticated, narrow and share the right time.':
    'Las conexiones entre sistemas van cifradas, autenticadas, con lo justo y con la misma hora correcta.',
  'Events leave the device with the right time, and recording works.':
    'Los sucesos salen del equipo con la hora correcta, y la grabación funciona.',
  'Doors and recorders fail in the planned way, and changes respect that.':
    'Puertas y grabadores fallan como se planeó, y los cambios lo respetan.',
  'The plan names people, logs survive the device, and backups exist.':
    'El plan nombra personas, los registros sobreviven al equipo y hay copias de seguridad.',
  'Accounts of people who left are gone, secrets are handed over, hardware is out of reach.':
    'Las cuentas de quienes se fueron ya no están, los secretos se han entregado y el hardware está fuera de alcance.',
}
