/** Titles of the shipped checklists, of their items and of the gaps, and the units of what is measured, in Spanish. The pack holds the English. */
export const checklistTitles: Readonly<Record<string, string>> = {
  'Fieldseal baseline for cameras, recorders, door controllers and switches':
    'Lista de base de Fieldseal para cámaras, grabadores, controladores de puerta y conmutadores',
  'Door controllers and their readers': 'Controladores de puerta y sus lectores',
  'Hardening of components after IEC 62443-4-2, towards SL-C 2':
    'Refuerzo de componentes según IEC 62443-4-2, hacia SL-C 2',
  'What insurers ask of physical security systems': 'Lo que las aseguradoras piden a los sistemas de seguridad física',
  'Periodic maintenance: what drifts between two visits': 'Mantenimiento periódico: lo que se desvía entre dos visitas',
  'Taking over a site that somebody else built': 'Hacerse cargo de un sitio que montó otra empresa',
  'The device is in the inventory as one known unit': 'El equipo figura en el inventario como una sola unidad conocida',
  'The maker is not one that the contract forbids': 'El fabricante no es uno de los que prohíbe el contrato',
  'The device has left its factory state': 'El equipo ha salido del estado de fábrica',
  'Owner, escalation and the right to isolate are written down':
    'Está escrito quién responde, a quién se llama y quién puede aislar el sistema',
  'Published default logins are refused': 'Se rechazan los accesos de fábrica publicados',
  'Every device has a strong password of its own': 'Cada equipo tiene su propia contraseña fuerte',
  'Changed passwords are proven: new works, old fails':
    'Las contraseñas cambiadas están comprobadas: la nueva abre, la antigua no',
  'Recorder and video management have an account that administers nothing':
    'El grabador y el gestor de vídeo tienen una cuenta que no administra nada',
  'Only approved accounts are on the device, and few administrators':
    'En el equipo solo hay cuentas aprobadas, y pocos administradores',
  'Protected requests need a login': 'Las peticiones protegidas exigen acceso',
  'Failed logins lock': 'Los accesos fallidos bloquean',
  'No password goes readable over the network': 'Ninguna contraseña pasa legible por la red',
  'Secrets are handed over, and access of installers ends':
    'Los secretos se entregan y el acceso de los instaladores termina',
  'The device takes its time from the NTP servers of the site':
    'El equipo toma la hora de los servidores NTP del sitio',
  'The clock is right to 2 seconds': 'El reloj va bien, con 2 segundos de margen',
  'Telnet is shut': 'Telnet está cerrado',
  'SSH, FTP and debug ways are shut': 'SSH, FTP y las vías de depuración están cerrados',
  'UPnP and automatic port mapping are off': 'UPnP y la apertura automática de puertos están desactivados',
  'The device no longer announces itself after hand-over': 'El equipo ya no se anuncia tras la entrega',
  'SNMP answers no well-known community': 'SNMP no responde a ninguna comunidad conocida',
  'SNMP is off, or version 3 with authentication and privacy alone':
    'SNMP está inactivo, o solo la versión 3 con autenticación y cifrado',
  'Cloud relay and dynamic DNS are off unless contracted':
    'La nube del fabricante y el DNS dinámico están inactivos, salvo contrato',
  'Unused functions are off': 'Las funciones sin uso están desactivadas',
  'Only the ONVIF protocols that a device without video needs are on':
    'Solo están activos los protocolos ONVIF que necesita un equipo sin vídeo',
  'Open ports are those that were approved': 'Los puertos abiertos son los aprobados',
  'Only recorder and administration may connect': 'Solo pueden conectarse el grabador y la administración',
  'Addresses are documented and used once': 'Las direcciones están documentadas y se usan una sola vez',
  'Nothing of the system answers from the Internet': 'Nada del sistema responde desde Internet',
  'The security network reaches nothing of the business network':
    'La red de seguridad no llega a nada de la red de la empresa',
  'Remote access goes through an approved gateway, by name, with a second factor and for a time':
    'El acceso remoto pasa por una puerta de enlace aprobada, con nombre, segundo factor y plazo',
  'HTTPS is on, and plain HTTP is off or leads to it':
    'HTTPS está activo, y HTTP sin cifrar está inactivo o lleva a él',
  'The certificate is valid, and its key is strong enough': 'El certificado es válido y su clave es bastante fuerte',
  'TLS 1.2 or newer, and no weak cipher': 'TLS 1.2 o posterior, y ningún cifrado débil',
  'Streams are encrypted, or the exception is signed off': 'El vídeo va cifrado, o la excepción está firmada',
  'The network port is guarded by 802.1X or by something that does the same':
    'El puerto de red está protegido con 802.1X o con algo equivalente',
  'The firmware is not behind the newest that the catalog knows':
    'El firmware no va por detrás del más nuevo que conoce el catálogo',
  'No vulnerability that is known to be exploited applies': 'No le afecta ninguna vulnerabilidad que se sepa explotada',
  'The maker still supports the product': 'El fabricante todavía da soporte al producto',
  "Upgrades are proven: the file is the maker's, and everything was judged again":
    'Las actualizaciones están comprobadas: el archivo es del fabricante y todo se juzgó otra vez',
  'The log is sent to a server of the site': 'El registro se envía a un servidor del sitio',
  'A copy of the configuration exists, encrypted, and somebody knows how to restore it':
    'Hay una copia cifrada de la configuración, y alguien sabe restaurarla',
  'Recording runs, long enough, on storage that is well':
    'La grabación funciona, dura lo debido y el almacenamiento está sano',
  'Alarms for tamper and loss of video reach somebody':
    'Las alarmas de sabotaje y de pérdida de vídeo llegan a alguien',
  'Readers talk over OSDP with its secure channel': 'Los lectores hablan por OSDP con su canal seguro',
  'DIP switches of the controller are in their final position':
    'Los interruptores DIP del controlador están en su posición definitiva',
  'The web administration of the controller is off or limited':
    'La administración web del controlador está inactiva o limitada',
  'Doors fail in the planned way, and people can get out': 'Las puertas fallan como se planeó, y la gente puede salir',
  'The switch is administered over encrypted ways alone': 'El conmutador se administra solo por vías cifradas',
  'Unused ports are shut, and each used one is known':
    'Los puertos sin uso están cerrados, y se conoce cada uno de los usados',
  'The device is mounted as planned, out of reach, with its cable protected':
    'El equipo está montado según el plan, fuera de alcance y con el cable protegido',
  'Changes have a window and somebody who approves them': 'Los cambios tienen un horario y alguien que los aprueba',
  'Integrator and customer accept the result by name': 'El integrador y el cliente aceptan el resultado con su nombre',
  seconds: 'segundos',
  days: 'días',
  'minutes on battery': 'minutos con batería',
  'Flat networks': 'Redes planas',
  'Messy identities': 'Identidades en desorden',
  'Remote access that nobody governs': 'Acceso remoto que nadie gobierna',
  'Devices outside the discipline of IT': 'Equipos fuera de la disciplina de TI',
  'Patches and end of life': 'Parches y fin de vida',
  'Ownership during an incident': 'Quién manda durante un incidente',
  'One accountable operating model': 'Un solo modelo de operación con responsables',
  'Security devices run like IT': 'Equipos de seguridad llevados como los de TI',
  'Segmented environment': 'Entorno segmentado',
  'Support and recovery': 'Soporte y recuperación',
  'Split ownership': 'Responsabilidad repartida',
  'Incomplete inventory': 'Inventario incompleto',
  'Lateral movement': 'Movimiento lateral',
  'Uncontrolled remote access': 'Acceso remoto sin control',
  'Weak identity on security platforms': 'Identidad débil en las plataformas de seguridad',
  'Patching that ignores the field': 'Parches que olvidan lo instalado',
  'Too much trust in suppliers': 'Demasiada confianza en los proveedores',
  'Insecure integrations': 'Integraciones inseguras',
  'Too little logging': 'Registro insuficiente',
  'Safety and availability': 'Seguridad de las personas y disponibilidad',
  'Incident response': 'Respuesta a incidentes',
  'Human factors': 'Factores humanos',
}
