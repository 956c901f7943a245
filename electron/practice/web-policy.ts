import type { DeviceState } from './device-state.ts'
import type { VendorSettings } from './vendor-settings.ts'

/**
 * The web server has one switch in the maker's settings (`httpPolicy`) and one per protocol in ONVIF. Whichever was moved last
 * moves the other.
 */
export class WebPolicy {
  readonly #state: DeviceState
  #policy: VendorSettings['httpPolicy'] | null = null

  constructor(state: DeviceState) {
    this.#state = state
    if (state.settings.httpPolicy !== 'http-only') this.#followPolicy()
    this.settle()
  }

  /** To be called after every change of the state. */
  settle(): void {
    const { settings } = this.#state
    const { http, https } = this.#protocols()
    if (settings.tls === null && https !== undefined) https.enabled = false
    if (this.#policy !== null && this.#policy !== settings.httpPolicy) this.#followPolicy()
    else if (https?.enabled !== true) settings.httpPolicy = 'http-only'
    else if (http?.enabled === false) settings.httpPolicy = 'https-only'
    else if (settings.httpPolicy === 'http-only' || settings.httpPolicy === 'https-only') {
      settings.httpPolicy = 'http-and-https'
    }
    this.#policy = settings.httpPolicy
  }

  #followPolicy(): void {
    const { settings } = this.#state
    const { http, https } = this.#protocols()
    const hasTls = settings.tls !== null && https !== undefined
    if (!hasTls) settings.httpPolicy = 'http-only'
    if (https !== undefined) https.enabled = hasTls && settings.httpPolicy !== 'http-only'
    if (http !== undefined) http.enabled = settings.httpPolicy !== 'https-only'
  }

  #protocols() {
    const { protocols } = this.#state
    return {
      http: protocols.find(({ name }) => name === 'HTTP'),
      https: protocols.find(({ name }) => name === 'HTTPS'),
    }
  }
}
