import { expect, it } from 'vitest'
import { buildHidQuestion, parseHidAnswer } from '../../../electron/protocols/hid-4070/message.ts'

const answer = 'discovered;090;00:06:8E:00:00:01;EH400-1;10.0.0.7;1;EH400;3.5.1.1483;Wed Jun 12 2013;'

it('asks nothing but who is there', () => {
  expect(buildHidQuestion().toString()).toBe('discover;013;')
})

it('reads who a controller is', () => {
  expect(parseHidAnswer(Buffer.from(answer))).toEqual({
    mac: '00:06:8E:00:00:01',
    hostname: 'EH400-1',
    ipv4: '10.0.0.7',
    model: 'EH400',
    firmware: '3.5.1.1483',
    built: 'Wed Jun 12 2013',
  })
})

it.each([
  ['the question itself', 'discover;013;'],
  ['another command', answer.replace('discovered', 'command_blink_on')],
  ['what is cut off', answer.slice(0, 50)],
  ['a length that is none', answer.replace('090', '$(id)')],
  ['more fields than it has', `${answer}${'x;'.repeat(20)}`],
  ['more than an answer', `${answer}${'x'.repeat(2_000)}`],
])('drops %s', (_, text) => {
  expect(parseHidAnswer(Buffer.from(text))).toBeNull()
})
