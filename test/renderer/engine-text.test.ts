import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { en } from '../../renderer/text/en.ts'
import { es } from '../../renderer/text/es.ts'
import { english } from './english-words.ts'

const electron = join(import.meta.dirname, '../../electron')

const filesOf = (folder: string): string[] =>
  readdirSync(join(electron, folder))
    .filter((name) => name.endsWith('.ts') && !['index.ts', 'check.ts', 'fix.ts'].includes(name))
    .map((name) => join(electron, folder, name))

/** Where the engine puts what it found into words for a person. */
const speaking = [
  ...filesOf('checks'),
  ...filesOf('checks/judging'),
  ...filesOf('fixes'),
  join(electron, 'engine/change/confirm-change.ts'),
  join(electron, 'engine/change/plan.ts'),
  join(electron, 'engine/visits/drift.ts'),
  join(electron, 'engine/assess/judge.ts'),
  join(electron, 'engine/assess/people.ts'),
  ...['affected', 'assess-action', 'assess-currency', 'assess-products', 'assess-vulnerabilities', 'factory'].map(
    (name) => join(electron, 'catalog', `${name}.ts`),
  ),
  ...['fact-text', 'security-fact-words', 'site-fact-words', 'firmware-words'].map((name) =>
    join(electron, 'model', `${name}.ts`),
  ),
]

/** Every sentence, and part of one, that is written out in a file; what is put in is a number here. */
function saidIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(saidIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, value, quasis } = node as { type?: string; value?: unknown; quasis?: { value: { cooked: string } }[] }
  // Names of modules and of types are for nobody to read.
  if (type === 'ImportDeclaration' || type === 'TSLiteralType' || type === 'ExportAllDeclaration') return []
  const own =
    type === 'Literal' && typeof value === 'string'
      ? [value]
      : type === 'TemplateLiteral'
        ? [(quasis ?? []).map((part) => part.value.cooked).join('7')]
        : []
  return [...own, ...Object.values(node).flatMap(saidIn)]
}

/** What drivers hold as the evidence of a state, as the way back from a copy, and what a version lacks: shown as it is. */
const inFindings: readonly (string | undefined)[] = ['evidence', 'restore', 'missing']

function evidenceIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(evidenceIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, key, id, value, init } = node as Readonly<Record<string, { readonly name?: string } | undefined>>
  if ((type as unknown) === 'Property' && inFindings.includes(key?.name)) return saidIn(value)
  if ((type as unknown) === 'VariableDeclarator' && inFindings.includes(id?.name)) return saidIn(init)
  return Object.values(node).flatMap(evidenceIn)
}

/** Two words or more: one word alone is a code or a name. */
const isSentence = (said: string): boolean => /\p{Ll}{2,}/u.test(said) && / \p{L}|\p{L} /u.test(said)

/**
 * Names that are the same in every language, with what is put into them, a part of a sentence, and the version that repairs a flaw,
 * which is shown as its source has it.
 */
const names = ['tcp 7', 'udp 7', '7 min', '7 bytes, SHA-256 7', '7 7 apply?', 'builds from 7 on', 'a version after 7']

