import { el } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

/** One share that recordings go to. @see ONVIF Core, GetStorageConfigurations */
export function getStorageConfigurations({ device }: Call): Reply {
  if (device.state.identity.deviceClass !== 'nvr') return { content: [] }
  const data = el('tds:Data', [el('tds:LocalPath', '/mnt/share'), el('tds:StorageUri', 'nfs://storage/recordings')], {
    type: 'NFS',
  })
  return { content: [el('tds:StorageConfigurations', data, { token: 'share-1' })] }
}

const channels = ({ device }: Call): readonly number[] =>
  Array.from({ length: device.state.channels }, (_, index) => index + 1)

/** @see ONVIF Recording Control, GetRecordings; tt:GetRecordingsResponseItem */
export function getRecordings(call: Call): Reply {
  return {
    content: channels(call).map((channel) =>
      el('trc:RecordingItem', [
        el('tt:RecordingToken', `recording-${channel}`),
        el('tt:Configuration', [
          el('tt:Source', [
            el('tt:SourceId', `urn:channel:${channel}`),
            el('tt:Name', `Channel ${channel}`),
            el('tt:Location', ''),
            el('tt:Description', ''),
            el('tt:Address', `urn:channel:${channel}`),
          ]),
          el('tt:Content', ''),
          el('tt:MaximumRetentionTime', 'P30D'),
        ]),
        el('tt:Tracks', []),
      ]),
    ),
  }
}

/** The last channel was forgotten: its job is there and idle. @see ONVIF Recording Control, GetRecordingJobs; tt:RecordingJobMode */
export function getRecordingJobs(call: Call): Reply {
  const all = channels(call)
  return {
    content: all.map((channel) =>
      el('trc:JobItem', [
        el('tt:JobToken', `job-${channel}`),
        el('tt:JobConfiguration', [
          el('tt:RecordingToken', `recording-${channel}`),
          el('tt:Mode', channel === all.length && channel > 1 ? 'Idle' : 'Active'),
          el('tt:Priority', 1),
        ]),
      ]),
    ),
  }
}
