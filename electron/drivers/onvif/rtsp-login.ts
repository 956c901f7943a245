import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { getStreamAddress, type StreamAddress } from '../../protocols/onvif/media.ts'
import { getNetworkProtocols } from '../../protocols/onvif/network-settings.ts'
import { findServices } from '../../protocols/onvif/services.ts'
import { rtspDescribe } from '../../protocols/rtsp/client.ts'
import type { Connection, Login } from '../driver.ts'
import { attempt } from './attempt.ts'
import { openClient } from './open-client.ts'

/** The accounts that the video of a device is guarded with: on many makers not those of ONVIF. */
export const rtspLogin: Login = {
  name: 'rtsp',
  async authenticate(device, credential) {
    const { status, loggedIn } = await describeStream(device, credential)
    if (status === 401 || status === 403) return 'refused'
    // Logged in, and then the path was wrong or the stream busy: the password was right all the same.
    if (loggedIn && isPastLogin(status)) return 'accepted'
    if (!loggedIn && status === 200)
      throw new Unsupported('The device plays its video to anybody: no password can be proven there.')
    throw new ProtocolViolation(`The device answered ${status} where a login or a stream was to be expected.`)
  },
  async withoutLogin(device) {
    const { status } = await describeStream(device, null)
    if (status === 200) return 'open'
    if (status === 401 || status === 403) return 'guarded'
    throw new Unsupported(`The device plays no stream that can be asked for (RTSP ${status}).`)
  },
}

const isPastLogin = (status: number): boolean =>
  (status >= 200 && status < 300) ||
  status === 404 ||
  status === 406 ||
  status === 415 ||
  status === 453 ||
  status === 454 ||
  status === 503

/** The answer to the question what is played, as a stranger or with one login. */
export async function describeStream(
  device: Connection,
  credential: Credential | null,
): ReturnType<typeof rtspDescribe> {
  const { network, endpoint, signal } = device
  const stream = await streamOf(device)
  return rtspDescribe(network, {
    address: endpoint.address,
    port: await portOf(device, stream),
    path: stream.path,
    credential,
    signal,
  })
}

const streamKey = 'onvif.stream'
/** Until the device tells a better one. A guarded server asks for the login whatever the path. */
const anyStream: StreamAddress = { path: '/', port: null }

/** Told to those who are logged in to ONVIF; asked once per step. */
async function streamOf(device: Connection): Promise<StreamAddress> {
  const known = device.memo.get(streamKey) as StreamAddress | undefined
  if (known !== undefined) return known
  if (device.credential('onvif') === null) return anyStream
  const client = openClient(device)
  const stream = await attempt(device, async () => {
    await findServices(client, device.endpoint.forwarded)
    return getStreamAddress(client)
  })
  if (stream === null) return anyStream
  device.memo.set(streamKey, stream)
  return stream
}

/** What discovery saw, then what the device says, then the usual port. @throws {Unsupported} where RTSP is off or out of reach */
async function portOf(device: Connection, stream: StreamAddress): Promise<number> {
  const { network } = device
  const { address, ports, forwarded } = device.endpoint
  if (ports.rtsp !== undefined) return ports.rtsp
  const protocols =
    device.credential('onvif') === null ? null : await attempt(device, () => getNetworkProtocols(openClient(device)))
  const rtsp = protocols?.find(({ name }) => name === 'RTSP')
  if (rtsp?.enabled === false) throw new Unsupported('RTSP is switched off on this device.')
  const port = rtsp?.ports.find((candidate) => candidate > 0) ?? stream.port
  if (port !== null && port !== undefined) {
    if (!network.scope.contains(address, port))
      throw new Unsupported(`RTSP port ${port} of the device is outside the scope of this visit.`)
    return port
  }
  if (forwarded) throw new Unsupported('It is not known by which port the RTSP of this forwarded device is reached.')
  return 554
}
