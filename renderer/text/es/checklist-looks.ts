/** What a person looks at for an item of a shipped checklist, and what proves it, in Spanish. The pack holds the English. */
export const checklistLooks: Readonly<Record<string, string>> = {
  'Find the label of the device. Compare make, model, serial and MAC with what the inventory shows.':
    'Buscar la etiqueta del equipo. Comparar marca, modelo, número de serie y MAC con lo que muestra el inventario.',
  'Look at the label, the start page and the approval numbers on the housing, and ask the supplier who built the device.':
    'Mirar la etiqueta, la página de inicio y los números de homologación de la carcasa, y preguntar al proveedor quién construyó el equipo.',
  'Open the web page of the device without logging in. It must ask for a login, not for a first password.':
    'Abrir la página web del equipo sin iniciar sesión. Debe pedir un acceso, no una primera contraseña.',
  'Ask who keeps the passwords of this device, and whether any of them is used on another device.':
    'Preguntar quién guarda las contraseñas de este equipo y si alguna se usa en otro equipo.',
  'After a change by hand: log in with the new password on web page, ONVIF and stream, then try the old one once on each.':
    'Tras un cambio a mano: entrar con la contraseña nueva en la página web, en ONVIF y en el vídeo, y probar después la antigua una vez en cada uno.',
  'Open the list of users of the device and the settings of this device in the recorder.':
    'Abrir la lista de usuarios del equipo y los ajustes de este equipo en el grabador.',
  'Open every list of users that the device has (web, ONVIF) and compare it with the approved accounts.':
    'Abrir cada lista de usuarios que tenga el equipo (web, ONVIF) y compararla con las cuentas aprobadas.',
  'Find the setting for failed logins in the web page of the device. Do not try it out on a device in service.':
    'Buscar el ajuste de accesos fallidos en la página web del equipo. No probarlo en un equipo en servicio.',
  'Find the kind of authentication for web page and stream in the settings of the device.':
    'Buscar en los ajustes del equipo el tipo de autenticación de la página web y del vídeo.',
  'Go through it with the customer: recovery addresses, who got the passwords and how, which accounts of installers and suppliers stay, and until when.':
    'Repasarlo con el cliente: direcciones de recuperación, quién recibió las contraseñas y cómo, qué cuentas de instaladores y proveedores se quedan y hasta cuándo.',
  'Find the source of time in the settings of the device.': 'Buscar la fuente de la hora en los ajustes del equipo.',
  'Hold the clock of the device, in its picture or web page, against a clock that follows the NTP servers of the site.':
    'Comparar el reloj del equipo, en su imagen o página web, con un reloj que siga los servidores NTP del sitio.',
  'Find Telnet in the settings of the device, or ask the administrator of the network whether TCP 23 to it is blocked.':
    'Buscar Telnet en los ajustes del equipo, o preguntar al administrador de la red si TCP 23 hacia él está bloqueado.',
  'Find SSH, FTP and debug access in the settings of the device.':
    'Buscar SSH, FTP y el acceso de depuración en los ajustes del equipo.',
  'Find UPnP and port mapping in the settings of the device.':
    'Buscar UPnP y la apertura de puertos en los ajustes del equipo.',
  'Find SNMP in the settings of the device.': 'Buscar SNMP en los ajustes del equipo.',
  'Find cloud service, P2P, remote access and DDNS in the settings of the device.':
    'Buscar la nube, P2P, el acceso remoto y DDNS en los ajustes del equipo.',
  'Go through the network settings of the device: multicast without a viewer, GB28181, SOCKS, audio, IPv6.':
    'Repasar los ajustes de red del equipo: multidifusión sin espectador, GB28181, SOCKS, audio, IPv6.',
  'Compare the ports that the device offers with the list that was approved for its model.':
    'Comparar los puertos que ofrece el equipo con la lista aprobada para su modelo.',
  'Find the address filter in the settings of the device, or the rule of the firewall or switch that does the same.':
    'Buscar el filtro de direcciones en los ajustes del equipo, o la regla del cortafuegos o del conmutador que haga lo mismo.',
  'Compare address, gateway and name servers of the device with the plan of the network.':
    'Comparar dirección, puerta de enlace y servidores de nombres del equipo con el plan de la red.',
  'Open port forwarding, DMZ and the UPnP table of the router or firewall together with its administrator. No entry may lead to a security device.':
    'Abrir, junto con su administrador, la redirección de puertos, la DMZ y la tabla UPnP del router o del cortafuegos. Ninguna entrada puede llevar a un equipo de seguridad.',
  'From a port of the security network, with its administrator: try to reach the named targets of the business network.':
    'Desde un puerto de la red de seguridad, con su administrador: intentar llegar a los objetivos nombrados de la red de la empresa.',
  'Ask the customer how people get in from outside: which gateway, who has a login, which second factor, until when, and who approves it. Look for remote support tools on recorder and workstations.':
    'Preguntar al cliente cómo se entra desde fuera: por qué puerta de enlace, quién tiene acceso, con qué segundo factor, hasta cuándo y quién lo aprueba. Buscar herramientas de soporte remoto en el grabador y en los puestos de trabajo.',
  'Find HTTP and HTTPS in the settings of the device.': 'Buscar HTTP y HTTPS en los ajustes del equipo.',
  'Open the certificate of the device in a browser: issuer, names, last day, size of the key.':
    'Abrir el certificado del equipo en un navegador: emisor, nombres, último día, tamaño de la clave.',
  'Find the versions of TLS in the settings of the device.': 'Buscar las versiones de TLS en los ajustes del equipo.',
  'Look in the recorder over which protocol it takes the stream of this device.':
    'Mirar en el grabador por qué protocolo toma el vídeo de este equipo.',
  'Ask the administrator of the network what guards the port of this device: 802.1X, a bound address, a port that shuts when it loses the link.':
    'Preguntar al administrador de la red qué protege el puerto de este equipo: 802.1X, una dirección fijada, un puerto que se cierra al perder el enlace.',
  'Ask who installed the firmware last, where the file came from, and whether the settings were checked afterwards.':
    'Preguntar quién instaló el firmware por última vez, de dónde vino el archivo y si después se comprobaron los ajustes.',
  'Find remote logging in the settings of the device; where it has none, in the recorder that collects its events.':
    'Buscar el registro remoto en los ajustes del equipo; donde no lo tenga, en el grabador que recoge sus sucesos.',
  'Save the configuration with the means of the device, encrypt it, work out its SHA-256 and try to open it once.':
    'Guardar la configuración con los medios del equipo, cifrarla, calcular su SHA-256 y probar a abrirla una vez.',
  'Play back the oldest recording of this device and read its date.':
    'Reproducir la grabación más antigua de este equipo y leer su fecha.',
  'Cover the lens for a minute, then pull the cable of one camera for each kind. Watch what arrives, and where.':
    'Tapar el objetivo durante un minuto y desenchufar después el cable de una cámara de cada tipo. Ver qué llega, y adónde.',
  'Open one reader of each kind and look at the wiring; look at the settings of the readers in the controller.':
    'Abrir un lector de cada tipo y mirar el cableado; mirar los ajustes de los lectores en el controlador.',
  'Open the enclosure and compare each DIP switch and jumper with the manual of the board.':
    'Abrir la caja y comparar cada interruptor DIP y cada puente con el manual de la placa.',
  'Ask for the page of the controller in a browser, and look at the link between controller and host: is it encrypted?':
    'Pedir la página del controlador en un navegador y mirar la conexión entre controlador y servidor: ¿va cifrada?',
  'With the person responsible for the building: cut the power, then the network, then press the fire release. Note for each door whether it opens or locks as planned, and how long the battery holds.':
    'Con la persona responsable del edificio: cortar la luz, después la red, y pulsar después el desbloqueo por incendio. Anotar de cada puerta si abre o cierra como se planeó, y cuánto dura la batería.',
  'Look at the ways of administration of the switch: Telnet, SSH, HTTP, HTTPS, SNMP, and its accounts.':
    'Mirar las vías de administración del conmutador: Telnet, SSH, HTTP, HTTPS, SNMP, y sus cuentas.',
  'Compare the ports of the switch with the list of devices: which are in use, which are shut.':
    'Comparar los puertos del conmutador con la lista de equipos: cuáles se usan, cuáles están cerrados.',
  'Look at mounting, tamper contact, enclosure and cable. Camera: the device and what it sees. Panel: shut, open, the wiring. Door: from inside, from outside, lock and exit button.':
    'Mirar montaje, contacto de sabotaje, caja y cable. Cámara: el equipo y lo que ve. Panel: cerrado, abierto, el cableado. Puerta: desde dentro, desde fuera, cerradura y botón de salida.',
  'Show the customer what was found, what was changed and what stays open, and hand the pack over.':
    'Mostrar al cliente qué se encontró, qué se cambió y qué sigue abierto, y entregar el paquete.',
  'A readable photo of the label.': 'Una foto legible de la etiqueta.',
  'The written answer of the supplier, or the page of the maker that names the builder.':
    'La respuesta escrita del proveedor, o la página del fabricante que nombra al constructor.',
  'What the page showed, in one sentence.': 'Qué mostró la página, en una frase.',
  'Who was asked, and what they said; never the password.': 'A quién se preguntó y qué dijo; nunca la contraseña.',
  'Which ways in were tried, and how each answered; never the password.':
    'Qué entradas se probaron y cómo respondió cada una; nunca la contraseña.',
  'A picture of both: the name of the account and its rights; no password.':
    'Una imagen de ambas: el nombre de la cuenta y sus permisos; ninguna contraseña.',
  'A picture of each list.': 'Una imagen de cada lista.',
  'A picture of the setting.': 'Una imagen del ajuste.',
  'The name of the person who took the secrets over, and the end dates that were agreed.':
    'El nombre de la persona que recibió los secretos y las fechas de fin acordadas.',
  'A picture of the setting, with the servers.': 'Una imagen del ajuste, con los servidores.',
  'The difference in seconds.': 'La diferencia en segundos.',
  'Where it was seen, or the rule of the firewall.': 'Dónde se vio, o la regla del cortafuegos.',
  'Where it was seen.': 'Dónde se vio.',
  'A picture of the setting; no community, no key.': 'Una imagen del ajuste; ninguna comunidad, ninguna clave.',
  'A picture of each setting.': 'Una imagen de cada ajuste.',
  'What is on, and who needs it.': 'Qué está activo y quién lo necesita.',
  'The list, and who approved it.': 'La lista, y quién la aprobó.',
  'The rule, in words.': 'La regla, con palabras.',
  'The plan that was compared with.': 'El plan con que se comparó.',
  'A picture of each of the three lists.': 'Una imagen de cada una de las tres listas.',
  'The port and VLAN, the targets, and that none answered.':
    'El puerto y la VLAN, los objetivos, y que no respondió ninguno.',
  'The list of people with end dates, and a picture of the setting that asks for the second factor.':
    'La lista de personas con fechas de fin, y una imagen del ajuste que pide el segundo factor.',
  'What was read.': 'Lo que se leyó.',
  'The protocol, or the signed exception.': 'El protocolo, o la excepción firmada.',
  'The setting of the switch port, in words.': 'El ajuste del puerto del conmutador, con palabras.',
  'The source of the file and its hash, and the date of the check.':
    'La procedencia del archivo y su hash, y la fecha de la comprobación.',
  'Where the events of this device go.': 'Adónde van los sucesos de este equipo.',
  'File name, SHA-256, where it is kept, who can decrypt it, and where the steps of the restore stand.':
    'Nombre del archivo, SHA-256, dónde se guarda, quién puede descifrarlo y dónde están los pasos para restaurarlo.',
  'The age of the oldest recording.': 'La antigüedad de la grabación más antigua.',
  'Which alarms came, at whom, and after how long.': 'Qué alarmas llegaron, a quién y cuánto tardaron.',
  'A picture of the wiring and one of the setting.': 'Una imagen del cableado y otra del ajuste.',
  'A sharp picture of the switches, with the label of the board.':
    'Una imagen nítida de los interruptores, con la etiqueta de la placa.',
  'What answered, and the setting of the link to the host.':
    'Qué respondió, y el ajuste de la conexión con el servidor.',
  'The test log, signed, with the minutes on battery.': 'El acta de la prueba, firmada, con los minutos con batería.',
  'The list.': 'La lista.',
  'The set of pictures for this kind of device.': 'La serie de imágenes para este tipo de equipo.',
  'The name and role of the person who accepts, and the points that they accept as open.':
    'El nombre y el cargo de quien acepta, y los puntos que acepta como abiertos.',
}
