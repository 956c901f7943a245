import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { parameters } from './parameters.ts'

const said = (text: string): ApiAnswer => ({ status: 200, type: 'text/plain', body: `${text}\n` })

/**
 * Reads and writes parameters; both answer 200 whatever comes of it.
 * @see VAPIX: param.cgi?action=list&group=..., action=update&root.X=...
 */
export const paramRoute: ApiRoute = { path: '/axis-cgi/param.cgi', level: 'User', answer }

async function answer(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const form = request.request.method === 'POST' ? new URLSearchParams(await request.text()) : request.query
  switch (form.get('action')) {
    case 'list':
      return said(list(request.device, (form.get('group') ?? '').split(',')))
    case 'update':
      return update(
        request,
        [...form].filter(([name]) => name !== 'action'),
      )
    default:
      return said('# Error: Unknown action')
  }
}

/** After a group that is not there, the next one loses its `root.`, as real firmware does. */
function list(device: PracticeDevice, groups: readonly string[]): string {
  let prefix = 'root.'
  return groups
    .flatMap((group) => {
      const name = group.replace(/^root\.?/, '')
      const lines = Object.entries(parameters).flatMap(([key, parameter]) => {
        const value = name === '' || key === name || key.startsWith(`${name}.`) ? parameter.get(device) : undefined
        return value === undefined ? [] : [`${prefix}${key}=${value}`]
      })
      prefix = lines.length === 0 ? '' : 'root.'
      return lines.length === 0 ? [`# Error: Error -1 getting param in group '${group}'`] : lines
    })
    .join('\n')
}

async function update(
  request: ApiRequest,
  given: readonly (readonly [name: string, value: string])[],
): Promise<ApiAnswer | 'cut'> {
  const { device, user } = request
  if (user?.level !== 'Administrator') return { status: 403, body: '' }
  const changes: (() => void)[] = []
  for (const [name, value] of given) {
    const parameter = parameters[name.replace(/^root\./, '')]
    const { set } = parameter ?? {}
    const isTaken = parameter?.get(device) !== undefined && set !== undefined && parameter.check?.(value) === true
    if (!isTaken) return said(`# Error: Error setting '${name}' to '${value}'!`)
    changes.push(() => set(device, value))
  }
  const change = () => {
    for (const one of changes) one()
  }
  return carryOut(request, 'param.cgi', change, said('OK'))
}
