import { getCapabilities, getServiceCapabilities, getServices } from './capabilities.ts'
import { getAccessPointInfoList, getDoorInfoList, getDoorState } from './doors.ts'
import { startFirmwareUpgrade } from './firmware.ts'
import {
  getDot1x,
  getDynamicDns,
  getInterfaceDot1x,
  getIpAddressFilter,
  setDynamicDns,
  setIpAddressFilter,
} from './hardening.ts'
import {
  getDeviceInformation,
  getDiscoveryMode,
  getEndpointReference,
  getScopes,
  setDiscoveryMode,
  systemReboot,
} from './identity.ts'
import { getProfiles, getStreamUri, getVideoSources } from './media.ts'
import {
  getDns,
  getHostname,
  getNetworkDefaultGateway,
  getNetworkInterfaces,
  getNetworkProtocols,
  setHostname,
  setNetworkProtocols,
} from './network.ts'
import type { Operation } from './operation.ts'
import { getRecordingJobs, getRecordings, getStorageConfigurations } from './recordings.ts'
import { getNtp, getSystemDateAndTime, setNtp, setSystemDateAndTime } from './time.ts'
import { createUsers, deleteUsers, getUsers, setUser } from './users.ts'

/** Every operation that simulated devices know, with the access class of the specification. A new one is a line here. */
export const operations: readonly Operation[] = [
  { service: 'tds', name: 'GetServices', access: 'PRE_AUTH', answer: getServices },
  { service: 'tds', name: 'GetServiceCapabilities', access: 'PRE_AUTH', answer: getServiceCapabilities('tds') },
  { service: 'tds', name: 'GetCapabilities', access: 'PRE_AUTH', answer: getCapabilities },
  { service: 'tds', name: 'GetDeviceInformation', access: 'READ_SYSTEM', answer: getDeviceInformation },
  { service: 'tds', name: 'GetSystemDateAndTime', access: 'PRE_AUTH', answer: getSystemDateAndTime },
  { service: 'tds', name: 'SetSystemDateAndTime', access: 'WRITE_SYSTEM', answer: setSystemDateAndTime },
  { service: 'tds', name: 'GetNTP', access: 'READ_SYSTEM', answer: getNtp },
  { service: 'tds', name: 'SetNTP', access: 'WRITE_SYSTEM', answer: setNtp },
  { service: 'tds', name: 'GetHostname', access: 'PRE_AUTH', answer: getHostname },
  { service: 'tds', name: 'SetHostname', access: 'WRITE_SYSTEM', answer: setHostname },
  { service: 'tds', name: 'GetNetworkProtocols', access: 'READ_SYSTEM', answer: getNetworkProtocols },
  { service: 'tds', name: 'SetNetworkProtocols', access: 'WRITE_SYSTEM', answer: setNetworkProtocols },
  { service: 'tds', name: 'GetNetworkInterfaces', access: 'READ_SYSTEM', answer: getNetworkInterfaces },
  { service: 'tds', name: 'GetNetworkDefaultGateway', access: 'READ_SYSTEM', answer: getNetworkDefaultGateway },
  { service: 'tds', name: 'GetDNS', access: 'READ_SYSTEM', answer: getDns },
  { service: 'tds', name: 'GetIPAddressFilter', access: 'READ_SYSTEM', answer: getIpAddressFilter },
  { service: 'tds', name: 'SetIPAddressFilter', access: 'WRITE_SYSTEM', answer: setIpAddressFilter },
  { service: 'tds', name: 'GetDynamicDNS', access: 'READ_SYSTEM', answer: getDynamicDns },
  { service: 'tds', name: 'SetDynamicDNS', access: 'WRITE_SYSTEM', answer: setDynamicDns },
  { service: 'tds', name: 'GetStorageConfigurations', access: 'READ_MEDIA', answer: getStorageConfigurations },
  { service: 'tds', name: 'GetUsers', access: 'READ_SYSTEM_SECRET', answer: getUsers },
  { service: 'tds', name: 'CreateUsers', access: 'WRITE_SYSTEM', answer: createUsers },
  { service: 'tds', name: 'SetUser', access: 'WRITE_SYSTEM', answer: setUser },
  { service: 'tds', name: 'DeleteUsers', access: 'WRITE_SYSTEM', answer: deleteUsers },
  { service: 'tds', name: 'GetDiscoveryMode', access: 'READ_SYSTEM', answer: getDiscoveryMode },
  { service: 'tds', name: 'SetDiscoveryMode', access: 'WRITE_SYSTEM', answer: setDiscoveryMode },
  { service: 'tds', name: 'GetScopes', access: 'READ_SYSTEM', answer: getScopes },
  { service: 'tds', name: 'GetEndpointReference', access: 'PRE_AUTH', answer: getEndpointReference },
  { service: 'tds', name: 'StartFirmwareUpgrade', access: 'UNRECOVERABLE', answer: startFirmwareUpgrade },
  { service: 'tds', name: 'SystemReboot', access: 'UNRECOVERABLE', answer: systemReboot },
  { service: 'trt', name: 'GetServiceCapabilities', access: 'PRE_AUTH', answer: getServiceCapabilities('trt') },
  { service: 'trt', name: 'GetVideoSources', access: 'READ_MEDIA', answer: getVideoSources },
  { service: 'trt', name: 'GetProfiles', access: 'READ_MEDIA', answer: getProfiles },
  { service: 'trt', name: 'GetStreamUri', access: 'READ_MEDIA', answer: getStreamUri },
  { service: 'tdc', name: 'GetServiceCapabilities', access: 'PRE_AUTH', answer: getServiceCapabilities('tdc') },
  { service: 'tdc', name: 'GetDoorInfoList', access: 'READ_SYSTEM', answer: getDoorInfoList },
  { service: 'tdc', name: 'GetDoorState', access: 'READ_SYSTEM', answer: getDoorState },
  { service: 'tac', name: 'GetServiceCapabilities', access: 'PRE_AUTH', answer: getServiceCapabilities('tac') },
  { service: 'tac', name: 'GetAccessPointInfoList', access: 'READ_SYSTEM', answer: getAccessPointInfoList },
  { service: 'trc', name: 'GetServiceCapabilities', access: 'PRE_AUTH', answer: getServiceCapabilities('trc') },
  { service: 'trc', name: 'GetRecordings', access: 'READ_MEDIA', answer: getRecordings },
  { service: 'trc', name: 'GetRecordingJobs', access: 'READ_MEDIA', answer: getRecordingJobs },
  { service: 'tas', name: 'GetServiceCapabilities', access: 'PRE_AUTH', answer: getServiceCapabilities('tas') },
  {
    service: 'tas',
    name: 'GetNetworkInterfaceDot1XConfiguration',
    access: 'READ_SYSTEM_SECRET',
    answer: getInterfaceDot1x,
  },
  { service: 'tas', name: 'GetDot1XConfiguration', access: 'READ_SYSTEM_SECRET', answer: getDot1x },
]
