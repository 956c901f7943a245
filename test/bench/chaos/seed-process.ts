import { brokenVisit } from '../../engine/chaos-visit.ts'

/** One visit in a process of its own: `seed-process.ts SEED DEVICES LONGEST-MS NETWORK`. Says each step and the report as lines of JSON. */
const [seed = '1', devices = '60', longestMs = '3000', network = '127.80'] = process.argv.slice(2)
const started = performance.now()
const say = (said: object) => process.stdout.write(`${JSON.stringify(said)}\n`)

const report = await brokenVisit({
  seed: `chaos ${seed}`,
  devices: Number(devices),
  longestMs: Number(longestMs),
  network,
  on: (step) => say({ step, seconds: Math.round((performance.now() - started) / 1_000) }),
})
const { user, system } = process.cpuUsage()
say({ report, cpuSeconds: Math.round((user + system) / 1e6) })
