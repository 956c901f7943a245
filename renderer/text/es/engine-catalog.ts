/** Why the catalog cannot say something, and what would decide it; also with a capital letter, where a question ends in it. */
const reasons: Readonly<Record<string, string>> = {
  'the catalog does not know this model': 'el catálogo no conoce este modelo',
  'the catalog knows no newest firmware of this model': 'el catálogo no conoce el firmware más nuevo de este modelo',
  'the device did not name its firmware': 'el equipo no nombró su firmware',
  'the catalog knows this model with other hardware only: {}':
    'el catálogo conoce este modelo solo con otro hardware: {}',
  'the catalog names different newest versions for hardware revisions of this model':
    'el catálogo nombra versiones más nuevas distintas según la revisión de hardware de este modelo',
  'the version "{}" is not of a form known of this maker':
    'la versión «{}» no tiene una forma conocida de este fabricante',
  '"{}" cannot be compared with {}: other line, or a build is missing':
    '«{}» no se puede comparar con {}: otra línea, o falta una compilación',
  'the catalog has no records of the maker "{}"': 'el catálogo no tiene fichas del fabricante «{}»',
  'the device does not name its maker, and its model does not tell':
    'el equipo no nombra su fabricante, y su modelo no lo dice',
  'the device does not name its maker, and its model may be of {}':
    'el equipo no nombra su fabricante, y su modelo puede ser de {}',
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** What the firmware catalog says of a device, in Spanish. `{}` stands for what the app puts in; it keeps its order. */
export const catalogWords: Readonly<Record<string, string>> = {
  ...reasons,
  ...Object.fromEntries(Object.entries(reasons).map((words) => words.map(capital))),
  // Whether a flaw applies.
  'the source gives no versions': 'la fuente no da versiones',
  'the source says only: {}': 'la fuente solo dice: «{}»',
  'the range spans parallel firmware lines, and older lines may carry the fix on their own':
    'el intervalo abarca líneas de firmware paralelas, y las antiguas pueden llevar su propio arreglo',
  'the installed version cannot be compared with {}': 'la versión instalada no se puede comparar con {}',
  'the source speaks of other firmware lines': 'la fuente habla de otras líneas de firmware',
  'only tested builds are known to be affected: {}': 'solo se sabe de las compilaciones probadas: {}',
  'the limit "{}" of the source cannot be compared': 'el límite «{}» de la fuente no se puede comparar',
  '"{}" is repaired by a revision that the installed version does not show':
    '«{}» se repara con una revisión que la versión instalada no muestra',
  'the installed version lacks the build that tells it from {}':
    'a la versión instalada le falta la compilación que la distingue de {}',
  'the limit {} of the source is coarser than the installed version':
    'el límite {} de la fuente es menos preciso que la versión instalada',
  'the limit {} is of another firmware line': 'el límite {} es de otra línea de firmware',
  'the limit {} is of a later firmware line; this line may have its own fix':
    'el límite {} es de una línea de firmware posterior; esta puede tener su propio arreglo',
  'the installed version names no build date': 'la versión instalada no nombra fecha de compilación',
  'hardware revisions of this model are repaired in different versions':
    'las revisiones de hardware de este modelo se reparan en versiones distintas',
  'the source does not name the models': 'la fuente no nombra los modelos',
  'the record is of another hardware version': 'la ficha es de otra versión de hardware',
  'the range was only read out of a description': 'el intervalo solo se leyó de una descripción',
  // What would decide it.
  'the first repaired version, from the advisory of the maker for {}':
    'la primera versión reparada, según el aviso del fabricante sobre {}',
  'the first repaired build of the {} line, from the advisory of the maker for {}':
    'la primera compilación reparada de la línea {}, según el aviso del fabricante sobre {}',
  'the first repaired build of the installed track, from the advisory of the maker':
    'la primera compilación reparada de la serie instalada, según el aviso del fabricante',
  'the models in the advisory of the maker for {}': 'los modelos en el aviso del fabricante sobre {}',
  'the affected versions in the source of {}': 'las versiones afectadas en la fuente de {}',
  'whether the device is built on the hardware platform {}':
    'si el equipo está hecho sobre la plataforma de hardware {}',
  'the advisory for this very build': 'el aviso para esta misma compilación',
  'the advisory of the maker for the installed {}': 'el aviso del fabricante para lo instalado ({})',
  'an advisory of the brand on {}, or the build date of the firmware':
    'un aviso de la marca sobre {}, o la fecha de compilación del firmware',
  'the firmware version of the device': 'la versión de firmware del equipo',
  'the newest firmware that the maker offers for this very model and hardware':
    'el firmware más nuevo que el fabricante ofrece para este mismo modelo y hardware',
  'the hardware version on the label or in the answer of the device':
    'la versión de hardware de la etiqueta o de la respuesta del equipo',
  'the hardware version on the label of the device': 'la versión de hardware de la etiqueta del equipo',
  'the maker and model on the label of the device': 'el fabricante y el modelo de la etiqueta del equipo',
  'the end-of-support date that the maker publishes for this model':
    'la fecha de fin del soporte que el fabricante publica para este modelo',
  'which firmware line that the maker still supports this model can run':
    'qué línea de firmware con soporte del fabricante admite este modelo',
  'the whole version string as the web page of the device shows it':
    'la versión completa, como la muestra la página web del equipo',
  'the whole version string with the platform in it': 'la versión completa, con la plataforma',
  'the revision behind the dash of the version': 'la revisión tras el guion de la versión',
  'the revision (-r) behind the version': 'la revisión (-r) tras la versión',
  'the revision of the installed cumulative patch: the release number does not change with it':
    'la revisión del parche acumulativo instalado: el número de versión no cambia con él',
  'the build that belongs to the version': 'la compilación que corresponde a la versión',
  'the build number behind the release': 'el número de compilación tras la versión',
  'the build in brackets behind the version': 'la compilación entre paréntesis tras la versión',
  'the build with its letter and suffix as the web page shows it (MODEL-VVTK-0100x); ONVIF gives four digits only':
    'la compilación con su letra y sufijo, como la muestra la página web (MODEL-VVTK-0100x); ONVIF solo da cuatro cifras',
  'the build date, which the web page and magicBox.cgi?action=getSoftwareVersion show':
    'la fecha de compilación, que muestran la página web y magicBox.cgi?action=getSoftwareVersion',
  'the build date, which ISAPI /ISAPI/System/deviceInfo gives and ONVIF does not':
    'la fecha de compilación, que ISAPI /ISAPI/System/deviceInfo da y ONVIF no',
  'the date of the build': 'la fecha de la compilación',
  'the date behind the version': 'la fecha tras la versión',
  'the date and letter of the controller version': 'la fecha y la letra de la versión del controlador',
  'the B number of the version and the hardware revision on the label':
    'el número B de la versión y la revisión de hardware de la etiqueta',
  'the cumulative update of the installed minor version': 'la actualización acumulativa de la versión menor instalada',
  'the board family (LP or EP) and its version of the form 1.302':
    'la familia de la placa (LP o EP) y su versión de la forma 1.302',
  'the stamp behind the version, and the hardware version of the device':
    'el sello tras la versión, y la versión de hardware del equipo',
  'the Build and Rel numbers behind the version, and the hardware version on the label':
    'los números Build y Rel tras la versión, y la versión de hardware de la etiqueta',
  'firmware line': 'línea de firmware',
  platform: 'plataforma',
  baseline: 'versión de base',
  // What is open, and what to do about it.
  'Which build is it? "{}" leaves out a part.': '¿Qué compilación es? «{}» omite una parte.',
  'Which product is it? It cannot be told: {}.': '¿Qué producto es? No se puede saber: {}.',
  'Does {} apply?': '¿Afecta {}?',
  'Do {} apply?': '¿Afectan {}?',
  'Does {} (known exploited) of {}, who builds this device, apply?':
    '¿Afecta {} (se sabe explotado) de {}, que construye este equipo?',
  '{} (known exploited)': '{} (se sabe explotado)',
  '{} and {} more': '{} y {} más',
  'Is there newer firmware? {}.': '¿Hay firmware más nuevo? {}.',
  'Does the maker still support the product?': '¿Da el fabricante todavía soporte al producto?',
  'support of this firmware line has ended{}': 'el soporte de esta línea de firmware ha terminado{}',
  'support has ended{}': 'el soporte ha terminado{}',
  ', and it has {}': ', y tiene {}',
  ', and the firmware has {}': ', y el firmware tiene {}',
  'the installed firmware has {}': 'el firmware instalado tiene {}',
  'the installed firmware has {}; no repair is known of {}':
    'el firmware instalado tiene {}; no se conoce reparación de {}',
  '; no repair is known of {}': '; no se conoce reparación de {}',
  'the firmware has {}, and no repaired version is known':
    'el firmware tiene {}, y no se conoce ninguna versión reparada',
  'a newer firmware is known': 'se conoce un firmware más nuevo',
  'no known issue in this catalog asks for a change': 'ningún fallo conocido de este catálogo pide un cambio',
  'upgrade to {}; isolate the device from other networks and monitor it':
    'actualizar a {}; aislar el equipo de otras redes y vigilarlo',
  'isolate the device from other networks and monitor it': 'aislar el equipo de otras redes y vigilarlo',
  '{}, by hardware version': '{}, según la versión de hardware',
  'Sold as {}, built by {}: issues of {} may be in it too, and only firmware of {} is made for it.':
    'Vendido como {}, construido por {}: puede tener también los fallos de {}, y solo está hecho para él el firmware de {}.',
}
