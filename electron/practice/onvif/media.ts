import type { PracticeDevice } from '../practice-device.ts'
import { snapshotUri } from '../snapshot.ts'
import { inOrder, invalidArgs, invalidValue, namespaces, textOf } from '../soap.ts'
import { child, el, type Markup, type XmlElement } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const { trt, tt } = namespaces

const tokenOf = (channel: number): string => `profile_${channel}`

/** @see ONVIF Media, GetVideoSources; tt:VideoSource */
export function getVideoSources({ device }: Call): Reply {
  return {
    content: Array.from({ length: device.state.channels }, (_, index) =>
      el(
        'trt:VideoSources',
        [el('tt:Framerate', 25), el('tt:Resolution', [el('tt:Width', 1920), el('tt:Height', 1080)])],
        { token: `source_${index + 1}` },
      ),
    ),
  }
}

/** @see ONVIF Media, GetProfiles; tt:Profile */
export function getProfiles({ device }: Call): Reply {
  return {
    content: Array.from({ length: device.state.channels }, (_, index) => {
      const channel = index + 1
      return el('trt:Profiles', [el('tt:Name', `Channel ${channel}`), videoSource(channel), videoEncoder(channel)], {
        token: tokenOf(channel),
        fixed: true,
      })
    }),
  }
}

const entity = (name: string): Markup[] => [el('tt:Name', name), el('tt:UseCount', 1)]

const videoSource = (channel: number): Markup =>
  el(
    'tt:VideoSourceConfiguration',
    [
      ...entity(`VideoSource ${channel}`),
      el('tt:SourceToken', `source_${channel}`),
      el('tt:Bounds', [], { x: 0, y: 0, width: 1920, height: 1080 }),
    ],
    { token: `video_source_${channel}` },
  )

const videoEncoder = (channel: number): Markup =>
  el(
    'tt:VideoEncoderConfiguration',
    [
      ...entity(`VideoEncoder ${channel}`),
      el('tt:Encoding', 'H264'),
      el('tt:Resolution', [el('tt:Width', 1920), el('tt:Height', 1080)]),
      el('tt:Quality', 4),
      el('tt:RateControl', [el('tt:FrameRateLimit', 25), el('tt:EncodingInterval', 1), el('tt:BitrateLimit', 4096)]),
      el('tt:H264', [el('tt:GovLength', 50), el('tt:H264Profile', 'Main')]),
      el('tt:Multicast', [
        el('tt:Address', [el('tt:Type', 'IPv4'), el('tt:IPv4Address', '0.0.0.0')]),
        el('tt:Port', 0),
        el('tt:TTL', 1),
        el('tt:AutoStart', false),
      ]),
      el('tt:SessionTimeout', 'PT60S'),
    ],
    { token: `video_encoder_${channel}` },
  )

/** @see ONVIF Media, GetStreamUri; tt:StreamSetup */
export function getStreamUri({ device, body }: Call): Reply {
  const given = inOrder(body, trt, ['StreamSetup', 'ProfileToken'])
  const setup = given.StreamSetup?.[0]
  if (setup === undefined) throw invalidArgs('StreamSetup is missing')
  const transport = child(setup, 'Transport', tt)
  const protocol = transport === undefined ? undefined : child(transport, 'Protocol', tt)?.text.trim()
  if (protocol !== 'RTSP' && protocol !== 'UDP' && protocol !== 'HTTP') {
    throw invalidValue('ter:InvalidStreamSetup', 'This transport is not served')
  }
  return { content: [mediaUri(device.streamUrl(channelOf(device, given.ProfileToken)))] }
}

/** @see ONVIF Media, GetSnapshotUri */
export function getSnapshotUri({ device, body, encrypted }: Call): Reply {
  const given = inOrder(body, trt, ['ProfileToken'])
  const channel = channelOf(device, given.ProfileToken)
  return { content: [mediaUri(snapshotUri(device, channel, encrypted))] }
}

function channelOf(device: PracticeDevice, given: readonly XmlElement[] | undefined): number {
  const token = textOf(given, 'ProfileToken').trim()
  const channel = Array.from({ length: device.state.channels }, (_, index) => index + 1).find(
    (candidate) => tokenOf(candidate) === token,
  )
  if (channel === undefined) throw invalidValue('ter:NoProfile', 'There is no such profile')
  return channel
}

const mediaUri = (uri: string): Markup =>
  el('trt:MediaUri', [
    el('tt:Uri', uri),
    el('tt:InvalidAfterConnect', false),
    el('tt:InvalidAfterReboot', false),
    el('tt:Timeout', 'PT0S'),
  ])
