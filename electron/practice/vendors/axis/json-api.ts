import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { isFirstController } from './versions.ts'

const type = 'application/json'
const apiVersion = '1.0'

export interface Message {
  readonly apiVersion?: unknown
  readonly method?: unknown
  readonly params?: Readonly<Record<string, unknown>>
}

/** What a method comes to. A change is carried out, or not, as the faults of the device say. */
export type Outcome =
  | { readonly data: object; readonly change?: () => void | Promise<void> }
  | { readonly code: number; readonly message: string }

export interface JsonApi {
  readonly path: string
  readonly level: ApiRoute['level']
  readonly unactivated?: true
  readonly has: (device: PracticeDevice) => boolean
  readonly methods: Readonly<
    Record<string, (device: PracticeDevice, params: NonNullable<Message['params']>) => Outcome>
  >
}

/**
 * One JSON interface. Its errors ride on HTTP 200; first controllers answer 503 to all of them.
 * @see VAPIX, general error codes
 */
export const jsonApi = ({ path, level, unactivated, has, methods }: JsonApi): readonly ApiRoute[] => [
  { path, level: 'none', unactivated: true, has: isFirstController, answer: async () => ({ status: 503, body: '' }) },
  {
    path,
    level,
    ...(unactivated === undefined ? {} : { unactivated }),
    has,
    answer: (request) => answer(request, methods),
  },
]

async function answer(request: ApiRequest, methods: JsonApi['methods']): Promise<ApiAnswer | 'cut'> {
  if (request.request.method !== 'POST') return { status: 405, body: '' }
  const isJson = /^application\/json\b/i.test(request.request.headers['content-type'] ?? '')
  const message = isJson ? messageOf(await request.text()) : null
  if (message === null) return said('', { code: 2000, message: 'Invalid request' })
  const name = String(message.method ?? '')
  if (!/^1\.\d+$/.test(String(message.apiVersion))) return said(name, { code: 4001, message: 'Version not supported' })
  const method = methods[name]
  if (method === undefined) return said(name, { code: 4000, message: 'Method not supported' })
  const outcome = method(request.device, message.params ?? {})
  if ('code' in outcome || outcome.change === undefined) return said(name, outcome)
  return carryOut(request, request.path.split('/').at(-1) ?? '', outcome.change, said(name, outcome))
}

const said = (method: string, outcome: Outcome): ApiAnswer => ({
  status: 200,
  type,
  body: JSON.stringify({
    apiVersion,
    method,
    ...('code' in outcome ? { error: { code: outcome.code, message: outcome.message } } : { data: outcome.data }),
  }),
})

function messageOf(text: string): Message | null {
  try {
    const message: unknown = JSON.parse(text)
    return typeof message === 'object' && message !== null ? message : null
  } catch {
    return null
  }
}

export const restAnswer = (status: number, body: object): ApiAnswer => ({ status, type, body: JSON.stringify(body) })
