import { describe, expect, it } from 'vitest'
import { classOfAgent, classOfAnnouncement, classOfText } from '../../electron/discovery/device-class.ts'
import { makerOfMarks } from '../../electron/discovery/makers.ts'
import { ouiVendor } from '../../electron/discovery/oui.ts'

const onvif = (...paths: string[]) => paths.map((path) => `onvif://www.onvif.org/${path}`)

describe('classOfText', () => {
  it.each([
    [' ; AXIS P5534-E; PTZ Dome Network Camera; 5.40.9.2; May 15 2012 09:50; 188.1; 1;', 'camera'],
    ['; AXIS M7011; Network Video Encoder; 5.75.1; ', 'encoder'],
    ['; AXIS A1001; Network Door Controller; 1.65.1', 'door-controller'],
    ['; AXIS A8105-E; Network Video Door Station; 1.65', 'intercom'],
    ['DH-NVR4108HS-8P-4KS2', 'nvr'],
    ['DS-7604NI-K1/4P', 'nvr'],
    ['iDS-2CD7A46G0-IZHS', 'camera'],
    ['DS-2DE4225IW-DE', 'camera'],
    ['DS-K2604', 'door-controller'],
    ['DS-KV6113-WPE1', 'intercom'],
    ['DS-6704HQHI', 'unknown'],
    ['SAMSUNG iPolis H.264 Premium Level IP Camera', 'camera'],
    ['Cisco IOS Software, C2960 Switch', 'switch'],
    ['illustra IFS03D1OCWIT Network camera 05-27-2019', 'camera'],
    ['Linux fileserver 6.1.0', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (text, deviceClass) => {
    expect(classOfText(text)).toBe(deviceClass)
  })

  it('goes by the maker where the words say nothing', () => {
    expect(classOfAgent('LP1502 Firmware Version 1.29.1 Build 0615', 'Mercury Security')).toBe('door-controller')
    expect(classOfAgent('Linux', 'ZKTeco')).toBe('door-controller')
    expect(classOfAgent('Linux', 'Axis')).toBe('unknown')
  })
})

describe('classOfAnnouncement', () => {
  it.each([
    [
      ['dn:NetworkVideoTransmitter'],
      onvif('Profile/Streaming', 'type/video_encoder', 'hardware/IPC-HDW5831R'),
      'camera',
    ],
    [['dn:NetworkVideoTransmitter', 'tds:Device'], onvif('Profile/Streaming', 'hardware/NVR4108HS'), 'nvr'],
    [['tds:Device'], onvif('Profile/C', 'Profile/A', 'hardware/A1601'), 'door-controller'],
    [['tds:Device', 'dn:NetworkVideoTransmitter'], onvif('Profile/C', 'Profile/Streaming'), 'intercom'],
    [['dn:NetworkVideoStorage'], [], 'nvr'],
    [['tds:Device'], onvif('hardware/%E0%A4%A'), 'unknown'],
    [[], [], 'unknown'],
  ])('%j with %j is %s', (types, scopes, deviceClass) => {
    expect(classOfAnnouncement(types, scopes)).toBe(deviceClass)
  })
})

describe('makerOfMarks', () => {
  it('goes by one strong mark, or by two weak ones that agree', () => {
    expect(makerOfMarks({ 'http.server': 'App-webs/' })).toBe('Hikvision')
    expect(makerOfMarks({ 'oui.vendor': 'Hangzhou Hikvision Digital Technology Co.,Ltd.' })).toBeNull()
    expect(makerOfMarks({ 'oui.vendor': 'Hangzhou Hikvision', 'http.realm': 'Hikvision' })).toBe('Hikvision')
  })

  it('decides nothing when two makers are claimed', () => {
    expect(makerOfMarks({ 'onvif.name': 'AXIS P1375', 'rtsp.server': 'Dahua Rtsp Server' })).toBeNull()
    expect(makerOfMarks({})).toBeNull()
  })
})

describe('ouiVendor', () => {
  it('knows the registrant, and nobody for made-up addresses', () => {
    expect(ouiVendor('00:40:8c:12:34:56')).toMatch(/^Axis/i)
    expect(ouiVendor('02:40:8c:12:34:56')).toBeNull()
    expect(ouiVendor('__proto__')).toBeNull()
    expect(ouiVendor(null)).toBeNull()
  })
})