describe('what the engine says of a device', () => {
  let engineText: (said: string) => string
  beforeEach(async () => {
    window.localStorage.setItem('fieldseal.language', 'es')
    vi.resetModules()
    engineText = (await import('../../renderer/text/engine-text.ts')).engineText
  })
  afterEach(() => {
    vi.resetModules()
    window.localStorage.clear()
  })

  it('has Spanish words for every sentence of the checks, the fixes and the facts', () => {
    const said = speaking.flatMap((file) => saidIn(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' })))
    const sentences = [...new Set(said.filter(isSentence))].filter((sentence) => !names.includes(sentence))
    expect(sentences.length).toBeGreaterThan(300)
    const left = sentences.filter((sentence) => {
      const spanish = engineText(sentence)
      return spanish === sentence
        ? english.test(sentence) || /\p{Ll}{3,} \p{Ll}{3,}/u.test(sentence)
        : english.test(spanish)
    })
    expect(left).toEqual([])
  })

  it('has Spanish words for the evidence of every driver, and for what a version of each maker lacks', () => {
    const drivers = readdirSync(join(electron, 'drivers'), { recursive: true, encoding: 'utf8' })
    const files = [
      ...drivers.filter((name) => name.endsWith('.ts')).map((name) => join('drivers', name)),
      'catalog/version-schemes.ts',
    ]
    const evidence = files.flatMap((name) =>
      evidenceIn(parseAst(readFileSync(join(electron, name), 'utf8'), { lang: 'ts' })),
    )
    const sentences = [...new Set(evidence.filter(isSentence))]
    expect(sentences.length).toBeGreaterThan(5)
    expect(sentences.filter((sentence) => engineText(sentence) === sentence)).toEqual([])
  })

  it.each([
    ['locks after 20 failed logins, for 10 s', 'bloquea tras 20 accesos fallidos, durante 10 s'],
    [
      '7199.8 s ahead, measured to ± 0.5 s; time zone Europe/Madrid',
      'adelantado 7199,8 s, medido con ± 0,5 s; zona horaria Europe/Madrid',
    ],
    [
      '"admin" on onvif: own password, kept in the vault',
      '«admin» en onvif: contraseña propia, guardada en la caja fuerte',
    ],
    [
      'The Uniview driver does not read accounts.lockout. Somebody has to look.',
      'El controlador de Uniview no lee accounts.lockout. Alguien tiene que mirarlo.',
    ],
    [
      'A door controller: the software that steers its doors may need what this changes. Depends on it: 2 doors.',
      'Un controlador de puerta: el programa que gobierna sus puertas puede necesitar lo que esto cambia. Depende de ello: 2 puertas.',
    ],
    [
      'p2p-cloud off in the settings; not told: ddns; left out, because the site needs it: socks',
      'p2p-cloud inactivo en los ajustes; no se dice: ddns; excluido, porque el sitio lo necesita: socks',
    ],
    ['not told whether it is on: version 1, version 2c', 'no se dice si está activa: versión 1, versión 2c'],
    ['p2p-cloud not told, ddns off', 'p2p-cloud: no se dice, ddns inactivo'],
    [
      'off: ssh, ftp; where the device tells of them: tftp, debug',
      'inactivo: ssh, ftp; si el equipo lo dice: tftp, debug',
    ],
    ['A sentence that is new and has on and off in it.', 'A sentence that is new and has on and off in it.'],
    [
      'Hikvision DS-2CD2143 at 127.77.0.3 (serial DS7) took the place of A device at 127.77.0.3.',
      'Hikvision DS-2CD2143 en 127.77.0.3 (n.º de serie DS7) ocupó el lugar de Un equipo en 127.77.0.3.',
    ],
    [
      'ACC-07 Failed logins lock: was pass, fails now (failed logins do not lock).',
      'ACC-07 Los accesos fallidos bloquean: estaba correcto, ahora falla (los accesos fallidos no bloquean).',
    ],
    [
      'OWN-01 A title of ours: failed before, is fixed now.',
      'OWN-01 A title of ours: antes fallaba, ahora está corregido.',
    ],
    [
      'Nobody knows what kind of device this is, and what is right for one kind can take the picture from another. Switch the protocol off in the web page of the device.',
      'Nadie sabe qué clase de equipo es, y lo que sirve a una clase puede dejar a otra sin imagen. Desactivar el protocolo en la página web del equipo.',
    ],
    [
      'Does not apply to a device of class door-controller.',
      'No se aplica a un equipo de la clase controlador de puerta.',
    ],
    [
      'Done by another change of this plan (ACC-02): failed logins do not lock',
      'Hecho por otro cambio de este plan (ACC-02): los accesos fallidos no bloquean',
    ],
    [
      'Do CVE-2021-36260 (known exploited), CVE-2017-14953 apply?',
      '¿Afectan CVE-2021-36260 (se sabe explotado), CVE-2017-14953?',
    ],
    [
      'Is there newer firmware? The catalog does not know this model.',
      '¿Hay firmware más nuevo? El catálogo no conoce este modelo.',
    ],
    [
      'upgrade to 5.7.1; isolate the device from other networks and monitor it',
      'actualizar a 5.7.1; aislar el equipo de otras redes y vigilarlo',
    ],
    ['the source says only: no version is named', 'la fuente solo dice: «no version is named»'],
    [
      '"operator" on onvif: own password, kept in the vault',
      '«operator» en onvif: contraseña propia, guardada en la caja fuerte',
    ],
    ['HTTP on (80), RTSP off (554)', 'HTTP activo (80), RTSP inactivo (554)'],
    ['V5.4.1 build 160525', 'V5.4.1 build 160525'],
  ])('says "%s" as "%s"', (said, spanish) => {
    expect(engineText(said)).toBe(spanish)
  })

  it('stays as it was judged and sealed in English', async () => {
    window.localStorage.setItem('fieldseal.language', 'en')
    vi.resetModules()
    const { engineText: same } = await import('../../renderer/text/engine-text.ts')
    expect(same('failed logins do not lock')).toBe('failed logins do not lock')
  })
})

describe('the lines of the log', () => {
  /** `type: 'x.y'` of what is appended to a log. */
  const types = ['engine', 'store', 'vault'].flatMap((folder) =>
    readdirSync(join(electron, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(electron, folder, name), 'utf8').matchAll(
          /(?:append(?:All)?|log)\(\s*\{\s*type: '([a-z.-]+)'|^\s*type: '([a-z-]+\.[a-z-]+)',$/gm,
        ),
      ])
      .map(([, inline, own]) => inline ?? own ?? ''),
  )

  it.each([
    ['English', en.activity.says],
    ['Spanish', es.activity.says],
  ])('have words for every type in %s', (_language, says) => {
    expect(new Set(types).size).toBeGreaterThan(25)
    expect([...new Set(types)].filter((type) => !Object.hasOwn(says, type))).toEqual([])
  })

  it('name no code of the app where a word is meant', () => {
    const coded = { state: 'rolled-back', outcome: 'notchecked', variant: 'insurer', answer: 'not-met', title: 'X' }
    const said = (says: typeof en.activity.says | typeof es.activity.says) =>
      [says.change, says.seal, says['item.attested'], says.finding].map((say) => say(coded)).join('\n')
    expect(said(es.activity.says)).not.toMatch(/rolled|notchecked|insurer|not-met/)
    expect(said(en.activity.says)).not.toMatch(/rolled-back|notchecked|not-met/)
  })
})
