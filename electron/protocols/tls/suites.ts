interface Suite {
  readonly code: number
  /** As IANA registered it. */
  readonly name: string
  readonly tls13?: true
}

/** Cipher suites that are offered, the strong ones first. @see IANA TLS Cipher Suites */
export const suites: readonly Suite[] = [
  { code: 0x1301, name: 'TLS_AES_128_GCM_SHA256', tls13: true },
  { code: 0x1302, name: 'TLS_AES_256_GCM_SHA384', tls13: true },
  { code: 0x1303, name: 'TLS_CHACHA20_POLY1305_SHA256', tls13: true },
  { code: 0xc02b, name: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' },
  { code: 0xc02f, name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
  { code: 0xc02c, name: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384' },
  { code: 0xc030, name: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' },
  { code: 0xcca9, name: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256' },
  { code: 0xcca8, name: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256' },
  { code: 0x009e, name: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256' },
  { code: 0x009f, name: 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384' },
  { code: 0xc023, name: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256' },
  { code: 0xc027, name: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256' },
  { code: 0xc028, name: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384' },
  { code: 0xc009, name: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA' },
  { code: 0xc00a, name: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA' },
  { code: 0xc013, name: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' },
  { code: 0xc014, name: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA' },
  { code: 0x0067, name: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256' },
  { code: 0x006b, name: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256' },
  { code: 0x0033, name: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA' },
  { code: 0x0039, name: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA' },
  { code: 0x009c, name: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
  { code: 0x009d, name: 'TLS_RSA_WITH_AES_256_GCM_SHA384' },
  { code: 0x003c, name: 'TLS_RSA_WITH_AES_128_CBC_SHA256' },
  { code: 0x003d, name: 'TLS_RSA_WITH_AES_256_CBC_SHA256' },
  { code: 0x002f, name: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
  { code: 0x0035, name: 'TLS_RSA_WITH_AES_256_CBC_SHA' },
  { code: 0x0041, name: 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA' },
  { code: 0xc012, name: 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA' },
  { code: 0x0016, name: 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA' },
  { code: 0x000a, name: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA' },
  { code: 0xc011, name: 'TLS_ECDHE_RSA_WITH_RC4_128_SHA' },
  { code: 0x0005, name: 'TLS_RSA_WITH_RC4_128_SHA' },
  { code: 0x0004, name: 'TLS_RSA_WITH_RC4_128_MD5' },
  { code: 0x0009, name: 'TLS_RSA_WITH_DES_CBC_SHA' },
]

/** As IANA names it; `0x1301` where it is none of those that are asked for. */
export const suiteName = (code: number): string =>
  suites.find((suite) => suite.code === code)?.name ?? `0x${code.toString(16).padStart(4, '0')}`
