/** What to do by hand for each item of a shipped checklist, in Spanish. The pack holds the English. */
export const checklistRemedies: Readonly<Record<string, string>> = {
  'Read make, model, serial and MAC off the label, correct the record, and find out who brought a device that is not on the job list.':
    'Leer en la etiqueta marca, modelo, número de serie y MAC, corregir la ficha y averiguar quién trajo un equipo que no está en la lista del encargo.',
  'Ask the supplier in writing who built the device. Where the contract forbids it, plan the replacement with the customer.':
    'Preguntar por escrito al proveedor quién construyó el equipo. Donde el contrato lo prohíba, planificar la sustitución con el cliente.',
  'Give the device its first password with the tool of its maker, at once and on a network of its own, then assess it again.':
    'Dar al equipo su primera contraseña con la herramienta del fabricante, enseguida y en una red aparte, y evaluarlo de nuevo.',
  'Ask the customer for the accountable owner, the people to call in order, and who may cut the system off; enter them in the site record.':
    'Preguntar al cliente por el responsable, las personas a las que llamar por orden y quién puede cortar el sistema; anotarlo en la ficha del sitio.',
  'Give every account of the device a password of its own in its web page and hand it over encrypted. A device that accepts any password has to be updated or replaced.':
    'Dar a cada cuenta del equipo una contraseña propia en su página web y entregarla cifrada. Un equipo que admite cualquier contraseña hay que actualizarlo o sustituirlo.',
  'Let the app give the device a generated password, or choose one that no other device has and enter it here.':
    'Dejar que la aplicación dé al equipo una contraseña generada, o elegir una que no tenga ningún otro equipo e introducirla aquí.',
  'Try the old password on web page, ONVIF and stream of the device. Where it still works, change it there as well.':
    'Probar la contraseña antigua en la página web, en ONVIF y en el vídeo del equipo. Donde todavía abra, cambiarla también allí.',
  'Make an account with the rights of a viewer or operator for the recorder, enter it there, and name it in the site record.':
    'Crear para el grabador una cuenta con permisos de espectador u operador, introducirla en él y nombrarla en la ficha del sitio.',
  'Remove or switch off every account that nobody answers for. Enter the approved ones in the site record, with an end date for outsiders.':
    'Quitar o desactivar toda cuenta de la que nadie responda. Anotar las aprobadas en la ficha del sitio, con fecha de fin para los externos.',
  'Switch on authentication for ONVIF and RTSP, and anonymous viewing off, in the web page of the device. Where it cannot be switched on, update the firmware, or replace the device and keep it off the network until then.':
    'Activar la autenticación de ONVIF y RTSP, y desactivar la vista anónima, en la página web del equipo. Donde no se pueda activar, actualizar el firmware, o sustituir el equipo y mantenerlo fuera de la red hasta entonces.',
  'Switch the lock for failed logins on in the web page of the device, after ten failures or fewer, and for ONVIF users as well where it has a switch of its own.':
    'Activar en la página web del equipo el bloqueo por accesos fallidos, tras diez fallos o menos, y también el de los usuarios de ONVIF donde tenga uno propio.',
  'Choose digest authentication in the web page of the device, and HTTPS where it offers nothing else.':
    'Elegir en la página web del equipo la autenticación por resumen, y HTTPS donde no ofrezca otra cosa.',
  'Set recovery addresses and questions to the owner, hand the passwords over encrypted, and agree on the day on which the access of the installer ends.':
    'Poner a nombre del responsable las direcciones y preguntas de recuperación, entregar cifradas las contraseñas y acordar el día en que termina el acceso del instalador.',
  'Enter the NTP servers of the site in the web page of the device and choose NTP as its source of time.':
    'Introducir los servidores NTP del sitio en la página web del equipo y elegir NTP como fuente de la hora.',
  'On a device that follows NTP, find out why it does not reach its servers (firewall, DNS, wrong address). Otherwise set date, time and time zone in its web page.':
    'En un equipo que sigue NTP, averiguar por qué no llega a sus servidores (cortafuegos, DNS, dirección equivocada). Si no, poner fecha, hora y zona horaria en su página web.',
  'Switch Telnet off in the web page of the device. Old firmware may offer no switch; then update it, or let the switch or firewall block TCP 23 to this device.':
    'Desactivar Telnet en la página web del equipo. Un firmware antiguo puede no ofrecerlo; entonces actualizarlo, o hacer que el conmutador o el cortafuegos bloquee TCP 23 hacia este equipo.',
  'Switch SSH and FTP off in the web page of the device. Where one is needed for maintenance, write down who needs it and until when, and waive this item.':
    'Desactivar SSH y FTP en la página web del equipo. Donde haga falta alguno para mantenimiento, anotar quién lo necesita y hasta cuándo, y dispensar este punto.',
  'Switch UPnP and automatic port mapping off in the web page of the device, then look in the router for mappings that are left over.':
    'Desactivar UPnP y la apertura automática de puertos en la página web del equipo, y buscar después en el router las aperturas que hayan quedado.',
  'Switch discovery and Bonjour off as the last step of the hand-over, when recorder and management know the device by address.':
    'Desactivar el descubrimiento y Bonjour como último paso de la entrega, cuando el grabador y el gestor conocen el equipo por su dirección.',
  'Switch SNMP off, or allow only version 3 with authentication and privacy, in the web page of the device. Look for a write community as well.':
    'Desactivar SNMP en la página web del equipo, o permitir solo la versión 3 con autenticación y cifrado. Buscar también una comunidad de escritura.',
  'Switch versions 1 and 2c off in the web page of the device. Where the monitoring needs SNMP, give it a user of version 3 with authentication and privacy.':
    'Desactivar las versiones 1 y 2c en la página web del equipo. Donde la supervisión necesite SNMP, darle un usuario de la versión 3 con autenticación y cifrado.',
  'Switch cloud service, P2P and DDNS off in the web page of the device. Where the customer has a contract for it, enter the service as needed in the site record.':
    'Desactivar la nube, P2P y DDNS en la página web del equipo. Donde el cliente lo tenga contratado, anotar el servicio como necesario en la ficha del sitio.',
  'Switch the functions off in the web page of the device. What the customer uses, enter as needed in the site record.':
    'Desactivar las funciones en la página web del equipo. Lo que el cliente use, anotarlo como necesario en la ficha del sitio.',
  'Switch the protocol off in the web page of the device.': 'Desactivar el protocolo en la página web del equipo.',
  'Find out which function the port belongs to and switch it off, or add it to the approved ports of the site with a reason.':
    'Averiguar a qué función pertenece el puerto y desactivarla, o añadirlo con un motivo a los puertos aprobados del sitio.',
  'Enter the addresses of recorder, video management and administration as the only ones that may connect, this computer included while you work.':
    'Introducir las direcciones del grabador, del gestor de vídeo y de la administración como las únicas que pueden conectarse, con este ordenador incluido mientras se trabaja.',
  'Give each device an address of its own, with the gateway and name servers of the site, then discover again.':
    'Dar a cada equipo una dirección propia, con la puerta de enlace y los servidores de nombres del sitio, y descubrir de nuevo.',
  'Remove port forwards and DMZ entries that lead to security devices, and delete mappings that UPnP left in the router.':
    'Quitar las redirecciones de puertos y las entradas DMZ que lleven a equipos de seguridad, y borrar las aperturas que UPnP dejó en el router.',
  'Put the devices into a network of their own and let only the needed connections through; then repeat the test from a port of that network.':
    'Poner los equipos en una red propia y dejar pasar solo las conexiones necesarias; repetir después la prueba desde un puerto de esa red.',
  'Close every other way in from outside. Give each person of the supplier a login of their own, with a second factor and an end date.':
    'Cerrar toda otra entrada desde fuera. Dar a cada persona del proveedor un acceso propio, con segundo factor y fecha de fin.',
  'Switch HTTPS on and plain HTTP to a redirect in the web page of the device. Check first that the recorder can connect over HTTPS: else it loses the picture.':
    'Activar HTTPS y redirigir HTTP en la página web del equipo. Comprobar antes que el grabador puede conectarse por HTTPS: si no, pierde la imagen.',
  'Make a new key on the device, let the authority of the site sign it, and install the certificate before the old one ends.':
    'Crear una clave nueva en el equipo, hacer que la firme la autoridad del sitio e instalar el certificado antes de que termine el anterior.',
  'Switch TLS 1.0 and 1.1 off in the web page of the device, or update its firmware.':
    'Desactivar TLS 1.0 y 1.1 en la página web del equipo, o actualizar su firmware.',
  'Use RTSPS or SRTP between device and recorder where both can. Otherwise write down why not, and keep the stream inside the security network.':
    'Usar RTSPS o SRTP entre equipo y grabador donde ambos puedan. Si no, anotar por qué y mantener el vídeo dentro de la red de seguridad.',
  'Switch 802.1X on at device and switch together, or bind the port to the address of the device and lock the socket away.':
    'Activar 802.1X a la vez en el equipo y en el conmutador, o fijar el puerto a la dirección del equipo y dejar la toma bajo llave.',
  'Get the firmware for this very model and hardware revision from the maker, check its signature or hash, install it in a maintenance window, then assess the device again.':
    'Obtener del fabricante el firmware para este mismo modelo y revisión de hardware, comprobar su firma o su hash, instalarlo en un horario de mantenimiento y evaluar el equipo de nuevo.',
  'Install the repaired firmware at once. Where there is none, isolate the device until it is replaced. Where the range is open, read the notice of the maker for this model and build.':
    'Instalar enseguida el firmware reparado. Donde no lo haya, aislar el equipo hasta sustituirlo. Donde no se sepa hasta qué versión llega, leer el aviso del fabricante para este modelo y compilación.',
  'Plan the replacement with the customer, write down the date, and isolate the device until then. Where no date is known, ask the maker and keep the answer.':
    'Planificar la sustitución con el cliente, anotar la fecha y aislar el equipo hasta entonces. Donde no se conozca la fecha, preguntar al fabricante y guardar la respuesta.',
  'Check the file against the signature or hash of the maker, and assess the device again after the upgrade.':
    'Comprobar el archivo con la firma o el hash del fabricante, y evaluar el equipo de nuevo tras la actualización.',
  'Enter the log server of the site in the web page of the device, over TLS or TCP where it offers them.':
    'Introducir el servidor de registro del sitio en la página web del equipo, por TLS o TCP donde los ofrezca.',
  'Save the configuration of the device or its recorder, encrypt the file, keep it away from the site, and write the steps of the restore down.':
    'Guardar la configuración del equipo o de su grabador, cifrar el archivo, conservarlo lejos del sitio y anotar los pasos para restaurarla.',
  'Replace failed disks and cards, start the recording of every channel, and set the retention that the site agreed on.':
    'Sustituir discos y tarjetas averiados, iniciar la grabación de todos los canales y poner el tiempo de conservación que acordó el sitio.',
  'Switch the alarms for tamper and loss of video on, and send them to the people who watch.':
    'Activar las alarmas de sabotaje y de pérdida de vídeo, y enviarlas a quienes vigilan.',
  'Rewire the readers to OSDP, switch the secure channel on and set a key that is not the default one. Where Wiegand stays, write the exception down.':
    'Recablear los lectores a OSDP, activar el canal seguro y poner una clave que no sea la de fábrica. Donde se quede Wiegand, anotar la excepción.',
  'Set the switches as the manual says for service, restart the controller, and check that its default login is refused.':
    'Poner los interruptores como dice el manual para el servicio, reiniciar el controlador y comprobar que se rechaza su acceso de fábrica.',
  'Switch the web page off on the controller, or enter it as needed in the site record and limit who may reach it.':
    'Desactivar la página web en el controlador, o anotarla como necesaria en la ficha del sitio y limitar quién puede llegar a ella.',
  'Have the lock or its wiring changed by the person responsible for the building, and repeat the test.':
    'Hacer que la persona responsable del edificio cambie la cerradura o su cableado, y repetir la prueba.',
  'Switch Telnet and plain HTTP off on the switch, allow SNMP version 3 alone, and give it accounts of its own.':
    'Desactivar Telnet y HTTP sin cifrar en el conmutador, permitir solo SNMP versión 3 y darle cuentas propias.',
  'Shut every port without a device, and write down which device is on which port; limit the number of addresses on each.':
    'Cerrar todo puerto sin equipo y anotar qué equipo está en cada puerto; limitar el número de direcciones en cada uno.',
  'Mount the device out of reach, lock its enclosure, lay the cable in a conduit, and connect the tamper contact.':
    'Montar el equipo fuera de alcance, cerrar su caja con llave, llevar el cable por un tubo y conectar el contacto de sabotaje.',
  'Agree on a maintenance window with the customer and enter it in the site record, with the name of the person who approves.':
    'Acordar con el cliente un horario de mantenimiento y anotarlo en la ficha del sitio, con el nombre de quien aprueba.',
  'Go through the open points with the customer and let them sign the acceptance.':
    'Repasar con el cliente los puntos abiertos y que firme la aceptación.',
}
