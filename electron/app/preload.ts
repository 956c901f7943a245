import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Api } from '../contract/channels.ts'

/** Put here by the build. The shapes behind the names are large, main checks against them, and a page waits for its preload. */
declare const contractNames: { readonly channels: readonly string[]; readonly events: readonly string[] }

/**
 * `window.api`, derived from the contract: names outside of it do not reach main, and `ipcRenderer` does not reach the page.
 */
const known = { channels: new Set(contractNames.channels), events: new Set(contractNames.events) }

const api: Api = {
  call: (channel, input) => {
    if (!known.channels.has(channel)) return Promise.reject(new Error('unknown channel'))
    return ipcRenderer.invoke('call', channel, input)
  },
  on: (event, listener) => {
    if (!known.events.has(event)) throw new Error('unknown event')
    const hear = (_event: IpcRendererEvent, name: string, payload: unknown) => {
      if (name === event) listener(payload as never)
    }
    ipcRenderer.on('event', hear)
    return () => ipcRenderer.removeListener('event', hear)
  },
}

contextBridge.exposeInMainWorld('api', api)
