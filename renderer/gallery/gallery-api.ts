import type { Api, Channel, Result } from '../../electron/contract/channels.ts'

/** What each channel answers here, so that a component that asks can be seen in each of its states. */
const answers: Partial<Record<Channel, Result<unknown>>> = {
  'app.about': { ok: true, value: { version: '1.0.0', electron: '0', recent: [] } },
  'devices.views': {
    ok: false,
    problem: {
      code: 'store/damaged',
      message: 'The site file cannot be read.',
      remedy: 'Open the newest backup of this site.',
    },
  },
}

/** Answers what the gallery shows, and nothing else: whatever is not named here stays on its way. */
export const galleryApi: Api = {
  call: (channel) => {
    const answer = answers[channel]
    return answer === undefined ? new Promise(() => undefined) : (Promise.resolve(answer) as never)
  },
  on: () => () => undefined,
}
