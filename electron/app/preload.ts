import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { type Api, channels, events } from '../contract/channels.ts'

/**
 * `window.api`, derived from the contract: names outside of it do not reach main, and `ipcRenderer` does not reach the page.
 */
const known = { channels: new Set(Object.keys(channels)), events: new Set(Object.keys(events)) }

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
