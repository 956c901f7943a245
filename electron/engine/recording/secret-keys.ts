/** What stands where a secret stood. */
export const removedMark = '[removed]'

const secretName =
  /pass(?:w|phrase|code|\b|_)|pwd|passwd|secret|communit|(?:read|write)common|nonce|cookie|authorization|session|credential|private_?key|priv_?(?:key|pass)|auth_?(?:key|pass)|\bpsk|pre_?shared|wpa_?key|wep_?key|(?:access|auth|session|bearer|csrf|xsrf|refresh)_?-?token|x-[a-z-]*token|api_?key|encrypt(?:ion)?_?key|\bopaque\b|\bsalt\b|\bdigest\b|\bresponse$/i
/** Settings about secrets, which are none as long as they are figures or switches. */
const aboutSecrets =
  /min|max|len|polic|enab|expir|strength|complex|type|level|support|retry|attempt|lock|count|timeout|days/i
const figure = /^(?:\d{1,4}|true|false|on|off|yes|no|enabled|disabled)$/i

/** How a secret is kept is none. */
const mannerOfSecret = /(?:type|policy|level|mode)$/i

const isSecret = (name: string, value: string): boolean =>
  value !== '' &&
  secretName.test(name) &&
  !mannerOfSecret.test(name) &&
  !(aboutSecrets.test(name) && figure.test(value.trim()))

/** Puts a text in the place of each value that its name calls a secret: in XML, JSON, forms, queries and settings in lines. */
export function replaceByKey(text: string, standIn: (value: string) => string = () => removedMark): string {
  const put = (whole: string, name: string, value: string, quote = ''): string => {
    if (!isSecret(name, value)) return whole
    const at = whole.lastIndexOf(value)
    const other = standIn(value)
    // A number stays one.
    const around = /^-?\d+(?:\.\d+)?$|^(?:true|false|null)$/.test(other) ? '' : quote
    return `${whole.slice(0, at)}${around}${other}${around}${whole.slice(at + value.length)}`
  }
  const bare = (whole: string, name: string, value: string) => put(whole, name, value)
  return (
    text
      .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, (key) =>
        standIn(key),
      )
      // <ns:Password Type="...">value
      .replace(/<(?:[\w.-]+:)?([\w.-]{1,80})(?:\s[^<>]{0,2000})?>([^<]+)/g, bare)
      .replace(/([\w.:-]{1,80})\s{0,4}=\s{0,4}"([^"]+)"/g, bare)
      .replace(/([\w.:-]{1,80})\s{0,4}=\s{0,4}'([^']+)'/g, bare)
      .replace(/"([^"\\]{1,80})"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.)+)"/g, bare)
      .replace(/"([^"\\]{1,80})"\s{0,20}:\s{0,20}([^\s",}\]{[]+)/g, (whole, name: string, value: string) =>
        put(whole, name, value, '"'),
      )
      // One setting in a line, a form, a query.
      .replace(/([\w.[\]-]{1,120})=([^\s&"'<>;,][^&\r\n"<>;]*)/g, bare)
  )
}

const secretHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie|authentication-info|community)$/i

/** A header line with nothing secret in it: of a login only its scheme stays. */
export function headerWithoutSecret(name: string, value: string): string {
  if (/^(?:www|proxy)-authenticate$/i.test(name)) return replaceByKey(value)
  if (/authorization$/i.test(name)) return `${/^[\w-]{1,20}(?=\s)/.exec(value)?.[0] ?? ''} ${removedMark}`.trim()
  return secretHeaders.test(name) || secretName.test(name) ? removedMark : value
}
